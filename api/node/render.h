#pragma once

#include <map>
#include <string>

#include <boost/json/object.hpp>

#include "ledger/execution/block_execution.h"
#include "ledger/store/records.h"
#include "ledger/types/account.h"
#include "ledger/types/ledger_info.h"
#include "ledger/types/oversight.h"
#include "ledger/types/supply.h"

// The ledger's values as JSON, by the conventions of the public API: addresses in Bech32m, hashes
// in hex, amounts as decimal strings of major units, times in RFC 3339.
namespace pennypost::node {

/// As they are called in JSON.
inline constexpr std::pair<const char*, std::uint32_t Caps::*> kCapNames[] = {
    {"transactions_hour_max", &Caps::transactions_hour_max},
    {"accounts_day_max", &Caps::accounts_day_max},
    {"account_nonces_max", &Caps::account_nonces_max},
    {"network_nonces_max", &Caps::network_nonces_max},
    {"account_holds_max", &Caps::account_holds_max},
    {"account_refundables_max", &Caps::account_refundables_max},
    {"account_mandates_max", &Caps::account_mandates_max}};

/// "2026-11-21T17:55:32.000000Z".
std::string time_text(TimestampUs time);
/// "direct", "dealers", "basket".
std::string_view name_of(CurrencyPolicy policy);
/// Exactly what time_text writes. Errors: `malformed`.
Result<TimestampUs> parse_time(std::string_view text);

/// How amounts are written: decimals of each registered currency.
struct CurrencyFormat {
  std::uint8_t decimals = 0;
  std::uint8_t display_decimals = 0;
};

class Renderer {
 public:
  explicit Renderer(ChainId chain) : chain_(chain) {}
  void set_currency(const CurrencyCode& code, CurrencyFormat format) { formats_[code] = format; }

  std::string address(const Address& address) const;
  std::string amount(const CurrencyCode& currency, Uint128 units) const;

  boost::json::object ledger_info(const LedgerInfo& info) const;
  boost::json::object account(const Address& address, const Account& account) const;
  boost::json::object currency(const Currency& currency) const;
  boost::json::object request(const RequestId& id, const SupplyRequest& request) const;
  boost::json::object reserve(const CurrencyCode& code, const Reserve& reserve) const;
  boost::json::object basket(const CurrencyCode& code, const Basket& basket) const;
  boost::json::object freeze(const Address& account, const Freeze& freeze) const;
  boost::json::object equivocations(const PublicKey& key, const Equivocations& reports) const;
  /// With the newest version that this program knows.
  boost::json::object upgrade(const Upgrade& upgrade) const;
  boost::json::object parameters(const Parameters& parameters) const;
  boost::json::object transaction(const store::StoredTransaction& transaction) const;
  boost::json::object block(const store::StoredBlock& block) const;
  boost::json::array balances(const Balances& balances) const;

 private:
  boost::json::object event(const Event& event) const;
  boost::json::object touched(const TouchedAccount& account) const;

  ChainId chain_;
  std::map<CurrencyCode, CurrencyFormat> formats_;
};

std::string_view name_of(AccountRole role);

}  // namespace pennypost::node
