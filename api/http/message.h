#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

// Requests and responses as values. Nothing here owns a socket; no Beast header is seen outside the
// .cpp files of this folder.

namespace pennypost::http {

/// Header fields in order; names compare without regard to ASCII case.
class Headers {
 public:
  using Field = std::pair<std::string, std::string>;

  Headers() = default;
  Headers(std::initializer_list<Field> fields) : fields_(fields) {}

  /// Appends, also where the name is there already.
  void add(std::string name, std::string value);
  /// Replaces every field of that name.
  void set(std::string name, std::string value);
  /// The first of that name. The view lives as long as this object is unchanged.
  std::optional<std::string_view> get(std::string_view name) const;
  bool has(std::string_view name) const { return get(name).has_value(); }
  std::size_t count(std::string_view name) const;

  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }
  bool empty() const { return fields_.empty(); }

 private:
  std::vector<Field> fields_;
};

/// Decoded name and value pairs (query or path), each name once: the server refuses repeated query
/// parameters, since two readers might pick different ones.
class Parameters {
 public:
  /// False where the name is there already.
  bool add(std::string name, std::string value);
  std::optional<std::string_view> get(std::string_view name) const;
  bool has(std::string_view name) const { return get(name).has_value(); }

  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }
  bool empty() const { return values_.empty(); }
  std::size_t size() const { return values_.size(); }

 private:
  std::vector<std::pair<std::string, std::string>> values_;
};

/// What a handler is given. Decoded texts are valid UTF-8 without control characters.
struct Request {
  std::string method;   ///< upper case as sent; a HEAD reaches the GET handler as "HEAD"
  std::string target;   ///< as sent: "/v1/accounts/pp1x?proof=true"
  std::string path;     ///< the target's path as sent, still percent-encoded
  std::string route;    ///< the pattern that matched: "/v1/accounts/{address}", for metrics
  Parameters query;     ///< decoded; `+` is a space
  Parameters captures;  ///< what `{name}` matched, decoded
  Headers headers;   ///< Host, Authorization, Content-Type, Idempotency-Key, Origin: at most once
  std::string body;  ///< whole, within the route's limit
  std::string peer;  ///< the peer's IP address, without port; IPv4-mapped IPv6 is written as IPv4
};

/// One server-sent event. Line ends inside `data` are kept; in `id` and `event` they are dropped.
struct ServerEvent {
  std::string id;     ///< left out where empty
  std::string event;  ///< left out where empty (the browser then calls it "message")
  std::string data;
};

/// The write end of a stream of server-sent events. Lives as long as the handler's stream function
/// runs, on the connection's executor.
class EventStream {
 public:
  virtual ~EventStream() = default;
  /// Returns when the kernel has taken the bytes (back-pressure); false when the client is gone,
  /// reads too slowly, or the server stops: return then.
  virtual boost::asio::awaitable<bool> send(ServerEvent event) = 0;
  /// Waits; false when the stream has closed meanwhile.
  virtual boost::asio::awaitable<bool> sleep(std::chrono::milliseconds duration) = 0;
  virtual bool closed() const = 0;
};

/// Runs until it returns or the stream closes; then whatever it awaits is cancelled (Asio's
/// terminal cancellation: `operation_aborted` is thrown out of the co_await; let it pass).
/// Heartbeats are sent by the server meanwhile.
using StreamFunction = std::function<boost::asio::awaitable<void>(EventStream&)>;

struct Response {
  int status = 200;
  Headers headers;   ///< Content-Length, Connection and Date are the server's own
  std::string body;  ///< without meaning where `stream` is set
  StreamFunction stream{};
};

/// Runs on the connection's strand over the server's executor: handlers of different connections
/// run in parallel where that executor has several threads, so give the server a strand if they
/// share state. What it throws becomes a 500 problem document and a log line. It is cancelled
/// (operation_aborted) only when the server's stop deadline passes; it is not cancelled when the
/// client goes away.
using Handler = std::function<boost::asio::awaitable<Response>(Request)>;

/// "Not Found" for 404; "Unknown" where HTTP has no name for it.
std::string_view reason_phrase(int status);

/// Whether a header field can be sent as it is: the name is a token, the value has no control
/// characters, so neither can end the field and begin another.
bool valid_field(std::string_view name, std::string_view value);

/// ASCII only, whatever the locale.
bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace pennypost::http
