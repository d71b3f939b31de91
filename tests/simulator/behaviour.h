#pragma once

#include <memory>
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
  /// What really leaves instead of this message.
  virtual std::vector<Outgoing> send(Outgoing message, std::uint64_t now_us) = 0;
};

/// Two cores with one key, each talking to its own part of the peers: double proposals, votes,
/// order votes and timeouts. `side` is 0 or 1; parts change with time.
std::unique_ptr<Behaviour> make_equivocator(std::uint64_t seed, unsigned side);
/// Keeps votes, order votes, timeouts or acknowledgements from some or all.
std::unique_ptr<Behaviour> make_withholder(std::uint64_t seed);
/// Sends messages of long ago again, to anybody.
std::unique_ptr<Behaviour> make_replayer(std::uint64_t seed);
/// As a leader, proposes to some only, and sends its batches to one peer.
std::unique_ptr<Behaviour> make_selective(std::uint64_t seed);
/// Answers requests for blocks and batches with nonsense, or not at all.
std::unique_ptr<Behaviour> make_liar(std::uint64_t seed);

/// Proposes on old certificates instead of the highest: forks that no honest voter may follow.
std::unique_ptr<Behaviour> make_forker(std::uint64_t seed, ChainId chain,
                                       const consensus::SigningKey& signer);

}  // namespace pennypost::simulator
