#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "api/language/interpret.h"
#include "api/language/text.h"

// The second stage: characters become tokens. No language is known yet.

namespace pennypost::language {

struct Token {
  enum class Kind {
    word,    ///< letters; one ideograph is one token
    number,  ///< digits with the marks between them
    person,  ///< handle, e-mail, address or mention: `to` says whom
    emoji,   ///< a run of pictographs
    mark     ///< one character of punctuation or a symbol
  };
  Kind kind = Kind::mark;
  std::size_t first = 0;  ///< characters [first, last) of the text
  std::size_t last = 0;
  std::u32string folded;
  std::string to;              ///< only for a person
  bool space_before = false;   ///< or the start of the message
  bool hyphen_before = false;  ///< a hyphen inside a compound, itself no token
  bool capital = false;        ///< begins with an upper-case letter
  bool line_before = false;    ///< a line break stands before it
  bool attached = false;       ///< parted from the front of the token behind it
  std::uint32_t key = 0;       ///< the lexicon's number for `folded`, 0 for an unknown word
  std::uint32_t bare_key = 0;  ///< the same for `folded` without accents

  char32_t mark() const { return kind == Kind::mark ? folded.front() : 0; }
};

struct Tokens {
  std::vector<Token> list;
  /// A handle or word that mixes look-alike scripts (rule 10).
  bool look_alike = false;
};

Tokens tokenise(const Text& text, std::span<const Mention> mentions);

/// Latin, Greek, Cyrillic and the like look alike: a word that mixes them is a trap.
bool mixes_look_alikes(std::u32string_view word);

}  // namespace pennypost::language
