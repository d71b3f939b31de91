#include "api/language/lexicon.h"

#include <unicode/rbnf.h>
#include <unicode/ucurr.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <utility>

#include "api/language/currencies.h"
#include "ledger/base/check.h"

namespace pennypost::language {
namespace {

constexpr std::size_t kPhraseTokensMax = 10;
constexpr std::size_t kAttachedWordMax = 24;
constexpr int kAttachedMax = 2;  ///< "ولأحمد": and, to
constexpr std::size_t kWordsReserved = 40'000;
constexpr std::size_t kNodesReserved = 80'000;
constexpr std::size_t kTypoLengthMin = 3;
/// Words that ask or answer are compared more strictly: they stand alone, and no sum vouches for
/// them.
constexpr std::size_t kSwapLengthMin = 4;
constexpr std::size_t kMissLengthMin = 5;
constexpr std::size_t kWrongLengthMin = 6;

// ---- the tables' notation ----

std::size_t closing_brace(std::string_view text, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && --depth == 0) return i;
  }
  CHECK(false);
}

/// Parts at commas outside braces.
std::vector<std::string> parts_of(std::string_view list) {
  std::vector<std::string> out(1);
  int depth = 0;
  for (const char c : list) {
    depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    if (c == ',' && depth == 0) {
      out.emplace_back();
    } else {
      out.back().push_back(c);
    }
  }
  return out;
}

std::vector<std::string> expand(std::string_view phrase) {
  const auto open = phrase.find('{');
  if (open == std::string_view::npos) return {std::string(phrase)};
  const auto close = closing_brace(phrase, open);
  std::vector<std::string> out;
  const auto tails = expand(phrase.substr(close + 1));
  for (const auto& part : parts_of(phrase.substr(open + 1, close - open - 1))) {
    for (const auto& middle : expand(part)) {
      for (const auto& tail : tails)
        out.push_back(std::string(phrase.substr(0, open)) + middle + tail);
    }
  }
  return out;
}

std::vector<std::string> phrases_of(std::string_view list) {
  std::vector<std::string> out;
  for (const auto& part : parts_of(list)) {
    for (auto& phrase : expand(part)) out.push_back(std::move(phrase));
  }
  return out;
}

/// "phrase=value" lists; the value stays text.
std::vector<std::pair<std::string, std::string>> assignments_of(std::string_view list) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& phrase : phrases_of(list)) {
    const auto equals = phrase.find('=');
    if (equals == std::string::npos) continue;
    out.emplace_back(phrase.substr(0, equals), phrase.substr(equals + 1));
  }
  return out;
}

