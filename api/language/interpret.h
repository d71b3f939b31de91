#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What a chat message asks for. The front end is pure: the same message and context always give the
// same interpretation; it looks up no account and moves no money. First law: never wrong money.
// Where a careful teller would ask back, the answer is `clarify`.
//
// All offsets count bytes of Message::text; `end` is behind the last byte.

namespace pennypost::language {

/// A person whom the platform named inside the text (a tapped mention): `to` becomes `id`.
struct Mention {
  std::size_t start = 0;
  std::size_t end = 0;
  std::string id;

  bool operator==(const Mention&) const = default;
};

enum class Intent {
  send,
  request,
  split,
  balance,
  history,
  cancel,
  confirm,
  decline,
  help,
  clarify,
  none
};

/// What a `clarify` needs to know before money may move; listed in this order.
enum class Missing { amount, currency, recipient, meaning };

/// One payment. For a request, `to` is the payer; for a split, who owes the writer that share.
/// `to`: "@handle" in lower case, a phone in E.164, an e-mail in lower case, a platform's id, or a
/// name as written. `amount`: major units with exactly the currency's ISO 4217 decimals ("0.50",
/// JPY "500"). Inside a Pending each of the three may be empty: not understood yet.
struct Transfer {
  std::string to;
  std::string amount;
  std::string currency;

  bool operator==(const Transfer&) const = default;
};

struct Span {
  std::size_t start = 0;
  std::size_t end = 0;

  bool operator==(const Span&) const = default;
};

/// Which bytes of the text were read as what, in the order of the text.
struct Spans {
  std::vector<Span> amount;
  std::vector<Span> currency;
  std::vector<Span> recipient;
  std::vector<Span> memo;

  bool operator==(const Spans&) const = default;
};

/// An open question: what an earlier `clarify` had understood (its `partial`), so that "10" or "to
/// bob" can complete it. `intent` is send, request or split. For a split that still lacks its
/// amount or its people, `transfers` holds the whole total in each `amount`, not the shares.
struct Pending {
  Intent intent = Intent::send;
  std::vector<Transfer> transfers;
  std::optional<std::string> memo;
  std::vector<Missing> missing;

  bool operator==(const Pending&) const = default;
};

struct Message {
  std::string text;      ///< any bytes; over 4,096 of them it is `none`
  std::string locale;    ///< BCP 47 tag of the writer; "und" where the platform told none
  std::string currency;  ///< ISO 4217 code of the writer's default currency
  std::vector<Mention> mentions;
  std::optional<Pending> pending;
};

struct Interpretation {
  Intent intent = Intent::none;
  std::vector<Transfer> transfers;  ///< only for send, request, split: never empty there
  std::optional<std::string> memo;  ///< only for send, request, split
  std::vector<Missing> missing;     ///< only for clarify: never empty there
  std::string language;             ///< ISO 639 code of the language it was read in, e.g. "en"
  Spans spans;
  std::optional<Pending>
      partial;  ///< only for clarify, and only where part of a command was understood

  bool operator==(const Interpretation&) const = default;
};

/// Total and pure; never throws on any input. Safe from any thread. The first call builds the
/// tables (a fifth of a second); later calls share them.
Interpretation interpret(const Message& message);

std::string_view to_string(Intent intent);
std::string_view to_string(Missing missing);
/// Nothing for a word that is none of them.
std::optional<Intent> intent_from(std::string_view word);
std::optional<Missing> missing_from(std::string_view word);

}  // namespace pennypost::language
