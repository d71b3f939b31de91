#include "api/web/pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <string>

namespace pennypost::web {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

/// All files of all pages.
std::map<std::string, http::StaticFile> all_files() {
  auto files = chat_files();
  files.merge(receipt_files());
  files.merge(secret_link_files());
  return files;
}

TEST(Pages, everything_a_file_asks_for_is_served) {
  const auto files = all_files();
  const std::regex reference(R"re((?:src|href|from)[= ]"(/[^"]*)")re");
  std::size_t references = 0;
  for (const auto& [path, file] : files) {
    for (std::sregex_iterator it(file.bytes.begin(), file.bytes.end(), reference), end; it != end;
         ++it, ++references) {
      EXPECT_TRUE(files.contains((*it)[1].str())) << path << " asks for " << (*it)[1];
    }
  }
  EXPECT_GE(references, 5u);
}

TEST(Pages, nothing_is_asked_of_other_servers) {
  auto files = chat_files();
  files.merge(secret_link_files());
  for (const auto& [path, file] : files) {
    if (path.starts_with("/vendor/")) continue;  // its comments name where it is from
    const auto found = std::regex_replace(file.bytes, std::regex("http://www.w3.org/2000/svg"), "");
    EXPECT_THAT(found, Not(HasSubstr("://"))) << path;
    EXPECT_THAT(found, Not(HasSubstr("\"//"))) << path;
  }
}

TEST(Pages, no_text_becomes_markup_or_code) {
  for (const auto& [path, file] : all_files()) {
    if (!file.content_type.starts_with("text/")) continue;
    for (const char* sink :
         {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write",
          "createContextualFragment", "DOMParser", "eval(", "new Function", "javascript:"}) {
      EXPECT_THAT(file.bytes, Not(HasSubstr(sink))) << path;
    }
  }
  // The policy refuses these too; a page that had them would be broken.
  EXPECT_THAT(chat_files().at("/").bytes, Not(ContainsRegex("<style|style=|[ \n]on[a-z]+=")));
}

TEST(Pages, headers_allow_what_the_pages_use_and_no_more) {
  const auto headers = page_headers();
  const auto policy = std::string(headers.get("Content-Security-Policy").value_or(""));
  for (const char* rule : {"default-src 'none'", "script-src 'self';", "style-src 'self';",
                           "connect-src 'self';", "form-action 'none'", "base-uri 'none'",
                           "frame-ancestors 'none'", "require-trusted-types-for 'script'"}) {
    EXPECT_THAT(policy, HasSubstr(rule));
  }
  EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
  EXPECT_EQ(headers.get("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(headers.get("Referrer-Policy"), "no-referrer");
}

TEST(Pages, what_a_secret_link_opens_is_kept_nowhere_and_names_nobody) {
  const auto headers = secret_page_headers();
  EXPECT_EQ(headers.get("Cache-Control"), "no-store");
  EXPECT_EQ(headers.get("Referrer-Policy"), "no-referrer");
  EXPECT_EQ(headers.get("Content-Security-Policy"), page_headers().get("Content-Security-Policy"));
  for (const auto& [path, file] : secret_link_files()) {
    EXPECT_THAT(file.bytes, Not(ContainsRegex("<style|style=|[ \n]on[a-z]+="))) << path;
  }
}

// One file, without a server: nothing in it points anywhere.
TEST(Pages, a_receipt_page_needs_nothing_else) {
  const Waypoint waypoint{Version(0), {}};
  const std::string page = receipt_page(view_of("PPRC"), waypoint, {{"USD", 6, 2}});
  EXPECT_THAT(page, Not(ContainsRegex("(src|href)=\"[^d]")));
  EXPECT_THAT(page, HasSubstr("\"receipt\":\"50505243\""));
  EXPECT_THAT(page, HasSubstr(waypoint.text()));
  EXPECT_THAT(page, HasSubstr("verifyReceipt"));
  EXPECT_THAT(page, HasSubstr("pennypostCodec"));
}

TEST(Pages, types_are_what_browsers_insist_on) {
  const auto files = chat_files();
  EXPECT_EQ(files.at("/").content_type, "text/html; charset=utf-8");
  EXPECT_EQ(files.at("/chat.css").content_type, "text/css; charset=utf-8");
  EXPECT_EQ(files.at("/chat.js").content_type, "text/javascript; charset=utf-8");
  EXPECT_EQ(files.at("/icon.svg").content_type, "image/svg+xml");
}

}  // namespace
}  // namespace pennypost::web
