#include <gtest/gtest.h>

#include <fstream>

#include <boost/asio/io_context.hpp>

#include "tests/runtime/cluster.h"

namespace pennypost::runtime {
namespace {

using namespace std::chrono_literals;
using consensus::Message;

TEST(LimitsTest, WhoeverSubmitsMoreThanFitsIsTurnedAwayAndLaterServed) {
  Cluster cluster(4, 3, [](ValidatorOptions& options) { options.waiting_max = 20; });
  for (const std::size_t i : {1U, 2U, 3U}) cluster.stop(i);  // nothing becomes final
  std::uint64_t number = 0;
  const auto busy = [&] {
    return cluster.refusal(0, cluster.transfer(0, 1, 1, ++number)) == "busy";
  };
  EXPECT_TRUE(eventually(busy));
  EXPECT_GT(number, 20U);
  EXPECT_EQ(cluster.refusal(0, cluster.transfer(0, 1, 1, ++number)), "busy");
  for (const std::size_t i : {1U, 2U, 3U}) cluster.start(i);
  EXPECT_TRUE(eventually([&] { return !busy(); }));
}

TEST(LimitsTest, BytesThatAreNotFinalAreBoundedToo) {
  Cluster cluster(4, 3, [](ValidatorOptions& options) { options.unordered_bytes_max = 2000; });
  for (const std::size_t i : {1U, 2U, 3U}) cluster.stop(i);
  std::uint64_t number = 0;
  EXPECT_TRUE(eventually(
      [&] { return cluster.refusal(0, cluster.transfer(0, 1, 1, ++number)) == "busy"; }));
  EXPECT_LT(number, 1000U);
}

TEST(LimitsTest, ATickIsServedWhoeverLeads) {
  Cluster cluster(4);
  EXPECT_TRUE(cluster.submit(0, cluster.transfer(0, 1, 1, 1)).get().final);
  const auto passes = [&](std::size_t asked, std::size_t victim) {
    const TimestampUs before = cluster.view(asked, 1).info.timestamp;
    return eventually([&] {
      EXPECT_TRUE(cluster.tick(asked));
      std::this_thread::sleep_for(50ms);
      bool all = true;
      for (std::size_t i = 0; i < 4; ++i) {
        all = all && (i == victim || cluster.view(i, 1).info.timestamp > before);
      }
      return all;
    });
  };
  for (std::size_t i = 0; i < 4; ++i) EXPECT_TRUE(passes(i, 4));
  // Nobody is busy, and the leader is dead.
  const std::size_t leader = cluster.view(0, 1).leader;
  cluster.stop(leader);
  EXPECT_TRUE(passes((leader + 1) % 4, leader));
}

/// Validator 3, as bad as its keys let it be.
class Flooder {
 public:
  explicit Flooder(const Cluster& cluster)
      : cluster_(cluster),
        transport_(io_, net::TlsIdentity::from_seed(seed_of(2, 3)).value(), cluster.endpoint(3),
                   peers(cluster), 3,
                   {.on_frame = [this](std::size_t peer,
                                       Bytes frame) { transport_.release(peer, frame.size()); },
                    .on_connected = [this](std::size_t) { ++connected_; },
                    .on_disconnected = [](std::size_t) {}}) {
    EXPECT_TRUE(transport_.start());
    thread_ = std::thread([this] { io_.run(); });
    EXPECT_TRUE(eventually([this] { return connected_ >= 3; }));
  }
  ~Flooder() {
    transport_.stop();
    thread_.join();
  }

