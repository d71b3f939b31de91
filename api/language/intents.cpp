#include "api/language/clause.h"

// Everything that moves no money: these intents hold only where each word of the sentence fits
// them, so that "what's bob's balance" or "cancel my gym" is none of them (rule 11).

namespace pennypost::language {
namespace {

using Kind = Piece::Kind;

constexpr std::size_t kSlipPiecesMax = 12;  ///< of a sentence that is searched for a slip

class ClosedReader {
 public:
  ClosedReader(const Reading& r, const std::vector<Piece>& pieces, std::size_t first,
               std::size_t last)
      : r_(r), pieces_(pieces), first_(first), last_(last) {
    for (auto i = first_; i < last_; ++i) {
      const char32_t mark = pieces_[i].is(Kind::mark) ? r_.tokens[pieces_[i].first].mark() : 0;
      asked_ = asked_ || mark == '?' || mark == 0xFF1F || mark == 0x061F;
    }
    trim();
  }

  Intent read() const {
    if (first_ >= last_) return Intent::none;
    if (only_thumb(0x1F44D)) return Intent::confirm;
    if (only_thumb(0x1F44E)) return Intent::decline;
    // A bare word can be several: "stop" is cancel before decline, "ok" confirm before filler.
    if (made_of(Tag::help, {}) && !any(Tag::cancel)) return Intent::help;
    if (cancels()) return Intent::cancel;
    if (made_of(Tag::decline, {Tag::confirm})) return first_of(Tag::decline, Tag::confirm);
    if (!asked_ && made_of(Tag::confirm, {})) return Intent::confirm;
    if (made_of(Tag::balance,
                {Tag::service, Tag::wh, Tag::now, Tag::possessive, Tag::article, Tag::opener})) {
      return Intent::balance;
    }
    if (looks_back()) return Intent::history;
    if (asks_help()) return Intent::help;
    return Intent::none;
  }

 private:
  bool social(const Piece& piece) const {
    return piece.is(Kind::mark) || piece.is(Kind::emoji) ||
           piece.has_any({Tag::please, Tag::thanks, Tag::closing, Tag::greet, Tag::filler});
  }

  bool core(const Piece& piece) const {
    return piece.has_any(
        {Tag::confirm, Tag::decline, Tag::cancel, Tag::help, Tag::balance, Tag::history});
  }

  /// Politeness at both ends means nothing, but "ok" alone does.
  void trim() {
    bool emoji_only = true;
    for (auto i = first_; i < last_; ++i) {
      emoji_only = emoji_only && (pieces_[i].is(Kind::emoji) || pieces_[i].is(Kind::mark));
    }
    if (emoji_only) return;
    while (first_ < last_ && social(pieces_[first_]) && !core(pieces_[first_])) ++first_;
    while (first_ < last_ && social(pieces_[last_ - 1]) && !core(pieces_[last_ - 1])) --last_;
  }

  bool only_thumb(char32_t thumb) const {
    bool seen = false;
    for (auto i = first_; i < last_; ++i) {
      if (!pieces_[i].is(Kind::emoji)) {
        if (pieces_[i].is(Kind::mark)) continue;
        return false;
      }
      for (const char32_t c : r_.tokens[pieces_[i].first].folded) {
        const bool tone = (c >= 0x1F3FB && c <= 0x1F3FF) || c == 0xFE0F;
        if (c != thumb && !tone) return false;
        seen = seen || c == thumb;
      }
    }
    return seen;
  }

  bool any(Tag tag) const {
    for (auto i = first_; i < last_; ++i) {
      if (pieces_[i].has(tag)) return true;
    }
    return false;
  }

  Intent first_of(Tag a, Tag b) const {
    for (auto i = first_; i < last_; ++i) {
      if (pieces_[i].has(a)) return Intent::decline;
      if (pieces_[i].has(b)) break;
    }
    return Intent::none;
  }

  /// At least one `tag`, and nothing but it, politeness and `allowed`.
  bool made_of(Tag tag, std::initializer_list<Tag> allowed) const {
    bool found = false;
    for (auto i = first_; i < last_; ++i) {
      const auto& piece = pieces_[i];
      if (piece.has(tag)) {
        found = true;
      } else if (!social(piece) && !piece.has_any(allowed)) {
        return false;
      }
    }
    return found;
  }

  bool cancels() const {
    bool found = false;
    bool sum = false;
    bool named = false;  // "withdraw 20" cancels nothing, "cancel the 20" and "cancel 20 to al" do
    for (auto i = first_; i < last_; ++i) {
      const auto& piece = pieces_[i];
      sum = sum || piece.is(Kind::amount);
      named = named || piece.is(Kind::person) || piece.has_any({Tag::cancel_about, Tag::to});
      if (piece.has(Tag::cancel)) {
        found = true;
      } else if (piece.has_any({Tag::history, Tag::cancel_about, Tag::it, Tag::please, Tag::now,
                                Tag::correction, Tag::money})) {
        continue;
      } else if (piece.is(Kind::amount) || piece.is(Kind::person) || names_person(i)) {
        if (!found) return false;
      } else if (!social(piece) &&
                 !piece.has_any({Tag::opener, Tag::article, Tag::possessive, Tag::self, Tag::me,
                                 Tag::pronoun, Tag::decline})) {
        return false;
      }
    }
    return found && (named || !sum);
  }

