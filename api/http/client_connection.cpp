#include "api/http/client_connection.h"

#include <openssl/ssl.h>
#include <sys/socket.h>

#include <type_traits>
#include <utility>
#include <vector>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include "api/http/address.h"

namespace pennypost::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

namespace {

constexpr auto kQuietly = asio::as_tuple(asio::use_awaitable);
constexpr std::uint32_t kResponseHeaderBytesMax = 64 * 1024;
constexpr int kInterimResponsesMax = 8;  // 1xx before the answer
constexpr std::size_t kReadBytesMax = 256 * 1024;

using Endpoints = std::vector<tcp::endpoint>;

std::string text(beast::string_view view) {
  return {view.data(), view.size()};
}

std::unexpected<Error> unreachable(const Origin& origin, const std::string& why) {
  return fail("unreachable", origin.authority + " cannot be reached: " + why + ".");
}

// The system's resolver cannot be interrupted, so it is left behind at the deadline; what it needs
// is shared with it.
asio::awaitable<Result<Endpoints>> resolve(asio::any_io_executor executor, Origin origin,
                                           Deadline deadline) {
  struct Lookup {
    tcp::resolver resolver;
    asio::steady_timer done;
    ErrorCode ec = asio::error::timed_out;
    Endpoints endpoints;
  };
  const auto lookup =
      std::make_shared<Lookup>(tcp::resolver(executor), asio::steady_timer(executor, deadline));
  lookup->resolver.async_resolve(
      origin.host, origin.port,
      asio::bind_executor(executor, [lookup](ErrorCode ec, tcp::resolver::results_type results) {
        lookup->ec = ec;
        for (const auto& result : results) lookup->endpoints.push_back(result.endpoint());
        lookup->done.cancel();
      }));
  co_await lookup->done.async_wait(kQuietly);
  if (lookup->ec) co_return unreachable(origin, lookup->ec.message());
  co_return lookup->endpoints;
}

template <class Stream>
class BeastConnection final : public ClientConnection {
  static constexpr bool kTls = !std::is_same_v<Stream, beast::tcp_stream>;

 public:
  template <class... Args>
  explicit BeastConnection(std::shared_ptr<asio::ssl::context> tls, Args&&... args)
      : tls_(std::move(tls)), stream_(std::forward<Args>(args)...) {}

  asio::any_io_executor executor() override { return stream_.get_executor(); }

  asio::awaitable<Result<void>> connect(Origin origin, bool global_addresses_only,
                                        Deadline deadline) override {
    Endpoints endpoints;
    ErrorCode ec;
    const auto literal = asio::ip::make_address(origin.host, ec);
    if (!ec) {
      endpoints.emplace_back(literal, static_cast<std::uint16_t>(std::stoul(origin.port)));
    } else {
      auto resolved = co_await resolve(executor(), origin, deadline);
      if (!resolved) co_return std::unexpected(std::move(resolved).error());
      endpoints = std::move(*resolved);
    }
    // On the very addresses that are connected to: a second look-up might give others.
    if (global_addresses_only) {
      std::erase_if(endpoints,
                    [](const auto& e) { return !is_global_address(e.address().to_string()); });
      if (endpoints.empty()) co_return unreachable(origin, "it has no global address");
    }
    beast::get_lowest_layer(stream_).expires_at(deadline);
    const auto [failure, endpoint] =
        co_await beast::get_lowest_layer(stream_).async_connect(endpoints, kQuietly);
    if (failure) co_return unreachable(origin, failure.message());
    beast::get_lowest_layer(stream_).socket().set_option(tcp::no_delay(true), ec);
    if constexpr (kTls) co_return co_await handshake(std::move(origin));
    co_return Result<void>{};
  }

  asio::awaitable<Exchange> exchange(ClientRequest request, std::string target,
                                     std::string authority, std::uint64_t response_bytes_max,
                                     Deadline deadline) override {
    const bool head = request.method == "HEAD";
    const auto message = make_message(std::move(request), target, authority);
    beast::get_lowest_layer(stream_).expires_at(deadline);
    ErrorCode ec;
    co_await wire::async_write(stream_, message, asio::redirect_error(asio::use_awaitable, ec));
    // A server may answer and close before it has read everything (413): look for that answer.
    const bool cut_short = static_cast<bool>(ec);
    if (ec == beast::error::timeout) co_return ended(ec, false);

    for (int interim = 0; interim <= kInterimResponsesMax; ++interim) {
      wire::response_parser<wire::string_body> parser;
      parser.header_limit(kResponseHeaderBytesMax);
      parser.body_limit(response_bytes_max);
      parser.skip(head);
      co_await wire::async_read_header(stream_, buffer_, parser,
                                       asio::redirect_error(asio::use_awaitable, ec));
      if (ec) co_return ended(ec, !parser.got_some() && buffer_.size() == 0 && interim == 0);
      const auto status = parser.get().result_int();
      if (status < 200 && status != 101) continue;
      if (!parser.is_done()) {
        co_await wire::async_read(stream_, buffer_, parser,
                                  asio::redirect_error(asio::use_awaitable, ec));
        if (ec) co_return ended(ec, false);
      }
      const bool reusable = !cut_short && parser.keep_alive() && status != 101 &&
                            !parser.need_eof() && buffer_.size() == 0;
      beast::get_lowest_layer(stream_).expires_never();
      co_return Exchange{.result = take_response(parser), .reusable = reusable};
    }
    co_return Exchange{.result = fail("bad_response", "The server sent no final answer.")};
  }

