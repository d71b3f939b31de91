// A validator's place on the links, in the hands of somebody who wants harm: for the tests of real
// processes. It has the keys of a validator, so everybody lets it in.
//
//   hostile_peer GENESIS FOLDER equivocate|flood SECONDS name@host:port…
//
// FOLDER holds consensus.key and network.key. Prints a line for each link that comes up.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <iostream>
#include <random>
#include <thread>

#include <boost/asio/io_context.hpp>

#include "api/config/config.h"
#include "api/custodian/key_file.h"
#include "api/node/genesis_file.h"
#include "consensus/net/transport.h"
#include "consensus/wire/consensus_wire.h"
#include "consensus/wire/snapshot_wire.h"
#include "ledger/codec/canonical.h"
#include "tests/consensus/wire/samples.h"

namespace pennypost {
namespace {

using consensus::Message;
using consensus::ValidatorIndex;

constexpr std::size_t kRoundsAhead = 80;  // beyond what an honest node looks at
constexpr std::size_t kFramesPerPause = 64;
constexpr std::uint64_t kFrameKinds = 21;
constexpr std::size_t kLargeItems = 7'000;
constexpr std::uint64_t kLatestUs = 69'000'000;

struct Peer {
  std::size_t index;
  net::Endpoint endpoint;
};

class Hostile {
 public:
  Hostile(const execution::Genesis& genesis, const crypto::Seed& consensus_seed,
          const crypto::Seed& network_seed, const std::vector<Peer>& peers)
      : genesis_(genesis),
        state_(*execution::make_genesis(genesis)),
        key_(consensus_seed),
        own_(static_cast<ValidatorIndex>(*genesis.validators.index_of(key_.public_key()))),
        start_(consensus::epoch_genesis(state_.block->ledger_info, genesis.validators)) {
    std::vector<std::optional<net::Peer>> links(genesis.validators.size());
    for (const Peer& peer : peers) {
      const Validator& validator = genesis.validators.validators[peer.index];
      links[peer.index] =
          net::Peer{validator.network_key, validator.name, peer.endpoint, net::Dialler::us};
      victims_.push_back(peer.index);
    }
    transport_ = std::make_unique<net::Transport>(
        io_, *net::TlsIdentity::from_seed(network_seed), net::Endpoint{}, std::move(links), own_,
        net::Handlers{.on_frame =
                          [this](std::size_t peer, Bytes payload) {
                            learn(payload);
                            transport_->release(peer, payload.size());
                          },
                      .on_connected =
                          [this](std::size_t peer) {
                            std::cout << "linked with " << peer << std::endl;
                            ++linked_;
                          },
                      .on_disconnected = [this](std::size_t) { --linked_; }});
    (void)transport_->start();
    thread_ = std::thread([this] { io_.run(); });
  }
  ~Hostile() {
    transport_->stop();
    thread_.join();
  }

