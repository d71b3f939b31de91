#include "api/http/session.h"

#include <spdlog/spdlog.h>

#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include "api/http/admission.h"
#include "api/http/event_stream.h"
#include "api/http/problem.h"
#include "api/http/response_header.h"

namespace pennypost::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;

using ErrorCode = boost::system::error_code;
using Parser = wire::request_parser<wire::string_body>;

namespace {

constexpr auto kQuietly = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kReadBytes = 8 * 1024;
// Chunk extensions and trailers, which are read and dropped, fit into this beside a header.
constexpr std::size_t kChunkHeaderBytesMax = 64 * 1024;
// For clients that do not close after a last, complete answer.
constexpr std::chrono::seconds kLingerTimeMax{2};

std::string text(beast::string_view view) {
  return {view.data(), view.size()};
}

std::string address_text(const asio::ip::tcp::socket& socket) {
  ErrorCode ec;
  const auto address = socket.remote_endpoint(ec).address();
  if (ec) return {};
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  }
  return address.to_string();
}

// Requests can be repeated at will, lines in a log cannot.
void log_failure(const std::string& where, const std::string& what) {
  using std::chrono::steady_clock;
  constexpr std::chrono::seconds kInterval{1};
  static std::mutex mutex;
  static std::optional<steady_clock::time_point> last;
  static std::uint64_t suppressed = 0;
  const std::scoped_lock lock(mutex);
  const auto now = steady_clock::now();
  if (last && now - *last < kInterval) {
    ++suppressed;
    return;
  }
  spdlog::error("{} failed: {} ({} more not logged)", where, what, suppressed);
  last = now;
  suppressed = 0;
}

Response internal_problem() {
  return problem(500, "internal",
                 "The server failed at this request; it may have been carried out.",
                 "Ask for the state before trying again.");
}

class BeastSession final : public Session {
 public:
  BeastSession(asio::ip::tcp::socket socket, std::shared_ptr<const ServerContext> context)
      : context_(std::move(context)),
        peer_(address_text(socket)),
        stream_(std::move(socket)),
        buffer_(context_->options.header_bytes_max + kChunkHeaderBytesMax) {
    ErrorCode ignored;
    stream_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
  }

  asio::awaitable<void> run() override {
    while (!stopping_ && co_await serve_one()) {
    }
    stream_.close();
  }

  void stop() override {
    stopping_ = true;
    if (idle_) stream_.close();
    if (events_ != nullptr) events_->close();
  }

  void abort() override {
    aborted_ = true;
    stop();
    stream_.close();
  }

 private:
  // What becomes of the connection after an answer; kDrain: there is more of the request to read.
  enum class After { kKeepOpen, kClose, kDrain };

  const ServerOptions& options() const { return context_->options; }

  // One request and its answer; false when the connection is to be closed.
  asio::awaitable<bool> serve_one() {
    if (!co_await first_byte()) co_return false;
    idle_ = false;
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(options().header_bytes_max));
    parser.body_limit(boost::none);  // set by the route, when the header is known
    stream_.expires_after(options().header_timeout);
    ErrorCode ec;
    co_await wire::async_read_header(stream_, buffer_, parser,
                                     asio::redirect_error(asio::use_awaitable, ec));
    if (ec) co_return co_await refuse_header(ec);

