#include "api/language/names.h"

namespace pennypost::language {
namespace {

constexpr std::size_t kNameWordsMax = 5;

/// Runs of spaces become one; nothing else changes.
std::string tidy(std::string_view written) {
  std::string out;
  for (const char c : written) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (space && (out.empty() || out.back() == ' ')) continue;
    out.push_back(space ? ' ' : c);
  }
  return out;
}

class NameReader {
 public:
  NameReader(const Reading& r, const std::vector<Piece>& run, bool marked)
      : r_(r), run_(run), marked_(marked) {}

  std::optional<Name> read() {
    std::size_t at = 0;
    while (at < run_.size() && is_dropped(at)) ++at;
    const std::size_t first = at;
    std::size_t end = at;
    while (at < run_.size() && at - first < kNameWordsMax && goes_on(at, first)) {
      if (run_[at].has(Tag::particle) && !ends_name(at)) {
        ++at;
        continue;
      }
      end = ++at;
    }
    if (end == first) return std::nullopt;
    // "Ana ko", "mama yangu", "Sharma ji": what stands behind a name and is none.
    std::size_t used = end;
    while (used < run_.size() &&
           run_[used].has_any({Tag::possessive, Tag::title, Tag::article, Tag::unit})) {
      ++used;
    }
    Name name;
    name.span = r_.span(run_[first].first, run_[end - 1].last);
    name.text = tidy(r_.written(name.span));
    name.used = used;
    name.sure = run_[first].has_any({Tag::kin, Tag::name}) && end == run_.size() &&
                no_doings(first + 1, end);
    name.capital = r_.tokens[run_[first].first].capital;
    return name;
  }

 private:
  /// "Priya gets $45": behind a first name a word without a capital may be what she does.
  bool no_doings(std::size_t at, std::size_t end) const {
    for (; at < end; ++at) {
      const auto& word = r_.tokens[run_[at].first];
      if (!word.capital && word.folded.front() < 0x0590 &&
          !run_[at].has_any({Tag::name, Tag::kin, Tag::particle})) {
        return false;
      }
    }
    return true;
  }

  bool is_dropped(std::size_t at) const {
    if (!run_[at].has_any({Tag::article, Tag::possessive, Tag::title, Tag::unit})) return false;
    // "Don" and "Dona" are titles in front of a name, and names in front of nothing.
    return at + 1 < run_.size() || !run_[at].has(Tag::title);
  }

  bool ends_name(std::size_t at) const { return run_[at].has(Tag::kin) || run_[at].unknown(); }

  bool goes_on(std::size_t at, std::size_t first) const {
    const auto& piece = run_[at];
    const bool capital = r_.tokens[piece.first].capital;
    if (piece.unknown() || r_.tokens[piece.first].attached) return true;
    // "Aunt Rosa", "王老师"
    const bool ideograph = is_ideograph(r_.tokens[piece.first].folded.front());
    if (piece.has(Tag::kin))
      return at == first || run_[at - 1].has(Tag::kin) || capital || ideograph;
    if (piece.has(Tag::particle)) return at > first && at + 1 < run_.size();
    if (piece.has_any({Tag::article, Tag::possessive, Tag::title, Tag::unit})) return false;
    if (at == first) return marked_;
    return capital;
  }

  const Reading& r_;
  const std::vector<Piece>& run_;
  bool marked_;
};

}  // namespace

std::optional<Name> read_name(const Reading& reading, const std::vector<Piece>& run, bool marked) {
  return NameReader(reading, run, marked).read();
}

}  // namespace pennypost::language