  /// Two votes, order votes and timeouts of one round, again and again, to everybody.
  void equivocate(std::chrono::seconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {
      const Round round = Round(round_.load() + 2);
      for (const std::uint64_t which : {1U, 2U}) {
        for (const Message& message :
             {Message(vote(round, which)), Message(order_vote(round, which))}) {
          send_all(wire::encode(message));
        }
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }

  /// Every kind of message, true and false ones, as fast as the links take them.
  void flood(std::chrono::seconds time) {
    make_large();
    const auto end = std::chrono::steady_clock::now() + time;
    std::uint64_t frames = 0;
    const auto samples = wire::one_of_each();
    while (std::chrono::steady_clock::now() < end) {
      for (std::size_t i = 0; i < kFramesPerPause; ++i) {
        Bytes bytes = frame(samples, frames++);
        if (!bytes.empty()) send_all(std::move(bytes));
      }
      // No more than what the links carry away: the queue is ours.
      while (queued() > 8 * 1024 * 1024 && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
      }
    }
    std::cout << "sent " << frames << " frames" << std::endl;
  }

 private:
  LedgerInfo info(Round round, std::uint64_t which) const {
    LedgerInfo out = start_;
    out.round = round;
    out.height = Height(start_.height.value() + 1);
    for (std::size_t i = 0; i < 8; ++i) {
      out.block_id.bytes[i] = static_cast<std::uint8_t>(which >> (8 * i));
    }
    return out;
  }
  consensus::Vote vote(Round round, std::uint64_t which) const {
    consensus::Vote out;
    out.ledger_info = info(round, which);
    out.validator = own_;
    out.signature = key_.sign(consensus::vote_signing_bytes(out.ledger_info, out.parent_round));
    return out;
  }
  consensus::OrderVote order_vote(Round round, std::uint64_t which) const {
    consensus::OrderVote out;
    out.ledger_info = info(round, which);
    out.validator = own_;
    out.signature = key_.sign(codec::order_vote_signing_bytes(out.ledger_info));
    return out;
  }
  consensus::Timeout timeout(Round round) const {
    consensus::Timeout out;
    out.epoch = start_.epoch;
    out.round = round;
    out.high_qc = genesis_qc();
    out.validator = own_;
    out.signature =
        key_.sign(consensus::timeout_signing_bytes(genesis_.chain_id, out.epoch, round, Round(0)));
    return out;
  }
  consensus::QuorumCertificate genesis_qc() const { return consensus::genesis_certificate(start_); }

  consensus::Proposal proposal(Round round, std::uint64_t which) {
    consensus::Proposal out;
    out.block.epoch = start_.epoch;
    out.block.round = round;
    out.block.height = start_.height.next();
    out.block.author = own_;
    out.block.timestamp = start_.timestamp + 1 + which;
    out.block.parent_qc = genesis_qc();
    for (std::uint32_t i = 0; i < 16; ++i) {  // batches that nobody has
      out.block.batches.push_back({.author = own_,
                                   .sequence = which * 16 + i,
                                   .digest = random<BatchDigest>(),
                                   .expiry = out.block.timestamp + 30'000'000,
                                   .count = 1,
                                   .bytes = 1000});
    }
    out.block.id = consensus::block_id(genesis_.chain_id, out.block);
    out.signature = key_.sign(consensus::proposal_signing_bytes(genesis_.chain_id, out.block));
    return out;
  }
  /// Of transactions that nobody may make, but well signed: it is held until it expires.
  std::shared_ptr<const consensus::Batch> batch(std::uint64_t which) {
    std::vector<wire::PendingTransaction> transactions;
    const crypto::KeyPair nobody(crypto::Seed::random());
    const auto now =
        static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(
                                       std::chrono::system_clock::now().time_since_epoch())
                                       .count());
    wire::TransactionDraft draft{
        .chain_id = genesis_.chain_id,
        .sender = random<Address>(),
        .public_keys = {nobody.public_key()},
        .replay = random<Nonce>(),
        .expiry = TimestampUs(now + 60'000'000),
        .metadata = Bytes(256),
        .operation = Transfer{random<Address>(), *CurrencyCode::from("USD"), Amount(1)}};
    const Bytes bytes = wire::sign_transaction(draft, nobody);
    auto checked = wire::check_submission(bytes, genesis_.chain_id, crypto::verify);
    transactions.push_back(wire::pending_of(bytes, std::move(*checked)));
    return wire::make_batch({.epoch = start_.epoch,
                             .author = own_,
                             .sequence = now + which,
                             .expiry = TimestampUs(now + 30'000'000)},
                            std::move(transactions));
  }

  static std::uint64_t unix_us() {
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(
                                          std::chrono::system_clock::now().time_since_epoch())
                                          .count());
  }
  /// An envelope as large as they may be, of payments that nobody allowed: well signed, once.
  void make_large() {
    const crypto::KeyPair nobody(crypto::Seed::random());
    wire::EnvelopeDraft draft{.chain_id = genesis_.chain_id,
                              .delegate = random<DelegateId>(),
                              .public_keys = {nobody.public_key()},
                              .items = {}};
    for (std::size_t i = 0; i < kLargeItems; ++i) {
      draft.items.push_back(
          {.sender = random<Address>(),
           .replay = random<Nonce>(),
           .expiry = TimestampUs(unix_us() + 600'000'000),
           .operation = Transfer{random<Address>(), *CurrencyCode::from("USD"), Amount(1)}});
    }
    large_ = wire::sign_envelope(draft, nobody);
    large_parsed_ = *wire::check_submission(large_, genesis_.chain_id, crypto::verify);
  }
  /// Nearly a megabyte, in another batch each time. It expires as late as one may that is held, and
  /// that is too late to be named yet: so for ten seconds it only takes memory and disk.
  Bytes large_batch(std::uint64_t which) {
    std::vector<wire::PendingTransaction> transactions;
    transactions.push_back(wire::pending_of(large_, large_parsed_));
    return wire::encode(Message(
        consensus::BatchMessage{wire::make_batch({.epoch = start_.epoch,
                                                  .author = own_,
                                                  .sequence = which,
                                                  .expiry = TimestampUs(unix_us() + kLatestUs)},
                                                 std::move(transactions))}));
  }

