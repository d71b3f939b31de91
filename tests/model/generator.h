#pragma once

#include <algorithm>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/ledger/support/world.h"
#include "tests/model/model_ledger.h"

// What the random test sends.
namespace pennypost::model {

using test::address_of;
using test::kSecondUs;

/// Makes transactions of which about half go well, and the rest fail in every way there is.
class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  std::uint64_t below(std::uint64_t end) { return random_() % end; }
  bool once_in(std::uint64_t n) { return below(n) == 0; }

  Transaction transaction(const ModelLedger& model, TimestampUs now) {
    model_ = &model;
    now_ = now;
    Address sender = address_of(name());
    Operation chosen = operation(sender);
    Transaction out =
        test::transaction("nobody", std::move(chosen), replay(model, sender), expiry(now));
    out.sender = sender;
    const auto at = model.accounts.find(out.sender);
    if (at != model.accounts.end()) out.authentication_key = at->second.key;
    if (once_in(4)) sign_as_delegate(out);
    if (once_in(30)) out.authentication_key = test::key_of("somebody else");
    return out;
  }

 private:
  std::string_view name() {
    static constexpr std::string_view kNames[] = {"governance", "issuer", "chat", "alice", "bob",
                                                  "carol",      "dave",   "erin", "nobody"};
    return kNames[below(std::size(kNames))];
  }
  CurrencyCode currency() {
    static constexpr std::string_view kCodes[] = {"USD", "USD", "USD", "EUR",
                                                  "EUR", "JPY", "MIX", "XXX"};
    return test::code(kCodes[below(std::size(kCodes))]);
  }
  std::uint64_t amount() {
    if (once_in(20)) return 0;
    if (once_in(20)) return UINT64_MAX - below(2'000);
    return 1 + below(once_in(4) ? 1'500 : 100);
  }
  Transfer transfer() { return {address_of(name()), currency(), Amount(amount())}; }

  /// Somebody who is there, most of the time by a mandate.
  void sign_as_delegate(Transaction& out) {
    out.delegate = codec::delegate_id(address_of(once_in(4) ? "issuer" : "chat"), 0);
    if (!once_in(4) && !model_->mandates.empty()) {
      const auto at = std::next(model_->mandates.begin(),
                                static_cast<std::ptrdiff_t>(below(model_->mandates.size())));
      const ModelMandate& mandate = at->second;
      out.sender = mandate.account;
      out.delegate = mandate.delegate;
      if (std::holds_alternative<SequenceNumber>(out.replay)) {
        out.replay = SequenceNumber(model_->accounts.at(out.sender).sequence_number);
      }
    }
    out.mandate = codec::mandate_id(out.sender, out.delegate);
    const auto delegate = model_->delegates.find(out.delegate);
    if (delegate != model_->delegates.end()) out.authentication_key = delegate->second.key;
  }

  AuthenticationKey key() {
    if (once_in(2)) return codec::authentication_key(1, {test::id_of<PublicKey>("dealer")});
    return once_in(20) ? AuthenticationKey{} : test::key_of("key " + std::to_string(below(3)));
  }
  PublicKey claim_key() { return test::id_of<PublicKey>("claim " + std::to_string(below(2))); }

  Operation hold() {
    CreateHold out{{}, {}, currency(), Amount(amount()), now_ + below(400) * kSecondUs, once_in(2)};
    if (!once_in(3)) out.payee = address_of(name());
    if (out.payee.is_zero() || once_in(20)) out.claim_key = claim_key();
    if (once_in(40)) out.expiry = now_ + (kHoldUsMax + 1);
    if (once_in(40)) out.claim_key = {};
    return out;
  }
  HoldId hold_id() {
    if (model_->holds.empty() || once_in(10)) return test::id_of<HoldId>("no hold");
    for (const auto& [id, hold] : model_->holds) {  // those with a claim key are the fewer
      if (hold.payee.is_zero() && once_in(4)) return id;
    }
    const auto at =
        std::next(model_->holds.begin(), static_cast<std::ptrdiff_t>(below(model_->holds.size())));
    return at->first;
  }
  Operation claim(Address& sender) {
    const HoldId id = hold_id();
    ClaimHold out{id, address_of(name()), Amount(amount()), std::nullopt};
    const auto hold = model_->holds.find(id);
    if (hold == model_->holds.end()) return out;
    if (!once_in(8)) out.amount = Amount(1 + below(hold->second.amount.value()));
    if (once_in(12)) out.amount = Amount(hold->second.amount.value() + 1);
    if (!once_in(8) && !hold->second.payee.is_zero()) sender = out.to = hold->second.payee;
    if (hold->second.payee.is_zero() || once_in(10)) {
      out.proof = ClaimProof{
          once_in(5) ? claim_key() : hold->second.claim_key, now_ + below(4) * kSecondUs, {}};
    }
    return out;
  }
  Operation release(Address& sender) {
    const HoldId id = hold_id();
    const auto hold = model_->holds.find(id);
    if (hold != model_->holds.end() && !once_in(4)) {
      sender = once_in(2) || hold->second.payee.is_zero() ? hold->second.payer : hold->second.payee;
    }
    return ReleaseHold{id};
  }
  Operation recovery() {
    SetRecovery out;
    if (once_in(6)) return out;
    for (std::uint64_t i = 1 + below(3); i > 0; --i) out.guardians.push_back(address_of(name()));
    std::ranges::sort(out.guardians);
    out.threshold = static_cast<std::uint8_t>(once_in(10) ? below(5) : 1 + below(2));
    out.delay_us = once_in(10) ? 1 : kHourUs;
    return out;
  }
  /// Something about the recovery of an account that has one.
  Operation recover(Address& sender) {
    Address account = address_of(name());
    if (!model_->recoveries.empty() && !once_in(6)) {
      const auto at = std::next(model_->recoveries.begin(),
                                static_cast<std::ptrdiff_t>(below(model_->recoveries.size())));
      account = at->first;
      if (!once_in(6)) sender = at->second.guardians[below(at->second.guardians.size())];
    }
    switch (below(4)) {
      case 0:
        sender = once_in(4) ? sender : account;
        return CancelRecovery{};
      case 1:
        return CompleteRecovery{account};
      default:
        return ApproveRecovery{account, once_in(3) ? key() : test::key_of("key 0")};
    }
  }
  Operation delegate(Address& sender) {
    if (!once_in(4)) sender = address_of(once_in(4) ? "issuer" : "chat");
    SetDelegate out{once_in(15) ? 16U : 0U, key(), !once_in(5), {}};
    for (const auto& each : {test::kEur, test::kUsd, test::code("XXX")}) {
      if (each == test::code("XXX") ? once_in(20) : !once_in(5)) {
        out.limits.push_back({each, Amount(100 + below(900)), Amount(500 + below(900))});
      }
    }
    if (once_in(20)) std::ranges::reverse(out.limits);
    return out;
  }
  Operation mandate() {
    SetMandate out;
    out.delegate = codec::delegate_id(address_of(once_in(4) ? "issuer" : "chat"), 0);
    if (once_in(10)) return out;
    out.until = now_ + (below(40) * kHourUs / 8);
    out.new_payees_max = static_cast<std::uint32_t>(below(4));
    for (const auto& each : {test::kEur, test::kUsd, test::code("XXX")}) {
      if (each == test::code("XXX") ? once_in(20) : !once_in(3)) {
        out.limits.push_back({each, Amount(20 + below(100)), Amount(5 + below(80))});
      }
    }
    if (once_in(20)) std::ranges::reverse(out.limits);
    return out;
  }

  Operation refund(Address& sender) {
    if (model_->refundables.empty() || once_in(10)) return Refund{{}, Amount(1)};
    const auto at = std::next(model_->refundables.begin(),
                              static_cast<std::ptrdiff_t>(below(model_->refundables.size())));
    if (!once_in(8)) sender = at->second.payee;
    const std::uint64_t most = at->second.amount.value();
    return Refund{at->first, Amount(once_in(9) ? most + 1 : below(most + 1))};
  }
  std::vector<AccountLimit> limits() {
    std::vector<AccountLimit> out;
    for (const auto& each : {test::kEur, test::kUsd, test::code("XXX")}) {
      if (each == test::code("XXX") ? !once_in(20) : once_in(3)) continue;
      const auto most = [this] { return Amount(once_in(3) ? UINT64_MAX : 50 + below(600)); };
      out.push_back({each, most(), most(), most(), most(), most()});
    }
    if (once_in(20)) std::ranges::reverse(out);
    return out;
  }
  Operation rule(Address& sender) {
    switch (below(3)) {
      case 0: {
        const Address account = address_of(name());
        const auto at = model_->accounts.find(account);
        if (at != model_->accounts.end() && !once_in(8)) sender = at->second.parent;
        const auto tier = static_cast<std::uint8_t>(once_in(20) ? 16 : below(3));
        return SetLimits{account, tier, once_in(3) ? std::vector<AccountLimit>{} : limits()};
      }
      case 1:
        if (!once_in(6)) sender = address_of("chat");
        return SetTier{static_cast<std::uint8_t>(below(3)), limits()};
      default:
        SetDepositRule out;
        out.restricted = once_in(4);
        while (out.restricted ? !once_in(3) : once_in(9)) {
          out.allowed.push_back(address_of(name()));
        }
        std::ranges::sort(out.allowed);
        return out;
    }
  }

  /// Where somebody has a dealer's key; now and then the quote of before.
  Operation exchange() {
    if (last_ && !once_in(6)) return *last_;
    Exchange out;
    out.key = test::id_of<PublicKey>("dealer");
    out.quote = {address_of(name()),
                 {},
                 currency(),
                 Amount(amount()),
                 currency(),
                 Amount(1 + below(40)),
                 now_ + below(600) * kSecondUs,
                 test::id_of<Nonce>(std::to_string(below(1'000)))};
    for (const auto& [address, account] : model_->accounts) {
      const bool deals = account.key == codec::authentication_key(1, {out.key});
      if (deals && !account.balances.empty() && !once_in(4)) {
        out.quote.dealer = address;
        out.quote.gets = account.balances.begin()->first;
      }
    }
    if (once_in(10)) out.quote.taker = address_of(name());
    if (once_in(20)) out.quote.expiry = now_ + (kQuoteUsMax + 1);
    last_ = out;
    return out;
  }

  Operation govern(Address& sender) {
    if (!once_in(8)) sender = address_of("governance");
    if (once_in(2)) {
      const auto most = [this] {
        return static_cast<std::uint32_t>(once_in(9) ? 0 : 1 + below(9));
      };
      Caps caps{.transactions_hour_max = most() * (once_in(3) ? 1U : 1'000U),
                .accounts_day_max = most()};
      // One of the others, often too small for what goes on, sometimes more than can be.
      std::uint32_t Caps::* const others[] = {
          &Caps::account_nonces_max, &Caps::network_nonces_max, &Caps::account_holds_max,
          &Caps::account_refundables_max, &Caps::account_mandates_max};
      std::uint32_t& other = caps.*others[below(5)];
      other = once_in(20) ? other + 1 : once_in(2) ? other : most();
      return SetParameters{caps};
    }
    ChangeValidators out{test::validators(once_in(9) ? 0 : 1 + below(5))};
    for (Validator& each : out.validators.validators) {
      if (once_in(9)) each.power = Power(below(3) * (kCounterMax / 2 + 1));
      if (once_in(40)) each.name = std::string(1 + below(40), static_cast<char>(below(256)));
      if (once_in(40)) each.network_key = test::id_of<PublicKey>("one link");
      if (once_in(40)) each.consensus_key = test::id_of<PublicKey>("one key");
    }
    return out;
  }

  std::vector<Address> some(std::size_t most) {
    std::set<Address> out;
    for (std::uint64_t i = below(most); i > 0; --i) out.insert(address_of(name()));
    return {out.begin(), out.end()};
  }
  template <class Id, class Value>
  Id one_of(const std::map<Id, Value>& map) {
    if (map.empty() || once_in(10)) return Id{};
    return std::next(map.begin(), static_cast<std::ptrdiff_t>(below(map.size())))->first;
  }

  Operation watch(Address& sender) {
    const auto officer = [&](const Address& institution) {
      const auto at = model_->officers.find(institution);
      if (at != model_->officers.end() && !once_in(8))
        sender = at->second[below(at->second.size())];
    };
    const Hash reference = once_in(20) ? Hash{} : test::id_of("order " + std::to_string(below(2)));
    const auto reason = static_cast<std::uint16_t>(once_in(20) ? 0 : 1);
    const Address account = address_of(name());
    switch (below(8)) {
      case 0:
        sender = address_of(once_in(3) ? "governance" : once_in(6) ? "bob" : "chat");
        return SetOfficers{some(5)};
      case 1:
      case 2: {
        officer(address_of(once_in(3) ? "governance" : "chat"));
        // The same terms now and then, so that two sign the same.
        TimestampUs until((now_.value() / kHourUs + 1 + below(2)) * kHourUs);
        if (once_in(30)) until = now_;
        const auto at = model_->freezes.find(one_of(model_->freezes));
        if (at != model_->freezes.end() && at->second.proposal && !once_in(3)) {
          if (sender == at->second.proposal->by) officer(address_of("chat"));
          const FreezeTerms& terms = at->second.proposal->terms;
          if (terms.until == TimestampUs(0)) {
            return UnfreezeAccount{at->first, terms.reason, terms.reference};
          }
          return FreezeAccount{at->first, terms.reason, terms.reference, terms.until};
        }
        return FreezeAccount{account, reason, reference, until};
      }
      case 3:
        officer(address_of(once_in(3) ? "governance" : "chat"));
        return UnfreezeAccount{once_in(2) ? account : one_of(model_->freezes), reason, reference};
      case 4:
      case 5: {
        const auto at = model_->accounts.find(account);
        if (at != model_->accounts.end() && !once_in(8)) sender = at->second.parent;
        const TimestampUs until = now_ + below(900) * kSecondUs;
        return Attest{address_of(name()), account, currency(), Amount(amount()), until, reference};
      }
      case 6: {
        const auto& all = model_->validators.validators;
        ReportEquivocation out;
        out.key = once_in(8) ? PublicKey{} : all[below(all.size())].consensus_key;
        out.round = Round(below(3));
        return out;
      }
      default:
        sender = address_of(once_in(8) ? "chat" : "governance");
        if (once_in(2)) {
          return SetQuota{account, static_cast<std::uint32_t>(below(3)),
                          static_cast<std::uint32_t>(below(3))};
        }
        if (once_in(4)) return ScheduleUpgrade{};
        return ScheduleUpgrade{static_cast<std::uint32_t>(below(6)),
                               now_ + below(4) * kHourUs + kSecondUs};
    }
  }

  RegisterBasket basket() {
    RegisterBasket out{test::code("MIX"), 3, 2, address_of(name()), Amount(below(9)), {}};
    for (const auto& each : {test::kEur, test::code("MIX"), test::kUsd}) {
      if (each == test::code("MIX") ? once_in(15) : !once_in(3)) {
        out.components.push_back({each, Amount(below(9))});
      }
    }
    if (once_in(20)) std::ranges::reverse(out.components);
    return out;
  }

  Operation supply(Address& sender) {
    const auto request = one_of(model_->requests);
    switch (below(9)) {
      case 0:
        sender = address_of(once_in(8) ? "issuer" : "governance");
        return SetCurrency{currency(), static_cast<CurrencyPolicy>(below(once_in(8) ? 3 : 2)),
                           Amount(once_in(2) ? 30 : UINT64_MAX)};
      case 1:
        if (!once_in(8)) sender = address_of("issuer");
        if (!model_->requests.empty() && once_in(2)) {
          return SetDealers{model_->requests.begin()->second.currency, some(4)};
        }
        return SetDealers{once_in(3) ? currency() : test::kEur, some(4)};
      case 2:
      case 3: {
        const CurrencyCode code = once_in(3) ? currency() : test::kEur;
        const auto dealers = model_->dealers.find(code);
        if (dealers != model_->dealers.end() && !dealers->second.empty() && !once_in(8)) {
          sender = dealers->second[below(dealers->second.size())];
        }
        return RequestSupply{static_cast<SupplyChange>(below(2)), code, Amount(amount()),
                             now_ + below(900) * kSecondUs};
      }
      case 4:
        if (!once_in(8)) sender = address_of("issuer");
        return ApproveRequest{request};
      case 5:
        if (!once_in(3)) sender = address_of("issuer");
        return CancelRequest{request};
      case 6:
        if (!once_in(8)) sender = address_of("issuer");
        return StateReserve{currency(), once_in(8) ? Hash{} : test::id_of("report"),
                            Amount(amount()), TimestampUs(now_.value() + 1 - below(20))};
      case 7:
        if (!model_->baskets.empty()) return MintBasket{test::code("MIX"), Amount(amount())};
        sender = address_of(once_in(8) ? "issuer" : "governance");
        return basket();
      default:
        if (once_in(8)) return RedeemBasket{currency(), Amount(amount())};
        return RedeemBasket{test::code("MIX"), Amount(1 + below(30))};
    }
  }

  /// What stands open for a short time only would else hardly ever be met.
  std::optional<Operation> settle_something(Address& sender) {
    if (!model_->requests.empty() && once_in(6)) {
      const auto& [id, request] = *model_->requests.begin();
      sender = once_in(2) ? request.dealer : model_->currencies.at(request.currency).issuer;
      return CancelRequest{id};
    }
    for (const auto& [account, freeze] : model_->freezes) {
      if (freeze.terms.until <= now_ || !once_in(30)) continue;
      const auto officers = model_->officers.find(address_of("chat"));
      if (officers == model_->officers.end()) break;
      sender = officers->second[below(officers->second.size())];
      return UnfreezeAccount{account, freeze.terms.reason, freeze.terms.reference};
    }
    const CurrencyCode mix = test::code("MIX");
    for (const auto& [address, account] : model_->accounts) {
      const auto held = account.balances.find(mix);
      if (held == account.balances.end() || !once_in(6)) continue;
      sender = address;
      return RedeemBasket{mix, Amount(1 + below(held->second))};
    }
    return std::nullopt;
  }

  /// May choose a sender that makes more sense.
  Operation operation(Address& sender) {
    if (model_->delegates.empty() && once_in(6)) return delegate(sender);
    if (!model_->delegates.empty() && model_->mandates.empty() && once_in(6)) return mandate();
    if (model_->officers.empty() && once_in(9)) {
      sender = address_of("chat");
      SetOfficers set{{address_of("alice"), address_of("bob"), address_of("carol")}};
      std::ranges::sort(set.officers);
      return set;
    }
    if (last_ && once_in(15)) return *last_;
    if ((model_->next_validators || model_->next_parameters) && once_in(5)) return govern(sender);
    if (auto chosen = settle_something(sender)) return *chosen;
    if (!model_->requests.empty() && once_in(10)) {
      const auto at = std::next(model_->requests.begin(),
                                static_cast<std::ptrdiff_t>(below(model_->requests.size())));
      sender = model_->currencies.at(at->second.currency).issuer;
      return ApproveRequest{at->first};
    }
    if (!model_->requests.empty() && once_in(20)) {
      sender = address_of("issuer");
      return SetDealers{model_->requests.begin()->second.currency, {}};
    }
    if (!model_->recoveries.empty() && once_in(20)) return recover(sender);
    if (once_in(7)) return watch(sender);
    if (once_in(9)) return supply(sender);
    switch (once_in(80) ? 36 : below(36)) {
      case 36:
        return govern(sender);
      case 0:
      case 1:
        return hold();
      case 2:
      case 3:
        return claim(sender);
      case 4:
        return release(sender);
      case 5:
        return RotateKey{key()};
      case 6:
        return recovery();
      case 7:
      case 8:
        return recover(sender);
      case 9:
        if (once_in(3)) return CloseAccount{};
        return delegate(sender);
      case 10:
      case 11:
        return mandate();
      case 12:
      case 13: {
        const Transfer to = transfer();
        return RefundableTransfer{to.to, to.currency, to.amount, now_ + below(900) * kSecondUs};
      }
      case 14:
      case 15:
        return refund(sender);
      case 16:
        return rule(sender);
      case 18:
      case 19:
      case 20:
        return exchange();
      case 21:
        if (!once_in(4)) sender = address_of("issuer");
        return Burn{currency(), Amount(amount())};
      case 17:
        sender = address_of("issuer");
        return Mint{address_of(name()), currency(), Amount(once_in(2) ? UINT64_MAX / 2 : amount())};
      default:
        return payment_or_supply(sender);
    }
  }

  Operation payment_or_supply(const Address& sender) {
    const bool governs = sender == address_of("governance");
    const bool special = governs || sender == address_of("issuer") || sender == address_of("chat");
    switch (below(special ? 5 : 3)) {
      case 0:
      case 1:
        return transfer();
      case 2: {
        TransferBatch batch;
        for (std::uint64_t i = below(5); i > 0; --i) batch.legs.push_back(transfer());
        return batch;
      }
      case 3:
        return CreateAccount{test::key_of(name()), Salt{}, static_cast<AccountRole>(below(3))};
      default:
        if (governs) {
          return RegisterCurrency{currency(), static_cast<std::uint8_t>(below(11)),
                                  static_cast<std::uint8_t>(below(3)), address_of(name())};
        }
        return Mint{address_of(name()), currency(), Amount(once_in(4) ? UINT64_MAX / 2 : amount())};
    }
  }

  ReplayProtection replay(const ModelLedger& model, const Address& sender) {
    if (once_in(2)) return test::id_of<Nonce>("nonce " + std::to_string(below(20)));
    const auto at = model.accounts.find(sender);
    const std::uint64_t next = at == model.accounts.end() ? 0 : at->second.sequence_number;
    return SequenceNumber(once_in(10) ? below(5) : next);
  }

  TimestampUs expiry(TimestampUs now) {
    if (once_in(20)) return TimestampUs(now.value() - below(2));
    if (once_in(20)) return now + (15 * 60 * kSecondUs + below(2));
    if (once_in(20)) return now + (24 * 3600 * kSecondUs + below(2));
    return now + (1 + below(60) * kSecondUs);
  }

  std::mt19937_64 random_;
  const ModelLedger* model_ = nullptr;
  TimestampUs now_;
  std::optional<Exchange> last_;
};

}  // namespace pennypost::model
