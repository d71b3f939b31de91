#pragma once

#include "ledger/base/result.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/merkle.h"
#include "ledger/types/receipt.h"

// What a receipt commits to, and the part of it that a receipt file shows (L14, L50). A short list
// is committed to item by item and shown whole; of a long one, as a batch of 8,192 legs has, stands
// the root of a Merkle tree, and one item is shown with its path. So a receipt file stays small,
// whatever it is of.
namespace pennypost::codec {

inline constexpr std::uint32_t kShownWholeMax = 4;     // events, or accounts, of a receipt
inline constexpr std::uint32_t kBalancesShownMax = 8;  // currencies of a touched account
inline constexpr std::size_t kExcerptPathMax = 14;     // of kLegsMax + 1 accounts

/// All items of a short list; of a longer one, one and its path.
template <class Item>
struct Excerpt {
  std::uint32_t count = 0;  // of the whole list
  std::vector<Item> shown;
  std::uint32_t index = 0;  // of the one shown, in a long list; else 0
  std::vector<Hash> path;   // from its leaf up; none in a short list
  bool operator==(const Excerpt&) const = default;

  bool is_whole() const { return count <= kShownWholeMax; }
};

/// A touched account; of many balances only their hash.
struct AccountExcerpt {
  Address address;
  std::optional<Version> previous;
  SequenceNumber sequence_number;
  std::uint32_t currencies = 0;
  Balances balances;   // none where there are more than kBalancesShownMax
  Hash balances_hash;  // where there are; else zero
  bool operator==(const AccountExcerpt&) const = default;

  AccountExcerpt() = default;
  explicit AccountExcerpt(const TouchedAccount& touched);
};

struct ReceiptExcerpt {
  TransactionId transaction_id;
  Code code = Code::success;
  Excerpt<Event> events;
  Excerpt<AccountExcerpt> accounts;
  bool operator==(const ReceiptExcerpt&) const = default;
};

/// Which items to show of long lists.
struct Shown {
  std::uint32_t event = 0;
  std::uint32_t account = 0;
};
/// The event of this number (0 where there are none), and the account that it went to or, where
/// that was not touched, came from. The event exists, or is 0 (CHECK).
Shown shown_of_event(const Receipt& receipt, std::uint32_t event);
/// The account, and the first event that names it. Nothing where it was not touched.
std::optional<Shown> shown_of_account(const Receipt& receipt, const Address& account);

/// The items of `shown` exist where the list is long (CHECK).
ReceiptExcerpt excerpt_of(const Receipt& receipt, const Shown& shown);

/// The receipt's hash, as hash_of(Receipt) gives it. Errors: `invalid_proof` where an item's path
/// does not have the length that its place demands.
Result<Hash> hash_of(const ReceiptExcerpt& excerpt);
/// The hash behind the balances of an account with many.
Hash hash_of(const Balances& balances);

void write(Writer& out, const ReceiptExcerpt& excerpt);
ReceiptExcerpt read_receipt_excerpt(Reader& in);

}  // namespace pennypost::codec
