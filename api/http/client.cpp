#include "api/http/client.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "api/http/client_connection.h"
#include "ledger/base/check.h"

namespace pennypost::http {

namespace asio = boost::asio;
namespace urls = boost::urls;
using std::chrono::steady_clock;

namespace {

constexpr std::array<std::string_view, 4> kClientsOwn{"Host", "Content-Length", "Connection",
                                                      "Transfer-Encoding"};
constexpr std::array<std::string_view, 5> kIdempotent{"GET", "HEAD", "PUT", "DELETE", "OPTIONS"};

bool is_own(std::string_view name) {
  return std::ranges::any_of(kClientsOwn, [&](auto own) { return equal_ignoring_case(own, name); });
}

std::unexpected<Error> bad_url(const std::string& url) {
  return fail("malformed",
              "\"" + url + "\" is not an http or https URL without user and fragment.");
}

Result<Origin> parse_base(const std::string& text) {
  const auto url = urls::parse_uri(text);
  if (!url || !url->has_authority() || url->has_userinfo() || url->has_query() ||
      url->has_fragment() || url->host().empty()) {
    return bad_url(text);
  }
  Origin origin;
  origin.tls = url->scheme_id() == urls::scheme::https;
  if (!origin.tls && url->scheme_id() != urls::scheme::http) return bad_url(text);
  origin.host = url->host_address();
  origin.port = origin.tls ? "443" : "80";
  if (url->has_port() && !url->port().empty()) {
    if (url->port_number() == 0) return bad_url(text);  // also where it is beyond 65535
    origin.port = std::to_string(url->port_number());
  }
  origin.authority = std::string_view(url->encoded_host_and_port());
  origin.prefix = std::string_view(url->encoded_path());
  while (origin.prefix.ends_with('/')) origin.prefix.pop_back();
  return origin;
}

// Whether the bytes of a request would say what the caller meant: nothing in it can end a line.
bool sendable(const ClientRequest& request) {
  const auto visible = [](char c) { return c > 0x20 && c < 0x7F; };
  return valid_field(request.method, "") && request.target.starts_with('/') &&
         std::ranges::all_of(request.target, visible) &&
         request.target.find('#') == std::string::npos &&
         std::ranges::all_of(request.headers, [](const auto& field) {
           return valid_field(field.first, field.second);
         });
}

Result<std::shared_ptr<asio::ssl::context>> make_tls(const std::string& ca_file) {
  auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_client);
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  boost::system::error_code ec;
  if (ca_file.empty()) {
    context->set_default_verify_paths(ec);
  } else {
    context->load_verify_file(ca_file, ec);
  }
  if (ec) return fail("unavailable", "The trusted certificates cannot be read: " + ec.message());
  return context;
}

// These two keep the connection alive for as long as they run, whatever becomes of their caller.
asio::awaitable<Result<void>> connect(std::shared_ptr<ClientConnection> connection, Origin origin,
                                      bool global_addresses_only, Deadline deadline) {
  co_return co_await connection->connect(std::move(origin), global_addresses_only, deadline);
}

struct Call {
  ClientRequest request;
  std::string target;
  std::string authority;
  std::uint64_t response_bytes_max = 0;
  Deadline deadline;
};

asio::awaitable<Exchange> exchange(std::shared_ptr<ClientConnection> connection, Call call) {
  co_return co_await connection->exchange(std::move(call.request), std::move(call.target),
                                          std::move(call.authority), call.response_bytes_max,
                                          call.deadline);
}

}  // namespace

// The idle connections to one origin. The mutex guards idle_ alone; a connection that is taken
// belongs to whoever took it.
class Client::Pool {
 public:
  Pool(asio::any_io_executor executor, std::string base_url, Origin origin,
       std::shared_ptr<asio::ssl::context> tls, ClientOptions options)
      : base_url_(std::move(base_url)),
        executor_(std::move(executor)),
        origin_(std::move(origin)),
        tls_(std::move(tls)),
        options_(std::move(options)) {}

  const std::string& base_url() const { return base_url_; }