  Bytes frame(const std::vector<Message>& samples, std::uint64_t number) {
    const Round round(round_.load() + number % kRoundsAhead);
    switch (number % kFrameKinds) {
      case 0:
        return wire::encode(Message(vote(round, number)));
      case 1:
        return wire::encode(Message(order_vote(round, number)));
      case 2:
        return wire::encode(Message(timeout(round)));
      case 3:
        return wire::encode(Message(proposal(round, number)));
      case 4:
        return wire::encode(Message(consensus::BatchMessage{batch(number)}));
      case 5:
      case 6: {
        std::vector<BatchDigest> digests(consensus::kDigestsMax);
        std::ranges::generate(digests, [this] { return random<BatchDigest>(); });
        if (number % kFrameKinds == 5) return wire::encode(Message(consensus::BatchAck{digests}));
        return wire::encode(Message(consensus::BatchRequest{digests}));
      }
      case 7:
        return wire::encode(
            Message(consensus::BlockRequest{Height(1), random<BlockId>(), UINT64_MAX}));
      case 8:
        return wire::encode(Message(consensus::Ping{Epoch(1 + number % 3), Round(1'000'000), {}}));
      case 9:
        return wire::encode_tick_request();
      case 10:
        return wire::encode(wire::SnapshotRequest(wire::ManifestRequest{}));
      case 11:
        return wire::encode(wire::SnapshotRequest(wire::HistoryRequest{Height(1)}));
      case 12:
        return wire::encode(wire::SnapshotRequest(wire::EpochsRequest{Epoch(1)}));
      case 13: {
        Bytes junk(1 + number % 100'000);
        std::ranges::generate(junk, [this] { return static_cast<std::uint8_t>(random_()); });
        return junk;
      }
      case 14: {  // half true
        Bytes bytes = wire::encode(samples[number / kFrameKinds % samples.size()]);
        if (!bytes.empty()) bytes[random_() % bytes.size()] ^= 0x20;
        return bytes;
      }
      case 15:
        return large_batch(number);
      case 16:
        return wire::encode(Message(consensus::SyncInfo{
            .high_qc = genesis_qc(), .high_ordered = std::nullopt, .high_tc = std::nullopt}));
      case 17:  // nobody asked for it
        return wire::encode(Message(consensus::BlockResponse{
            .blocks = {proposal(round, number).block}, .batches = {batch(number)}, .ordered = {}}));
      case 18:
        return wire::encode(wire::SnapshotRequest(
            wire::PartRequest{random<Hash>(), static_cast<std::uint32_t>(number), 8}));
      case 19:
        return wire::encode(wire::SnapshotRequest(wire::StartRequest{Height(number)}));
      default:  // of these, those that name what is not there, as EpochChange
        return wire::encode(samples[number / kFrameKinds % samples.size()]);
    }
  }

  template <class Id>
  Id random() {
    Id out{};
    std::ranges::generate(out.bytes, [this] { return static_cast<std::uint8_t>(random_()); });
    return out;
  }

  /// The round that the others are in.
  void learn(const Bytes& payload) {
    const auto message = wire::decode_message(
        payload, [](ByteView) -> Result<std::shared_ptr<const consensus::Batch>> {
          return fail("malformed", "Batches are of no interest.");
        });
    if (!message) return;
    if (const auto* ping = std::get_if<consensus::Ping>(&*message)) {
      round_ = std::max(round_.load(), ping->high_qc_round.value());
    }
  }
  void send_all(Bytes bytes) {
    const auto shared = std::make_shared<const Bytes>(std::move(bytes));
    for (const std::size_t peer : victims_) {
      transport_->send(peer, shared, net::Priority::kUrgent);
    }
  }
  std::size_t queued() const {
    std::size_t out = 0;
    for (const net::PeerStats& each : transport_->stats()) out = std::max(out, each.queued_bytes);
    return out;
  }

  const execution::Genesis& genesis_;
  execution::GenesisState state_;
  crypto::KeyPair key_;
  ValidatorIndex own_;
  LedgerInfo start_;
  std::vector<std::size_t> victims_;
  std::atomic<std::uint64_t> round_{1};
  std::atomic<int> linked_{0};
  std::minstd_rand random_{1};
  boost::asio::io_context io_{1};
  std::unique_ptr<net::Transport> transport_;
  Bytes large_;
  std::vector<Transaction> large_parsed_;
  std::thread thread_;
};

int run(const std::vector<std::string>& arguments) {
  if (arguments.size() < 5) {
    std::cerr << "hostile_peer GENESIS FOLDER equivocate|flood SECONDS name@host:port…\n";
    return 2;
  }
  const auto genesis = node::read_genesis_file(arguments[0]);
  const auto consensus_seed = custodian::read_seed_file(arguments[1] + "/consensus.key");
  const auto network_seed = custodian::read_seed_file(arguments[1] + "/network.key");
  if (!genesis || !consensus_seed || !network_seed) {
    std::cerr << "hostile_peer: keys or genesis cannot be read\n";
    return 1;
  }
  std::vector<Peer> peers;
  for (std::size_t i = 4; i < arguments.size(); ++i) {
    const std::string name = arguments[i].substr(0, arguments[i].find('@'));
    const auto& validators = genesis->validators.validators;
    const auto at = std::ranges::find(validators, name, &Validator::name);
    const auto address = config::parse_host_port(arguments[i].substr(name.size() + 1));
    if (at == validators.end() || !address) return 2;
    peers.push_back(
        {static_cast<std::size_t>(at - validators.begin()), {address->host, address->port}});
  }
  const std::chrono::seconds time(std::stoul(arguments[3]));
  Hostile hostile(*genesis, *consensus_seed, *network_seed, peers);
  if (arguments[2] == "equivocate") {
    hostile.equivocate(time);
  } else {
    hostile.flood(time);
  }
  return 0;
}

}  // namespace
}  // namespace pennypost

int main(int argc, char** argv) {
  spdlog::set_level(spdlog::level::off);  // standard output is for the test
  return pennypost::run({argv + 1, argv + argc});
}