  bool alive() override {
    auto& socket = beast::get_lowest_layer(stream_).socket();
    ErrorCode ec;
    socket.non_blocking(true, ec);
    if (ec) return false;
    char byte = 0;
    socket.receive(asio::buffer(&byte, 1), MSG_PEEK, ec);
    return ec == asio::error::would_block;
  }

 private:
  asio::awaitable<Result<void>> handshake(Origin origin)
    requires kTls
  {
    auto* ssl = stream_.native_handle();
    ErrorCode ec;
    const bool literal = (asio::ip::make_address(origin.host, ec), !ec);
    // RFC 6066 §3: no address literal as a server name.
    if (!literal && SSL_set_tlsext_host_name(ssl, origin.host.c_str()) != 1) {
      co_return unreachable(origin, "its name cannot be sent by TLS");
    }
    stream_.set_verify_mode(asio::ssl::verify_peer);
    stream_.set_verify_callback(asio::ssl::host_name_verification(origin.host));
    const auto [failure] =
        co_await stream_.async_handshake(asio::ssl::stream_base::client, kQuietly);
    if (failure) co_return unreachable(origin, failure.message());
    co_return Result<void>{};
  }

  static wire::request<wire::string_body> make_message(ClientRequest request,
                                                       const std::string& target,
                                                       const std::string& authority) {
    wire::request<wire::string_body> message;
    message.method_string(request.method);
    message.target(target);
    message.set(wire::field::host, authority);
    for (const auto& [name, value] : request.headers) message.insert(name, value);
    const bool has_body = !request.body.empty();
    message.body() = std::move(request.body);
    if (has_body || (request.method != "GET" && request.method != "HEAD")) {
      message.content_length(message.body().size());
    }
    return message;
  }

  static ClientResponse take_response(wire::response_parser<wire::string_body>& parser) {
    ClientResponse out;
    out.status = static_cast<int>(parser.get().result_int());
    for (const auto& field : parser.get().base()) {
      out.headers.add(text(field.name_string()), text(field.value()));
    }
    out.body = std::move(parser.get().body());
    return out;
  }

  static Exchange ended(ErrorCode ec, bool no_answer) {
    static const auto& http_errors = wire::make_error_code(wire::error::bad_method).category();
    if (ec == wire::error::body_limit) {
      return {.result = fail("too_large",
                             "The answer is larger than this client takes; "
                             "whether the request was carried out is unknown.")};
    }
    if (ec == beast::error::timeout) {
      return {.result = fail("timeout",
                             "No answer came in time; whether the request was carried "
                             "out is unknown.")};
    }
    const bool lost = ec.category() != http_errors || ec == wire::error::end_of_stream ||
                      ec == wire::error::partial_message;
    if (lost) {
      return {.result = fail("timeout", "The connection ended before the answer (" + ec.message() +
                                            "); whether the request was carried out is unknown."),
              .no_answer = no_answer};
    }
    return {.result =
                fail("bad_response", "The answer is not valid HTTP (" + ec.message() +
                                         "); whether the request was carried out is unknown.")};
  }

  std::shared_ptr<asio::ssl::context> tls_;  // outlives stream_
  Stream stream_;
  beast::flat_buffer buffer_{kResponseHeaderBytesMax + kReadBytesMax};
};

}  // namespace

std::shared_ptr<ClientConnection> make_connection(asio::any_io_executor executor,
                                                  std::shared_ptr<asio::ssl::context> tls) {
  std::unique_ptr<ClientConnection> connection;
  if (tls) {
    auto& context = *tls;
    connection = std::make_unique<BeastConnection<beast::ssl_stream<beast::tcp_stream>>>(
        std::move(tls), executor, context);
  } else {
    connection = std::make_unique<BeastConnection<beast::tcp_stream>>(nullptr, executor);
  }
  // Its timers run on the strand, and whoever lets go of it last may not: so it ends there, too.
  return {connection.release(), [executor](ClientConnection* ended) {
            asio::post(executor, [owned = std::unique_ptr<ClientConnection>(ended)] {});
          }};
}

}  // namespace pennypost::http
