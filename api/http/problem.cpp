#include "api/http/problem.h"

#include <utility>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace pennypost::http {

Response problem(int status, Problem what) {
  const auto title = reason_phrase(status);
  const boost::json::object document{
      {"type", "about:blank"}, {"title", boost::json::string_view(title.data(), title.size())},
      {"status", status},      {"detail", what.detail},
      {"code", what.code},     {"next", what.next},
  };
  Response response;
  response.status = status;
  response.headers.add("Content-Type", "application/problem+json");
  response.headers.add("Cache-Control", "no-store");
  response.body = boost::json::serialize(document);
  return response;
}

Response problem(int status, std::string code, std::string detail, std::string next) {
  return problem(
      status,
      Problem{.code = std::move(code), .detail = std::move(detail), .next = std::move(next)});
}

Response problem(int status, const Error& error, std::string next) {
  return problem(status, error.code, error.message, std::move(next));
}

}  // namespace pennypost::http
