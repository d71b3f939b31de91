#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "api/http/message.h"
#include "ledger/base/result.h"

// An HTTP/1.1 client for one origin, over TCP or TLS 1.2+. Redirects are not followed, nothing is
// decompressed, no proxy is used.
//
// Errors and what they say about the request:
//   unreachable   no byte of it was sent (name, connect, TLS, or an address that is not allowed):
//                 certainly not carried out
//   timeout       no whole answer: the deadline passed, or the connection ended first: UNKNOWN
//   outcome bad_response  what came is not HTTP: UNKNOWN outcome too_large     the answer is beyond
//   response_bytes_max: UNKNOWN outcome malformed     the URL or the request itself is not
//   sendable: certainly not carried out
// An answer of any status, 5xx too, is a ClientResponse, not an error.

namespace pennypost::http {

inline constexpr std::size_t kPoolSizeMax = 16;
inline constexpr std::uint64_t kResponseBytesMax = 16 * 1024 * 1024;

struct ClientOptions {
  std::chrono::milliseconds timeout{30'000};         ///< for a whole request, connecting included
  std::chrono::milliseconds connect_timeout{5'000};  ///< name, connect and TLS; within `timeout`
  std::chrono::milliseconds idle_timeout{
      30'000};                           ///< pooled connections older than this are closed
  std::size_t pool_size = kPoolSizeMax;  ///< idle connections kept; 0: none
  std::uint64_t response_bytes_max = kResponseBytesMax;
  /// Connect to global addresses only (is_global_address), checked on the resolved address that is
  /// then used: for URLs that users give us.
  bool global_addresses_only = false;
  std::string ca_file{};  ///< PEM to trust instead of the system's certificates
  Headers default_headers{{"User-Agent", "pennypost"}};
};

struct ClientRequest {
  std::string method = "GET";
  std::string target =
      "/";            ///< path and query, encoded (encode_component); appended to the URL's path
  Headers headers{};  ///< Host and Content-Length are the client's own
  std::string body{};
  /// Also retry a POST whose pooled connection turned out to be dead: only where the server
  /// recognises the second one (an idempotency key, a transaction id).
  bool idempotent = false;
  std::chrono::milliseconds timeout{0};  ///< instead of the client's, where not 0
};

struct ClientResponse {
  int status = 0;
  Headers headers;
  std::string body;
};

/// Cheap to copy: copies share the pool. request() may be called from any thread; the executor's
/// context must outlive the client and its requests.
class Client {
 public:
  /// `base_url` is "http://127.0.0.1:8101" or "https://host/prefix", without user, query or
  /// fragment. Code `malformed`; `unavailable` where ca_file cannot be read.
  static Result<Client> create(boost::asio::any_io_executor executor, const std::string& base_url,
                               ClientOptions options = {});

  /// Sent once; again only where the method is idempotent (GET, HEAD, PUT, DELETE, OPTIONS, or as
  /// the request says) and a pooled connection died before the first byte of an answer.
  boost::asio::awaitable<Result<ClientResponse>> request(ClientRequest request) const;

  const std::string& base_url() const;

 private:
  class Pool;
  explicit Client(std::shared_ptr<Pool> pool);
  std::shared_ptr<Pool> pool_;
};

/// One request by a thread that may block, for command-line tools. `url` is the whole URL, with
/// query; `request.target` is ignored.
Result<ClientResponse> fetch(const std::string& url, ClientRequest request = {},
                             ClientOptions options = {});

/// False where the error proves that the server did not carry the request out.
bool outcome_unknown(const Error& error);

/// Percent-encodes everything but RFC 3986 unreserved characters: for one path segment, query name
/// or query value.
std::string encode_component(std::string_view text);

}  // namespace pennypost::http
