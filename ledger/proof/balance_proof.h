#pragma once

#include <variant>

#include "ledger/codec/receipt_file.h"
#include "ledger/state/state_tree.h"

// What an account held at a version of the past, proven to somebody who has only a waypoint,
// without any tree of the past: every receipt names, for each account that it touched, the version
// that touched it before. So the balance at a version is what the last receipt up to there left,
// where the next one points back to just that (L53 to L55).
namespace pennypost::proof {

/// The end of a block, under the certificate's accumulator root.
struct BlockEnd {
  codec::BlockLeaf leaf;
  Version version;  // the leaf's own
  std::vector<Hash> path;
  bool operator==(const BlockEnd&) const = default;
};

/// A receipt that names the account.
struct Touch {
  Version version;
  codec::ReceiptExcerpt receipt;  // shows the account
  Balances balances;              // all of them, where the excerpt has their hash
  std::vector<Hash> path;
  bool operator==(const Touch&) const = default;
};

/// The account in a state, or that it is not there.
struct AccountEvidence {
  std::optional<Account> account;
  std::optional<state::StateProof::Leaf> other;  // of an absent account: the leaf at its place
  std::vector<Hash> siblings;
  bool operator==(const AccountEvidence&) const = default;
};

/// Nothing touched the account before: what it was in the first state.
struct Beginning {
  BlockEnd genesis;
  AccountEvidence evidence;
  bool operator==(const Beginning&) const = default;
};

/// Which version was the newest at a time: the end of a block, and the end of the next one, which
/// is later; none where the certificate's own block ends at just this time.
struct Moment {
  TimestampUs time;
  BlockEnd end;
  std::optional<BlockEnd> next;
  bool operator==(const Moment&) const = default;
};

struct BalanceProof {
  std::vector<codec::ReceiptStep> epochs;
  OrderedCertificate certificate;
  Address address;
  Version version;
  std::optional<Moment> moment;                // why this version, where a time was asked for
  std::variant<Beginning, Touch> before;       // the last at or before the version
  std::variant<AccountEvidence, Touch> after;  // the next one, or the certificate's state
  bool operator==(const BalanceProof&) const = default;
};

/// What a proof proves.
struct ProvenBalance {
  Address address;
  Version version;
  std::optional<TimestampUs> time;
  bool exists = false;
  SequenceNumber sequence_number;
  Balances balances;
  LedgerInfo certified;  // under which it is proven
  bool operator==(const ProvenBalance&) const = default;
};

Bytes encode(const BalanceProof& proof);
/// Errors: `malformed`.
Result<BalanceProof> decode_balance_proof(ByteView bytes);

/// Account, version and time are the question, which the caller compares with its own. Errors:
/// those of codec::verify_steps; `invalid_proof`, with the part that fails.
Result<ProvenBalance> verify_balance_proof(const BalanceProof& proof, const Waypoint& waypoint,
                                           const crypto::Verify& verify);

/// The evidence that a tree gives for an account.
AccountEvidence evidence_of(const state::StateTree& tree, const Address& address,
                            const Account* account);

}  // namespace pennypost::proof
