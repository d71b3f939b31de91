#include "api/node/genesis_source.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "api/node/genesis_file.h"
#include "ledger/codec/canonical.h"

namespace pennypost::node {
namespace {

execution::Genesis example(std::size_t accounts) {
  execution::Genesis genesis;
  genesis.chain_id = ChainId(9);
  genesis.timestamp = TimestampUs(1'700'000'000'000'000);
  PublicKey key;
  key.bytes[0] = 1;
  genesis.validators.validators = {
      {.consensus_key = key, .network_key = key, .power = Power(3), .name = "one"}};
  execution::GenesisAccount each;
  each.account.authentication_key = codec::authentication_key(1, {key});
  for (std::size_t i = 0; i < accounts; ++i) {
    each.account.role = i == 0 ? AccountRole::governance : AccountRole::user;
    each.address.bytes[0] = static_cast<std::uint8_t>(i + 1);
    each.address.bytes[1] = static_cast<std::uint8_t>((i + 1) >> 8);
    each.address.bytes[2] = static_cast<std::uint8_t>((i + 1) >> 16);
    if (i == 0) genesis.parameters.governance = each.address;
    genesis.accounts.push_back(each);
  }
  return genesis;
}

class GenesisSourceTest : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path file() const { return folder_ / "genesis.json"; }
  std::filesystem::path note() const { return folder_ / "genesis.note"; }
  static void write(const std::filesystem::path& path, const std::string& text) {
    std::ofstream(path, std::ios::trunc | std::ios::binary) << text;
  }
  static std::string read(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  /// What is known after a start, and written for the next one.
  Waypoint open() {
    const auto source = GenesisSource::open(file(), note());
    EXPECT_TRUE(source.has_value()) << source.error().message;
    EXPECT_TRUE((*source)->write_note().has_value());
    EXPECT_EQ((*source)->head().chain_id(), ChainId(9));
    EXPECT_EQ((*source)->head().validators, example(1).validators);
    return (*source)->head().waypoint();
  }

  std::filesystem::path folder_ = std::filesystem::temp_directory_path() /
                                  ("genesis_source_test_" + std::to_string(::getpid()));
};

TEST_F(GenesisSourceTest, TheNextStartKnowsTheSame) {
  write(file(), genesis_text(example(3)));
  const Waypoint waypoint = execution::make_genesis(example(3))->waypoint;
  EXPECT_EQ(open(), waypoint);
  ASSERT_TRUE(std::filesystem::exists(note()));
  EXPECT_EQ(open(), waypoint);
  const auto source = GenesisSource::open(file(), note());
  const auto whole = (*source)->whole();
  ASSERT_TRUE(whole.has_value());
  EXPECT_EQ((*whole)->genesis.accounts.size(), 3U);
  EXPECT_EQ((*whole)->state.waypoint, waypoint);
}

TEST_F(GenesisSourceTest, AnotherFileIsReadAgain) {
  write(file(), genesis_text(example(3)));
  const Waypoint before = open();
  write(file(), genesis_text(example(4)));
  EXPECT_NE(open(), before);
  write(file(), "{}");
  EXPECT_EQ(GenesisSource::open(file(), note()).error().code, "invalid_genesis");
  std::filesystem::remove(file());
  EXPECT_EQ(GenesisSource::open(file(), note()).error().code, "genesis_unreadable");
}

TEST_F(GenesisSourceTest, AFileThatIsReplacedLaterIsNotBelieved) {
  write(file(), genesis_text(example(3)));
  open();
  const auto source = GenesisSource::open(file(), note());
  write(file(), genesis_text(example(4)));
  EXPECT_EQ((*source)->whole().error().code, "genesis_unreadable");
}

TEST_F(GenesisSourceTest, AnOldFileIsKnownWithoutBeingRead) {
  write(file(), genesis_text(example(3)));
  std::this_thread::sleep_for(std::chrono::milliseconds(2'100));
  const Waypoint waypoint = open();
  EXPECT_EQ(open(), waypoint);
  // Of the same size: its time of change tells.
  std::string text = genesis_text(example(3));
  text.replace(text.find("\"one\""), 5, "\"two\"");
  write(file(), text);
  const auto source = GenesisSource::open(file(), note());
  EXPECT_NE((*source)->head().waypoint(), waypoint);
}

TEST_F(GenesisSourceTest, ADamagedNoteIsNoNote) {
  write(file(), genesis_text(example(3)));
  const Waypoint waypoint = open();
  const std::string good = read(note());
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    write(note(), bad);
    EXPECT_EQ(open(), waypoint) << i;
  }
  for (std::size_t size = 0; size < good.size(); size += 7) {
    write(note(), good.substr(0, size));
    EXPECT_EQ(open(), waypoint) << size;
  }
}

TEST_F(GenesisSourceTest, AccountsMayBeMany) {
  write(file(), genesis_text(example(20'000)));
  EXPECT_EQ(open(), execution::make_genesis(example(20'000))->waypoint);
}

}  // namespace
}  // namespace pennypost::node
