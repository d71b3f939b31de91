#include "ledger/codec/receipt_excerpt.h"

#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/codec/fields.h"
#include "ledger/crypto/hash.h"
#include "ledger/types/transaction.h"

namespace pennypost::codec {
namespace {

constexpr std::string_view kEventTag = "pennypost/event_leaf/1";
constexpr std::string_view kAccountTag = "pennypost/touched_leaf/1";

void write_account(Writer& out, const AccountExcerpt& account) {
  out.fixed(account.address).u8(account.previous ? 1 : 0);
  if (account.previous) out.number(*account.previous);
  out.number(account.sequence_number);
  if (account.currencies <= kBalancesShownMax) {
    write(out, account.balances);
  } else {
    out.u32(account.currencies).fixed(account.balances_hash);
  }
}

AccountExcerpt read_account(Reader& in) {
  AccountExcerpt account;
  account.address = in.fixed<Address>();
  if (read_flag(in)) account.previous = in.counter<Version>();
  account.sequence_number = in.counter<SequenceNumber>();
  account.currencies = in.count(kBalancesMax);
  if (account.currencies <= kBalancesShownMax) {
    account.balances = read_balances(in, account.currencies);
  } else {
    account.balances_hash = in.fixed<Hash>();
  }
  return account;
}

void write_item(Writer& out, const Event& event) {
  write(out, event);
}
void write_item(Writer& out, const AccountExcerpt& account) {
  write_account(out, account);
}
void write_item(Writer& out, const TouchedAccount& touched) {
  if (touched.balances.size() > kBalancesShownMax) {
    return write_account(out, AccountExcerpt(touched));
  }
  write(out, touched);
}

template <class Item>
Hash leaf_of(std::string_view tag, const Item& item) {
  Writer out;
  out.raw(view_of(tag));
  write_item(out, item);
  return crypto::hash_leaf(out.view());
}

template <class List>
std::vector<Hash> leaves_of(std::string_view tag, const List& items) {
  std::vector<Hash> leaves;
  leaves.reserve(items.size());
  for (const auto& item : items) leaves.push_back(leaf_of(tag, item));
  return leaves;
}

// L14: a short list as it is, a long one by its root.
template <class List>
void commit(Writer& out, std::string_view tag, const List& items) {
  out.u32(static_cast<std::uint32_t>(items.size()));
  if (items.size() > kShownWholeMax) {
    out.fixed(crypto::merkle_root(leaves_of(tag, items)));
  } else {
    for (const auto& item : items) write_item(out, item);
  }
}

/// False where the path is not one of this place.
template <class Item>
bool commit(Writer& out, std::string_view tag, const Excerpt<Item>& list) {
  out.u32(list.count);
  if (list.is_whole()) {
    for (const Item& item : list.shown) write_item(out, item);
    return list.shown.size() == list.count;
  }
  if (list.shown.size() != 1) return false;
  const auto root =
      crypto::inclusion_root(list.count, list.index, leaf_of(tag, list.shown[0]), list.path);
  if (root) out.fixed(*root);
  return root.has_value();
}

template <class Shape, class List>
Excerpt<Shape> excerpt_of(std::string_view tag, const List& items, std::uint32_t index) {
  Excerpt<Shape> out;
  out.count = static_cast<std::uint32_t>(items.size());
  if (out.is_whole()) {
    for (const auto& item : items) out.shown.push_back(Shape(item));
    return out;
  }
  CHECK(index < items.size());
  out.index = index;
  out.shown.push_back(Shape(items[index]));
  out.path = crypto::inclusion_path(leaves_of(tag, items), index);
  return out;
}

template <class Item>
void write_list(Writer& out, const Excerpt<Item>& list) {
  out.u32(list.count);
  if (!list.is_whole()) out.u32(list.index);
  for (const Item& item : list.shown) write_item(out, item);
  if (list.is_whole()) return;
  write(out, list.path);
}

template <class Item, class Read>
Excerpt<Item> read_list(Reader& in, std::size_t max, Read read) {
  Excerpt<Item> list;
  list.count = in.count(max);
  if (list.is_whole()) {
    for (std::uint32_t i = 0; i < list.count && in.good(); ++i) list.shown.push_back(read(in));
    return list;
  }
  list.index = in.count(list.count - 1);
  list.shown.push_back(read(in));
  list.path = read_hashes(in, kExcerptPathMax);
  return list;
}

std::optional<std::uint32_t> place_of(const Receipt& receipt, const Address& account) {
  const auto at = std::ranges::lower_bound(receipt.accounts, account, {}, &TouchedAccount::address);
  if (at == receipt.accounts.end() || at->address != account) return std::nullopt;
  return static_cast<std::uint32_t>(at - receipt.accounts.begin());
}

}  // namespace

AccountExcerpt::AccountExcerpt(const TouchedAccount& touched)
    : address(touched.address),
      previous(touched.previous),
      sequence_number(touched.sequence_number),
      currencies(static_cast<std::uint32_t>(touched.balances.size())) {
  if (currencies <= kBalancesShownMax) {
    balances = touched.balances;
  } else {
    balances_hash = hash_of(touched.balances);
  }
}

Shown shown_of_event(const Receipt& receipt, std::uint32_t event) {
  if (receipt.events.empty() && event == 0) return {};
  CHECK(event < receipt.events.size());
  const Event& chosen = receipt.events[event];
  const auto to = place_of(receipt, chosen.to);
  return {event, to ? *to : place_of(receipt, chosen.from).value_or(0)};
}

std::optional<Shown> shown_of_account(const Receipt& receipt, const Address& account) {
  const auto place = place_of(receipt, account);
  if (!place) return std::nullopt;
  const auto event = std::ranges::find_if(receipt.events, [&account](const Event& each) {
    return each.from == account || each.to == account;
  });
  const auto at = event - receipt.events.begin();
  return Shown{event == receipt.events.end() ? 0 : static_cast<std::uint32_t>(at), *place};
}

ReceiptExcerpt excerpt_of(const Receipt& receipt, const Shown& shown) {
  return {receipt.transaction_id, receipt.code,
          excerpt_of<Event>(kEventTag, receipt.events, shown.event),
          excerpt_of<AccountExcerpt>(kAccountTag, receipt.accounts, shown.account)};
}

Hash hash_of(const Receipt& receipt) {
  Writer out;
  out.fixed(receipt.transaction_id).u16(static_cast<std::uint16_t>(receipt.code));
  commit(out, kEventTag, receipt.events);
  commit(out, kAccountTag, receipt.accounts);
  return crypto::hash("pennypost/receipt/1", out.view());
}

Result<Hash> hash_of(const ReceiptExcerpt& excerpt) {
  Writer out;
  out.fixed(excerpt.transaction_id).u16(static_cast<std::uint16_t>(excerpt.code));
  if (!commit(out, kEventTag, excerpt.events) || !commit(out, kAccountTag, excerpt.accounts)) {
    return fail("invalid_proof", "A part of the receipt is not at the place that it names.");
  }
  return crypto::hash("pennypost/receipt/1", out.view());
}

Hash hash_of(const Balances& balances) {
  Writer out;
  write(out, balances);
  return crypto::hash("pennypost/balances/1", out.view());
}

void write(Writer& out, const ReceiptExcerpt& excerpt) {
  out.fixed(excerpt.transaction_id).u16(static_cast<std::uint16_t>(excerpt.code));
  write_list(out, excerpt.events);
  write_list(out, excerpt.accounts);
}

ReceiptExcerpt read_receipt_excerpt(Reader& in) {
  ReceiptExcerpt excerpt;
  excerpt.transaction_id = in.fixed<TransactionId>();
  excerpt.code = static_cast<Code>(in.u16());
  if (!is_kept(excerpt.code)) in.refuse();
  excerpt.events = read_list<Event>(in, excerpt.code == Code::success ? kLegsMax : 0, read_event);
  excerpt.accounts = read_list<AccountExcerpt>(in, kLegsMax + 1, read_account);
  const auto descends = [](const AccountExcerpt& a, const AccountExcerpt& b) {
    return a.address >= b.address;
  };
  if (std::ranges::adjacent_find(excerpt.accounts.shown, descends) !=
      excerpt.accounts.shown.end()) {
    in.refuse();
  }
  return excerpt;
}

}  // namespace pennypost::codec
