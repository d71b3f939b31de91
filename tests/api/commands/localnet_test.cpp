#include "api/commands/localnet.h"

#include <gmock/gmock.h>

#include <set>

namespace pennypost::commands {
namespace {

using ::testing::AnyOf;
using ::testing::Each;
using ::testing::Lt;
using ::testing::Not;

/// The "bad ports" of the fetch standard (https://fetch.spec.whatwg.org/#port-blocking) that need
/// no privilege: browsers fetch nothing from them, neither the chat nor a receipt's proof.
const auto kRefused = AnyOf(1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665,
                            6666, 6667, 6668, 6669, 6679, 6697, 10080);

TEST(LocalnetPortsTest, BrowsersFetchFromEveryPortThatIsDrawn) {
  EXPECT_THAT(LocalnetPorts{}.all(kLocalNodesMax), Each(Not(kRefused)));
  const auto bases = drawn_port_bases();
  EXPECT_GT(bases.size(), 30U);
  for (const std::uint16_t base : bases) {
    EXPECT_THAT(LocalnetPorts{.base = base}.all(kLocalNodesMax), Each(Not(kRefused)));
  }
}

TEST(LocalnetPortsTest, NoTwoOfAllAreTheSameAndNoneIsTheSystemsToHandOut) {
  std::set<std::uint16_t> seen;
  for (const std::uint16_t base : drawn_port_bases()) {
    const auto ports = LocalnetPorts{.base = base}.all(kLocalNodesMax);
    EXPECT_THAT(ports, Each(Lt(32'768)));
    for (const std::uint16_t port : ports) EXPECT_TRUE(seen.insert(port).second) << port;
  }
}

}  // namespace
}  // namespace pennypost::commands
