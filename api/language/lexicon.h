#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/language/tokens.h"

// The third stage: what is known about words. Each language is one table (languages/<code>.cpp);
// LANGUAGE.md says how to write one.

namespace pennypost::language {

/// What a word or phrase can do in a message. LANGUAGE.md describes each with examples.
enum class Tag : std::uint8_t {
  // commands
  send,
  send_weak,
  send_ask,
  request,
  request_ask,
  request_weak,
  tell,
  split,
  ways,
  narrated,
  suffix,
  // around a command
  opener,
  please,
  greet,
  thanks,
  closing,
  filler,
  now,
  // people
  to,
  to_after,
  gain,
  from,
  from_after,
  with,
  with_after,
  between,
  me,
  self,
  pronoun,
  article,
  possessive,
  title,
  kin,
  particle,
  name,
  subject,
  each,
  // purpose
  purpose,
  purpose_after,
  thing,
  object,
  // quantity
  approx,
  range,
  limit,
  all,
  money,
  half,
  about_half,
  conj,
  sign_minus,
  point,
  zero_digit,
  or_,
  unit,
  // clause
  negation,
  condition,
  said,
  wish,
  future,
  past,
  later,
  recurring,
  clock,
  wh,
  yes_no,
  correction,
  owes,
  it,
  remark,
  // other intents
  confirm,
  decline,
  cancel,
  cancel_about,
  help,
  balance,
  history,
  history_self,
  service,
  machine,
  count_
};

/// Tags of one piece.
class Tags {
 public:
  bool has(Tag tag) const { return bits_.test(static_cast<std::size_t>(tag)); }
  void add(Tag tag) { bits_.set(static_cast<std::size_t>(tag)); }
  void remove(Tag tag) { bits_.reset(static_cast<std::size_t>(tag)); }
  void add(const Tags& other) { bits_ |= other.bits_; }
  bool none() const { return bits_.none(); }
  bool any_of(std::initializer_list<Tag> tags) const {
    for (const Tag t : tags) {
      if (has(t)) return true;
    }
    return false;
  }
  bool operator==(const Tags&) const = default;

 private:
  std::bitset<static_cast<std::size_t>(Tag::count_)> bits_;
};

/// One line of a table: phrases parted by commas; `{a,b,}` stands for each alternative, also none.
struct Entry {
  Tag tag;
  std::string_view phrases;
};

struct Language {
  std::string_view code;
  std::vector<Entry> entries;
  /// "phrase=value" beyond ICU's spellings: `twice` forms, spellings without accents, slang.
  std::string_view numbers;
  /// "phrase=factor": "hundred=100, k=1000".
  std::string_view factors;
  /// "phrase=unit" beyond CLDR's names: an ISO code, or a shared unit of currencies.cpp in lower
  /// case.
  std::string_view currencies;
  /// "phrase=value:unit": slang for a sum ("fiver=5:default").
  std::string_view sums;
  /// The factor stands before its digit: Swahili "elfu mbili" = two thousand.
  bool factor_first = false;
  /// Numbers are written in one word: German "zweihundertfünfzig".
  bool compounds = false;
  /// Prefixes of verbs tell who and when: only swapped letters are surely a slip.
  bool prefixing = false;
  /// What denies stands behind the verb: German "schick Anna kein Geld".
  bool late_negation = false;
  /// "He sent" is spelled like "send!": behind a bare name it tells.
  bool bare_past = false;
  /// A last digit counts tenths of the factor before it: Chinese "三百五" is 350.
  bool tails = false;
  /// "Get 12 to al" is not for al to pay; French "demande 12 à Paul" is for Paul.
  bool to_gains = false;
  /// Accents make other words: a word written with some is never another one without them.
  bool tones = false;
  /// Words written against the next one (Arabic "ل", "و"), longest first.
  std::vector<std::u32string_view> attached = {};
};

/// All languages, in the order that breaks ties.
std::span<const Language> languages();

/// What the tables say about one stretch of tokens in one language.
struct Meaning {
  Tags tags;
  std::int64_t number = -1;  ///< a spelled-out atom, 0 and up
  std::int64_t factor = 0;   ///< a multiplier, 10 and up
  std::int32_t unit = -1;    ///< a currency word: index for currencies.h
  std::int64_t sum = 0;      ///< slang that is value and unit in one
  std::int32_t sum_unit = -1;

  bool known() const { return !tags.none() || number >= 0 || factor > 0 || unit >= 0 || sum > 0; }
};

/// Sets the tokens' keys, and parts words that no table knows from what is attached to their front.
/// Do so once before any match.
void look_up(std::vector<Token>& tokens);

/// Phrases that only ask or answer ("don't send it", "last payment") are whole in `answers`; inside
/// a command their words count one by one.
enum class Vocabulary { commands, answers };

/// The longest phrase of language `language` (index into languages()) that begins at `tokens[at]`;
/// length 0 where there is none. An exact spelling wins over one without accents.
struct Match {
  std::size_t length = 0;
  Meaning meaning;
  bool loose = false;  ///< fits only without accents
  bool bare = false;   ///< written without the accents of the table
};
Match match(std::span<const Token> tokens, std::size_t at, std::size_t language,
            Vocabulary vocabulary = Vocabulary::answers);

/// What the table of `language` says about one word alone, as it is spelled in `folded`.
std::optional<Meaning> meaning_of(std::u32string_view folded, std::size_t language);

/// A command word one typing slip away (one letter wrong, missing, doubled or two swapped), where
/// exactly one kind of command is that near.
std::optional<Meaning> near_command(std::u32string_view folded, std::size_t language);

/// The same for words that ask or answer by themselves ("blance", "cancle").
std::optional<Meaning> near_answer(std::u32string_view folded, std::size_t language);

}  // namespace pennypost::language
