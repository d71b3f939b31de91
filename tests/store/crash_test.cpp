// A process that dies between any two instructions loses nothing that was durable and leaves
// nothing half written. The test runs itself as a child, which appends blocks until it is killed.
#include <gtest/gtest.h>

#include "tests/store/child.h"
#include "tests/store/opened.h"

namespace pennypost::store {
namespace {

/// What a child says after each block: its height, and whether it was synced.
constexpr std::uint64_t kSynced = std::uint64_t{1} << 32;
/// After so many blocks the child waits for its end, where it is told to.
constexpr const char* kBlocksVariable = "PENNYPOST_TEST_BLOCKS";

TEST(Crash, DISABLED_Child) {
  Opened opened(child_folder());
  const char* blocks = std::getenv(kBlocksVariable);
  for (std::uint64_t i = 0;; ++i) {
    opened.run(1);
    if (i % 5 == 4) opened.checkpoint();
    const bool sync = i % 3 == 2;
    if (sync) opened.database->sync();
    if (!report(opened.chain->height().value() + (sync ? kSynced : 0))) return;
    if (blocks != nullptr && std::to_string(i + 1) == blocks) ::pause();
  }
}

struct Told {
  std::uint64_t height = 0;
  std::uint64_t synced = 0;
};

Told append_and_die(const files::path& folder, std::size_t blocks, useconds_t more_us) {
  Told told;
  for (const std::uint64_t said : run_and_kill("Crash.DISABLED_Child", folder, blocks, more_us)) {
    told.height = said % kSynced;
    if (said >= kSynced) told.synced = told.height;
  }
  return told;
}

TEST(Crash, LosesNothingThatWasWritten) {
  const Folder folder;
  std::mt19937_64 random(3);
  std::uint64_t height = 0;
  for (int round = 0; round < 8; ++round) {
    const Told told = append_and_die(folder.path(), 1 + static_cast<std::size_t>(random() % 40),
                                     static_cast<useconds_t>(random() % 3'000));
    EXPECT_GT(told.height, height);
    const Opened opened(folder.path());
    height = opened.chain->height().value();
    // The last block may have been written and not reported.
    EXPECT_GE(height, told.height);
    EXPECT_LE(height, told.height + 1);
    expect_same(*opened.chain, reference(Height(height)));
  }
}

/// The height that a folder loads at; nothing where it is refused as damaged.
std::optional<std::uint64_t> height_in(const files::path& folder) {
  const auto database = Database::open(folder);
  if (!database) {
    EXPECT_EQ(database.error().code, "corrupt_store") << database.error().message;
    return std::nullopt;
  }
  LedgerStore store(**database, payment_format());
  auto loaded = store.load();
  EXPECT_TRUE(loaded) << loaded.error().message;
  if (!loaded) return std::nullopt;
  const PaymentChain found(std::move(*loaded));
  expect_same(found, reference(found.height()));
  return found.height().value();
}

// A power failure takes what was not synced, from any byte on. What was synced must be there, or
// its loss must be noticed.
TEST(Crash, APowerFailureTakesOnlyWhatWasNotSynced) {
  const Folder folder;
  const files::path whole = folder.path() / "whole";
  const files::path copy = folder.path() / "copy";
  ::setenv(kBlocksVariable, "32", 1);
  const Told told = append_and_die(whole, 32, 0);
  ::unsetenv(kBlocksVariable);
  ASSERT_EQ(told.height, 32U);
  ASSERT_EQ(told.synced, 30U);  // two blocks are not, nor in a checkpoint
  const files::path log = files_like(whole, ".log").back().filename();
  const std::uint64_t size = files::file_size(whole / "rocksdb" / log);
  std::mt19937_64 random(4);
  int refused = 0;
  int shorter = 0;
  for (int i = 0; i < 80; ++i) {
    copy_folder(whole, copy);
    const std::uint64_t range = i < 20 ? 2'000 : i < 50 ? 20'000 : size;
    const std::uint64_t lost = 1 + random() % range;
    files::resize_file(copy / "rocksdb" / log, size - std::min(lost, size));
    const auto height = height_in(copy);
    if (!height) {
      ++refused;
      continue;
    }
    EXPECT_GE(*height, told.synced);
    if (*height < told.height) ++shorter;
  }
  EXPECT_GT(refused, 0);
  EXPECT_GT(shorter, 0);
}

}  // namespace
}  // namespace pennypost::store
