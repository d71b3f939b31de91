#include "ledger/codec/canonical.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "tests/ledger/support/world.h"

namespace pennypost::codec {
namespace {

using test::address_of;
using test::code;
using test::id_of;
using test::kEur;
using test::kUsd;

Account full_account() {
  Account account = test::account("alice", AccountRole::institution, "chat",
                                  {{kEur, Amount(1)}, {kUsd, Amount(UINT64_MAX)}});
  account.sequence_number = SequenceNumber(kCounterMax);
  account.tier = 3;
  account.flags = kAccountFlagsMax;
  account.holds = 4;
  account.mandates = 5;
  account.refundables = 6;
  account.last_version = Version(77);
  return account;
}

Receipt full_receipt() {
  Receipt receipt;
  receipt.transaction_id = id_of<TransactionId>("t");
  receipt.events = {{EventKind::transfer, address_of("alice"), address_of("bob"), kUsd, Amount(3)},
                    {EventKind::mint, {}, address_of("bob"), kUsd, Amount(4)},
                    {EventKind::account_created, {}, address_of("carol"), {}, {}},
                    {EventKind::currency_registered, {}, address_of("issuer"), kEur, {}},
                    {EventKind::held, address_of("alice"), {}, kUsd, Amount(5), id_of("hold")},
                    {EventKind::mandate_set, address_of("alice"), {}, {}, {}, id_of("delegate")}};
  receipt.accounts = {{address_of("alice"), std::nullopt, SequenceNumber(1), {}},
                      {address_of("bob"), Version(5), SequenceNumber(0), {{kUsd, Amount(7)}}}};
  std::ranges::sort(receipt.accounts, {}, &TouchedAccount::address);
  return receipt;
}

LedgerInfo full_info() {
  return LedgerInfo{ChainId(7),          Epoch(1),           Round(2),       Height(3),
                    id_of<BlockId>("b"), Version(4),         id_of("state"), id_of("accumulator"),
                    TimestampUs(5),      id_of("validators")};
}

OrderedCertificate certificate() {
  return OrderedCertificate{full_info(), {{0, id_of<Signature>("x")}, {2, id_of<Signature>("y")}}};
}

/// Comes back; a byte more, a byte less and nothing at all do not.
template <class T>
void expect_round_trip(const T& value, Result<T> (*decode)(ByteView)) {
  const Bytes bytes = encode(value);
  const auto decoded = decode(bytes);
  ASSERT_TRUE(decoded.has_value()) << decoded.error().message;
  EXPECT_EQ(*decoded, value);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto cut = decode(ByteView(bytes).first(size));
    ASSERT_FALSE(cut.has_value()) << size;
    EXPECT_EQ(cut.error().code, "malformed");
  }
  Bytes longer = bytes;
  longer.push_back(0);
  EXPECT_FALSE(decode(longer).has_value());
}

/// One value, one encoding: whatever decodes after a change of one byte encodes to those bytes.
template <class T>
void expect_no_second_encoding(const T& value, Result<T> (*decode)(ByteView)) {
  const Bytes bytes = encode(value);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (int change = 1; change < 256; change += 11) {
      Bytes changed = bytes;
      changed[i] ^= static_cast<std::uint8_t>(change);
      const auto decoded = decode(changed);
      if (!decoded) continue;
      EXPECT_NE(*decoded, value) << i;
      EXPECT_EQ(encode(*decoded), changed) << i;
    }
  }
}

template <class T>
void expect_canonical(const T& value, Result<T> (*decode)(ByteView)) {
  expect_round_trip(value, decode);
  expect_no_second_encoding(value, decode);
}

/// Encodings of values that no state can have.
template <class T>
void expect_refused(T value, Result<T> (*decode)(ByteView),
                    const std::function<void(T&)>& break_it) {
  ASSERT_TRUE(decode(encode(value)).has_value());
  break_it(value);
  EXPECT_FALSE(decode(encode(value)).has_value());
}

Hold full_hold() {
  return {address_of("alice"), address_of("bob"), {},  kUsd, Amount(7),
          TimestampUs(8),      TimestampUs(9),    true};
}

