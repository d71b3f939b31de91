#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/fuzz/connectors_case.h"

namespace pennypost::connectors {
namespace {

TEST(Corpus, HoldsNothingThatBreaksAReader) {
  const auto folder =
      std::filesystem::path(PENNYPOST_SOURCE_DIR) / "tests/fuzz/corpus/connectors_fuzz";
  std::size_t cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
    SCOPED_TRACE(entry.path().filename().string());
    connectors_case(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    ++cases;
  }
  EXPECT_GE(cases, 10U);
}

}  // namespace
}  // namespace pennypost::connectors
