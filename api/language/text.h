#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// The first stage: bytes become folded characters that remember where they came from.

namespace pennypost::language {

inline constexpr std::size_t kMessageBytesMax = 4096;

/// One character. `raw` is as written; `folded` is full-width, case and composition folded.
struct Character {
  char32_t raw = 0;
  char32_t folded = 0;
  std::size_t start = 0;  ///< byte offsets into the message
  std::size_t end = 0;
};

struct Text {
  std::vector<Character> characters;
  /// Control, bidirectional or zero-width characters, broken UTF-8: nobody can say what a reader
  /// saw.
  bool unsafe = false;
};

/// `bytes` may be anything; call it only for at most kMessageBytesMax.
Text normalise(std::string_view bytes);

std::string to_utf8(std::u32string_view text);
std::u32string to_utf32(std::string_view text);  ///< broken bytes become U+FFFD
/// Case-folded and composed, for entries of the tables.
std::u32string fold(std::string_view text);
/// Without accents, Arabic vowel signs and hamza seats, Devanagari dots: how people type in a
/// hurry.
std::u32string strip_marks(std::u32string_view folded);

bool is_letter(char32_t c);  ///< letters and the marks inside words
bool is_digit(char32_t c);   ///< decimal digits of any script
int digit_value(char32_t c);
bool is_space(char32_t c);
bool is_emoji(char32_t c);      ///< pictographs, flags, their modifiers and joiners
bool is_ideograph(char32_t c);  ///< Han: words are not parted by spaces

}  // namespace pennypost::language
