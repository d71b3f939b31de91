#include "ledger/proof/balance_proof.h"

#include <algorithm>

#include "ledger/codec/fields.h"
#include "ledger/state/accumulator.h"

namespace pennypost::proof {
namespace {

using codec::AccountExcerpt;

/// Everything is under one certificate.
class Verification {
 public:
  Verification(const BalanceProof& proof)  // NOLINT(google-explicit-constructor)
      : proof_(proof), info_(proof.certificate.ledger_info) {}

  Result<ProvenBalance> run() const {
    if (proof_.version > info_.version) return refuse("The version is beyond the certificate's.");
    if (proof_.moment) PP_CHECKED(check_moment(*proof_.moment));
    ProvenBalance out;
    out.address = proof_.address;
    out.version = proof_.version;
    out.certified = info_;
    if (proof_.moment) out.time = proof_.moment->time;
    std::optional<Version> last;
    if (const auto* touch = std::get_if<Touch>(&proof_.before)) {
      if (touch->version > proof_.version) return refuse("The last receipt is a later one.");
      PP_TRY(const AccountExcerpt account, check_touch(*touch));
      last = touch->version;
      out.exists = true;
      out.sequence_number = account.sequence_number;
      out.balances =
          account.currencies > codec::kBalancesShownMax ? touch->balances : account.balances;
    } else {
      const auto& beginning = std::get<Beginning>(proof_.before);
      PP_CHECKED(check_beginning(beginning));
      if (const auto& account = beginning.evidence.account) {
        out.exists = true;
        out.sequence_number = account->sequence_number;
        out.balances = account->balances;
      }
    }
    PP_CHECKED(check_after(last, out.exists));
    return out;
  }

 private:
  static std::unexpected<Error> refuse(const char* what) { return fail("invalid_proof", what); }

  Result<void> included(Version version, const Hash& leaf, const std::vector<Hash>& path) const {
    return state::verify_inclusion(info_.accumulator_root, info_.version.value() + 1,
                                   version.value(), leaf, path);
  }
  Result<void> check_end(const BlockEnd& end) const {
    return included(end.version, codec::block_leaf(end.leaf), end.path);
  }

  // L54
  Result<void> check_moment(const Moment& moment) const {
    PP_CHECKED(check_end(moment.end));
    if (moment.end.version != proof_.version) return refuse("The time is of another version.");
    if (moment.end.leaf.timestamp > moment.time) return refuse("The version is later than that.");
    if (!moment.next) {
      if (proof_.version == info_.version && moment.time == info_.timestamp) return {};
      return refuse("Nothing proves that no block lies between.");
    }
    PP_CHECKED(check_end(*moment.next));
    if (moment.next->version <= moment.end.version ||
        moment.next->leaf.first_version != moment.end.version.next()) {
      return refuse("The two blocks do not follow one another.");
    }
    if (moment.next->leaf.timestamp <= moment.time) return refuse("The next block is not later.");
    return {};
  }

  /// The receipt is there and names the account, with these balances.
  Result<AccountExcerpt> check_touch(const Touch& touch) const {
    PP_TRY(const Hash receipt, hash_of(touch.receipt));
    PP_CHECKED(included(
        touch.version, codec::transaction_leaf(touch.receipt.transaction_id, receipt), touch.path));
    const auto& shown = touch.receipt.accounts.shown;
    const auto account = std::ranges::find(shown, proof_.address, &AccountExcerpt::address);
    if (account == shown.end()) return refuse("A receipt does not name the account.");
    const bool many = account->currencies > codec::kBalancesShownMax;
    if (many != !touch.balances.empty() ||
        (many && (touch.balances.size() != account->currencies ||
                  codec::hash_of(touch.balances) != account->balances_hash))) {
      return refuse("The balances are not those that the receipt names.");
    }
    return *account;
  }

  Result<void> check_evidence(const AccountEvidence& evidence, const Hash& state_root) const {
    const Hash path = state::state_path(state::StateKey::of(proof_.address));
    state::StateProof proof{.leaf = evidence.other, .siblings = evidence.siblings};
    std::optional<Hash> value;
    if (evidence.account) {
      if (evidence.other) return refuse("Evidence of presence has another leaf.");
      value = state::state_value_hash(*evidence.account);
      proof.leaf = state::StateProof::Leaf{path, *value};
    }
    return state::verify_state_proof(state_root, path, value, proof);
  }

  Result<void> check_beginning(const Beginning& beginning) const {
    if (beginning.genesis.version != Version(0)) return refuse("That is not the first state.");
    PP_CHECKED(check_end(beginning.genesis));
    PP_CHECKED(check_evidence(beginning.evidence, beginning.genesis.leaf.state_root));
    const auto& account = beginning.evidence.account;
    if (account && account->last_version) return refuse("The first state has no history.");
    return {};
  }

  // L53: nothing touched the account in between.
  Result<void> check_after(std::optional<Version> last, bool exists) const {
    if (const auto* touch = std::get_if<Touch>(&proof_.after)) {
      if (touch->version <= proof_.version) return refuse("The next receipt is not a later one.");
      PP_TRY(const AccountExcerpt account, check_touch(*touch));
      if (account.previous == last) return {};
      return refuse("The next receipt points back to another version.");
    }
    const auto& evidence = std::get<AccountEvidence>(proof_.after);
    PP_CHECKED(check_evidence(evidence, info_.state_root));
    if (evidence.account.has_value() != exists) {
      return refuse("The account is there in one state and not in the other.");
    }
    if (evidence.account && evidence.account->last_version != last) {
      return refuse("The state points back to another version.");
    }
    return {};
  }

  const BalanceProof& proof_;
  const LedgerInfo& info_;
};

}  // namespace

Result<ProvenBalance> verify_balance_proof(const BalanceProof& proof, const Waypoint& waypoint,
                                           const crypto::Verify& verify) {
  PP_CHECKED(codec::verify_steps(proof.epochs, proof.certificate, waypoint, verify));
  return Verification(proof).run();
}

AccountEvidence evidence_of(const state::StateTree& tree, const Address& address,
                            const Account* account) {
  const state::StateProof proof = tree.prove(state::state_path(state::StateKey::of(address)));
  AccountEvidence out{.account = std::nullopt, .other = std::nullopt, .siblings = proof.siblings};
  if (account != nullptr) {
    out.account = *account;
  } else {
    out.other = proof.leaf;
  }
  return out;
}

}  // namespace pennypost::proof
