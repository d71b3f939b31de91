#pragma once

#include <variant>
#include <vector>

#include "ledger/types/account.h"
#include "ledger/types/ledger_info.h"
#include "ledger/types/limits.h"
#include "ledger/types/oversight.h"
#include "ledger/types/parameters.h"
#include "ledger/types/quote.h"
#include "ledger/types/supply.h"

namespace pennypost {

inline constexpr std::size_t kPublicKeysMax = 16;
inline constexpr std::size_t kMetadataBytesMax = 256;
inline constexpr std::size_t kLegsMax = 8192;                    // of a batch
inline constexpr std::size_t kTransactionBytesMax = 512 * 1024;  // signed bytes and signatures
inline constexpr std::size_t kEnvelopeItemsMax = 8192;
inline constexpr std::size_t kEnvelopeBytesMax = 1'000'000;  // signed bytes and signatures

/// Opens an account below the sender. Its address follows from the key and the salt.
struct CreateAccount {
  AuthenticationKey authentication_key;
  Salt salt;
  AccountRole role = AccountRole::user;
  bool operator==(const CreateAccount&) const = default;
};

struct Transfer {
  Address to;
  CurrencyCode currency;
  Amount amount;
  bool operator==(const Transfer&) const = default;
};

/// Several transfers from one sender: all of them or none.
struct TransferBatch {
  std::vector<Transfer> legs;
  bool operator==(const TransferBatch&) const = default;
};

struct RegisterCurrency {
  CurrencyCode code;
  std::uint8_t decimals = 0;
  std::uint8_t display_decimals = 0;
  Address issuer;
  CurrencyPolicy policy = CurrencyPolicy::direct;  // not a basket
  Amount attested_above = Amount(UINT64_MAX);
  bool operator==(const RegisterCurrency&) const = default;
};

/// By governance: a currency that consists of others. Its issuer states its reserves, no more.
struct RegisterBasket {
  struct Component {
    CurrencyCode currency;
    Amount amount;
    bool operator==(const Component&) const = default;
  };
  CurrencyCode code;
  std::uint8_t decimals = 0;
  std::uint8_t display_decimals = 0;
  Address issuer;
  Amount per;                         // units of the basket that the amounts are for
  std::vector<Component> components;  // ascending by currency
  bool operator==(const RegisterBasket&) const = default;
};

/// By governance: what it decides about a currency later.
struct SetCurrency {
  CurrencyCode currency;
  CurrencyPolicy policy = CurrencyPolicy::direct;
  Amount attested_above;
  bool operator==(const SetCurrency&) const = default;
};

/// By the issuer: who may ask it to mint and burn, all of them.
struct SetDealers {
  CurrencyCode currency;
  std::vector<Address> dealers;  // ascending
  bool operator==(const SetDealers&) const = default;
};

/// By a dealer: that money comes to it, or that money of its own goes.
struct RequestSupply {
  SupplyChange change = SupplyChange::mint;
  CurrencyCode currency;
  Amount amount;
  TimestampUs expiry;
  bool operator==(const RequestSupply&) const = default;
};

/// By the issuer.
struct ApproveRequest {
  RequestId request;
  bool operator==(const ApproveRequest&) const = default;
};

/// By the issuer or the dealer.
struct CancelRequest {
  RequestId request;
  bool operator==(const CancelRequest&) const = default;
};

/// By the issuer: what an attestation says of the reserves.
struct StateReserve {
  CurrencyCode currency;
  Hash statement;
  Amount amount;
  TimestampUs as_of;
  bool operator==(const StateReserve&) const = default;
};

/// Pays in the components, for new units of the basket.
struct MintBasket {
  CurrencyCode currency;
  Amount amount;
  bool operator==(const MintBasket&) const = default;
};

/// The reverse.
struct RedeemBasket {
  CurrencyCode currency;
  Amount amount;
  bool operator==(const RedeemBasket&) const = default;
};

/// By an institution or governance: who may freeze for it; none: nobody.
struct SetOfficers {
  std::vector<Address> officers;  // ascending
  bool operator==(const SetOfficers&) const = default;
};

/// By an officer: proposes it, or approves what another one proposed.
struct FreezeAccount {
  Address account;
  std::uint16_t reason = 0;
  Hash reference;
  TimestampUs until;
  bool operator==(const FreezeAccount&) const = default;
};
struct UnfreezeAccount {
  Address account;
  std::uint16_t reason = 0;
  Hash reference;
  bool operator==(const UnfreezeAccount&) const = default;
};

/// By the payee's institution, for one payment.
struct Attest {
  Address payer;
  Address payee;
  CurrencyCode currency;
  Amount amount;
  TimestampUs until;
  Hash reference;
  bool operator==(const Attest&) const = default;
};

/// By anybody: two messages of one round that one validator signed.
struct ReportEquivocation {
  PublicKey key;
  Epoch epoch;
  Round round;
  SignedMessage message = SignedMessage::proposal;
  Bytes first;  // what was signed, behind the round; below the second
  Signature first_signature;
  Bytes second;
  Signature second_signature;  // valid, both: a stateless check
  bool operator==(const ReportEquivocation&) const = default;
};

/// By governance: zero where what was scheduled shall not be.
struct ScheduleUpgrade {
  std::uint32_t version = 0;
  TimestampUs at;
  bool operator==(const ScheduleUpgrade&) const = default;
};

/// By governance: zero where the parameters hold.
struct SetQuota {
  Address account;
  std::uint32_t transactions_hour_max = 0;
  std::uint32_t accounts_day_max = 0;
  bool operator==(const SetQuota&) const = default;
};

/// New money of the sender's currency.
struct Mint {
  Address to;
  CurrencyCode currency;
  Amount amount;
  bool operator==(const Mint&) const = default;
};

/// Sets money aside for a payee, or for whoever has the claim key.
struct CreateHold {
  Address payee;        // zero: claimed with the key
  PublicKey claim_key;  // zero: claimed by the payee
  CurrencyCode currency;
  Amount amount;
  TimestampUs expiry;
  bool payer_may_cancel = false;
  bool operator==(const CreateHold&) const = default;
};

/// A claim key's signature over chain, hold, destination, amount and this expiry.
struct ClaimProof {
  PublicKey key;
  TimestampUs expiry;
  Signature signature;  // valid: a stateless check
  bool operator==(const ClaimProof&) const = default;
};

/// Takes a hold, or a part of it while the rest goes back to the payer. Without proof the sender is
/// the payee and the destination.
struct ClaimHold {
  HoldId hold;
  Address to;
  Amount amount;
  std::optional<ClaimProof> proof;
  bool operator==(const ClaimHold&) const = default;
};

/// Gives a hold back to its payer.
struct ReleaseHold {
  HoldId hold;
  bool operator==(const ReleaseHold&) const = default;
};

struct RotateKey {
  AuthenticationKey authentication_key;
  bool operator==(const RotateKey&) const = default;
};

/// Without guardians: there is no recovery any more.
struct SetRecovery {
  std::vector<Address> guardians;  // ascending
  std::uint8_t threshold = 0;
  std::uint64_t delay_us = 0;
  bool operator==(const SetRecovery&) const = default;
};

/// A guardian's approval that the account gets this key; the first one starts the recovery.
struct ApproveRecovery {
  Address account;
  AuthenticationKey authentication_key;
  bool operator==(const ApproveRecovery&) const = default;
};

/// By the account, with the keys that it has.
struct CancelRecovery {
  bool operator==(const CancelRecovery&) const = default;
};

/// By anybody, once it is ready.
struct CompleteRecovery {
  Address account;
  bool operator==(const CompleteRecovery&) const = default;
};

struct CloseAccount {
  bool operator==(const CloseAccount&) const = default;
};

/// An institution's spending key: makes it, rotates it, suspends it.
struct SetDelegate {
  struct Limit {
    CurrencyCode currency;
    Amount hour_max;
    Amount day_max;
    bool operator==(const Limit&) const = default;
  };
  std::uint32_t number = 0;  // of the institution's delegates
  AuthenticationKey authentication_key;
  bool active = false;
  std::vector<Limit> limits;  // ascending by currency
  bool operator==(const SetDelegate&) const = default;
};

/// Lets a delegate spend for the sender; with no `until`, not any more.
struct SetMandate {
  struct Limit {
    CurrencyCode currency;
    Amount payment_max;
    Amount day_max;
    bool operator==(const Limit&) const = default;
  };
  DelegateId delegate;
  TimestampUs until;
  std::uint32_t new_payees_max = 0;  // a day
  std::vector<Limit> limits;         // ascending by currency
  bool operator==(const SetMandate&) const = default;
};

/// A transfer that its payee may give back until then.
struct RefundableTransfer {
  Address to;
  CurrencyCode currency;
  Amount amount;
  TimestampUs until;
  bool operator==(const RefundableTransfer&) const = default;
};

/// Gives a refundable transfer, or a part of it, back to its payer.
struct Refund {
  RefundableId transfer;
  Amount amount;
  bool operator==(const Refund&) const = default;
};

/// By an account's institution: its tier, and limits of its own (none: no such limits).
struct SetLimits {
  Address account;
  std::uint8_t tier = 0;
  std::vector<AccountLimit> limits;  // ascending by currency
  bool operator==(const SetLimits&) const = default;
};

/// By an institution: the limits of a tier of its accounts (none: no such limits).
struct SetTier {
  std::uint8_t tier = 0;
  std::vector<AccountLimit> limits;  // ascending by currency
  bool operator==(const SetTier&) const = default;
};

/// Who may pay in to the sender; not restricted: anybody.
struct SetDepositRule {
  bool restricted = false;
  std::vector<Address> allowed;  // ascending
  bool operator==(const SetDepositRule&) const = default;
};

/// Takes a dealer's quote.
struct Exchange {
  Quote quote;
  PublicKey key;        // the dealer's, the only one of its account
  Signature signature;  // valid: a stateless check
  bool operator==(const Exchange&) const = default;
};

/// Takes money of the sender's currency out of the world.
struct Burn {
  CurrencyCode currency;
  Amount amount;
  bool operator==(const Burn&) const = default;
};

/// By governance: who decides from the next epoch on, all of them.
struct ChangeValidators {
  ValidatorSet validators;
  bool operator==(const ChangeValidators&) const = default;
};

/// By governance: what holds from the next epoch on, all of it.
struct SetParameters {
  Caps caps = {};
  bool operator==(const SetParameters&) const = default;
};

using Operation =
    std::variant<CreateAccount, Transfer, TransferBatch, RegisterCurrency, Mint, CreateHold,
                 ClaimHold, ReleaseHold, RotateKey, SetRecovery, ApproveRecovery, CancelRecovery,
                 CompleteRecovery, CloseAccount, SetDelegate, SetMandate, RefundableTransfer,
                 Refund, SetLimits, SetTier, SetDepositRule, Exchange, Burn, ChangeValidators,
                 SetParameters, RegisterBasket, SetCurrency, SetDealers, RequestSupply,
                 ApproveRequest, CancelRequest, StateReserve, MintBasket, RedeemBasket, SetOfficers,
                 FreezeAccount, UnfreezeAccount, Attest, ReportEquivocation, ScheduleUpgrade,
                 SetQuota>;

/// Either the account's next number, or a value unique within (account, nonce) until the expiry.
using ReplayProtection = std::variant<SequenceNumber, Nonce>;

/// A transaction that passed the stateless checks: well-formed, of this chain, within the sizes,
/// and every signature valid under the keys that it carries. Execution still has to hash those keys
/// against the account's authentication key.
struct Transaction {
  TransactionId id;  // of the signed bytes; signatures play no part in it
  Address sender;
  AuthenticationKey authentication_key;  // hash of the carried keys
  DelegateId delegate;                   // whose keys they are; zero: the sender's own
  MandateId mandate;                     // of sender and delegate; zero without one
  ReplayProtection replay;
  TimestampUs expiry;  // executable while the block's timestamp is below it
  std::optional<Hash> memo_hash;
  Bytes metadata;
  Operation operation;
  bool operator==(const Transaction&) const = default;
};

}  // namespace pennypost
