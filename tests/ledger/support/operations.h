#pragma once

#include <string_view>
#include <vector>

#include "ledger/crypto/ed25519.h"
#include "tests/ledger/support/world.h"

// Operations of every kind, with what they carry signed by real keys.
namespace pennypost::test {

inline crypto::KeyPair key(std::string_view name) {
  return crypto::KeyPair(*crypto::Seed::from(id_of(name).view()));
}

/// Two votes of one round by the key "validator".
inline ReportEquivocation report(std::string_view first, std::string_view second) {
  ReportEquivocation out;
  out.key = key("validator").public_key();
  out.epoch = Epoch(2);
  out.round = Round(3);
  out.message = SignedMessage::vote;
  const auto sign = [&out](Bytes& rest, std::string_view text) {
    rest = bytes_of(view_of(text));
    return key("validator")
        .sign(codec::consensus_signing_bytes(out.message, kChain, out.epoch, out.round, rest));
  };
  out.first_signature = sign(out.first, first);
  out.second_signature = sign(out.second, second);
  return out;
}

inline ClaimHold claim_with_key(std::string_view name) {
  ClaimHold claim{id_of<HoldId>("hold"), address_of("bob"), Amount(3), std::nullopt};
  const TimestampUs expiry(77);
  claim.proof = ClaimProof{key(name).public_key(), expiry,
                           key(name).sign(codec::claim_signing_bytes(kChain, claim.hold, claim.to,
                                                                     claim.amount, expiry))};
  return claim;
}

inline Exchange exchange_of(std::string_view signer) {
  Exchange out;
  out.quote = {address_of("dealer"), {}, kUsd, Amount(2), kEur, Amount(3), TimestampUs(4),
               id_of<Nonce>("quote")};
  out.key = key("dealer").public_key();
  out.signature = key(signer).sign(codec::quote_signing_bytes(kChain, out.quote));
  return out;
}

/// At least one of every kind, with the values that their formats treat in another way.
inline std::vector<Operation> every_operation() {
  return {
      exchange_of("dealer"),
      Burn{kUsd, Amount(3)},
      RegisterCurrency{code("JPY"), 0, 0, address_of("issuer"), CurrencyPolicy::dealers, Amount(9)},
      RegisterBasket{code("MIX"),
                     3,
                     2,
                     address_of("issuer"),
                     Amount(9),
                     {{kUsd, Amount(1)}, {kEur, Amount(2)}}},
      RegisterBasket{code("MIX"), 3, 2, address_of("issuer"), {}, {}},
      SetCurrency{kUsd, CurrencyPolicy::basket, Amount(0)},
      SetDealers{kUsd, {address_of("bob")}},
      SetDealers{kUsd, {}},
      RequestSupply{SupplyChange::mint, kUsd, Amount(1), TimestampUs(2)},
      RequestSupply{SupplyChange::burn, kUsd, Amount(0), {}},
      ApproveRequest{id_of<RequestId>("r")},
      CancelRequest{id_of<RequestId>("r")},
      StateReserve{kUsd, id_of("report"), Amount(1), TimestampUs(2)},
      MintBasket{kUsd, Amount(1)},
      RedeemBasket{kUsd, Amount(1)},
      SetOfficers{{address_of("bob")}},
      SetOfficers{},
      FreezeAccount{address_of("bob"), 65'535, id_of("order"), TimestampUs(2)},
      UnfreezeAccount{address_of("bob"), 0, {}},
      Attest{address_of("alice"), address_of("bob"), kUsd, Amount(1), TimestampUs(2), id_of("r")},
      report("first", "second"),
      ScheduleUpgrade{2, TimestampUs(3)},
      ScheduleUpgrade{},
      SetQuota{address_of("bob"), 1, 2},
      ChangeValidators{validators(3)},
      ChangeValidators{},
      SetParameters{{1, 2, 3, 4, 5, 6, 7}},
      CreateHold{address_of("bob"), {}, kUsd, Amount(1), TimestampUs(2), true},
      CreateHold{{}, id_of<PublicKey>("key"), kUsd, Amount(1), TimestampUs(2), false},
      ClaimHold{id_of<HoldId>("hold"), address_of("bob"), Amount(3), std::nullopt},
      claim_with_key("claim"),
      ReleaseHold{id_of<HoldId>("hold")},
      RotateKey{key_of("new")},
      SetRecovery{},
      SetRecovery{{address_of("bob"), address_of("carol")}, 2, 99},
      ApproveRecovery{address_of("bob"), key_of("new")},
      CancelRecovery{},
      CompleteRecovery{address_of("bob")},
      CloseAccount{},
      SetDelegate{3, key_of("new"), true, {{kUsd, Amount(1), Amount(2)}}},
      SetMandate{id_of<DelegateId>("d"), TimestampUs(4), 5, {{kUsd, Amount(1), Amount(2)}}},
      SetMandate{id_of<DelegateId>("d"), {}, 0, {}},
      RefundableTransfer{address_of("bob"), kUsd, Amount(1), TimestampUs(2)},
      Refund{id_of<RefundableId>("r"), Amount(3)},
      SetLimits{address_of("bob"),
                2,
                {{kUsd, Amount(1), Amount(2), Amount(3), Amount(4), Amount(UINT64_MAX)}}},
      SetLimits{address_of("bob"), 0, {}},
      SetTier{3, {{kUsd, Amount(1), Amount(2), Amount(3), Amount(4), Amount(5)}}},
      SetDepositRule{true, {address_of("bob")}},
      SetDepositRule{},
      CreateAccount{key_of("carol"), Salt{}, AccountRole::institution},
      CreateAccount{key_of("carol"), Salt{}, AccountRole::user},
      pay("bob", kUsd, 5),
      pay("bob", kUsd, 0),
      TransferBatch{{pay("bob", kUsd, UINT64_MAX), pay("carol", kUsd, 1)}},
      TransferBatch{},
      RegisterCurrency{code("JPY"), 0, 0, address_of("issuer")},
      Mint{address_of("bob"), kUsd, Amount(9)}};
}

}  // namespace pennypost::test
