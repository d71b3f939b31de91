#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/execution/genesis.h"
#include "ledger/wire/ledger_wire.h"

namespace pennypost::commands {

/// A body for POST /v1/transactions or /v1/submissions, and how many transfers it asks for.
struct Submission {
  std::string body;
  std::optional<TransactionId> id;  // of the first payment; none of an envelope
  std::size_t transfers = 1;
  bool list = false;  // of payments that are signed one by one
};

/// The accounts of a measurement, and what they submit. Every account pays 16 others in turn, a
/// cent each time, as people pay those whom they know. All of them have one key.
class Traffic {
 public:
  static constexpr std::size_t kPayees = 16;
  static constexpr std::size_t kAccountsMax = 1'000'000;

  /// `idle` more accounts only have money.
  Traffic(ChainId chain, std::size_t accounts, std::size_t idle = 0);

  /// Gives each account its share of what the chain's only holder of money has.
  void shape_genesis(execution::Genesis& genesis) const;

  const Address& account(std::size_t number) const { return accounts_.at(number); }

  /// What makes a delegate of the institution that holds this key, and what lets that delegate
  /// spend for every account. The first has to be final before the others are submitted.
  Submission delegate(const crypto::KeyPair& institution);
  std::vector<Submission> mandates() const;

  /// Each with a signature of its own, so many in a submission; to be submitted within a minute.
  std::vector<Submission> payments(std::size_t count, std::size_t in_submission);
  /// Under one signature of the delegate's; to be submitted within ten seconds.
  std::vector<Submission> envelopes(std::size_t count, std::size_t items);

 private:
  /// The next payment's place in the order of all, and what is paid.
  std::pair<std::uint64_t, Transfer> next();
  const Address& payer(std::uint64_t number) const;
  Submission payment(TimestampUs expiry);

  Address address(std::size_t number) const;

  ChainId chain_;
  crypto::KeyPair key_;
  std::vector<Address> accounts_;
  std::size_t idle_;
  DelegateId delegate_;
  std::uint64_t made_ = 0;
};

}  // namespace pennypost::commands
