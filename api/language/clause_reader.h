#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/language/clause.h"
#include "api/language/names.h"

// The reader behind read_clause: it walks a sentence piece by piece. Its parts lie in clause.cpp
// (the walk and what it comes to), clause_words.cpp (verbs, cues, quantities), clause_people.cpp
// and clause_memo.cpp.

namespace pennypost::language {

/// What was said around the command, before and behind its verb.
struct Cues {
  bool negated = false;
  bool talk = false;  ///< condition, wish, report, question, the past, another subject
  bool narrated = false;
  bool future = false;
  bool asked = false;     ///< "can you", "I want to"
  bool question = false;  ///< begins as a question
  bool owes = false;
};

class ClauseReader {
 public:
  ClauseReader(const Reading& r, const std::vector<Piece>& pieces, std::size_t first,
               std::size_t last);

  Clause read();

 private:
  using Kind = Piece::Kind;
  using Role = Person::Role;

  // clause.cpp
  bool asks(const Piece& piece) const;
  char32_t mark_at(std::size_t i) const;
  bool has(std::size_t i, Tag tag) const;
  bool is_verb(const Piece& piece) const;
  static bool is_social(const Piece& piece);
  bool capital(const Piece& piece) const;
  bool has_amount() const;
  bool has_person() const;
  /// A slip of the finger in the one word that could be the verb (rule 9).
  void guess_command();
  void step();
  void amount();
  void emoji();
  /// In quotes or brackets at the end of a command: its memo. Elsewhere: somebody's words.
  void quote();
  void mark();
  void comma();
  bool side_remark() const;
  static bool tells_nothing(const Piece& piece);
  void ways();
  void word();
  void conclude();
  /// "give me a break", "send the photos to bob", "ask bob": verbs of many uses need a sum.
  bool about_money() const;
  /// "pay attention", "send me the address", "send bob 5 photos".
  bool about_objects() const;
  /// "dinner was amazing, send 46 to bob": where the command begins behind a remark; 0 without one.
  std::size_t behind_remark() const;
  void debt();

  // clause_words.cpp
  void conjunction();
  /// "na", "和", "with" words that also mean "and": behind a person they join the next one.
  bool formal_you(const Piece& piece) const;  ///< German "überweisen Sie"
  bool joint(const Piece& piece);
  bool polite(const Piece& piece);
  bool expects_name() const;
  /// Vietnamese "Thu Hà", "Minh Thu": words with capitals in a row.
  bool goes_on_name(const Piece& piece) const;
  /// Words that make it talk, or another time, or a correction.
  bool cue(const Piece& piece);
  /// "je dois envoyer" as against "je dois 5 €".
  bool verb_follows() const;
  /// "não manda" as against "não, 60".
  bool negates_next() const;
  /// "about", "up to", "everything", "money".
  bool quantity(const Piece& piece);
  bool amount_follows(std::size_t within) const;
  bool amount_near() const;
  static Intent kind_of(const Piece& piece);
  bool command(const Piece& piece);
  /// "ask bob to send me 5": the second verb is what bob is asked to do.
  bool nested() const;
  bool marker(const Piece& piece);

  // clause_people.cpp
  void add_person(std::string to, Span span, Role role, bool self = false);
  Role role_here() const;
  void person();
  /// Behind a person the next one needs a joint, and sums may follow.
  void settle_person();
  /// "professora da minha filha": of whom only somebody else's kin are told, is not named.
  bool somebodys_kin();
  bool says_kin(const Piece& piece) const;
  bool pronoun(const Piece& piece);
  /// The words collected since the last sure piece: a name where one may stand, else left over.
  void flush();
  bool is_object(const std::vector<Piece>& run) const;
  /// What a sum is for, right behind it: "the $60 dinner bill".
  bool is_dues(const std::vector<Piece>& run) const;
  bool signs_off() const;
  bool pays_for(const std::vector<Piece>& run) const;
  /// "20 mum", "20 € Paul": a name right behind the sum.
  bool follows_sum(const std::vector<Piece>& run, const Name& name) const;
  bool postposition(const Piece& piece);

  // clause_memo.cpp
  /// Words like "para" introduce a person or a purpose: what follows decides.
  bool is_purpose(std::size_t i) const;
  bool joins_name(std::size_t i) const;
  bool has_receiver() const;
  bool has_person_ahead(std::size_t i) const;
  void purpose();
  bool sum_behind_purpose() const;
  /// The memo is all up to the end of the sentence, a person who is still missing, or the next
  /// command.
  void memo_from(std::size_t start, bool introduced = false);
  /// "for the taxi" is the taxi's: articles behind the introducing word go (rule 8).
  std::size_t behind_articles(std::size_t first, std::size_t last) const;
  bool ends_memo(std::size_t j, std::size_t start) const;
  bool sum_ahead(std::size_t j) const;
  bool only_social_from(std::size_t j) const;
  bool names_missing_person(std::size_t j) const;
  bool trails_memo(const Piece& piece) const;

  const Reading& r_;
  std::vector<Piece> p_;
  Clause out_;
  std::size_t i_ = 0;
  std::vector<std::size_t> run_;   ///< pieces that may be a name
  std::optional<Role> role_;       ///< a marker waits for its person
  std::optional<Role> last_role_;  ///< of the last person: "and" hands it on
  std::optional<Span> clitic_;
  Cues cues_;
  Cues asked_;
  bool bare_ = false;    ///< right behind a verb: a name needs no marker
  bool joined_ = false;  ///< behind "and" or a comma
  bool after_amount_ = false;
  bool after_person_ = false;
  bool quantity_before_ = false;
  bool correcting_ = false;
  bool leftover_ = false;
  bool weak_ = false;
  bool tell_ = false;    ///< the verb hands something on: "tell bob to …"
  bool nested_ = false;  ///< and a verb behind it says what
  bool gains_ = false;   ///< the marker names who is to have the money, not who pays it
  bool tells_ = false;   ///< the verb may be a statement about a name before it
  bool counted_thing_ = false;
  bool counted_object_ = false;  ///< "5 photos"
  bool objects_ = false;         ///< what is to be sent is no money: "the address"
  bool front_comma_ = false;
  bool the_sum_ = false;  ///< "the $60 …": an article stands before the sum
  bool question_mark_ = false;
};

}  // namespace pennypost::language
