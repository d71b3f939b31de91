#include "api/web/pages.h"

#include <string_view>

#include "api/web/embedded_files.h"

namespace pennypost::web {

namespace {

constexpr std::string_view kHtml = "text/html; charset=utf-8";
constexpr std::string_view kCss = "text/css; charset=utf-8";
constexpr std::string_view kScript = "text/javascript; charset=utf-8";
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
          {"/icon.svg", file(chat_icon_svg(), kSvg)}};
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
