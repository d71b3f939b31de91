// Whoever has delegates' keys, and accounts of its own, takes no more than mandates and limits
// allow, whatever the sequence. What was taken is counted out of receipts alone, and the bounds are
// computed here, apart from the windows that execution keeps.
#include <gtest/gtest.h>

#include <deque>
#include <random>
#include <set>

#include "ledger/wire/ledger_wire.h"
#include "tests/ledger/support/operations.h"

namespace pennypost::execution {
namespace {

using test::address_of;
using test::kEur;
using test::key;
using test::key_of;
using test::kSecondUs;
using test::kUsd;

constexpr std::uint64_t kSeeds = 20;
constexpr int kBlocks = 120;
constexpr std::uint64_t kRich = 1'000'000;

/// Delegate `number` of the institution "chat", whose key is stolen.
DelegateId delegate_of(std::uint32_t number) {
  return codec::delegate_id(address_of("chat"), number);
}
std::string key_name(std::uint32_t number) {
  return "delegate " + std::to_string(number);
}
AuthenticationKey delegate_key(std::uint32_t number) {
  return codec::authentication_key(1, {key(key_name(number)).public_key()});
}

const std::vector<SetDelegate>& delegates() {
  static const std::vector<SetDelegate> kDelegates = {
      {0,
       delegate_key(0),
       true,
       {{kEur, Amount(300), Amount(700)}, {kUsd, Amount(500), Amount(900)}}},
      {1, delegate_key(1), true, {{kUsd, Amount(200), Amount(2'000)}}}};
  return kDelegates;
}

struct Given {
  std::string_view account;
  std::uint32_t delegate;
  std::uint32_t new_payees_max;
  std::vector<SetMandate::Limit> limits;
};
// Carol gave none.
const std::vector<Given> kMandates = {
    {"alice", 0, 3, {{kEur, Amount(90), Amount(400)}, {kUsd, Amount(100), Amount(350)}}},
    {"alice", 1, 1, {{kUsd, Amount(40), Amount(200)}}},
    {"bob", 0, 2, {{kUsd, Amount(400), Amount(600)}}}};

Genesis genesis_with_thief() {
  Genesis genesis = test::small_genesis();
  for (GenesisAccount& each : genesis.accounts) {
    if (each.account.role != AccountRole::user) continue;
    each.account.balances = {{kEur, Amount(kRich)}, {kUsd, Amount(kRich)}};
  }
  genesis.accounts.push_back({address_of("mallory"), test::account("mallory", AccountRole::user, "",
                                                                   {{kUsd, Amount(50)}})});
  genesis.currencies[0].supply = Supply(3 * kRich);
  genesis.currencies[1].supply = Supply(3 * kRich + 50);
  return genesis;
}

class Theft {
 public:
  explicit Theft(std::uint64_t seed) : random_(seed), chain_(genesis_with_thief()) {
    for (const SetDelegate& each : delegates()) own("chat", each);
    for (const Given& each : kMandates) {
      own(each.account, SetMandate{delegate_of(each.delegate), chain_.now() + 366 * kDayUs,
                                   each.new_payees_max, each.limits});
    }
    // Money that comes to the victims, and that they might be made to give back.
    own("carol",
        RefundableTransfer{address_of("alice"), kUsd, Amount(5'000), chain_.now() + 100 * kDayUs});
    own("carol",
        CreateHold{address_of("bob"), {}, kUsd, Amount(5'000), chain_.now() + 100 * kDayUs, true});
    for (const std::string_view name : {"alice", "bob"}) owned_[name] = owned(name);
    first_day_ = day_of(chain_.now());
  }

  /// A block of the thief's, at some time that windows may make a difference at.
  void steal() {
    std::vector<Transaction> list;
    while (list.size() < 1 + below(12)) {
      if (below(3) == 0) {
        for (Transaction& each : envelope()) list.push_back(std::move(each));
      } else {
        list.push_back(by_stolen_key(operation()));
      }
      if (below(4) == 0) list.push_back(by_mallory());
    }
    const std::vector<Transaction> sent = list;
    const ExecutedBlock& block = chain_.run(std::move(list), pause_us());
    std::map<TransactionId, const Transaction*> by_id;
    for (const Transaction& each : sent) by_id[each.id] = &each;
    for (const KeptTransaction& kept : block.kept) {
      const auto at = by_id.find(kept.receipt.transaction_id);
      if (at != by_id.end() && !at->second->delegate.is_zero()) enter(*at->second, kept.receipt);
    }
    remember_loot(block);
    check_losses();
  }

  /// One of the ways to end it; from the next transaction on nothing works any more.
  void stop() {
    const std::uint64_t way = below(3);
    if (way == 0) own("chat", SetDelegate{0, delegate_key(0), false, delegates()[0].limits});
    if (way == 1) own("chat", SetDelegate{0, key_of("new"), true, delegates()[0].limits});
    if (way == 2) own("alice", SetMandate{delegate_of(0), {}, 0, {}});
    const Code expected[] = {Code::delegate_suspended, Code::wrong_key, Code::no_mandate};
    for (int i = 0; i < 30; ++i) {
      const Code code = chain_.code_of(stolen("alice", 0, operation()));
      EXPECT_EQ(code, expected[way]);
    }
  }

  std::uint64_t taken() const { return taken_; }

 private:
  std::uint64_t below(std::uint64_t end) { return random_() % end; }

  void own(std::string_view sender, Operation operation) {
    ASSERT_EQ(chain_.run_one(sender, std::move(operation)).code, Code::success) << sender;
  }

  // --- What the thief sends ----------------------------------------------------------------------

  Address payee() {
    if (below(3) == 0) return address_of("mallory");
    static constexpr std::string_view kNames[] = {"alice",  "bob",        "carol",  "chat",
                                                  "issuer", "governance", "mallory"};
    return address_of(kNames[below(std::size(kNames))]);
  }
  CurrencyCode currency() { return below(3) == 0 ? kEur : kUsd; }
  Amount amount() { return Amount(below(20) == 0 ? UINT64_MAX - below(9) : 1 + below(130)); }
  Transfer transfer() { return {payee(), currency(), amount()}; }
  HoldId any_hold() {
    return holds_.empty() ? HoldId{} : holds_[static_cast<std::size_t>(below(holds_.size()))];
  }

  Operation operation() {
    switch (below(9)) {
      case 0:
      case 1:
        return transfer();
      case 2: {
        TransferBatch batch;
        for (std::uint64_t i = 1 + below(5); i > 0; --i) batch.legs.push_back(transfer());
        return batch;
      }
      case 3:
        return CreateHold{payee(),      {}, currency(), amount(), chain_.now() + below(3) * kHourUs,
                          below(2) == 0};
      case 4:
        return CreateHold{{},
                          key("mallory's claim").public_key(),
                          currency(),
                          amount(),
                          chain_.now() + kDayUs,
                          below(2) == 0};
      case 5:
        return RefundableTransfer{payee(), currency(), amount(), chain_.now() + kDayUs};
      case 6:
        return Refund{any_refundable(), amount()};
      case 7:
        return ClaimHold{any_hold(), payee(), amount(), std::nullopt};
      default: {
        if (below(2) == 0) return ReleaseHold{any_hold()};
        const auto all = test::every_operation();
        return all[static_cast<std::size_t>(below(all.size()))];
      }
    }
  }
  RefundableId any_refundable() {
    return refundables_.empty()
               ? RefundableId{}
               : refundables_[static_cast<std::size_t>(below(refundables_.size()))];
  }

  Transaction stolen(std::string_view victim, std::uint32_t delegate, Operation operation) {
    Transaction out = chain_.next(victim, std::move(operation));
    out.replay = test::id_of<Nonce>("nonce " + std::to_string(++nonces_));
    out.delegate = delegate_of(delegate);
    out.mandate = codec::mandate_id(out.sender, out.delegate);
    out.authentication_key = delegate_key(delegate);
    out.expiry = chain_.now() + 14 * 60 * kSecondUs;
    return out;
  }
  std::string_view victim() {
    static constexpr std::string_view kNames[] = {"alice", "alice", "bob", "carol", "chat"};
    return kNames[below(std::size(kNames))];
  }
  Transaction by_stolen_key(Operation operation) {
    const std::string_view who = victim();
    return stolen(who, static_cast<std::uint32_t>(below(2)), std::move(operation));
  }

  /// Signed and read as it would be on the network.
  std::vector<Transaction> envelope() {
    const auto number = static_cast<std::uint32_t>(below(2));
    const crypto::KeyPair signer = key(key_name(number));
    wire::EnvelopeDraft draft{.chain_id = test::kChain,
                              .delegate = delegate_of(number),
                              .threshold = 1,
                              .public_keys = {signer.public_key()},
                              .items = {}};
    for (std::uint64_t i = 1 + below(6); i > 0; --i) {
      draft.items.push_back({.sender = address_of(victim()),
                             .replay = test::id_of<Nonce>("nonce " + std::to_string(++nonces_)),
                             .expiry = chain_.now() + 14 * 60 * kSecondUs,
                             .operation = transfer()});
    }
    auto read =
        wire::check_submission(wire::sign_envelope(draft, signer), test::kChain, crypto::verify);
    CHECK(read.has_value());
    return std::move(*read);
  }

  /// With an own account: what might turn loot into more of it.
  Transaction by_mallory() {
    Operation chosen = Transfer{payee(), currency(), amount()};
    const HoldId hold = any_hold();
    const Hold* open = chain_.state().get<Hold>(state::StateKey::of(hold));
    switch (open != nullptr ? below(3) : 3) {
      case 0:
        chosen = ReleaseHold{hold};
        break;
      case 1: {
        ClaimHold claim{hold, address_of("mallory"), Amount(1 + below(open->amount.value())), {}};
        if (!open->claim_key.is_zero()) {
          claim.proof = ClaimProof{open->claim_key, chain_.now() + kHourUs, {}};
        }
        chosen = claim;
        break;
      }
      case 2:
        chosen = Refund{any_refundable(), amount()};
        break;
      default:
        break;
    }
    Transaction out = chain_.next("mallory", std::move(chosen));
    out.replay = test::id_of<Nonce>("nonce " + std::to_string(++nonces_));
    return out;
  }

  /// Often just to the edge of an hour or day, just before it or just behind.
  std::uint64_t pause_us() {
    const std::uint64_t now = chain_.now().value();
    const std::uint64_t to_hour = kHourUs - now % kHourUs;
    const std::uint64_t to_day = kDayUs - now % kDayUs;
    const std::uint64_t pauses[] = {1,           kSecondUs,  10 * 60 * kSecondUs,
                                    to_hour - 1, to_hour,    to_hour + 1,
                                    kHourUs,     to_day - 1, to_day};
    const std::uint64_t chosen = pauses[below(std::size(pauses))];
    return chosen == 0 ? 1 : chosen;
  }

  // --- What comes of it --------------------------------------------------------------------------

  void remember_loot(const ExecutedBlock& block) {
    for (const KeptTransaction& kept : block.kept) {
      for (const Event& event : kept.receipt.events) {
        if (event.kind == EventKind::held) holds_.push_back(HoldId{event.subject.bytes});
        if (event.kind == EventKind::refundable_transfer) {
          refundables_.push_back(RefundableId{event.subject.bytes});
        }
      }
    }
  }

  /// Balances and what is set aside for others, by currency.
  std::map<CurrencyCode, std::uint64_t> owned(std::string_view name) const {
    std::map<CurrencyCode, std::uint64_t> out;
    for (const Balance& each : chain_.get(name).balances) out[each.currency] = each.amount.value();
    return out;
  }

  /// One successful transaction of the stolen key.
  void enter(const Transaction& transaction, const Receipt& receipt) {
    if (receipt.code != Code::success) return;
    const auto given = std::ranges::find_if(kMandates, [&](const Given& each) {
      return address_of(each.account) == transaction.sender &&
             delegate_of(each.delegate) == transaction.delegate;
    });
    ASSERT_NE(given, kMandates.end()) << "somebody who gave no mandate";
    const auto place = static_cast<std::size_t>(given - kMandates.begin());
    for (const Event& event : receipt.events) {
      switch (event.kind) {
        case EventKind::claimed:
        case EventKind::released:
          // Only towards the account itself.
          EXPECT_EQ(event.to, transaction.sender);
          break;
        case EventKind::transfer:
        case EventKind::held:
        case EventKind::refundable_transfer:
        case EventKind::refunded:
          EXPECT_EQ(event.from, transaction.sender);
          enter_payment(place, event);
          break;
        default:
          ADD_FAILURE() << "a delegate did " << event_shape(event.kind).word;
      }
    }
  }

  void enter_payment(std::size_t place, const Event& event) {
    const Given& given = kMandates[place];
    const std::uint64_t amount = event.amount.value();
    const std::uint32_t day = day_of(chain_.now());
    const auto limit =
        std::ranges::find(given.limits, event.currency, &SetMandate::Limit::currency);
    ASSERT_NE(limit, given.limits.end());
    EXPECT_LE(amount, limit->payment_max.value());
    std::uint64_t& own = by_mandate_[{place, event.currency, day}];
    EXPECT_LE(own += amount, limit->day_max.value());
    const auto& shared = delegates()[given.delegate].limits;
    const auto all = std::ranges::find(shared, event.currency, &SetDelegate::Limit::currency);
    ASSERT_NE(all, shared.end());
    std::uint64_t& in_hour = by_hour_[{given.delegate, event.currency, hour_of(chain_.now())}];
    EXPECT_LE(in_hour += amount, all->hour_max.value());
    std::uint64_t& in_day = by_day_[{given.delegate, event.currency, day}];
    EXPECT_LE(in_day += amount, all->day_max.value());
    taken_ += amount;
    meet(place, event, day);
  }

  void meet(std::size_t place, const Event& event, std::uint32_t day) {
    Address who = event.to;
    if (event.kind == EventKind::held && who.is_zero()) {
      who = Address{key("mallory's claim").public_key().bytes};
    }
    std::deque<Address>& known = known_[place];
    if (std::ranges::find(known, who) != known.end()) return;
    known.push_back(who);
    if (known.size() > 64) known.pop_front();
    std::uint32_t& met = met_[{place, day}];
    EXPECT_LE(++met, kMandates[place].new_payees_max);
  }

  /// From what the accounts have: no more is gone than all days together allow.
  void check_losses() {
    const std::uint64_t days = day_of(chain_.now()) - first_day_ + 1;
    for (const auto& [name, before] : owned_) {
      for (const auto& [currency, had] : before) {
        std::uint64_t most = 0;
        for (const Given& each : kMandates) {
          if (each.account != name) continue;
          for (const SetMandate::Limit& limit : each.limits) {
            if (limit.currency == currency) most += days * limit.day_max.value();
          }
        }
        EXPECT_LE(had - std::min(had, chain_.balance(name, currency)), most) << name;
      }
      EXPECT_EQ(chain_.get(name).authentication_key, key_of(name));
    }
    EXPECT_GE(chain_.balance("carol", kEur), kRich);
  }

  std::mt19937_64 random_;
  test::Chain chain_;
  std::map<std::string_view, std::map<CurrencyCode, std::uint64_t>> owned_;
  std::uint32_t first_day_ = 0;
  std::uint64_t nonces_ = 0;
  std::uint64_t taken_ = 0;
  std::vector<HoldId> holds_;
  std::vector<RefundableId> refundables_;
  using At = std::tuple<std::size_t, CurrencyCode, std::uint32_t>;
  std::map<At, std::uint64_t> by_mandate_;
  std::map<At, std::uint64_t> by_hour_;  // by delegate
  std::map<At, std::uint64_t> by_day_;
  std::map<std::size_t, std::deque<Address>> known_;  // payees, by mandate
  std::map<std::pair<std::size_t, std::uint32_t>, std::uint32_t> met_;
};

TEST(Theft, TakesNoMoreThanMandatesAndLimitsAllow) {
  std::uint64_t taken = 0;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Theft theft(seed);
    for (int i = 0; i < kBlocks; ++i) {
      theft.steal();
      if (testing::Test::HasFailure()) return;
    }
    taken += theft.taken();
    theft.stop();
    if (testing::Test::HasFailure()) return;
  }
  EXPECT_GT(taken, kSeeds * 1'000) << "the thief hardly tried";
}

// A claim ends a hold: by a part of it a delegate would give the rest away.
TEST(Theft, ADelegateClaimsAllOfAHoldOrNothing) {
  test::Chain chain(genesis_with_thief());
  ASSERT_EQ(chain.run_one("chat", delegates()[0]).code, Code::success);
  ASSERT_EQ(chain
                .run_one("alice",
                         SetMandate{delegate_of(0), chain.now() + kDayUs, 1, kMandates[0].limits})
                .code,
            Code::success);
  const Receipt held = chain.run_one(
      "bob", CreateHold{address_of("alice"), {}, kUsd, Amount(300), chain.now() + kDayUs, false});
  const HoldId id{held.transaction_id.bytes};
  const auto claim = [&](std::uint64_t amount) {
    Transaction out = chain.next("alice", ClaimHold{id, address_of("alice"), Amount(amount), {}});
    out.delegate = delegate_of(0);
    out.mandate = codec::mandate_id(out.sender, out.delegate);
    out.authentication_key = delegate_key(0);
    return chain.code_of(out);
  };
  EXPECT_EQ(claim(299), Code::not_permitted);
  EXPECT_EQ(claim(300), Code::success);
  EXPECT_EQ(chain.balance("alice", kUsd), kRich + 300);
}

}  // namespace
}  // namespace pennypost::execution
