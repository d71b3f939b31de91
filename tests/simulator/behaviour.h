#pragma once

#include <array>
#include <memory>
#include <set>
#include <string_view>
#include <vector>

#include "consensus/core/effect.h"
#include "consensus/core/signer.h"
#include "tests/simulator/random.h"

namespace pennypost::simulator {

struct Outgoing {
  consensus::ValidatorIndex to = 0;
  consensus::Message message;
};

/// What a Byzantine validator does to the messages that its core sends. Stateful; one a node.
class Behaviour {
 public:
  virtual ~Behaviour() = default;
  virtual std::string_view name() const = 0;
  /// A valid message that reached it.
  virtual void see(const consensus::Message&) {}
  /// What really leaves instead of this message.
  virtual std::vector<Outgoing> send(Outgoing message, std::uint64_t now_us) = 0;
};

/// Who misbehaves, and with what key.
struct Corrupted {
  std::uint64_t seed = 0;
  ChainId chain;
  consensus::ValidatorIndex index = 0;
  const consensus::SigningKey& signer;
  ValidatorSet validators;
};

/// Two cores with one key, each talking to its own part of the peers: double proposals, votes,
/// order votes and timeouts. `side` is 0 or 1; parts change with time.
std::unique_ptr<Behaviour> make_equivocator(std::uint64_t seed, unsigned side);

/// Keeps votes, order votes, timeouts or acknowledgements from some or all.
std::unique_ptr<Behaviour> make_withholder(const Corrupted& self);
/// Sends messages of long ago again, to anybody.
std::unique_ptr<Behaviour> make_replayer(const Corrupted& self);
/// As a leader, proposes to some only, and sends its batches to one peer.
std::unique_ptr<Behaviour> make_selective(const Corrupted& self);
/// Answers requests for blocks and batches with nonsense, or not at all.
std::unique_ptr<Behaviour> make_liar(const Corrupted& self);
/// Proposes on old certificates instead of the highest: forks that no honest voter may follow.
std::unique_ptr<Behaviour> make_forker(const Corrupted& self);
/// Proposes where others lead.
std::unique_ptr<Behaviour> make_usurper(const Corrupted& self);
/// As a leader, names batches that nobody has.
std::unique_ptr<Behaviour> make_hider(const Corrupted& self);
/// Sends timeouts all the time, of this round and of rounds far away.
std::unique_ptr<Behaviour> make_timeout_spammer(const Corrupted& self);
/// Sends messages of every kind that nobody needs, many at a time.
std::unique_ptr<Behaviour> make_flooder(const Corrupted& self);

/// Votes for a state that the block does not lead to.
std::unique_ptr<Behaviour> make_false_root(const Corrupted& self);
/// Signs in the name of others, and makes up certificates.
std::unique_ptr<Behaviour> make_forger(const Corrupted& self);
/// As a leader, says that it is much later than it is.
std::unique_ptr<Behaviour> make_hasty(const Corrupted& self);

inline constexpr std::array<std::string_view, 13> kBehaviours{
    "equivocator", "withholder",      "replayer", "forker",     "selective", "liar", "usurper",
    "hider",       "timeout_spammer", "flooder",  "false_root", "forger",    "hasty"};
/// By its name; an equivocator's is side 0.
std::unique_ptr<Behaviour> make_behaviour(std::string_view name, const Corrupted& self);

}  // namespace pennypost::simulator
