#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace pennypost::test {

/// Compares a text with tests/golden/<name>. A format that changed on purpose is written down again
/// by running the test with PENNYPOST_GOLDEN_REWRITE=1; the difference then stands in the commit.
inline void expect_golden(const std::string& name, const std::string& actual) {
  const auto path = std::filesystem::path(PENNYPOST_SOURCE_DIR) / "tests/golden" / name;
  if (std::getenv("PENNYPOST_GOLDEN_REWRITE") != nullptr) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << actual;
  }
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file.good()) << "there is no " << path;
  std::stringstream expected;
  expected << file.rdbuf();
  EXPECT_EQ(actual, expected.str()) << "PENNYPOST_GOLDEN_REWRITE=1 writes " << name << " again";
}

}  // namespace pennypost::test