std::int64_t integer(std::string_view text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

// ---- the index ----

struct Known {
  std::size_t language;
  bool loose;  ///< only without the accents of the table's spelling
  Meaning meaning;
};

struct Node {
  std::vector<Known> known;
};

class Lexicon {
 public:
  static const Lexicon& get() {
    // Never torn down: a program that exits should not spend its time on that.
    static const auto* const lexicon = new Lexicon;
    return *lexicon;
  }

  std::uint32_t key(const std::u32string& word) const {
    const auto it = keys_.find(word);
    return it == keys_.end() ? 0 : it->second;
  }

  Match match(std::span<const Token> tokens, std::size_t at, std::size_t language,
              Vocabulary vocabulary) const {
    const auto exact = walk(tokens, at, language, vocabulary, &Token::key);
    const auto bare = walk(tokens, at, language, vocabulary, &Token::bare_key);
    if (bare.length <= exact.length) return exact;
    auto loose = bare;
    loose.loose = true;
    return loose;
  }

  const Meaning* single(std::u32string_view folded, std::size_t language) const {
    const std::u32string word(folded);
    for (const auto& w : {word, strip_marks(word)}) {
      const auto edge = edges_.find(edge_of(0, key(w)));
      if (edge == edges_.end()) continue;
      if (const auto* found = meaning(nodes_[edge->second], language)) return found;
    }
    return nullptr;
  }

  struct Command {
    std::u32string word;
    Meaning meaning;
  };
  const std::vector<Command>& commands(std::size_t language) const { return commands_[language]; }
  const std::vector<Command>& answers(std::size_t language) const { return answers_[language]; }

 private:
  Lexicon() {
    keys_.reserve(kWordsReserved);
    edges_.reserve(kNodesReserved);
    nodes_.reserve(kNodesReserved);
    nodes_.emplace_back();
    const auto all = languages();
    commands_.resize(all.size());
    answers_.resize(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) add_language(i, all[i]);
  }

  static std::uint64_t edge_of(std::uint32_t node, std::uint32_t key) {
    return (std::uint64_t{node} << 32) | key;
  }

  static const Meaning* meaning(const Node& node, std::size_t language) {
    const Meaning* loose = nullptr;
    for (const auto& k : node.known) {
      if (k.language != language) continue;
      if (!k.loose) return &k.meaning;
      loose = &k.meaning;
    }
    return loose;
  }

  static bool is_bare(const Node& node, std::size_t language) {
    return std::ranges::none_of(node.known,
                                [&](const Known& k) { return k.language == language && !k.loose; });
  }

  Match walk(std::span<const Token> tokens, std::size_t at, std::size_t language,
             Vocabulary vocabulary, std::uint32_t Token::* key) const {
    Match best;
    const bool toned = key == &Token::bare_key && languages()[language].tones;
    std::uint32_t node = 0;
    for (std::size_t i = at; i < tokens.size() && i < at + kPhraseTokensMax; ++i) {
      if (tokens[i].line_before && i > at) break;
      if (toned && tokens[i].key != tokens[i].bare_key) break;
      const auto edge = edges_.find(edge_of(node, tokens[i].*key));
      if (tokens[i].*key == 0 || edge == edges_.end()) break;
      node = edge->second;
      const auto* found = meaning(nodes_[node], language);
      if (found == nullptr) continue;
      const bool whole = i == at || vocabulary == Vocabulary::answers || !only_answers(*found);
      if (whole) best = {i + 1 - at, *found, false, is_bare(nodes_[node], language)};
    }
    return best;
  }

  std::uint32_t make_key(const std::u32string& word) {
    return keys_.try_emplace(word, static_cast<std::uint32_t>(keys_.size() + 1)).first->second;
  }

  Meaning& place(const std::vector<std::u32string>& words, std::size_t language, bool loose) {
    std::uint32_t node = 0;
    for (const auto& word : words) {
      const auto [it, fresh] = edges_.try_emplace(edge_of(node, make_key(word)),
                                                  static_cast<std::uint32_t>(nodes_.size()));
      if (fresh) nodes_.emplace_back();
      node = it->second;
    }
    for (auto& k : nodes_[node].known) {
      if (k.language == language && k.loose == loose) return k.meaning;
    }
    nodes_[node].known.push_back({language, loose, {}});
    return nodes_[node].known.back().meaning;
  }

  /// Applies `change` to the phrase's meaning, and to its spelling without accents.
  template <class Change>
  void add(std::size_t language, std::string_view phrase, Change change) {
    std::vector<std::u32string> words;
    std::vector<std::u32string> bare;
    for (const auto& token : tokenise(normalise(phrase), {}).list) {
      words.push_back(token.folded);
      bare.push_back(strip_marks(token.folded));
    }
    if (words.empty() || words.size() > kPhraseTokensMax) return;
    change(place(words, language, false));
    if (bare != words) change(place(bare, language, true));
  }

  void add_language(std::size_t index, const Language& language) {
    for (const auto& entry : language.entries) {
      for (const auto& phrase : phrases_of(entry.phrases)) {
        add(index, phrase, [&](Meaning& m) { m.tags.add(entry.tag); });
        if (is_command(entry.tag)) remember(commands_[index], phrase, entry.tag);
        if (is_answer(entry.tag)) remember(answers_[index], phrase, entry.tag);
      }
    }
    for (const auto& [phrase, value] : assignments_of(language.factors)) {
      add(index, phrase, [&](Meaning& m) { m.factor = integer(value); });
    }
    add_spellings(index, language);
    for (const auto& [phrase, value] : assignments_of(language.numbers)) {
      add(index, phrase, [&](Meaning& m) { m.number = integer(value); });
    }
    for (const auto& [phrase, name] : assignments_of(language.currencies)) {
      const auto unit = unit_named(name);
      CHECK(unit.has_value());
      add(index, phrase, [&](Meaning& m) { m.unit = *unit; });
    }
    for (const auto& [phrase, value] : assignments_of(language.sums)) {
      const auto colon = value.find(':');
      const auto unit = unit_named(value.substr(colon + 1));
      CHECK(colon != std::string::npos && unit.has_value());
      add(index, phrase, [&](Meaning& m) {
        m.sum = integer(value.substr(0, colon));
        m.sum_unit = *unit;
      });
    }
    add_currency_names(index, language);
  }

  static bool only_answers(const Meaning& m) {
    if (m.number >= 0 || m.factor > 0 || m.unit >= 0 || m.sum_unit >= 0) return false;
    auto tags = m.tags;
    for (const Tag t : {Tag::confirm, Tag::decline, Tag::cancel, Tag::cancel_about, Tag::help,
                        Tag::balance, Tag::history, Tag::history_self, Tag::service}) {
      tags.remove(t);
    }
    return tags.none();
  }

  static bool is_command(Tag tag) {
    return tag == Tag::send || tag == Tag::request || tag == Tag::split || tag == Tag::send_weak ||
           tag == Tag::request_weak;
  }

  static bool is_answer(Tag tag) {
    return tag == Tag::balance || tag == Tag::history || tag == Tag::help || tag == Tag::cancel ||
           tag == Tag::confirm || tag == Tag::service;
  }

  static void remember(std::vector<Command>& words, std::string_view phrase, Tag tag) {
    auto word = fold(phrase);
    if (word.size() < kTypoLengthMin || word.find(U' ') != std::u32string::npos) return;
    Meaning meaning;
    meaning.tags.add(tag);
    words.push_back({std::move(word), meaning});
  }

  void add_spellings(std::size_t index, const Language& language) {
    UErrorCode status = U_ZERO_ERROR;
    icu::RuleBasedNumberFormat spell(icu::URBNF_SPELLOUT,
                                     icu::Locale(std::string(language.code).c_str()), status);
    if (U_FAILURE(status)) return;
    for (std::int32_t r = 0; r < spell.getNumberOfRuleSetNames(); ++r) {
      const auto rules = spell.getRuleSetName(r);
      if (!rules.startsWith(u"%spellout-cardinal") && !rules.startsWith(u"%spellout-numbering")) {
        continue;
      }
      if (rules.indexOf(u"-year") >= 0 || rules.indexOf(u"verbose") >= 0) continue;
      spell.setDefaultRuleSet(rules, status);
      for (std::int32_t n = 0; n < 100; ++n) add_spelling(index, language, spell, n);
      for (std::int32_t n = 1; n < 10; ++n) {
        add_spelling(index, language, spell, n * 100);
        if (language.factor_first) add_spelling(index, language, spell, n * 1000);
      }
      for (std::int32_t n = 10; n < 100 && language.factor_first; ++n) {
        add_spelling(index, language, spell, n * 1000);
      }
    }
  }

  void add_spelling(std::size_t index, const Language& language, icu::RuleBasedNumberFormat& spell,
                    std::int32_t n) {
    icu::UnicodeString text;
    spell.format(n, text);
    text.findAndReplace(icu::UnicodeString(static_cast<UChar32>(0x00AD)), icu::UnicodeString());
    std::string utf8;
    text.toUTF8String(utf8);
    add(index, utf8, [&](Meaning& m) {
      // "không" is nought, and no: nobody sends nought.
      const bool word = n == 0 && !m.tags.none();
      if (m.number < 0 && m.factor == 0 && !word) m.number = n;
    });
    // Arabic joins "and" to the next atom: "مائة وعشرون".
    if (language.code == "ar") add(index, "و" + utf8, [&](Meaning& m) { m.number = n; });
  }

  void add_currency_names(std::size_t index, const Language& language) {
    const std::string locale(language.code);
    for (const auto code : currency_codes()) {
      const auto unit = unit_named(code);
      const auto learn = [&](Meaning& m) {
        if (!m.known()) m.unit = *unit;
      };
      UChar wide[4] = {};
      for (std::size_t i = 0; i < 3; ++i) wide[i] = static_cast<UChar>(code[i]);
      std::string last;
      for (const char* count : {"one", "two", "few", "many", "other"}) {
        UErrorCode status = U_ZERO_ERROR;
        UBool choice = false;
        std::int32_t length = 0;
        const auto* name =
            ucurr_getPluralName(wide, locale.c_str(), &choice, count, &length, &status);
        if (U_FAILURE(status) || length <= 0) continue;
        std::string utf8;
        icu::UnicodeString(name, length).toUTF8String(utf8);
        if (utf8 != last) add(index, utf8, learn);
        last = std::move(utf8);
      }
      add(index, code, learn);
    }
  }

  std::unordered_map<std::u32string, std::uint32_t> keys_;
  std::unordered_map<std::uint64_t, std::uint32_t> edges_;
  std::vector<Node> nodes_;
  std::vector<std::vector<Command>> commands_;
  std::vector<std::vector<Command>> answers_;
};

/// At most one letter wrong, missing or too many, or two neighbours swapped.
bool one_slip(std::u32string_view a, std::u32string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1 || a == b) return false;
  std::size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  if (a.size() < b.size()) return a.substr(i) == b.substr(i + 1);
  if (a.substr(i + 1) == b.substr(i + 1)) return true;
  return i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] &&
         a.substr(i + 2) == b.substr(i + 2);
}

