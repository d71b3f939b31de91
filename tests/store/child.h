#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

#include "tests/store/folder.h"

// A test that runs another one of the same program as a child, listens to it, and kills it.
namespace pennypost::store {

inline constexpr const char* kFolderVariable = "PENNYPOST_TEST_FOLDER";
inline constexpr int kReports = 3;  // the descriptor that a child reports on

// --- In the child -------------------------------------------------------------------------------

inline files::path child_folder() {
  const char* folder = std::getenv(kFolderVariable);
  return folder == nullptr ? "" : folder;
}
/// False once nobody listens.
inline bool report(std::uint64_t number) {
  return ::write(kReports, &number, sizeof number) == sizeof number;
}

// --- In the parent ------------------------------------------------------------------------------

/// Runs the test `name` as a child until it has made `count` reports and for some time more. All
/// reports that it made before it died.
inline std::vector<std::uint64_t> run_and_kill(const std::string& name, const files::path& folder,
                                               std::size_t count, useconds_t more_us) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  ::setenv(kFolderVariable, folder.c_str(), 1);
  const std::string filter = "--gtest_filter=" + name;
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[1], kReports);
    ::execl("/proc/self/exe", "child", filter.c_str(), "--gtest_also_run_disabled_tests",
            "--gtest_brief=1", nullptr);
    ::_exit(127);
  }
  ::close(ends[1]);
  std::vector<std::uint64_t> reports;
  const auto hear = [&] {
    std::uint64_t number = 0;
    if (::read(ends[0], &number, sizeof number) != sizeof number) return false;
    reports.push_back(number);
    return true;
  };
  while (reports.size() < count && hear()) {
  }
  ::usleep(more_us);
  ::kill(child, SIGKILL);
  while (hear()) {
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the child ended by itself";
  return reports;
}

}  // namespace pennypost::store
