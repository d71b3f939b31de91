#include "api/platforms/calls.h"

namespace pennypost::platforms {

using connectors::CallAnswer;

boost::asio::awaitable<CallAnswer> make_calls(const http::Client& client, http::Headers headers,
                                              std::vector<connectors::Call> calls,
                                              ReadAnswer read) {
  CallAnswer last{.kind = CallAnswer::Kind::sent};
  for (auto& call : calls) {
    http::ClientRequest request{.method = call.method,
                                .target = std::move(call.target),
                                .headers = headers,
                                .body = std::move(call.body)};
    request.headers.set("Content-Type", call.content_type);
    const auto response = co_await client.request(std::move(request));
    if (!response) {
      co_return CallAnswer{.kind = CallAnswer::Kind::again, .error = response.error().code};
    }
    last = read(response->status, response->body);
    if (last.kind != CallAnswer::Kind::sent) break;
  }
  co_return last;
}

}  // namespace pennypost::platforms
