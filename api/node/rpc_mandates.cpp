#include <boost/json/array.hpp>

#include "api/http/problem.h"
#include "api/node/on_core.h"
#include "api/node/rpc.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/bech32.h"

// Who may spend for whom, as the newest final state has it.
namespace pennypost::node {
namespace {

namespace json = boost::json;

template <class Entry>
boost::asio::awaitable<std::optional<Entry>> read_entry(runtime::Validator& validator,
                                                        state::StateKey key) {
  return on_core<std::optional<Entry>>(
      validator, [key](const execution::SpeculativeLedger& ledger, const consensus::Status&) {
        const auto* entry = ledger.final_state().get<Entry>(key);
        return entry != nullptr ? std::optional(*entry) : std::nullopt;
      });
}

http::Response malformed(const char* what) {
  return http::problem(400, "malformed", what, "Correct it.");
}

}  // namespace

Rpc::Reply Rpc::get_delegate(http::Request request) {
  const auto id = DelegateId::from_hex(request.captures.get("id").value_or(""));
  if (!id) co_return malformed("A delegate's id is 64 hex digits.");
  const auto delegate = co_await read_entry<Delegate>(validator_, state::StateKey::of(*id));
  if (!delegate) {
    co_return http::problem(404, "unknown_delegate", "There is no such delegate.",
                            "Check the id; its institution sets it.");
  }
  json::array limits;
  for (const auto& limit : delegate->limits) {
    const auto amount = [&](Amount units) { return render_.amount(limit.currency, units.value()); };
    limits.push_back(json::object{{"currency", limit.currency.view()},
                                  {"hour_max", amount(limit.hour_max)},
                                  {"day_max", amount(limit.day_max)},
                                  {"newest_hour", limit.hour.index},
                                  {"newest_hour_sum", amount(limit.hour.sum)},
                                  {"newest_day", limit.day.index},
                                  {"newest_day_sum", amount(limit.day.sum)}});
  }
  co_return answer(200, json::object{{"id", id->hex()},
                                     {"institution", render_.address(delegate->institution)},
                                     {"authentication_key", delegate->authentication_key.hex()},
                                     {"active", delegate->active},
                                     {"limits", std::move(limits)}});
}

Rpc::Reply Rpc::get_mandate(http::Request request) {
  if (auto refusal = refuse_reader(request)) co_return std::move(*refusal);
  const auto address = crypto::parse_address(request.captures.get("address").value_or(""),
                                             is_test_chain(options_.chain_id));
  if (!address) co_return from_error(address.error());
  const auto delegate = DelegateId::from_hex(request.captures.get("delegate").value_or(""));
  if (!delegate) co_return malformed("A delegate's id is 64 hex digits.");
  const auto mandate = co_await read_entry<Mandate>(
      validator_, state::StateKey::of(codec::mandate_id(*address, *delegate)));
  if (!mandate) {
    co_return http::problem(404, "unknown_mandate", "This account gave that delegate no mandate.",
                            "Check the address and the delegate's id.");
  }
  json::array limits;
  for (const auto& limit : mandate->limits) {
    const auto amount = [&](Amount units) { return render_.amount(limit.currency, units.value()); };
    limits.push_back(json::object{{"currency", limit.currency.view()},
                                  {"payment_max", amount(limit.payment_max)},
                                  {"day_max", amount(limit.day_max)},
                                  {"newest_day", limit.day.index},
                                  {"newest_day_sum", amount(limit.day.sum)}});
  }
  co_return answer(200, json::object{{"account", render_.address(mandate->account)},
                                     {"delegate", mandate->delegate.hex()},
                                     {"until", time_text(mandate->until)},
                                     {"new_payees_day_max", mandate->new_payees_max},
                                     {"limits", std::move(limits)}});
}

}  // namespace pennypost::node