Recovery full_recovery() {
  std::vector<Address> guardians{address_of("bob"), address_of("carol")};
  std::ranges::sort(guardians);
  return {guardians, 2, 9, {test::key_of("a"), {}}, test::key_of("a"), TimestampUs(4)};
}

Delegate full_delegate() {
  return {address_of("chat"),
          test::key_of("gateway"),
          true,
          {{kEur, Amount(1), Amount(2), {3, Amount(4)}, {5, Amount(6)}},
           {kUsd, Amount(7), Amount(8), {9, Amount(10)}, {11, Amount(12)}}}};
}

Mandate full_mandate() {
  return {address_of("alice"),
          id_of<DelegateId>("delegate"),
          TimestampUs(3),
          4,
          {5, Amount(6)},
          {{kEur, Amount(1), Amount(2), {3, Amount(4)}}, {kUsd, Amount(5), Amount(6), {}}}};
}

TEST(Canonical, EntriesComeBackAndHaveOneEncoding) {
  expect_canonical(full_hold(), decode<Hold>);
  expect_canonical(full_recovery(), decode<Recovery>);
  expect_canonical(full_delegate(), decode<Delegate>);
  expect_canonical(full_mandate(), decode<Mandate>);
  expect_canonical(Payees{{id_of<PayeeName>("b"), id_of<PayeeName>("a")}}, decode<Payees>);
}

TEST(Canonical, LimitsComeBackAndHaveOneEncoding) {
  expect_canonical(Refundable{address_of("alice"), address_of("bob"), kUsd, Amount(3), Amount(2),
                              TimestampUs(5)},
                   decode<Refundable>);
  expect_canonical(DepositRule{}, decode<DepositRule>);
  expect_canonical(UsedQuote{TimestampUs(5)}, decode<UsedQuote>);
  expect_canonical(DepositRule{{address_of("bob")}}, decode<DepositRule>);
  const Limits limits{{{kEur, Amount(1), Amount(2), Amount(3), Amount(4), Amount(5)},
                       {kUsd, Amount(6), Amount(7), Amount(8), Amount(9), Amount(10)}}};
  expect_canonical(limits, decode<Limits>);
  const Meter meter{{{kEur, {1, Amount(2)}, {3, Amount(4)}, {5, Amount(6)}, {7, Amount(8)}},
                     {kUsd, {}, {}, {}, {}}}};
  expect_canonical(meter, decode<Meter>);
  expect_refused<Limits>(limits, decode<Limits>, [](Limits& l) { l.limits.clear(); });
  expect_refused<Limits>(limits, decode<Limits>, [](Limits& l) { std::ranges::reverse(l.limits); });
  expect_refused<Meter>(meter, decode<Meter>, [](Meter& m) { std::ranges::reverse(m.flows); });
  expect_refused<Refundable>({{}, {}, kUsd, Amount(3), Amount(2), {}}, decode<Refundable>,
                             [](Refundable& r) { r.refunded = Amount(3); });
}

TEST(Canonical, EveryTypeComesBackAndHasOneEncoding) {
  expect_canonical(Account{}, decode_account);
  expect_canonical(full_account(), decode_account);
  expect_canonical(Currency{kUsd, 6, 2, address_of("issuer"), Supply(~Uint128{0})},
                   decode_currency);
  expect_canonical(Parameters{address_of("governance")}, decode_parameters);
  expect_canonical(Receipt{}, decode_receipt);
  expect_canonical(full_receipt(), decode_receipt);
  expect_canonical(full_info(), decode_ledger_info);
  LedgerInfo within_epoch = full_info();
  within_epoch.next_validators_hash.reset();
  expect_canonical(within_epoch, decode_ledger_info);
  expect_canonical(test::validators(4), decode_validator_set);
  expect_canonical(certificate(), decode_ordered_certificate);
}

