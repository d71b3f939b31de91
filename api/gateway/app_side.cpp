#include "api/gateway/app_side.h"

#include <algorithm>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/gateway/openapi.h"
#include "api/gateway/spawn.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

/// How often what is too old is forgotten; sooner where things grow old sooner.
constexpr std::uint64_t kHouseEveryUs = kMinuteUs;

}  // namespace

class AppSide::Sink final : public OutboxSink {
 public:
  Sink(Records& records, EventsApi& api) : records_(records), api_(api) {}

  asio::awaitable<Delivery> take(OutgoingMessage message) override {
    constexpr std::string_view kType = "message.outgoing";
    json::object data{{"chat", nullptr}, {"reply", to_json(message.reply)}};
    if (!message.chat_id.empty()) data["chat"] = {{"id", message.chat_id}};
    const auto hash = records_.keyed_hash("event", message.id);
    // Where the host loses it, the row in the outbox, which is taken out behind it, is there again.
    gateway_store::Change change{.synced = false};
    records_.put_event(change, message.user, "evt_" + to_hex(hash.view().first(12)), kType,
                       std::move(data));
    (void)co_await records_.commit(std::move(change));
    co_return api_.anybody_listens(message.tenant, std::string(kType)) ? Delivery::told
                                                                       : Delivery::kept;
  }

 private:
  Records& records_;
  EventsApi& api_;
};

AppSide::AppSide(asio::any_io_executor executor, Records& records, Metrics& metrics, Now now,
                 AppOptions options, Leases* leases)
    : executor_(executor),
      keys_(records, now),
      admin_api_(keys_, options.operator_key),
      idempotency_(records, now),
      limits_(options.rates, metrics, now),
      door_(keys_, idempotency_, limits_, metrics),
      keys_api_(keys_, door_),
      events_(executor, records, now, options.events),
      webhooks_(executor, records, events_, metrics, now, std::move(options.webhooks), leases),
      events_api_(events_, webhooks_, keys_, door_),
      sink_(std::make_unique<Sink>(records, events_api_)),
      house_timer_(std::make_shared<asio::steady_timer>(executor)),
      house_every_(std::min(kHouseEveryUs, options.events.kept_us) / 1000) {
  records.on_event([this] { events_.wake(); });
}

AppSide::~AppSide() = default;

OutboxSink& AppSide::sink() {
  return *sink_;
}

void AppSide::open(Services services, client::NodeClient& nodes, http::Router& router) {
  app_api_ = std::make_unique<AppApi>(services, door_);
  app_api_->add_routes(router);
  payments_api_ = std::make_unique<PaymentsApi>(services, nodes, door_, events_);
  payments_api_->add_routes(router);
  people_api_ = std::make_unique<PeopleApi>(services, door_);
  people_api_->add_routes(router);
  payouts_ = std::make_unique<Payouts>(executor_, services, events_);
  payouts_api_ = std::make_unique<PayoutsApi>(services, *payouts_, door_);
  payouts_api_->add_routes(router);
  router.add("GET /openapi.json", [](http::Request) -> asio::awaitable<http::Response> {
    co_return http::Response{.headers = {{"Content-Type", "application/json"}},
                             .body = std::string(openapi_json())};
  });
  keys_api_.add_routes(router);
  events_api_.add_routes(router);
  events_.resume();
  webhooks_.resume();
  if (!services.records.shared()) payouts_->resume();
  spawn(executor_, keep_house());
}

void AppSide::take_over(const std::function<bool(const std::string&)>& alive) {
  if (payouts_) spawn(executor_, payouts_->take_over(alive));
}

void AppSide::stop() {
  stopping_ = true;
  events_.stop();
  webhooks_.stop();
  if (payouts_) payouts_->stop();
  house_timer_->cancel();
}

asio::awaitable<void> AppSide::keep_house() {
  const auto timer = house_timer_;
  while (!stopping_) {
    while (!stopping_ && !co_await idempotency_.prune()) {
    }
    while (!stopping_ && !co_await events_.prune()) {
    }
    while (!stopping_ && !co_await webhooks_.prune()) {
    }
    if (stopping_) co_return;
    timer->expires_after(house_every_);
    boost::system::error_code ignored;
    co_await timer->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
}

}  // namespace pennypost::gateway