  static asio::awaitable<Result<ClientResponse>> request(std::shared_ptr<Pool> self,
                                                         ClientRequest request) {
    if (!sendable(request)) co_return fail("malformed", "This request cannot be sent as HTTP.");
    const auto now = steady_clock::now();
    const auto timeout = request.timeout.count() > 0 ? request.timeout : self->options_.timeout;
    const bool repeatable =
        request.idempotent || std::ranges::find(kIdempotent, request.method) != kIdempotent.end();
    auto call = self->make_call(std::move(request), now + timeout);
    for (;;) {
      auto connection = self->take();
      const bool pooled = connection != nullptr;
      if (!pooled) {
        connection = make_connection(asio::make_strand(self->executor_), self->tls_);
        const auto deadline = std::min(call.deadline, now + self->options_.connect_timeout);
        auto connected = co_await asio::co_spawn(
            connection->executor(),
            connect(connection, self->origin_, self->options_.global_addresses_only, deadline),
            asio::use_awaitable);
        if (!connected) co_return std::unexpected(std::move(connected).error());
      }
      auto done = co_await asio::co_spawn(connection->executor(), exchange(connection, call),
                                          asio::use_awaitable);
      if (done.reusable) self->give(std::move(connection));
      // Ends: every turn takes a connection out of the pool, and a new one is not tried again.
      if (pooled && done.no_answer && repeatable) continue;
      co_return std::move(done.result);
    }
  }

 private:
  struct Idle {
    std::shared_ptr<ClientConnection> connection;
    steady_clock::time_point since;
  };

  Call make_call(ClientRequest request, Deadline deadline) const {
    Headers headers;
    for (const auto& [name, value] : request.headers) {
      if (!is_own(name)) headers.add(name, value);
    }
    for (const auto& [name, value] : options_.default_headers) {
      if (!headers.has(name) && !is_own(name)) headers.add(name, value);
    }
    request.headers = std::move(headers);
    auto target = origin_.prefix + request.target;
    return {.request = std::move(request),
            .target = std::move(target),
            .authority = origin_.authority,
            .response_bytes_max = options_.response_bytes_max,
            .deadline = deadline};
  }

  // The connection used last that is still open, or null; those that are not are closed.
  std::shared_ptr<ClientConnection> take() {
    const auto oldest = steady_clock::now() - options_.idle_timeout;
    const std::scoped_lock lock(mutex_);
    std::erase_if(idle_, [&](const Idle& idle) { return idle.since < oldest; });
    while (!idle_.empty()) {
      auto connection = std::move(idle_.back().connection);
      idle_.pop_back();
      if (connection->alive()) return connection;
    }
    return nullptr;
  }

  void give(std::shared_ptr<ClientConnection> connection) {
    const std::scoped_lock lock(mutex_);
    if (options_.pool_size == 0) return;
    if (idle_.size() >= options_.pool_size) idle_.erase(idle_.begin());
    idle_.push_back({.connection = std::move(connection), .since = steady_clock::now()});
  }

  const std::string base_url_;
  const asio::any_io_executor executor_;
  const Origin origin_;
  const std::shared_ptr<asio::ssl::context> tls_;
  const ClientOptions options_;
  std::mutex mutex_;
  std::vector<Idle> idle_;  // by age, at most options_.pool_size
};

Client::Client(std::shared_ptr<Pool> pool) : pool_(std::move(pool)) {}

Result<Client> Client::create(asio::any_io_executor executor, const std::string& base_url,
                              ClientOptions options) {
  PP_TRY(auto origin, parse_base(base_url));
  for (const auto& [name, value] : options.default_headers) {
    if (!valid_field(name, value)) return fail("malformed", "A default header cannot be sent.");
  }
  std::shared_ptr<asio::ssl::context> tls;
  if (origin.tls) {
    PP_TRY(tls, make_tls(options.ca_file));
  }
  return Client(std::make_shared<Pool>(std::move(executor), base_url, std::move(origin),
                                       std::move(tls), std::move(options)));
}

asio::awaitable<Result<ClientResponse>> Client::request(ClientRequest request) const {
  return Pool::request(pool_, std::move(request));
}

const std::string& Client::base_url() const {
  return pool_->base_url();
}

Result<ClientResponse> fetch(const std::string& url, ClientRequest request, ClientOptions options) {
  const auto scheme = url.find("://");
  if (scheme == std::string::npos || url.find('#') != std::string::npos) return bad_url(url);
  const auto path = std::min(url.find_first_of("/?", scheme + 3), url.size());
  request.target = url.substr(path);
  if (!request.target.starts_with('/')) request.target.insert(0, "/");
  options.pool_size = 0;
  asio::io_context context(1);
  PP_TRY(const auto client,
         Client::create(context.get_executor(), url.substr(0, path), std::move(options)));
  std::optional<Result<ClientResponse>> result;
  asio::co_spawn(context, client.request(std::move(request)),
                 [&](std::exception_ptr bug, Result<ClientResponse> got) {
                   if (bug) std::rethrow_exception(bug);
                   result = std::move(got);
                 });
  while (!result && context.run_one() > 0) {
  }
  CHECK(result.has_value());
  return std::move(*result);
}

bool outcome_unknown(const Error& error) {
  return error.code != "unreachable" && error.code != "malformed";
}

std::string encode_component(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 0x0FU];
    }
  }
  return out;
}

}  // namespace pennypost::http