TEST(Canonical, RefusesEntriesThatCannotBe) {
  const auto hold = [](const std::function<void(Hold&)>& break_it) {
    expect_refused<Hold>(full_hold(), decode<Hold>, break_it);
  };
  hold([](Hold& h) { h.payer = {}; });
  hold([](Hold& h) { h.payee = {}; });
  hold([](Hold& h) { h.claim_key = id_of<PublicKey>("key"); });
  hold([](Hold& h) { h.amount = Amount(0); });
  hold([](Hold& h) { h.due = TimestampUs(7); });
  const auto recovery = [](const std::function<void(Recovery&)>& break_it) {
    expect_refused<Recovery>(full_recovery(), decode<Recovery>, break_it);
  };
  recovery([](Recovery& r) { std::ranges::reverse(r.guardians); });
  recovery([](Recovery& r) { r.threshold = 0; });
  recovery([](Recovery& r) { r.threshold = 3; });
  recovery([](Recovery& r) { r.choices.pop_back(); });
  recovery([](Recovery& r) { r.new_key = {}; });
  recovery([](Recovery& r) { r.ready = {}; });
  recovery([](Recovery& r) { r.guardians.resize(kGuardiansMax + 1, id_of<Address>("x")); });
  expect_refused<Delegate>(full_delegate(), decode<Delegate>,
                           [](Delegate& d) { std::ranges::reverse(d.limits); });
  expect_refused<Delegate>(full_delegate(), decode<Delegate>,
                           [](Delegate& d) { d.limits[1] = d.limits[0]; });
  expect_refused<Mandate>(full_mandate(), decode<Mandate>,
                          [](Mandate& m) { std::ranges::reverse(m.limits); });
  expect_refused<Payees>({}, decode<Payees>, [](Payees& p) { p.names.resize(kPayeesMax + 1); });
}

TEST(Canonical, RefusesAccountsThatCannotBe) {
  const auto refused = [](const std::function<void(Account&)>& break_it) {
    expect_refused<Account>(full_account(), decode_account, break_it);
  };
  refused([](Account& a) { std::swap(a.balances[0], a.balances[1]); });
  refused([](Account& a) { a.flags = kAccountFlagsMax + 1; });
  refused([](Account& a) { a.balances[1] = a.balances[0]; });
  refused([](Account& a) { a.balances[0].amount = Amount(0); });
  refused([](Account& a) { a.balances[0].currency.text[1] = 'u'; });
  refused([](Account& a) { a.balances[0].currency.text[7] = 'X'; });
  refused([](Account& a) { a.balances[0].currency = {}; });
  refused([](Account& a) { a.role = static_cast<AccountRole>(3); });
  refused([](Account& a) { a.sequence_number = SequenceNumber(kCounterMax + 1); });
  refused([](Account& a) { a.last_version = Version(kCounterMax + 1); });
  refused([](Account& a) {
    a.balances.clear();
    for (std::size_t i = 0; i <= kBalancesMax; ++i) {
      const char name[] = {'C', static_cast<char>('A' + i / 26), static_cast<char>('A' + i % 26)};
      a.balances.push_back({code({name, 3}), Amount(1)});
    }
  });
}

TEST(Canonical, RefusesCurrenciesThatCannotBe) {
  const auto refused = [](const std::function<void(Currency&)>& break_it) {
    expect_refused<Currency>(Currency{kUsd, 6, 2, address_of("issuer"), Supply(1)}, decode_currency,
                             break_it);
  };
  refused([](Currency& c) { c.decimals = 10; });
  refused([](Currency& c) { c.display_decimals = 7; });
  refused([](Currency& c) { c.code.text[0] = '1'; });
}

