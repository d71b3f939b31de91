#pragma once

#include <string>
#include <vector>

#include "ledger/base/result.h"
#include "ledger/types/identifiers.h"

namespace pennypost {

inline constexpr std::size_t kValidatorsMax = 100;
inline constexpr std::size_t kValidatorNameBytesMax = 32;

struct Validator {
  PublicKey consensus_key;  // signs proposals, votes, order votes and timeouts
  PublicKey network_key;    // pinned on the links
  Power power;
  std::string name;  // for people
  bool operator==(const Validator&) const = default;
};

/// total - f, with f = floor((total - 1) / 3).
Power quorum_of(Power total);

/// The validators of an epoch, in the order that messages and signatures refer to.
struct ValidatorSet {
  std::vector<Validator> validators;

  std::size_t size() const { return validators.size(); }
  Power total() const;
  /// quorum_of(total()).
  Power quorum() const;
  /// f + 1: at least one of them is honest.
  Power one_honest() const;
  std::optional<std::size_t> index_of(const PublicKey& consensus_key) const;

  bool operator==(const ValidatorSet&) const = default;
};

/// What every set that is used fulfils: 1 to kValidatorsMax validators with distinct consensus keys
/// and distinct network keys, each with power, in sum at most kCounterMax; names of at most
/// kValidatorNameBytesMax printable ASCII characters. Errors: `invalid_validator_set`.
Result<void> check_validator_set(const ValidatorSet& set);

/// What validators sign: order, state and history behind a block.
struct LedgerInfo {
  ChainId chain_id;
  Epoch epoch;
  Round round;
  Height height;
  BlockId block_id;
  Version version;                           // of the newest leaf
  Hash state_root;                           // over everything that execution reads
  Hash accumulator_root;                     // over the leaves 0..version
  TimestampUs timestamp;                     // of the block
  std::optional<Hash> next_validators_hash;  // set where the epoch ends here
  bool operator==(const LedgerInfo&) const = default;
};

/// Whether two ledger infos end the same epoch alike (L25): they differ in round, height and block
/// id at most, as a block that ends an epoch and its suffix do.
bool same_ending(const LedgerInfo& a, const LedgerInfo& b);

/// A validator's signature, named by its place in the set.
struct IndexedSignature {
  std::uint16_t validator = 0;
  Signature signature;
  bool operator==(const IndexedSignature&) const = default;
};

/// Proof that a ledger info is final: order votes of a quorum.
struct OrderedCertificate {
  LedgerInfo ledger_info;
  std::vector<IndexedSignature> signatures;  // ascending by validator
  bool operator==(const OrderedCertificate&) const = default;
};

/// What a light client starts from: the hash of the ledger info that names the first validator set
/// it trusts. In text "<version>:<64 hex>".
struct Waypoint {
  Version version;
  Hash ledger_info_hash;

  std::string text() const;
  static Result<Waypoint> parse(std::string_view text);
  bool operator==(const Waypoint&) const = default;
};

}  // namespace pennypost