bool swapped_only(std::u32string_view a, std::u32string_view b) {
  if (a.size() != b.size()) return false;
  return std::is_permutation(a.begin(), a.end(), b.begin());
}

/// Endings tell who and when ("giró" is no slip of "gira"): there nothing is guessed, but a letter
/// may be missing.
bool other_ending(std::u32string_view typed, std::u32string_view command) {
  return typed.size() >= command.size() && typed.back() != command.back() &&
         !swapped_only(typed, command);
}

}  // namespace

namespace {

void set_keys(Token& token) {
  const auto& lexicon = Lexicon::get();
  token.key = lexicon.key(token.folded);
  const bool ascii = std::ranges::all_of(token.folded, [](char32_t c) { return c < 0x80; });
  token.bare_key = ascii ? token.key : lexicon.key(strip_marks(token.folded));
}

/// The prefix that `token` begins with, as long as a word of two letters is left.
std::size_t attached_length(const Token& token) {
  if (token.folded.size() > kAttachedWordMax) return 0;
  if (token.kind != Token::Kind::word || token.key != 0 || token.bare_key != 0) return 0;
  for (const auto& language : languages()) {
    for (const auto prefix : language.attached) {
      if (token.folded.starts_with(prefix) && token.folded.size() >= prefix.size() + 2) {
        return prefix.size();
      }
    }
  }
  return 0;
}

}  // namespace

