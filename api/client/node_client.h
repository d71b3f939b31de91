#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json/object.hpp>

#include "api/client/verifier.h"
#include "api/http/client.h"

// The ledger as its nodes show it. Any node may be dead, behind or lying: reads go on to the next
// one, submissions are hedged, and nothing is called final without a verified receipt.
namespace pennypost::client {

inline constexpr std::size_t kNodesMax = 100;

struct NodeClientOptions {
  std::chrono::milliseconds connect_timeout{300};
  std::chrono::milliseconds read_timeout{1'000};   ///< of one node
  std::chrono::milliseconds read_deadline{4'000};  ///< of all tries together
  /// A node that has not answered a submission by then gets company: the same bytes, so harmless.
  std::chrono::milliseconds hedge_after{1'500};
  std::chrono::milliseconds retry_pause{100};  ///< after every node has failed once
};

/// A node's answer about the ledger.
struct Answer {
  int status = 0;
  boost::json::object body;
  Version version;  ///< of the ledger that the node answered from
  std::string node;
  std::string timestamp{};  ///< of that ledger, as the node wrote it; may be empty
};

/// Used from one thread, that of its executor; that context must outlive it.
class NodeClient {
 public:
  /// Errors: `malformed` (no nodes, too many, one twice, a bad URL).
  static Result<std::unique_ptr<NodeClient>> create(boost::asio::any_io_executor executor,
                                                    const std::vector<std::string>& urls,
                                                    Verifier verifier,
                                                    NodeClientOptions options = {});

  /// GET from any node whose ledger has reached `at_least`. Errors: `unavailable`: none did in
  /// time.
  boost::asio::awaitable<Result<Answer>> read(std::string target, Version at_least);

  /// GET from all nodes, until f + 1 of them (so one honest one) gave the same body. Errors:
  /// `unavailable`.
  boost::asio::awaitable<Result<Answer>> read_agreed(std::string target);

  /// Hands the transaction to nodes until it is proven final or `wait` is over; nothing then, which
  /// means UNKNOWN. The same bytes may be submitted any number of times.
  boost::asio::awaitable<std::optional<FinalTransaction>> submit(Bytes signed_transaction,
                                                                 TransactionId id,
                                                                 std::chrono::milliseconds wait);

  /// The same for an envelope: what is proven of its items, by their ids, once one node has told
  /// the end of all of them; nothing of any after `wait`. `discarded` says why one left no trace: a
  /// node's word, for what to do next, never an end.
  struct EnvelopeEnds {
    std::map<TransactionId, FinalTransaction> final;
    std::map<TransactionId, std::string> discarded;  ///< codes
  };
  boost::asio::awaitable<std::optional<EnvelopeEnds>> submit_envelope(
      Bytes signed_envelope, std::vector<TransactionId> items, std::chrono::milliseconds wait);

  /// The receipt, where some node has it.
  boost::asio::awaitable<std::optional<FinalTransaction>> find(TransactionId id);

  /// True only where a quorum has certified a time at or beyond `expiry` and f + 1 nodes that have
  /// reached that certificate do not know the transaction: it never happened and never will. Asks
  /// the nodes for a tick where the ledger is idle.
  boost::asio::awaitable<bool> never_happened(TransactionId id, TimestampUs expiry);

  /// The validators that the waypoint names, from any node; proven, so any will do. False: no node
  /// has shown them.
  boost::asio::awaitable<bool> learn_validators();

  const Verifier& verifier() const { return verifier_; }
  std::size_t nodes() const { return nodes_.size(); }

 private:
  struct Race;
  using Clock = std::chrono::steady_clock;

  NodeClient(boost::asio::any_io_executor executor, Verifier verifier, NodeClientOptions options);
  boost::asio::awaitable<Result<Answer>> ask(std::size_t node, std::string target);
  boost::asio::awaitable<void> attempt(std::shared_ptr<Race> race, std::size_t node);
  bool start_attempt(const std::shared_ptr<Race>& race);
  boost::asio::awaitable<void> run(std::shared_ptr<Race> race, std::chrono::milliseconds wait);
  std::optional<EnvelopeEnds> ends_of(const Race& race, const http::ClientResponse& response) const;
  boost::asio::awaitable<void> pause(std::chrono::milliseconds duration);
  /// What f + 1 is, were every node a validator of equal power.
  std::size_t one_honest() const { return (nodes_.size() - 1) / 3 + 1; }

  boost::asio::any_io_executor executor_;
  Verifier verifier_;
  NodeClientOptions options_;
  std::vector<http::Client> nodes_;
  std::size_t preferred_ = 0;  ///< answered last; tried first
};

}  // namespace pennypost::client