    auto request = take_header(parser);
    const bool head = request.method == "HEAD";
    const bool http_1_0 = parser.get().version() == 10;
    auto admission = admit(request, http_1_0, *context_);
    if (!admission.refusal && declared_too_large(parser, admission.body_bytes_max)) {
      admission.refusal = too_large_problem(admission.body_bytes_max);
    }
    if (!admission.refusal && !parser.is_done()) {
      if (!co_await read_body(parser, request, admission)) co_return false;
    }
    if (admission.refusal) {
      const auto after = parser.is_done() ? after_request(parser) : After::kDrain;
      co_return co_await answer(std::move(*admission.refusal), head, after);
    }
    request.body = std::move(parser.get().body());
    auto response = co_await invoke(*admission.route, std::move(request));
    if (response.stream && !head) co_return co_await stream_events(std::move(response));
    co_return co_await answer(std::move(response), head, after_request(parser));
  }

  // Waits between requests, and skips the empty lines that some clients send there (RFC 9112 §2.2).
  asio::awaitable<bool> first_byte() {
    idle_ = true;
    stream_.expires_after(options().idle_timeout);
    for (;;) {
      while (buffer_.size() > 0) {
        const char c = *static_cast<const char*>(buffer_.data().data());
        if (c != '\r' && c != '\n') co_return true;
        buffer_.consume(1);
      }
      const auto [ec, n] = co_await stream_.async_read_some(buffer_.prepare(kReadBytes), kQuietly);
      if (ec) co_return false;
      buffer_.commit(n);
    }
  }

  Request take_header(const Parser& parser) const {
    Request request;
    request.method = text(parser.get().method_string());
    request.target = text(parser.get().target());
    for (const auto& field : parser.get().base()) {
      request.headers.add(text(field.name_string()), text(field.value()));
    }
    request.peer = peer_;
    return request;
  }

  asio::awaitable<bool> refuse_header(ErrorCode ec) {
    static const auto& http_errors = wire::make_error_code(wire::error::bad_method).category();
    if (ec == wire::error::end_of_stream || ec == wire::error::partial_message ||
        ec.category() != http_errors) {
      co_return false;  // gone, reset or too slow
    }
    if (ec == wire::error::header_limit || ec == wire::error::buffer_overflow) {
      co_return co_await answer(problem(431, "too_large",
                                        "The header of a request may have " +
                                            std::to_string(options().header_bytes_max) + " bytes.",
                                        "Send fewer or shorter fields."),
                                false, After::kDrain);
    }
    co_return co_await answer(malformed_problem("This is not a valid HTTP/1.1 request."), false,
                              After::kDrain);
  }

  static After after_request(const Parser& parser) {
    return parser.keep_alive() ? After::kKeepOpen : After::kClose;
  }

  static bool declared_too_large(const Parser& parser, std::uint64_t bytes_max) {
    const auto length = parser.content_length();
    return length && *length > bytes_max;
  }

  // Sets a refusal where the body is bad; false when the client is gone or too slow.
  asio::awaitable<bool> read_body(Parser& parser, const Request& request, Admission& admission) {
    parser.body_limit(admission.body_bytes_max);
    stream_.expires_after(options().body_timeout);
    ErrorCode ec;
    if (request.headers.has("Expect") && parser.get().version() == 11 && buffer_.size() == 0) {
      const std::string go_on = "HTTP/1.1 100 Continue\r\n\r\n";
      co_await asio::async_write(stream_, asio::buffer(go_on),
                                 asio::redirect_error(asio::use_awaitable, ec));
      if (ec) co_return false;
    }
    co_await wire::async_read(stream_, buffer_, parser,
                              asio::redirect_error(asio::use_awaitable, ec));
    if (!ec) co_return true;
    if (ec == wire::error::body_limit) {
      admission.refusal = too_large_problem(admission.body_bytes_max);
    } else if (ec == wire::error::bad_chunk || ec == wire::error::bad_chunk_extension ||
               ec == wire::error::bad_line_ending || ec == wire::error::bad_field ||
               ec == wire::error::bad_value || ec == wire::error::buffer_overflow) {
      admission.refusal = malformed_problem("The chunks of the body are not valid.");
    }
    co_return admission.refusal.has_value();
  }

  asio::awaitable<Response> invoke(const Route& route, Request request) {
    stream_.expires_never();
    std::string what;
    try {
      auto response = co_await route.handler(std::move(request));
      if (const auto bug = response_fault(response)) {
        what = *bug;
      } else {
        co_return response;
      }
    } catch (const std::exception& error) {
      if (aborted_) throw;
      what = error.what();
    } catch (...) {
      if (aborted_) throw;
      what = "something that is no std::exception";
    }
    log_failure(route.method + " " + route.pattern, what);
    co_return internal_problem();
  }

  // Writes a response; true when the connection can take the next request.
  asio::awaitable<bool> answer(Response response, bool head, After after) {
    const bool keep_alive = after == After::kKeepOpen && !stopping_;
    const auto header =
        response_header(response, options().default_headers, keep_alive ? "keep-alive" : "close");
    stream_.expires_after(options().write_timeout);
    ErrorCode ec;
    const auto body =
        head || !may_have_body(response.status) ? std::string() : std::move(response.body);
    const std::array<asio::const_buffer, 2> buffers{asio::buffer(header), asio::buffer(body)};
    co_await asio::async_write(stream_, buffers, asio::redirect_error(asio::use_awaitable, ec));
    if (ec) co_return false;
    if (!keep_alive) co_await linger(after == After::kDrain ? kDrainTimeMax : kLingerTimeMax);
    co_return keep_alive;
  }

  // Closing with bytes unread makes the kernel send a reset, which can overtake our answer: so say
  // that nothing more comes, and read what the client still sends.
  asio::awaitable<void> linger(std::chrono::milliseconds time_max) {
    ErrorCode ec;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ec);
    if (ec) co_return;
    buffer_.clear();
    stream_.expires_after(time_max);
    for (std::uint64_t drained = 0; drained < kDrainBytesMax;) {
      const auto [failure, n] =
          co_await stream_.async_read_some(buffer_.prepare(kReadBytes), kQuietly);
      if (failure) co_return;
      drained += n;
    }
  }

  asio::awaitable<bool> stream_events(Response response) {
    using namespace asio::experimental::awaitable_operators;
    EventWriter events(stream_.get_executor(),
                       [this](std::string bytes) { return write(std::move(bytes)); });
    if (stopping_) co_return false;
    events_ = &events;
    struct Forget {
      BeastSession& session;
      ~Forget() { session.events_ = nullptr; }
    } const forget{*this};
    const auto header = response_header(response, options().default_headers, "close");
    if (!co_await write(header + ":\n\n")) co_return false;
    co_await (run_stream(response.stream, events) ||
              events.heartbeats(options().heartbeat_interval) || watch_peer(events));
    events.close();
    ErrorCode ec;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ec);
    co_return false;
  }

  asio::awaitable<void> run_stream(const StreamFunction& function, EventWriter& events) {
    std::string what;
    try {
      co_await function(events);
    } catch (const std::exception& error) {
      what = error.what();
    } catch (...) {
      what = "something that is no std::exception";
    }
    if (!what.empty() && !events.closed()) log_failure("an event stream", what);
  }

  // A client has nothing to say on a stream: what it sends is dropped, its end is the stream's end.
  asio::awaitable<void> watch_peer(EventWriter& events) {
    std::array<char, 512> ignored{};
    for (;;) {
      const auto [ec, n] =
          co_await stream_.socket().async_read_some(asio::buffer(ignored), kQuietly);
      if (ec) break;
    }
    events.close();
  }

  asio::awaitable<bool> write(std::string bytes) {
    stream_.expires_after(options().write_timeout);
    const auto [ec, n] = co_await asio::async_write(stream_, asio::buffer(bytes), kQuietly);
    co_return !ec;
  }

  std::shared_ptr<const ServerContext> context_;
  std::string peer_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  EventWriter* events_ = nullptr;  // while a stream runs
  bool idle_ = true;               // nothing of a request has come yet
  bool stopping_ = false;
  bool aborted_ = false;
};

}  // namespace

std::shared_ptr<Session> make_session(asio::ip::tcp::socket socket,
                                      std::shared_ptr<const ServerContext> context) {
  return std::make_shared<BeastSession>(std::move(socket), std::move(context));
}

}  // namespace pennypost::http
