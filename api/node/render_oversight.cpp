#include <boost/json/array.hpp>

#include "api/node/render.h"
#include "ledger/base/check.h"

// What institutions, issuers and governance decided, as JSON.
namespace pennypost::node {
namespace {

namespace json = boost::json;

std::string_view name_of(SignedMessage message) {
  switch (message) {
    case SignedMessage::proposal:
      return "proposal";
    case SignedMessage::vote:
      return "vote";
    case SignedMessage::order_vote:
      return "order_vote";
    case SignedMessage::timeout:
      return "timeout";
  }
  CHECK(false);
}

json::object terms_json(const FreezeTerms& terms) {
  return {{"reason", terms.reason},
          {"reference", terms.reference.hex()},
          {"until", time_text(terms.until)}};
}

}  // namespace

json::object Renderer::request(const RequestId& id, const SupplyRequest& request) const {
  return {{"id", id.hex()},
          {"change", request.change == SupplyChange::mint ? "mint" : "burn"},
          {"dealer", address(request.dealer)},
          {"currency", request.currency.view()},
          {"amount", amount(request.currency, request.amount.value())},
          {"expiry", time_text(request.expiry)}};
}

json::object Renderer::reserve(const CurrencyCode& code, const Reserve& reserve) const {
  return {{"currency", code.view()},
          {"statement", reserve.statement.hex()},
          {"amount", amount(code, reserve.amount.value())},
          {"as_of", time_text(reserve.as_of)},
          {"stated", time_text(reserve.stated)}};
}

json::object Renderer::basket(const CurrencyCode& code, const Basket& basket) const {
  json::array components;
  for (const Basket::Component& each : basket.components) {
    components.push_back(json::object{{"currency", each.currency.view()},
                                      {"amount", amount(each.currency, each.amount.value())},
                                      {"held", amount(each.currency, each.held.value())}});
  }
  return {{"currency", code.view()},
          {"per", amount(code, basket.per.value())},
          {"components", std::move(components)}};
}

json::object Renderer::freeze(const Address& account, const Freeze& freeze) const {
  json::object out{{"account", address(account)}, {"in_force", nullptr}, {"proposal", nullptr}};
  if (freeze.terms.until != TimestampUs(0)) {
    json::object in_force = terms_json(freeze.terms);
    in_force["signers"] = json::array{address(freeze.first), address(freeze.second)};
    out["in_force"] = std::move(in_force);
  }
  if (!freeze.proposal) return out;
  json::object proposal = terms_json(freeze.proposal->terms);
  if (freeze.proposal->terms.until == TimestampUs(0)) proposal["until"] = nullptr;  // its end
  proposal["by"] = address(freeze.proposal->by);
  proposal["lapses"] = time_text(freeze.proposal->lapses);
  out["proposal"] = std::move(proposal);
  return out;
}

json::object Renderer::equivocations(const PublicKey& key, const Equivocations& reports) const {
  json::array list;
  for (const Equivocations::Report& each : reports.reports) {
    list.push_back(json::object{{"epoch", each.epoch.value()},
                                {"round", each.round.value()},
                                {"message", name_of(each.message)},
                                {"reported", time_text(each.at)}});
  }
  return {{"consensus_key", key.hex()}, {"reports", std::move(list)}};
}

json::object Renderer::parameters(const Parameters& parameters) const {
  json::object out{{"governance", address(parameters.governance)}};
  for (const auto& [name, cap] : kCapNames) out[name] = parameters.caps.*cap;
  return out;
}

json::object Renderer::upgrade(const Upgrade& upgrade) const {
  json::object out{{"version", upgrade.version}, {"known", kProtocolVersion}, {"next", nullptr}};
  if (upgrade.next == 0) return out;
  out["next"] = json::object{{"version", upgrade.next}, {"at", time_text(upgrade.at)}};
  return out;
}

}  // namespace pennypost::node
