#include "api/web/pages.h"

#include <string_view>

#include "api/web/embedded_files.h"
#include "ledger/base/check.h"

namespace pennypost::web {

namespace {

constexpr std::string_view kHtml = "text/html; charset=utf-8";
constexpr std::string_view kCss = "text/css; charset=utf-8";
constexpr std::string_view kScript = "text/javascript; charset=utf-8";
constexpr std::string_view kJson = "application/json";
constexpr std::string_view kSvg = "image/svg+xml";

http::StaticFile file(std::string_view bytes, std::string_view content_type) {
  return {.bytes = std::string(bytes), .content_type = std::string(content_type)};
}

}  // namespace

std::map<std::string, http::StaticFile> chat_files() {
  return {{"/", file(chat_index_html(), kHtml)},
          {"/chat.css", file(chat_css(), kCss)},
          {"/chat.js", file(chat_js(), kScript)},
          {"/conversation.js", file(chat_conversation_js(), kScript)},
          {"/gateway.js", file(chat_gateway_js(), kScript)},
          {"/device.js", file(chat_device_js(), kScript)},
          {"/contact_card.js", file(chat_contact_card_js(), kScript)},
          {"/words.js", file(chat_words_js(), kScript)},
          {"/words/ar.json", file(words_ar_json(), kJson)},
          {"/words/de.json", file(words_de_json(), kJson)},
          {"/words/en.json", file(words_en_json(), kJson)},
          {"/words/es.json", file(words_es_json(), kJson)},
          {"/words/fil.json", file(words_fil_json(), kJson)},
          {"/words/fr.json", file(words_fr_json(), kJson)},
          {"/words/hi.json", file(words_hi_json(), kJson)},
          {"/words/id.json", file(words_id_json(), kJson)},
          {"/words/it.json", file(words_it_json(), kJson)},
          {"/words/pt.json", file(words_pt_json(), kJson)},
          {"/words/sw.json", file(words_sw_json(), kJson)},
          {"/words/vi.json", file(words_vi_json(), kJson)},
          {"/words/zh.json", file(words_zh_json(), kJson)},
          {"/vendor/nacl.js", file(verify_nacl_js(), kScript)},
          {"/icon.svg", file(chat_icon_svg(), kSvg)}};
}

std::map<std::string, http::StaticFile> secret_link_files() {
  return {{"/c/{hold}", file(claim_index_html(), kHtml)},
          {"/link/claim.js", file(claim_js(), kScript)},
          {"/p/{challenge}", file(pin_index_html(), kHtml)},
          {"/link/pin.js", file(pin_js(), kScript)},
          {"/link/link.css", file(claim_css(), kCss)}};
}

http::Headers secret_page_headers() {
  auto headers = page_headers();
  headers.set("Cache-Control", "no-store");
  return headers;
}

std::map<std::string, http::StaticFile> receipt_files() {
  return {{"/r/{receipt}", file(verify_receipt_html(), kHtml)},
          {"/verify/receipt.css", file(verify_receipt_css(), kCss)},
          {"/verify/receipt.js", file(verify_receipt_js(), kScript)},
          {"/verify/receipt_words.js", file(verify_receipt_words_js(), kScript)},
          {"/verify/codec.js", file(verify_codec_js(), kScript)},
          {"/verify/verify.js", file(verify_verify_js(), kScript)},
          {"/verify/vendor/nacl.js", file(verify_nacl_js(), kScript)},
          {"/verify/vendor/blake2b.js", file(verify_blake2b_js(), kScript)}};
}

namespace {

/// Puts `text` in the place of what is there once.
void replace(std::string& page, std::string_view what, std::string_view text) {
  const std::size_t at = page.find(what);
  CHECK(at != std::string::npos && page.find(what, at + 1) == std::string::npos);
  page.replace(at, what.size(), text);
}

std::string inline_script(std::string_view script) {
  CHECK(script.find("</script") == std::string_view::npos);
  return "<script>\n" + std::string(script) + "</script>";
}

}  // namespace

std::string receipt_page(ByteView receipt_file, const Waypoint& waypoint,
                         const std::vector<PageCurrency>& currencies) {
  std::string list;
  for (const PageCurrency& each : currencies) {
    list += (list.empty() ? "" : ",") + std::string(R"({"code":")") + each.code +
            R"(","decimals":)" + std::to_string(each.decimals) + R"(,"display_decimals":)" +
            std::to_string(each.display_decimals) + "}";
  }
  // Hex, digits and currency codes: nothing in it can end the element.
  const std::string data = R"(<script type="application/json" id="inside">{"receipt":")" +
                           to_hex(receipt_file) + R"(","waypoint":")" + waypoint.text() +
                           R"(","currencies":[)" + list + "]}</script>\n";
  std::string page(verify_receipt_html());
  replace(page, R"(<link rel="stylesheet" href="/verify/receipt.css">)",
          "<style>\n" + std::string(verify_receipt_css()) + "</style>");
  replace(page, R"(<script src="/verify/vendor/nacl.js"></script>)",
          data + inline_script(verify_nacl_js()));
  replace(page, R"(<script src="/verify/vendor/blake2b.js"></script>)",
          inline_script(verify_blake2b_js()));
  replace(page, R"(<script src="/verify/codec.js"></script>)", inline_script(verify_codec_js()));
  replace(page, R"(<script src="/verify/verify.js"></script>)", inline_script(verify_verify_js()));
  replace(page, R"(<script src="/verify/receipt_words.js"></script>)",
          inline_script(verify_receipt_words_js()));
  replace(page, R"(<script src="/verify/receipt.js"></script>)",
          inline_script(verify_receipt_js()));
  return page;
}

http::Headers page_headers() {
  return {{"Content-Security-Policy",
           "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
           "img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
           "require-trusted-types-for 'script'; trusted-types 'none'"},
          {"X-Content-Type-Options", "nosniff"},
          {"Referrer-Policy", "no-referrer"},
          {"Cross-Origin-Resource-Policy", "same-origin"},
          // Kept, but asked for again each time: the files of one page are of one version.
          {"Cache-Control", "no-cache"}};
}

}  // namespace pennypost::web