  /// "payments with Ana", "what did I send maria": a name behind a marker or a verb of the past.
  bool names_person(std::size_t i) const {
    const auto& piece = pieces_[i];
    if (piece.is(Kind::person) || piece.has_any({Tag::kin, Tag::possessive, Tag::title}))
      return true;
    if (!piece.unknown() && !piece.has(Tag::particle)) return false;
    if (i == first_) return postposed(i);
    const auto& before = pieces_[i - 1];
    return before.has_any({Tag::to, Tag::from, Tag::with, Tag::between, Tag::kin, Tag::title,
                           Tag::narrated, Tag::send, Tag::send_weak, Tag::request,
                           Tag::request_weak, Tag::history_self, Tag::history, Tag::possessive,
                           Tag::article}) ||
           before.unknown() || postposed(i);
  }
  bool postposed(std::size_t i) const {
    return i + 1 < last_ &&
           pieces_[i + 1].has_any({Tag::to_after, Tag::from_after, Tag::with_after});
  }

  bool commas() const {
    for (auto i = first_; i < last_; ++i) {
      const char32_t mark = pieces_[i].is(Kind::mark) ? r_.tokens[pieces_[i].first].mark() : 0;
      if (mark == ',' || mark == 0xFF0C || mark == 0x060C) return true;
    }
    return false;
  }

  /// A word of the history. Italian "invii" is "payments", and beside a sum "pay!".
  bool lists() const {
    bool sum = false;
    for (auto i = first_; i < last_; ++i) sum = sum || pieces_[i].is(Kind::amount);
    for (auto i = first_; i < last_; ++i) {
      const bool orders = sum && pieces_[i].has_any({Tag::send, Tag::request, Tag::split});
      if (pieces_[i].has(Tag::history) && !orders) return true;
    }
    return false;
  }

  /// "my last payments", "payments with @jun", "what did I send maria?", "who did I pay last
  /// week?".
  bool looks_back() const {
    const bool asks = any(Tag::wh);
    const bool self = any(Tag::history_self) || ((any(Tag::narrated) || any(Tag::yes_no)) &&
                                                 (any(Tag::me) || any(Tag::self)));
    const bool listed = lists();
    if (!listed && (!(asks && self) || commas())) return false;  // "how nice, they paid me"
    // "send joe 20 and show my history"
    if (pieces_[first_].has_any({Tag::send, Tag::request, Tag::split}) &&
        !pieces_[first_].has(Tag::history)) {
      return false;
    }
    for (auto i = first_; i < last_; ++i) {
      const auto& piece = pieces_[i];
      const bool fits =
          social(piece) || names_person(i) ||
          piece.has_any({Tag::history, Tag::service, Tag::wh, Tag::now, Tag::past, Tag::article,
                         Tag::possessive, Tag::to, Tag::from, Tag::with, Tag::conj, Tag::to_after,
                         Tag::from_after, Tag::with_after, Tag::opener, Tag::money}) ||
          ((asks && self) &&
           piece.has_any({Tag::history_self, Tag::narrated, Tag::send, Tag::send_weak, Tag::me,
                          Tag::request, Tag::request_weak, Tag::split, Tag::self, Tag::subject,
                          Tag::pronoun, Tag::yes_no, Tag::purpose, Tag::thing, Tag::all})) ||
          (listed && piece.has_any({Tag::thing, Tag::purpose, Tag::me, Tag::narrated, Tag::send,
                                    Tag::request, Tag::self, Tag::history_self})) ||
          piece.is(Kind::amount);
      if (!fits) return false;
    }
    return true;
  }

  /// "how do I send money?", "what can you do with this?": a help phrase first, then anything but
  /// people.
  bool asks_help() const {
    if (first_ >= last_ || !pieces_[first_].has(Tag::help)) return false;
    // "help me send 5 to bob" asks for the deed.
    if (pieces_[first_].has_any({Tag::opener, Tag::please}) && last_ - first_ > 1) return false;
    bool parted = false;  // "i'm new, send 5 to bob"
    for (auto i = first_; i < last_; ++i) {
      const auto& piece = pieces_[i];
      if (piece.is(Kind::quote) || piece.has(Tag::machine)) return false;
      const char32_t mark = piece.is(Kind::mark) ? r_.tokens[piece.first].mark() : 0;
      parted = parted || mark == ',' || mark == 0xFF0C || mark == 0x060C;
      if (parted && piece.is(Kind::amount)) return false;
    }
    return true;
  }

  const Reading& r_;
  const std::vector<Piece>& pieces_;
  std::size_t first_;
  std::size_t last_;
  bool asked_ = false;  ///< "tudo bem?" confirms nothing
};

}  // namespace

Intent closed_intent(const Reading& reading, const std::vector<Piece>& pieces, std::size_t first,
                     std::size_t last) {
  const auto plain = ClosedReader(reading, pieces, first, last).read();
  if (plain != Intent::none || last - first > kSlipPiecesMax) return plain;
  // A slip of the finger in the one word that asks (rule 9).
  for (auto i = first; i < last; ++i) {
    const auto& piece = pieces[i];
    if (!piece.unknown() || piece.last != piece.first + 1) continue;
    const auto near = near_answer(reading.tokens[piece.first].folded, reading.language);
    if (!near) continue;
    std::vector<Piece> mended(pieces.begin() + static_cast<std::ptrdiff_t>(first),
                              pieces.begin() + static_cast<std::ptrdiff_t>(last));
    mended[i - first].meaning = *near;
    return ClosedReader(reading, mended, 0, mended.size()).read();
  }
  return Intent::none;
}

}  // namespace pennypost::language
