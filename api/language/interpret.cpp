#include "api/language/interpret.h"

#include <algorithm>

#include "api/language/choose.h"
#include "api/language/clause.h"
#include "api/language/decide.h"
#include "api/language/pending.h"
#include "api/language/reading.h"

namespace pennypost::language {
namespace {

/// Where the sentence of `pieces` that begins at `first` ends.
std::size_t sentence_end(const std::vector<Piece>& pieces, std::size_t first) {
  std::size_t last = first;
  while (last < pieces.size() && !pieces[last].sentence_end) ++last;
  if (last < pieces.size()) ++last;
  // "...", "?!": marks that close nothing belong to the sentence before.
  while (last < pieces.size() && pieces[last].is(Piece::Kind::mark) && pieces[last].sentence_end)
    ++last;
  return last;
}

/// Each sentence is first tried as a question or an answer, then as a command. The two vocabularies
/// part the tokens differently, so sentences are matched by their tokens.
std::vector<Clause> clauses_of(const Reading& reading, const std::vector<Piece>& pieces) {
  auto asking = reading;
  asking.vocabulary = Vocabulary::answers;
  const auto answers = pieces_of(asking);
  std::vector<Clause> out;
  std::size_t answer_first = 0;
  for (std::size_t first = 0; first < pieces.size();) {
    const std::size_t last = sentence_end(pieces, first);
    std::size_t answer_last = answer_first;
    while (answer_last < answers.size() && answers[answer_last].last <= pieces[last - 1].last) {
      ++answer_last;
    }
    const auto intent = closed_intent(asking, answers, answer_first, answer_last);
    answer_first = answer_last;
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
  if (tokens.list.size() > kTokensMax) return {};
  look_up(tokens.list);

  Reading reading;
  reading.message = &message;
  reading.text = &text;
  reading.tokens = tokens.list;
  reading.marks = &marks_of(message.locale);
  choose_language(reading);

  const auto pieces = pieces_of(reading);
  auto out = decide(reading, clauses_of(reading, pieces));
  if (message.pending) out = complete(reading, pieces, *message.pending, std::move(out));
  out.language = languages()[reading.language].code;
  return out;
}

}  // namespace pennypost::language