TEST(Canonical, RefusesReceiptsThatCannotBe) {
  const auto refused = [](const std::function<void(Receipt&)>& break_it) {
    expect_refused<Receipt>(full_receipt(), decode_receipt, break_it);
  };
  refused([](Receipt& r) { r.code = Code::insufficient_balance; });  // with events
  refused([](Receipt& r) { r.code = Code::expired; });
  refused([](Receipt& r) { r.code = static_cast<Code>(13); });
  refused([](Receipt& r) { std::swap(r.accounts[0], r.accounts[1]); });
  refused([](Receipt& r) { r.accounts[1] = r.accounts[0]; });
  refused([](Receipt& r) { r.events[4].subject = {}; });
  refused([](Receipt& r) { r.events[5].from = {}; });
  for (const int kind : {0, kLastEventKind + 1, 255}) {
    Bytes bytes = encode(full_receipt());
    bytes[32 + 2 + 4] = static_cast<std::uint8_t>(kind);  // the first event's
    EXPECT_FALSE(decode_receipt(bytes).has_value());
  }
  refused([](Receipt& r) { r.events[0].from = {}; });
  refused([](Receipt& r) { r.events[0].amount = {}; });
  refused([](Receipt& r) { r.events[0].currency = {}; });
  refused([](Receipt& r) { r.events[1].from = address_of("alice"); });
  refused([](Receipt& r) { r.events[2].currency = kUsd; });
  refused([](Receipt& r) { r.events[2].amount = Amount(1); });
  refused([](Receipt& r) { r.events[3].to = {}; });
  refused([](Receipt& r) {
    while (r.events.size() <= kLegsMax) r.events.push_back(r.events[0]);
  });
}

TEST(Canonical, RefusesHeadersThatCannotBe) {
  const auto info_refused = [](const std::function<void(LedgerInfo&)>& break_it) {
    expect_refused<LedgerInfo>(full_info(), decode_ledger_info, break_it);
  };
  info_refused([](LedgerInfo& i) { i.epoch = Epoch(kCounterMax + 1); });
  info_refused([](LedgerInfo& i) { i.round = Round(kCounterMax + 1); });
  info_refused([](LedgerInfo& i) { i.height = Height(kCounterMax + 1); });
  info_refused([](LedgerInfo& i) { i.version = Version(kCounterMax + 1); });
  const auto set_refused = [](const std::function<void(ValidatorSet&)>& break_it) {
    expect_refused<ValidatorSet>(test::validators(4), decode_validator_set, break_it);
  };
  set_refused([](ValidatorSet& s) { s.validators.clear(); });
  set_refused([](ValidatorSet& s) { s = test::validators(101); });
  set_refused([](ValidatorSet& s) { s.validators[0].power = Power(0); });
  set_refused([](ValidatorSet& s) { s.validators[0].power = Power(UINT64_MAX); });
  set_refused([](ValidatorSet& s) { s.validators[1] = s.validators[0]; });
  set_refused([](ValidatorSet& s) { s.validators[1].name = "a\nb"; });
  const auto certificate_refused = [](const std::function<void(OrderedCertificate&)>& break_it) {
    expect_refused<OrderedCertificate>(certificate(), decode_ordered_certificate, break_it);
  };
  certificate_refused([](OrderedCertificate& c) { c.signatures[1].validator = 0; });
  certificate_refused([](OrderedCertificate& c) { std::swap(c.signatures[0], c.signatures[1]); });
}

// A count that promises more than the bytes hold costs nothing.
TEST(Canonical, RefusesCountsBeyondTheBytes) {
  Bytes bytes = encode(Receipt{});
  for (const std::size_t at : {34U, 38U}) {
    Bytes changed = bytes;
    changed[at + 2] = 0x20;  // 8192
    EXPECT_FALSE(decode_receipt(changed).has_value());
    changed[at] = 0xff;
    EXPECT_FALSE(decode_receipt(changed).has_value());
  }
}

TEST(ReaderTest, StaysBadAfterAFailure) {
  const Bytes bytes{1, 2, 3};
  Reader in(bytes);
  EXPECT_EQ(in.u16(), 0x0102);
  EXPECT_TRUE(in.good());
  EXPECT_FALSE(in.done());
  EXPECT_EQ(in.u32(), 0U);
  EXPECT_FALSE(in.good());
  EXPECT_EQ(in.u8(), 0U);
  EXPECT_FALSE(in.done());
}

TEST(WriterTest, IsBigEndian) {
  EXPECT_EQ(to_hex(Writer().u8(1).u16(0x0203).u32(0x04050607).view()), "01020304050607");
  EXPECT_EQ(to_hex(Writer().u64(0x0102030405060708ULL).view()), "0102030405060708");
  EXPECT_EQ(to_hex(Writer().u128((Uint128{1} << 64) | 2).view()),
            "00000000000000010000000000000002");
}

}  // namespace
}  // namespace pennypost::codec
