#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "api/gateway/app_api.h"
#include "api/gateway/event_log.h"

namespace pennypost::gateway {

inline constexpr std::size_t kPayoutItemsMax = 1'000;

/// Many payments of one user at one call. Each item is an order of its own, with a nonce that
/// follows from payout and place: it is paid once, however often the process ends meanwhile.
struct Payout {
  struct Item {
    std::string to;
    std::string amount;
    std::optional<std::string> memo{};
    std::optional<std::string> reference{};  ///< the app's own word for it
  };
  std::string id;  ///< "pyo_…"
  std::string tenant;
  std::string user;    ///< the payer, by id
  std::string handle;  ///< the same by handle
  std::string currency;
  std::vector<Item> items;
  bool confirmed = false;  ///< the app has confirmed what policy asked about
  bool finished = false;
  TimestampUs created_at;
};

/// What became of an item.
struct PayoutOutcome {
  std::string payment_id;  ///< empty: refused
  std::string failure;     ///< a reply's code
};

/// Carries payouts out, one item after the other, also over restarts. Of several gateways on one
/// store that one does it which took the payout in, or its confirmation, or outlived that one. Used
/// from one thread.
class Payouts {
 public:
  Payouts(boost::asio::any_io_executor executor, Services services, EventLog& events)
      : executor_(std::move(executor)), services_(std::move(services)), events_(events) {}

  /// Goes on with everything that was open when the process ended; for who is alone on its store.
  void resume();
  /// The same with what a gateway has left that is dead now.
  boost::asio::awaitable<void> take_over(std::function<bool(const std::string&)> alive);
  void stop() { stopping_ = true; }

  /// The payout of that id where it is there already.
  boost::asio::awaitable<Payout> create(Payout payout);
  std::optional<Payout> find(const std::string& tenant, const std::string& id);
  struct Page {
    std::vector<Payout> payouts;
    std::string cursor;
    bool more = false;
  };
  /// Newest first, of one payer.
  Page list(const std::string& user, const std::string& after, std::size_t limit);
  /// Confirms whatever policy asks about.
  boost::asio::awaitable<Payout> confirm(Payout payout);

  std::optional<PayoutOutcome> outcome(const Payout& payout, std::size_t index);
  /// "waiting", "refused", or the payment's state.
  std::string state_of(const Payout& payout, std::size_t index);

 private:
  void run_soon(const std::string& id);
  /// Whether no other gateway has taken it over.
  bool ours(const std::string& id);
  boost::asio::awaitable<void> run(std::string id);
  boost::asio::awaitable<void> carry_out(Payout payout);
  boost::asio::awaitable<void> pay(Payout payout, std::size_t index);
  boost::asio::awaitable<void> confirm_items(Payout payout);
  void put(gateway_store::Change& change, const Payout& payout);
  std::optional<Payout> load(const std::string& id);

  boost::asio::any_io_executor executor_;
  Services services_;
  EventLog& events_;
  std::set<std::string> running_;
  bool stopping_ = false;
};

/// `/v1/payouts`.
class PayoutsApi {
 public:
  PayoutsApi(Services services, Payouts& payouts, AppDoor& door)
      : services_(std::move(services)), payouts_(payouts), door_(door) {}
  void add_routes(http::Router& router);

 private:
  using Answering = boost::asio::awaitable<http::Response>;
  Answering post_payout(Call call);
  Answering get_payouts(Call call);
  Answering get_payout(Call call);
  Answering get_items(Call call);
  Answering confirm_payout(Call call);
  boost::json::object shown(const Payout& payout);

  Services services_;
  Payouts& payouts_;
  AppDoor& door_;
};

}  // namespace pennypost::gateway
