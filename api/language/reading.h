#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/language/digits.h"
#include "api/language/interpret.h"
#include "api/language/lexicon.h"
#include "api/language/text.h"
#include "api/language/tokens.h"

// What the later stages share: the message as one language reads it.

namespace pennypost::language {

/// A sum of money, or something that stands where one should.
struct Amount {
  std::string text;  ///< major units with the currency's decimals; empty where it is not certain
  std::string currency;   ///< empty where it is not certain
  bool spoken = false;    ///< spelled out rather than digits
  bool has_unit = false;  ///< a currency was named
  std::vector<Span> value_spans;
  std::vector<Span> unit_spans;
};

/// A stretch of tokens with one meaning.
struct Piece {
  enum class Kind { word, amount, person, emoji, mark, quote };
  Kind kind = Kind::word;
  std::size_t first = 0;  ///< tokens [first, last)
  std::size_t last = 0;
  Meaning meaning;
  Amount amount;
  std::string to;             ///< person: empty where no valid phone number came of the digits
  bool sentence_end = false;  ///< mark: closes a sentence; also set on the last piece of a line

  bool is(Kind k) const { return kind == k; }
  bool word() const { return kind == Kind::word; }
  bool has(Tag tag) const { return kind == Kind::word && meaning.tags.has(tag); }
  bool has_any(std::initializer_list<Tag> tags) const {
    return kind == Kind::word && meaning.tags.any_of(tags);
  }
  /// No table knows it: a name, a thing, a slip.
  bool unknown() const {
    return kind == Kind::word && (!meaning.known() || meaning.tags.has(Tag::name));
  }
};

/// Everything that stays fixed while one message is read in one language.
struct Reading {
  const Message* message = nullptr;
  const Text* text = nullptr;
  std::span<const Token> tokens;
  std::size_t language = 0;       ///< index into languages()
  std::size_t home_language = 0;  ///< the locale's, or English
  const Marks* marks = nullptr;
  Vocabulary vocabulary = Vocabulary::commands;

  Match match_at(std::size_t at) const { return match(tokens, at, language, vocabulary); }
  /// One word, whatever phrase it begins.
  Match match_word(std::size_t at) const {
    return match(tokens.subspan(0, at + 1), at, language, vocabulary);
  }

  Span span(std::size_t first_token, std::size_t last_token) const {
    return {text->characters[tokens[first_token].first].start,
            text->characters[tokens[last_token - 1].last - 1].end};
  }
  std::string_view written(Span s) const {
    return std::string_view(message->text).substr(s.start, s.end - s.start);
  }
  std::string_view written(std::size_t first_token, std::size_t last_token) const {
    return written(span(first_token, last_token));
  }
};

/// A sum that begins at token `at`: how many tokens it takes; 0 where there is none.
std::size_t read_amount(const Reading& reading, std::size_t at, Amount& amount);

/// A currency named at token `at`, and how many tokens it takes.
std::optional<std::int32_t> read_unit(const Reading& reading, std::size_t at, std::size_t& length);

/// A phone number that begins at token `at`; 0 where there is none. `marked`: a word before it says
/// that a person must follow, so that digits are no sum. `to` stays empty for digits that are no
/// valid number.
std::size_t read_phone(const Reading& reading, std::size_t at, bool marked, std::string& to);

/// The tokens as pieces of `reading.language`.
std::vector<Piece> pieces_of(const Reading& reading);

}  // namespace pennypost::language
