#include "api/http/static_files.h"

#include <openssl/evp.h>

#include <array>
#include <memory>
#include <utility>

#include "ledger/base/bytes.h"
#include "ledger/base/check.h"

namespace pennypost::http {

namespace {

constexpr std::size_t kEtagBytes = 16;

std::string etag_of(std::string_view bytes) {
  std::array<std::uint8_t, 32> digest{};
  std::size_t length = 0;
  CHECK(EVP_Q_digest(nullptr, "SHA256", nullptr, bytes.data(), bytes.size(), digest.data(),
                     &length) == 1);
  return '"' + to_hex(ByteView(digest).first(kEtagBytes)) + '"';
}

// RFC 9110 §13.1.2: a list of tags compared weakly, or "*". Our tags hold no comma.
bool matches(std::string_view if_none_match, std::string_view etag) {
  while (!if_none_match.empty()) {
    const auto comma = std::min(if_none_match.find(','), if_none_match.size());
    auto tag = if_none_match.substr(0, comma);
    if_none_match.remove_prefix(std::min(comma + 1, if_none_match.size()));
    while (tag.starts_with(' ') || tag.starts_with('\t')) tag.remove_prefix(1);
    while (tag.ends_with(' ') || tag.ends_with('\t')) tag.remove_suffix(1);
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == etag || tag == "*") return true;
  }
  return false;
}

}  // namespace

void add_static_files(Router& router, std::map<std::string, StaticFile> files, Headers headers) {
  for (auto& [path, file] : files) {
    headers.set("ETag", etag_of(file.bytes));
    headers.set("Content-Type", std::move(file.content_type));
    const auto whole = std::make_shared<const Response>(
        Response{.status = 200, .headers = headers, .body = std::move(file.bytes)});
    router.add("GET " + path, [whole](Request request) -> boost::asio::awaitable<Response> {
      const auto known = request.headers.get("If-None-Match");
      if (known && matches(*known, *whole->headers.get("ETag"))) {
        co_return Response{.status = 304, .headers = whole->headers, .body = {}};
      }
      co_return *whole;
    });
  }
}

}  // namespace pennypost::http
