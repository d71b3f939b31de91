#include "api/connectors/graph.h"
#include "api/connectors/messenger.h"
#include "api/connectors/signature.h"
#include "api/connectors/whatsapp.h"
#include "api/http/problem.h"
#include "api/platforms/calls.h"
#include "api/platforms/connection.h"
#include "ledger/base/check.h"

namespace pennypost::platforms {
namespace {

namespace asio = boost::asio;
using connectors::Platform;

constexpr std::uint64_t kWebhookBytesMax = 4 * 1024 * 1024;  // the platform sends up to 3 MB
constexpr std::uint64_t kWindowUs = 24ULL * 3'600 * 1'000'000;
constexpr std::chrono::milliseconds kTimeout{20'000};

/// What differs between the two platforms of the Graph API.
struct Kind {
  Platform platform;
  const char* section;
  const char* route;
  Result<std::vector<connectors::Update>> (*read)(std::string_view body);
  std::vector<connectors::Call> (*write)(const connectors::Outgoing& out, std::string_view version);
  ReadAnswer read_answer;
  Lane::Limits limits;
};

constexpr Kind kWhatsApp{Platform::whatsapp,
                         "whatsapp",
                         "/hooks/whatsapp",
                         connectors::read_whatsapp,
                         connectors::write_whatsapp,
                         connectors::read_whatsapp_answer,
                         {.per_second = 80, .chat_pause = {}}};
constexpr Kind kMessenger{Platform::messenger,
                          "messenger",
                          "/hooks/messenger",
                          connectors::read_messenger,
                          connectors::write_messenger,
                          connectors::read_messenger_answer,
                          {.per_second = 100, .chat_pause = {}}};

struct Secrets {
  std::string app_secret;
  std::string verify_token;
  std::string access_token;
};

class GraphConnection final : public Connection {
 public:
  GraphConnection(const Kind& kind, std::string base_url, std::string version, Secrets secrets)
      : kind_(kind),
        base_url_(std::move(base_url)),
        version_(std::move(version)),
        secrets_(std::move(secrets)) {}

  Platform platform() const override { return kind_.platform; }
  Lane::Limits limits() const override { return kind_.limits; }

  void start(asio::any_io_executor executor, Directory&, gateway::Leases&,
             Deliver deliver) override {
    deliver_ = std::move(deliver);
    auto client = http::Client::create(std::move(executor), base_url_, {.timeout = kTimeout});
    CHECK(client.has_value());  // the configuration was checked with it
    client_.emplace(std::move(*client));
  }

  void add_routes(http::Router& router) override {
    router.add(std::string("GET ") + kind_.route,
               [this](http::Request request) { return handshake(std::move(request)); });
    router.add(std::string("POST ") + kind_.route,
               [this](http::Request request) { return hook(std::move(request)); },
               {.body_bytes_max = kWebhookBytesMax});
  }

  asio::awaitable<connectors::CallAnswer> send(connectors::Outgoing out) override {
    return make_calls(*client_, {{"Authorization", "Bearer " + secrets_.access_token}},
                      kind_.write(out, version_), kind_.read_answer);
  }

  /// Only WhatsApp gives our outbox id back.
  bool reports() const override { return kind_.platform == Platform::whatsapp; }

  /// Outside the window only templates may be sent, which cost money.
  bool reaches(const Known& known, TimestampUs now) const override {
    return known.wrote_at.value() > 0 && now < known.wrote_at + kWindowUs;
  }

 private:
  asio::awaitable<http::Response> handshake(http::Request request) {
    const auto asked = [&](const char* name) {
      return std::string(request.query.get(name).value_or(""));
    };
    const auto challenge = connectors::answer_handshake(
        {asked("hub.mode"), asked("hub.verify_token"), asked("hub.challenge")},
        secrets_.verify_token);
    if (!challenge) {
      co_return http::problem(403, challenge.error(), "Set the same verify token on both sides.");
    }
    co_return http::Response{.headers = {{"Content-Type", "text/plain"}}, .body = *challenge};
  }

  asio::awaitable<http::Response> hook(http::Request request) {
    const auto signature = request.headers.get("X-Hub-Signature-256").value_or("");
    if (!connectors::hub_signature_valid(secrets_.app_secret, request.body, signature)) {
      co_return http::problem(403, "wrong_signature", "The body is not signed by the app's secret.",
                              "Check the app secret on both sides.");
    }
    auto updates = kind_.read(request.body);
    if (!updates) co_return http::problem(400, updates.error(), "Send a webhook's body.");
    if (!co_await deliver_(kind_.platform, std::move(*updates))) {
      co_return http::problem(503, "busy", "Not all of it could be kept.", "Send it again later.");
    }
    co_return http::Response{};
  }

  const Kind& kind_;
  std::string base_url_;
  std::string version_;
  Secrets secrets_;
  Deliver deliver_;
  std::optional<http::Client> client_;
};

Result<std::unique_ptr<Connection>> connect(const config::Config& config, const Kind& kind) {
  if (!config.flag(kind.section, "enabled")) return nullptr;
  Secrets secrets;
  PP_TRY(secrets.app_secret, read_secret(config, kind.section, "app_secret"));
  PP_TRY(secrets.verify_token, read_secret(config, kind.section, "verify_token"));
  PP_TRY(secrets.access_token, read_secret(config, kind.section, "access_token"));
  return std::make_unique<GraphConnection>(kind, config.text(kind.section, "base_url"),
                                           config.text(kind.section, "version"),
                                           std::move(secrets));
}

}  // namespace

Result<std::unique_ptr<Connection>> connect_whatsapp(const config::Config& config) {
  return connect(config, kWhatsApp);
}

Result<std::unique_ptr<Connection>> connect_messenger(const config::Config& config) {
  return connect(config, kMessenger);
}

}  // namespace pennypost::platforms
