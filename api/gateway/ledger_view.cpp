#include "api/gateway/ledger_view.h"

#include <boost/json/array.hpp>

#include "api/http/client.h"
#include "ledger/crypto/bech32.h"

namespace pennypost::gateway {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

constexpr int kReadsMax = 5;  ///< where a node's store is a moment behind its state
constexpr std::size_t kAddressShown = 12;

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
  co_return answer;
}

asio::awaitable<Result<void>> LedgerView::load_currencies() {
  // Decimals decide what an amount means, so one node's word is not enough.
  const auto answer = co_await nodes_.read_agreed("/v1/currencies");
  if (!answer) co_return std::unexpected(answer.error());
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
  if (kind != "transfer" && kind != "mint") return std::nullopt;
  const std::string own = address_text(user.address);
  const std::string from = text(event, "from");
  const std::string to = text(event, "to");
  if (from != own && to != own) return std::nullopt;
  HistoryEntry out{.sent = from == own,
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
  const auto id = TransactionId::from_hex(out.transaction_id);
  const auto ours = id ? records_.operation_by_transaction(*id) : std::nullopt;
  if (ours && ours->kind == OperationKind::payment) {
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