void look_up(std::vector<Token>& tokens) {
  std::vector<Token> parted;
  parted.reserve(tokens.size());
  for (auto& token : tokens) {
    set_keys(token);
    for (int parts = 0; parts < kAttachedMax; ++parts) {
      const auto length = attached_length(token);
      if (length == 0) break;
      // A composed character counts as one on both sides, so folded and written lengths agree.
      Token prefix = token;
      prefix.folded.resize(length);
      prefix.last = prefix.first + length;
      prefix.attached = true;
      set_keys(prefix);
      parted.push_back(std::move(prefix));
      token.folded.erase(0, length);
      token.first += length;
      token.space_before = token.hyphen_before = token.line_before = false;
      set_keys(token);
    }
    parted.push_back(std::move(token));
  }
  tokens = std::move(parted);
}

Match match(std::span<const Token> tokens, std::size_t at, std::size_t language,
            Vocabulary vocabulary) {
  return Lexicon::get().match(tokens, at, language, vocabulary);
}

std::optional<Meaning> meaning_of(std::u32string_view folded, std::size_t language) {
  const auto* found = Lexicon::get().single(folded, language);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

namespace {

/// Verbs that are about money, as against "give" and "spot".
bool strong(const Meaning& m) {
  return m.tags.any_of({Tag::send, Tag::request, Tag::split});
}

}  // namespace

std::optional<Meaning> near_command(std::u32string_view folded, std::size_t language) {
  std::optional<Meaning> found;
  if (folded.size() < kTypoLengthMin) return found;
  const bool prefixing = languages()[language].prefixing;
  for (const auto& command : Lexicon::get().commands(language)) {
    // Three letters are too few to guess from, unless two of them only changed places.
    const bool near =
        one_slip(folded, command.word) &&
        (command.word.size() > kTypoLengthMin || swapped_only(folded, command.word)) &&
        (!prefixing || swapped_only(folded, command.word)) && !other_ending(folded, command.word);
    // A first letter is seldom missed: "rends" is no slip of "prends".
    const bool other_start = !strong(command.meaning) && folded.front() != command.word.front();
    if (!near || other_start) continue;
    if (found && strong(*found) && !strong(command.meaning)) continue;
    const bool same = !found || found->tags == command.meaning.tags || !strong(*found);
    if (!same) return std::nullopt;
    found = command.meaning;
  }
  return found;
}

namespace {

bool answer_slip(std::u32string_view typed, std::u32string_view word) {
  if (typed.front() != word.front() || !one_slip(typed, word)) return false;
  const auto length = std::min(typed.size(), word.size());
  if (swapped_only(typed, word)) return length >= kSwapLengthMin;
  return length >= (typed.size() == word.size() ? kWrongLengthMin : kMissLengthMin);
}

}  // namespace

std::optional<Meaning> near_answer(std::u32string_view folded, std::size_t language) {
  std::optional<Meaning> found;
  if (folded.size() < kSwapLengthMin) return found;
  for (const auto& answer : Lexicon::get().answers(language)) {
    if (!answer_slip(folded, answer.word) || other_ending(folded, answer.word)) continue;
    // A yes lets money move: only two letters that changed places, or one too few, are surely it.
    if (answer.meaning.tags.has(Tag::confirm) && folded.size() > answer.word.size()) continue;
    if (answer.meaning.tags.has(Tag::confirm) && answer.word.size() < kWrongLengthMin) continue;
    if (found && found->tags != answer.meaning.tags) return std::nullopt;
    found = answer.meaning;
  }
  return found;
}

}  // namespace pennypost::language
