// The process is killed at every point at which it changes a file: before it does, and in the
// middle of a write. Whatever was said to be written is there afterwards, nothing is half there,
// and the chain goes on to the same roots as one that was never disturbed.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <climits>
#include <csignal>
#include <string_view>

#include "tests/store/opened.h"

// A sanitizer has these calls for itself.
#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)

namespace {

/// Set in the child only. Threads of the database count together.
std::atomic<bool> armed{false};
std::atomic<long> points{0};
long die_at = LONG_MAX;
bool torn = false;  // half of what is written still reaches the file
constexpr off_t kSectorBytes = 512;

[[noreturn]] void die() {
  ::kill(::getpid(), SIGKILL);
  for (;;) ::pause();
}

bool is_regular(int file) {
  struct stat status{};
  return ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
}

/// Whether this is the point to die at.
bool is_last() {
  return armed && ++points == die_at;
}
void point() {
  if (is_last()) die();
}
void point_in(int file) {
  if (armed && is_regular(file)) point();
}

}  // namespace

// Every call that changes a file, as the C library has it. RocksDB finds these first.
extern "C" {

ssize_t write(int file, const void* data, size_t size) {
  if (armed && is_regular(file) && is_last()) {
    if (torn) ::syscall(SYS_write, file, data, size / 2);
    die();
  }
  return ::syscall(SYS_write, file, data, size);
}
ssize_t pwrite(int file, const void* data, size_t size, off_t offset) {
  if (armed && is_regular(file) && is_last()) {
    // In place and within a sector, it is done or not: the mark of what is durable relies on that.
    const bool within =
        offset / kSectorBytes == (offset + static_cast<off_t>(size) - 1) / kSectorBytes;
    if (torn && !within) ::syscall(SYS_pwrite64, file, data, size / 2, offset);
    die();
  }
  return ::syscall(SYS_pwrite64, file, data, size, offset);
}
ssize_t pwrite64(int file, const void* data, size_t size, off_t offset) {
  return pwrite(file, data, size, offset);
}
int fsync(int file) {
  point_in(file);
  return static_cast<int>(::syscall(SYS_fsync, file));
}
int fdatasync(int file) {
  point_in(file);
  return static_cast<int>(::syscall(SYS_fdatasync, file));
}
int ftruncate(int file, off_t size) noexcept {
  point_in(file);
  return static_cast<int>(::syscall(SYS_ftruncate, file, size));
}
int ftruncate64(int file, off_t size) noexcept {
  return ftruncate(file, size);
}
int rename(const char* from, const char* to) noexcept {
  point();
  return static_cast<int>(::syscall(SYS_rename, from, to));
}
int unlink(const char* path) noexcept {
  point();
  return static_cast<int>(::syscall(SYS_unlink, path));
}
int link(const char* from, const char* to) noexcept {
  point();
  return static_cast<int>(::syscall(SYS_link, from, to));
}
int mkdir(const char* path, mode_t mode) noexcept {
  point();
  return static_cast<int>(::syscall(SYS_mkdir, path, mode));
}

}  // extern "C"

namespace pennypost::store {
namespace {

constexpr std::uint64_t kBlocks = 12;
constexpr std::uint64_t kEnded = std::uint64_t{1} << 32;  // with the number of points

/// From nothing: what a validator does, in small.
void live(const files::path& folder, int reports) {
  const auto report = [reports](std::uint64_t number) {
    CHECK(::write(reports, &number, sizeof number) == sizeof number);
  };
  armed = true;
  {
    Opened opened(folder);
    while (opened.chain->height() < Height(kBlocks)) {
      opened.run(1);
      const std::uint64_t height = opened.chain->height().value();
      if (height % 5 == 0) opened.checkpoint();
      if (height % 3 == 0) opened.database->sync();
      report(height);
    }
  }
  armed = false;
  report(kEnded + static_cast<std::uint64_t>(points));
}

struct Life {
  std::vector<std::uint64_t> reports;
  bool killed = false;
};

Life live_until(const files::path& folder, long point, bool in_the_middle) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    die_at = point;
    torn = in_the_middle;
    live(folder, ends[1]);
    ::_exit(0);
  }
  ::close(ends[1]);
  Life out;
  std::uint64_t number = 0;
  while (::read(ends[0], &number, sizeof number) == sizeof number) out.reports.push_back(number);
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  out.killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  EXPECT_TRUE(out.killed || (WIFEXITED(status) && WEXITSTATUS(status) == 0)) << status;
  return out;
}

/// What the chain is at each height, undisturbed.
const std::vector<LedgerInfo>& undisturbed() {
  static const std::vector<LedgerInfo> kInfos = [] {
    PaymentChain chain;
    std::vector<LedgerInfo> out{chain.ledger.final_block().ledger_info};
    while (chain.height() < Height(kBlocks)) {
      chain.next();
      out.push_back(chain.ledger.final_block().ledger_info);
    }
    return out;
  }();
  return kInfos;
}

/// Starts again in what is left, and goes on to the end.
void expect_whole(const files::path& folder, std::uint64_t reported) {
  Opened opened(folder);
  const std::uint64_t height = opened.chain->height().value();
  // The last block may have been written and not reported.
  EXPECT_GE(height, reported);
  EXPECT_LE(height, reported + 1);
  EXPECT_EQ(opened.chain->ledger.final_block().ledger_info, undisturbed().at(height));
  expect_same(*opened.chain, reference(Height(height)));
  opened.run(kBlocks - height);
  EXPECT_EQ(opened.chain->ledger.final_block().ledger_info, undisturbed().at(kBlocks));
}

TEST(WritePoints, KilledAtAnyOfThemNothingIsLost) {
  long count = 0;
  {
    const Folder folder;
    const Life whole = live_until(folder.path() / "ledger", LONG_MAX, false);
    ASSERT_FALSE(whole.killed);
    ASSERT_GE(whole.reports.back(), kEnded);
    count = static_cast<long>(whole.reports.back() - kEnded);
  }
  ASSERT_GT(count, 50);
  RecordProperty("points", static_cast<int>(count));
  for (const bool in_the_middle : {false, true}) {
    // The threads of a database do not always take turns in the same way: some points may be more.
    for (long at = 1; at <= count + 5; ++at) {
      SCOPED_TRACE("point " + std::to_string(at) + (in_the_middle ? ", torn" : ""));
      const Folder folder;
      const Life life = live_until(folder.path() / "ledger", at, in_the_middle);
      std::uint64_t reported = 0;
      for (const std::uint64_t each : life.reports) {
        if (each < kEnded) reported = each;
      }
      expect_whole(folder.path() / "ledger", reported);
      if (testing::Test::HasFailure()) return;
    }
  }
}

}  // namespace
}  // namespace pennypost::store

#endif