  void send(const Message& message) { send(wire::encode(message)); }
  void send(Bytes bytes) {
    const auto shared = std::make_shared<const Bytes>(std::move(bytes));
    for (std::size_t i = 0; i < 3; ++i) transport_.send(i, shared, net::Priority::kBulk);
    ++sent_;
  }
  /// One of everything, no two alike.
  void everything(std::uint64_t n) {
    LedgerInfo info = epoch_.genesis;
    info.round = Round(n);
    info.version = Version(n);
    consensus::Vote vote{
        .ledger_info = info, .parent_round = Round(n - 1), .validator = 3, .signature = {}};
    vote.signature = key_.sign(consensus::vote_signing_bytes(info, vote.parent_round));
    send(vote);
    consensus::OrderVote order{.ledger_info = info, .validator = 3, .signature = {}};
    order.signature = key_.sign(codec::order_vote_signing_bytes(info));
    send(order);
    const auto genesis = consensus::genesis_certificate(epoch_.genesis);
    consensus::Timeout timeout{.epoch = epoch_.epoch,
                               .round = Round(1),
                               .high_qc = genesis,
                               .tc = std::nullopt,
                               .validator = 3,
                               .signature = {}};
    timeout.signature = key_.sign(consensus::timeout_signing_bytes(
        kTestChain, epoch_.epoch, timeout.round, timeout.high_qc.round()));
    send(timeout);
    consensus::Proposal proposal;
    proposal.block.epoch = epoch_.epoch;
    proposal.block.round = Round(1);
    proposal.block.height = epoch_.genesis.height.next();
    proposal.block.author = 3;
    proposal.block.timestamp = epoch_.genesis.timestamp + n;
    proposal.block.parent_qc = genesis;
    proposal.block.id = block_id(kTestChain, proposal.block);
    proposal.signature = key_.sign(proposal_signing_bytes(kTestChain, proposal.block));
    send(proposal);
    send(consensus::SyncInfo{.high_qc = genesis, .high_ordered = {}, .high_tc = {}});
    BatchDigest digest;
    std::memcpy(digest.bytes.data(), &n, sizeof n);
    send(consensus::BatchAck{{digest}});
    send(consensus::BatchRequest{{digest}});
    send(consensus::BlockRequest{Height(1), BlockId{}});
    send(consensus::BlockResponse{{proposal.block}, {}, std::nullopt});
    send(consensus::Ping{epoch_.epoch, Round(n), Version(n)});
    send(wire::encode_tick_request());
    send(consensus::BatchMessage{
        wire::make_batch({.epoch = epoch_.epoch,
                          .author = 3,
                          .sequence = n,
                          .expiry = read_clock().unix_time + kBatchLifetimeUs},
                         {cluster_.transfer(0, 1, 1, 1'000'000 + n % 16)})});
    send(Bytes(64 * 1024, static_cast<std::uint8_t>(n)));
  }
  std::uint64_t sent() const { return sent_; }

 private:
  static std::vector<std::optional<net::Peer>> peers(const Cluster& cluster) {
    std::vector<std::optional<net::Peer>> out;
    for (std::size_t i = 0; i < 4; ++i) {
      out.emplace_back(net::Peer{cluster.validators().validators[i].network_key,
                                 "v" + std::to_string(i), cluster.endpoint(i)});
    }
    return out;
  }

  const Cluster& cluster_;
  consensus::EpochContext epoch_ = cluster_.epoch();
  crypto::KeyPair key_{seed_of(1, 3)};
  boost::asio::io_context io_{1};
  std::atomic<int> connected_{0};
  net::Transport transport_;
  std::thread thread_;
  std::uint64_t sent_ = 0;
};

std::size_t resident_bytes() {
  std::ifstream in("/proc/self/statm");
  std::size_t pages = 0;
  in >> pages >> pages;
  return pages * 4096;
}

std::size_t folder_bytes(const std::filesystem::path& folder) {
  std::size_t sum = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) sum += entry.file_size();
  }
  return sum;
}

TEST(LimitsTest, AFloodOfEveryMessageChangesNeitherMemoryNorDiskNorPayments) {
  Cluster cluster(4);
  cluster.stop(3);
  EXPECT_TRUE(cluster.submit(0, cluster.transfer(0, 1, 1, 1)).get().final);
  Flooder flooder(cluster);
  const std::size_t memory_before = resident_bytes();
  const std::size_t disk_before = folder_bytes(cluster.folder(0));
  std::uint64_t n = 0;
  for (std::uint64_t payment = 2; payment < 6; ++payment) {
    for (int i = 0; i < 150; ++i) flooder.everything(++n);
    EXPECT_TRUE(cluster.submit(0, cluster.transfer(0, 2, 1, payment)).get().final);
  }
  EXPECT_EQ(flooder.sent(), n * 13);
  EXPECT_LT(resident_bytes() - std::min(resident_bytes(), memory_before), 200U << 20);
  EXPECT_LT(folder_bytes(cluster.folder(0)) - disk_before, 16U << 20);
  EXPECT_TRUE(eventually([&] { return cluster.view(1, 2).balance == 1004; }));
}

}  // namespace
}  // namespace pennypost::runtime
