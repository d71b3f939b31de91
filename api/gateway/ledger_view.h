#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "api/client/node_client.h"
#include "api/gateway/clock.h"
#include "api/gateway/money.h"
#include "api/gateway/records.h"

namespace pennypost::gateway {

struct AccountView {
  std::map<CurrencyCode, Amount> balances;
  Version version;  ///< of the ledger that the node answered from
};

/// One movement of money, seen from a user.
struct HistoryEntry {
  bool sent = false;
  bool held = false;        ///< set aside by the user
  bool returned = false;    ///< a hold that came back to the user
  bool test_money = false;  ///< the faucet's grant
  Address other{};
  std::string other_name{};  ///< "@maria", or a shortened address
  std::string amount;        ///< major units
  std::string currency;
  std::optional<std::string> memo{};
  std::string payment_id{};  ///< empty where it was not made here
  TimestampUs time;
  std::string transaction_id;
  std::uint64_t version = 0;
};

struct HistoryPage {
  std::vector<HistoryEntry> entries;  ///< newest first
  std::string next_cursor;            ///< empty: no more
};

/// A state of the ledger, and when it was certified.
struct LedgerMoment {
  Version version;
  TimestampUs timestamp;
};

/// Reads of the ledger, never from a state older than what this gateway has seen final.
class LedgerView {
 public:
  LedgerView(client::NodeClient& nodes, Records& records, const Address& faucet);

  /// Errors of all: `unavailable`.
  boost::asio::awaitable<Result<AccountView>> account(Address address);
  /// Balances that a verified receipt has left behind: they spare a question before most payments.
  void learn(const client::FinalTransaction& final);
  /// Whether the account had at least these sums when a receipt last named it; false: ask a node.
  /// A hint: what the account really has, the ledger looks at when the payment is executed.
  bool had(const Address& address, const std::map<CurrencyCode, Amount>& sums) const;

  /// `cursor` "" begins with the newest.
  boost::asio::awaitable<Result<HistoryPage>> history(User user, std::size_t limit,
                                                      std::string cursor);
  boost::asio::awaitable<Result<void>> load_currencies();
  const Currencies& currencies() const { return currencies_; }

  std::string address_text(const Address& address) const;
  /// The newest state that a receipt or an answer has shown: those of answers are a node's word.
  const LedgerMoment& newest() const { return newest_; }

 private:
  boost::asio::awaitable<Result<client::Answer>> read(std::string target);
  void saw(const client::Answer& answer);
  std::optional<HistoryEntry> entry(const User& user, const boost::json::object& transaction,
                                    const boost::json::object& event);

  client::NodeClient& nodes_;
  Records& records_;
  Address faucet_;
  bool test_chain_;
  Currencies currencies_;
  LedgerMoment newest_;
  struct Left {
    Version version;
    Balances balances;
  };
  std::unordered_map<Address, Left> left_;  ///< at most kLeftMax
};

}  // namespace pennypost::gateway
