#include <boost/json/array.hpp>

#include "api/node/on_core.h"
#include "api/node/rpc.h"

// What is decided about accounts, supply and validators, newest final state.
namespace pennypost::node {
namespace {

namespace json = boost::json;
using Listed = std::vector<std::pair<state::StateKey, state::StateEntry>>;

boost::asio::awaitable<Listed> read_listed(runtime::Validator& validator) {
  co_return co_await on_core<Listed>(
      validator, [](const execution::SpeculativeLedger& ledger, const consensus::Status&) {
        Listed out;
        for (const state::StateKey& key : ledger.final_state().listed()) {
          if (key.kind == state::EntryKind::currency) continue;
          out.emplace_back(key, *ledger.final_state().find(key));
        }
        return out;
      });
}

CurrencyCode code_in(const state::StateKey& key) {
  CurrencyCode code;
  std::copy_n(key.id.begin(), code.text.size(), code.text.begin());
  return code;
}

}  // namespace

Rpc::Reply Rpc::get_parameters(http::Request) {
  const auto parameters = co_await on_core<Parameters>(
      validator_, [](const execution::SpeculativeLedger& ledger, const consensus::Status&) {
        return *ledger.final_state().parameters();
      });
  co_return answer(200, render_.parameters(parameters));
}

Rpc::Reply Rpc::get_oversight(http::Request) {
  json::array freezes;
  json::array requests;
  json::array reserves;
  json::array baskets;
  json::array equivocations;
  json::object upgrade = render_.upgrade(Upgrade{});
  for (const auto& [key, entry] : co_await read_listed(validator_)) {
    if (const auto* freeze = std::get_if<Freeze>(&entry)) {
      freezes.push_back(render_.freeze(Address{key.id}, *freeze));
    } else if (const auto* request = std::get_if<SupplyRequest>(&entry)) {
      requests.push_back(render_.request(RequestId{key.id}, *request));
    } else if (const auto* reserve = std::get_if<Reserve>(&entry)) {
      reserves.push_back(render_.reserve(code_in(key), *reserve));
    } else if (const auto* basket = std::get_if<Basket>(&entry)) {
      baskets.push_back(render_.basket(code_in(key), *basket));
    } else if (const auto* reports = std::get_if<Equivocations>(&entry)) {
      equivocations.push_back(render_.equivocations(PublicKey{key.id}, *reports));
    } else if (const auto* scheduled = std::get_if<Upgrade>(&entry)) {
      upgrade = render_.upgrade(*scheduled);
    }
  }
  co_return answer(200, json::object{{"freezes", std::move(freezes)},
                                     {"requests", std::move(requests)},
                                     {"reserves", std::move(reserves)},
                                     {"baskets", std::move(baskets)},
                                     {"equivocations", std::move(equivocations)},
                                     {"upgrade", std::move(upgrade)}});
}

}  // namespace pennypost::node
