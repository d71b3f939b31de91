#include "api/node/render.h"

#include <charconv>
#include <chrono>

#include <boost/json/array.hpp>

#include "ledger/base/check.h"
#include "ledger/crypto/bech32.h"

namespace pennypost::node {
namespace {

namespace json = boost::json;

json::value number(std::uint64_t value) {
  return json::value(value);
}

template <class Tag>
json::value number(StrongInt<Tag, std::uint64_t> value) {
  return json::value(value.value());
}

}  // namespace

std::string time_text(TimestampUs time) {
  using namespace std::chrono;
  const sys_time<microseconds> at{microseconds(static_cast<std::int64_t>(time.value()))};
  const auto day = floor<days>(at);
  const year_month_day date(day);
  const hh_mm_ss clock(at - day);
  char out[64];
  const auto size = std::snprintf(
      out, sizeof out, "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return std::string(out, static_cast<std::size_t>(size));
}

Result<TimestampUs> parse_time(std::string_view text) {
  using namespace std::chrono;
  const auto refuse = [] {
    return fail("malformed", "A time is written as 2026-11-21T17:55:32.000000Z.");
  };
  static constexpr std::string_view kShape = "dddd-dd-ddTdd:dd:dd.ddddddZ";
  if (text.size() != kShape.size()) return refuse();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == 'd' ? !digit : text[i] != kShape[i]) return refuse();
  }
  const auto part = [&](std::size_t from, std::size_t size) {
    int value = 0;
    std::from_chars(text.data() + from, text.data() + from + size, value);
    return value;
  };
  const year_month_day date{year(part(0, 4)), month(static_cast<unsigned>(part(5, 2))),
                            day(static_cast<unsigned>(part(8, 2)))};
  if (!date.ok() || part(0, 4) < 1970 || part(11, 2) > 23 || part(14, 2) > 59 || part(17, 2) > 59) {
    return refuse();
  }
  const auto at = sys_days(date).time_since_epoch() + hours(part(11, 2)) + minutes(part(14, 2)) +
                  seconds(part(17, 2)) + microseconds(part(20, 6));
  return TimestampUs(static_cast<std::uint64_t>(duration_cast<microseconds>(at).count()));
}

std::string_view name_of(AccountRole role) {
  switch (role) {
    case AccountRole::user:
      return "user";
    case AccountRole::institution:
      return "institution";
    case AccountRole::governance:
      return "governance";
  }
  CHECK(false);
}

std::string_view name_of(CurrencyPolicy policy) {
  switch (policy) {
    case CurrencyPolicy::direct:
      return "direct";
    case CurrencyPolicy::dealers:
      return "dealers";
    case CurrencyPolicy::basket:
      return "basket";
  }
  CHECK(false);
}

std::string Renderer::address(const Address& address) const {
  return crypto::address_text(address, is_test_chain(chain_));
}

std::string Renderer::amount(const CurrencyCode& currency, Uint128 units) const {
  const auto at = formats_.find(currency);
  const CurrencyFormat format = at == formats_.end() ? CurrencyFormat{} : at->second;
  return format_amount(units, format.decimals, format.display_decimals);
}

json::object Renderer::ledger_info(const LedgerInfo& info) const {
  return {
      {"chain_id", info.chain_id.value()},     {"epoch", number(info.epoch)},
      {"round", number(info.round)},           {"height", number(info.height)},
      {"block_id", info.block_id.hex()},       {"version", number(info.version)},
      {"state_root", info.state_root.hex()},   {"accumulator_root", info.accumulator_root.hex()},
      {"timestamp", time_text(info.timestamp)}};
}

json::array Renderer::balances(const Balances& balances) const {
  json::array out;
  for (const Balance& balance : balances) {
    out.push_back(json::object{{"currency", balance.currency.view()},
                               {"amount", amount(balance.currency, balance.amount.value())}});
  }
  return out;
}

json::object Renderer::account(const Address& at, const Account& account) const {
  json::object out{{"address", address(at)},
                   {"authentication_key", account.authentication_key.hex()},
                   {"sequence_number", number(account.sequence_number)},
                   {"role", name_of(account.role)},
                   {"parent", nullptr},
                   {"balances", balances(account.balances)},
                   {"last_version", nullptr}};
  if (!account.parent.is_zero()) out["parent"] = address(account.parent);
  if (account.last_version) out["last_version"] = number(*account.last_version);
  return out;
}

json::object Renderer::currency(const Currency& currency) const {
  return {{"code", currency.code.view()},
          {"decimals", currency.decimals},
          {"display_decimals", currency.display_decimals},
          {"issuer", address(currency.issuer)},
          {"supply", amount(currency.code, currency.supply.value())},
          {"policy", name_of(currency.policy)},
          {"attested_above",
           currency.attested_above == Amount(UINT64_MAX)
               ? json::value(nullptr)
               : json::value(amount(currency.code, currency.attested_above.value()))}};
}

json::object Renderer::event(const Event& event) const {
  const EventShape& shape = event_shape(event.kind);
  json::object out{{"kind", shape.word}};
  if (!event.from.is_zero()) out["from"] = address(event.from);
  if (!event.to.is_zero()) out["to"] = address(event.to);
  if (shape.currency == Presence::yes) out["currency"] = event.currency.view();
  if (shape.amount == Presence::yes) {
    out["amount"] = amount(event.currency, event.amount.value());
  }
  if (!event.subject.is_zero()) out["subject"] = event.subject.hex();
  return out;
}

json::object Renderer::touched(const TouchedAccount& account) const {
  json::object out{{"address", address(account.address)},
                   {"previous", nullptr},
                   {"sequence_number", number(account.sequence_number)},
                   {"balances", balances(account.balances)}};
  if (account.previous) out["previous"] = number(*account.previous);
  return out;
}

json::object Renderer::transaction(const store::StoredTransaction& transaction) const {
  const Receipt& receipt = transaction.receipt;
  const CodeText& text = code_text(receipt.code);
  json::array events;
  for (const Event& entry : receipt.events) events.push_back(event(entry));
  json::array accounts;
  for (const TouchedAccount& entry : receipt.accounts) accounts.push_back(touched(entry));
  json::object out{{"id", receipt.transaction_id.hex()},
                   {"version", number(transaction.version)},
                   {"code", text.word},
                   {"sentence", text.sentence}};
  if (!text.next.empty()) out["next"] = text.next;
  out["timestamp"] = time_text(transaction.block.context.timestamp);
  out["epoch"] = number(transaction.block.context.epoch);
  out["round"] = number(transaction.block.context.round);
  out["events"] = std::move(events);
  out["accounts"] = std::move(accounts);
  return out;
}

json::object Renderer::block(const store::StoredBlock& block) const {
  json::object out = ledger_info(block.ledger_info);
  out["first_version"] = number(block.first_version);
  out["transactions"] = number(block.kept());
  return out;
}

}  // namespace pennypost::node
