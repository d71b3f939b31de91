#include "api/gateway/ledger_view.h"

#include <algorithm>

#include <boost/json/array.hpp>

#include "api/http/client.h"
#include "ledger/crypto/bech32.h"

namespace pennypost::gateway {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

constexpr int kReadsMax = 5;  ///< where a node's store is a moment behind its state
constexpr std::size_t kAddressShown = 12;
constexpr std::size_t kLeftMax = 100'000;

std::string text(const json::object& from, std::string_view name) {
  const auto* value = from.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

const json::array* list(const json::object& from, std::string_view name) {
  const auto* value = from.if_contains(name);
  return value != nullptr && value->is_array() ? &value->get_array() : nullptr;
}

std::optional<std::uint8_t> small_number(const json::object& from, std::string_view name) {
  const auto* value = from.if_contains(name);
  if (value == nullptr || !value->is_int64() || value->get_int64() < 0 ||
      value->get_int64() > kDecimalsMax) {
    return std::nullopt;
  }
  return static_cast<std::uint8_t>(value->get_int64());
}

}  // namespace

LedgerView::LedgerView(client::NodeClient& nodes, Records& records, const Address& faucet)
    : nodes_(nodes),
      records_(records),
      faucet_(faucet),
      test_chain_(is_test_chain(nodes.verifier().chain())) {}

std::string LedgerView::address_text(const Address& address) const {
  return crypto::address_text(address, test_chain_);
}

asio::awaitable<Result<client::Answer>> LedgerView::read(std::string target) {
  Result<client::Answer> answer = fail("unavailable", "The ledger was not read.");
  for (int i = 0; i < kReadsMax; ++i) {
    answer = co_await nodes_.read(target, records_.known_version());
    if (!answer || answer->status == 200) break;
  }
  if (answer && answer->status != 200) {
    answer = fail("unavailable", "A node refused to read the ledger.");
  }
  if (answer) saw(*answer);
  co_return answer;
}

void LedgerView::saw(const client::Answer& answer) {
  const auto timestamp = parse_rfc3339(answer.timestamp);
  if (timestamp && answer.version >= newest_.version) newest_ = {answer.version, *timestamp};
}

asio::awaitable<Result<void>> LedgerView::load_currencies() {
  // Decimals decide what an amount means, so one node's word is not enough.
  const auto answer = co_await nodes_.read_agreed("/v1/currencies");
  if (!answer) co_return std::unexpected(answer.error());
  saw(*answer);
  Currencies found;
  const auto* data = list(answer->body, "data");
  for (const auto& item : data != nullptr ? *data : json::array()) {
    if (!item.is_object()) continue;
    const auto code = CurrencyCode::from(text(item.get_object(), "code"));
    const auto decimals = small_number(item.get_object(), "decimals");
    const auto shown = small_number(item.get_object(), "display_decimals");
    if (code && decimals && shown) found[*code] = {*decimals, *shown};
  }
  if (found.empty()) co_return fail("unavailable", "The ledger has no currency yet.");
  currencies_ = std::move(found);
  co_return Result<void>();
}

void LedgerView::learn(const client::FinalTransaction& final) {
  if (final.version >= newest_.version) newest_ = {final.version, final.timestamp};
  if (left_.size() >= kLeftMax) left_.clear();
  for (const auto& touched : final.receipt.accounts.shown) {
    auto& left = left_[touched.address];
    if (final.version < left.version || touched.balances.size() != touched.currencies) continue;
    left = {final.version, touched.balances};
  }
}

bool LedgerView::had(const Address& address, const std::map<CurrencyCode, Amount>& sums) const {
  const auto left = left_.find(address);
  if (left == left_.end()) return false;
  return std::ranges::all_of(sums, [&](const auto& sum) {
    const auto balance = std::ranges::find(left->second.balances, sum.first, &Balance::currency);
    return balance != left->second.balances.end() && balance->amount >= sum.second;
  });
}

asio::awaitable<Result<AccountView>> LedgerView::account(Address address) {
  const auto answer = co_await read("/v1/accounts/" + address_text(address));
  if (!answer) co_return std::unexpected(answer.error());
  AccountView out{{}, answer->version};
  const auto* balances = list(answer->body, "balances");
  if (balances == nullptr) co_return fail("unavailable", "A node's answer has no balances.");
  for (const auto& item : *balances) {
    if (!item.is_object()) continue;
    const auto code = CurrencyCode::from(text(item.get_object(), "currency"));
    const auto known = code ? currencies_.find(*code) : currencies_.end();
    if (known == currencies_.end()) continue;
    const auto amount = parse_amount(text(item.get_object(), "amount"), known->second.decimals,
                                     known->second.display_decimals);
    if (amount) out.balances[*code] = *amount;
  }
  co_return out;
}

std::optional<HistoryEntry> LedgerView::entry(const User& user, const json::object& transaction,
                                              const json::object& event) {
  const std::string kind = text(event, "kind");
  const bool held = kind == "held";
  const bool came_back = kind == "released" || kind == "returned";
  const bool moved = kind == "transfer" || kind == "mint" || kind == "refundable_transfer" ||
                     kind == "refunded" || kind == "claimed";
  if (!held && !came_back && !moved) return std::nullopt;
  const std::string own = address_text(user.address);
  const std::string from = text(event, "from");
  const std::string to = text(event, "to");
  if (from != own && to != own) return std::nullopt;
  // Of a hold, the payer sees how it was made and how it came back, the payee how it was claimed.
  if ((held && from != own) || (kind == "claimed" && to != own)) return std::nullopt;
  HistoryEntry out{.sent = from == own,
                   .held = held,
                   .returned = came_back,
                   .amount = text(event, "amount"),
                   .currency = text(event, "currency"),
                   .time = parse_rfc3339(text(transaction, "timestamp")).value_or(TimestampUs()),
                   .transaction_id = text(transaction, "id")};
  if (const auto* version = transaction.if_contains("version")) {
    out.version = version->is_int64() ? static_cast<std::uint64_t>(version->get_int64()) : 0;
  }
  const std::string& other = out.sent ? to : from;
  out.other = crypto::parse_address(other, test_chain_).value_or(Address{});
  out.test_money = !out.sent && (kind == "mint" || out.other == faucet_);
  const auto known = records_.user_by_address(out.other);
  out.other_name = known && known->tenant == user.tenant
                       ? "@" + known->handle
                       : other.substr(0, kAddressShown) + (other.empty() ? "" : "…");
  // What ends a hold names it: its id is that of the transaction that made it.
  const bool ends_hold = came_back || kind == "claimed";
  const auto id = TransactionId::from_hex(ends_hold ? text(event, "subject") : out.transaction_id);
  const auto ours = id ? records_.operation_by_transaction(*id) : std::nullopt;
  if (ours && (held || came_back)) {
    out.other_name = (is_handle(ours->to_handle) ? "@" : "") + ours->to_handle;
  }
  if (ours && ours->pays()) {
    out.memo = ours->memo;
    if (ours->user == user.id) out.payment_id = ours->id;
  }
  return out;
}

asio::awaitable<Result<HistoryPage>> LedgerView::history(User user, std::size_t limit,
                                                         std::string cursor) {
  std::string target =
      "/v1/accounts/" + address_text(user.address) + "/transactions?limit=" + std::to_string(limit);
  if (!cursor.empty()) target += "&cursor=" + http::encode_component(cursor);
  const auto answer = co_await read(std::move(target));
  if (!answer) co_return std::unexpected(answer.error());
  HistoryPage out;
  const auto* data = list(answer->body, "data");
  for (const auto& item : data != nullptr ? *data : json::array()) {
    const auto* events = item.is_object() ? list(item.get_object(), "events") : nullptr;
    for (const auto& event : events != nullptr ? *events : json::array()) {
      if (!event.is_object()) continue;
      if (auto found = entry(user, item.get_object(), event.get_object())) {
        out.entries.push_back(std::move(*found));
      }
    }
  }
  out.next_cursor = text(answer->body, "next_cursor");
  co_return out;
}

}  // namespace pennypost::gateway
