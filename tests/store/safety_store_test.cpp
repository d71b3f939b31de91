#include "consensus/store/safety_store.h"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "tests/store/child.h"
#include "tests/store/consensus_chain.h"

namespace pennypost::store {
namespace {

consensus::SafetyData safety(std::uint64_t round) {
  LedgerInfo info;
  info.epoch = Epoch(1);
  info.round = Round(round);
  info.block_id = test::id_of<BlockId>(std::to_string(round));
  consensus::SafetyData data{.epoch = Epoch(1),
                             .last_proposed_round = Round(round),
                             .last_voted_round = Round(round),
                             .highest_qc_round = Round(round - 1),
                             .highest_timeout_round = Round(round / 2),
                             .high_qc = certified(info),
                             .high_tc = std::nullopt,
                             .high_ordered = certificate_of(info),
                             .last_proposal = std::nullopt,
                             .last_vote = consensus::Vote{.ledger_info = info,
                                                          .parent_round = Round(round - 1),
                                                          .validator = 2,
                                                          .signature = {}},
                             .last_timeout = std::nullopt};
  if (round % 2 == 0) {
    data.high_tc = consensus::TimeoutCertificate{
        .epoch = Epoch(1), .round = Round(round), .entries = {{0, Round(1), {}}, {3, {}, {}}}};
    data.last_timeout = consensus::Timeout{.epoch = Epoch(1),
                                           .round = Round(round),
                                           .high_qc = data.high_qc,
                                           .tc = data.high_tc,
                                           .validator = 2,
                                           .signature = {}};
  }
  return data;
}

class SafetyStoreTest : public testing::Test {
 protected:
  const files::path& path() const { return folder_.path(); }
  void write(std::uint64_t round, bool sync = true) {
    const auto database = Database::open(path());
    SafetyStore store(**database);
    WriteBatch batch(**database);
    store.put(batch, safety(round));
    (*database)->write(std::move(batch), sync);
  }
  Result<std::optional<consensus::SafetyData>> load() {
    const auto database = Database::open(path());
    if (!database) return std::unexpected(database.error());
    return SafetyStore(**database).load();
  }
  Bytes raw() {
    const auto database = Database::open(path());
    return **(*database)->get(Column::safety, view_of("safety"));
  }
  void put_raw(ByteView value) {
    const auto database = Database::open(path());
    WriteBatch batch(**database);
    batch.put(Column::safety, view_of("safety"), value);
    (*database)->write(std::move(batch), true);
  }

 private:
  Folder folder_;
};

TEST_F(SafetyStoreTest, IsEmptyOnANewDisk) {
  const auto loaded = load();
  ASSERT_TRUE(loaded);
  EXPECT_FALSE(*loaded);
}

TEST_F(SafetyStoreTest, GivesBackTheNewestRecord) {
  for (std::uint64_t round = 1; round < 6; ++round) {
    write(round);
    const auto loaded = load();
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_EQ(*loaded, safety(round));
  }
}

TEST_F(SafetyStoreTest, OneWriteMayCarrySeveral) {
  {
    const auto database = Database::open(path());
    SafetyStore store(**database);
    WriteBatch batch(**database);
    for (std::uint64_t round = 1; round < 4; ++round) store.put(batch, safety(round));
    (*database)->write(std::move(batch), true);
  }
  EXPECT_EQ(**load(), safety(3));
}

TEST_F(SafetyStoreTest, ALostRecordIsNoticed) {
  write(4);
  {
    const auto database = Database::open(path());
    WriteBatch batch(**database);
    batch.remove(Column::safety, view_of("safety"));
    (*database)->write(std::move(batch), true);
  }
  const auto loaded = load();
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, "corrupt_store");
}

TEST_F(SafetyStoreTest, AnOlderRecordIsNoticed) {
  write(4);
  const Bytes old = raw();
  write(5);
  put_raw(old);
  const auto loaded = load();
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, "corrupt_store");
  EXPECT_THAT(loaded.error().message, testing::HasSubstr("must not sign"));
}

TEST_F(SafetyStoreTest, AnOlderCopyOfTheFilesIsNoticed) {
  write(4);
  copy_folder(path() / "rocksdb", path() / "copy");
  write(5);
  copy_folder(path() / "copy", path() / "rocksdb");
  const auto loaded = load();
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, "corrupt_store");
}

TEST_F(SafetyStoreTest, AMalformedRecordIsNoticed) {
  write(4);
  Bytes value = raw();
  value.pop_back();
  put_raw(value);
  EXPECT_EQ(load().error().code, "corrupt_store");
  put_raw(view_of("x"));
  EXPECT_EQ(load().error().code, "corrupt_store");
}

TEST_F(SafetyStoreTest, CountsOnAfterAPowerFailureTookTheMarks) {
  for (std::uint64_t round = 1; round < 4; ++round) write(round);
  files::resize_file(path() / "promised", 0);
  files::resize_file(path() / "synced", 0);
  write(4);
  const Bytes newest = raw();
  EXPECT_EQ(**load(), safety(4));
  write(5);
  put_raw(newest);
  EXPECT_FALSE(load());
}

// C6: whatever a signature said before the process died is in the record after it.
TEST(SafetyCrash, DISABLED_Child) {
  const auto database = Database::open(child_folder());
  ASSERT_TRUE(database);
  SafetyStore store(**database);
  const auto loaded = store.load();
  ASSERT_TRUE(loaded) << loaded.error().message;
  std::uint64_t round = *loaded ? (*loaded)->last_voted_round.value() : 0;
  for (;;) {
    WriteBatch batch(**database);
    store.put(batch, safety(++round));
    (*database)->write(std::move(batch), true);
    if (!report(round)) return;  // the signature leaves
  }
}

TEST(SafetyCrash, NeverForgetsWhatItSigned) {
  const Folder folder;
  std::mt19937_64 random(5);
  std::uint64_t signed_round = 0;
  for (int i = 0; i < 10; ++i) {
    const auto reports = run_and_kill("SafetyCrash.DISABLED_Child", folder.path(),
                                      1 + static_cast<std::size_t>(random() % 60),
                                      static_cast<useconds_t>(random() % 2'000));
    ASSERT_FALSE(reports.empty());
    EXPECT_GT(reports.front(), signed_round);
    signed_round = reports.back();
    const auto database = Database::open(folder.path());
    ASSERT_TRUE(database) << database.error().message;
    const auto loaded = SafetyStore(**database).load();
    ASSERT_TRUE(loaded) << loaded.error().message;
    const std::uint64_t found = (*loaded)->last_voted_round.value();
    EXPECT_GE(found, signed_round);
    EXPECT_LE(found, signed_round + 1);
    EXPECT_EQ(**loaded, safety(found));
  }
}

}  // namespace
}  // namespace pennypost::store
