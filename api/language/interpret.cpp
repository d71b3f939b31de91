#include "api/language/interpret.h"

#include <algorithm>

#include "api/language/choose.h"
#include "api/language/clause.h"
#include "api/language/decide.h"
#include "api/language/pending.h"
#include "api/language/reading.h"

namespace pennypost::language {
namespace {

std::vector<Clause> clauses_of(const Reading& reading, const std::vector<Piece>& pieces) {
  std::vector<Clause> out;
  for (std::size_t first = 0; first < pieces.size();) {
    std::size_t last = first;
    while (last < pieces.size() && !pieces[last].sentence_end) ++last;
    if (last < pieces.size()) ++last;
    // "...", "?!": marks that close nothing belong to the sentence before.
    while (last < pieces.size() && pieces[last].is(Piece::Kind::mark) && pieces[last].sentence_end)
      ++last;
    const auto intent = closed_intent(reading, pieces, first, last);
    if (intent != Intent::none) {
      Clause clause;
      clause.kind = Clause::Kind::intent;
      clause.intent = intent;
      out.push_back(std::move(clause));
    } else {
      out.push_back(read_clause(reading, pieces, first, last));
    }
    first = last;
  }
  return out;
}

Interpretation unsafe() {
  Interpretation out;
  out.intent = Intent::clarify;
  out.missing = {Missing::meaning};
  return out;
}

}  // namespace

Interpretation interpret(const Message& message) {
  if (message.text.size() > kMessageBytesMax) return {};
  const auto text = normalise(message.text);
  auto tokens = tokenise(text, message.mentions);
  // Rule 10: what cannot be seen cannot be agreed to.
  if (text.unsafe || tokens.look_alike) return unsafe();
  look_up(tokens.list);

  Reading reading;
  reading.message = &message;
  reading.text = &text;
  reading.tokens = std::move(tokens.list);
  reading.marks = &marks_of(message.locale);
  choose_language(reading);

  const auto pieces = pieces_of(reading);
  auto out = decide(reading, clauses_of(reading, pieces));
  if (message.pending) out = complete(reading, pieces, *message.pending, std::move(out));
  out.language = languages()[reading.language].code;
  return out;
}

}  // namespace pennypost::language
