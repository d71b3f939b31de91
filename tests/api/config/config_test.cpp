#include "api/config/config.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <fstream>

namespace pennypost::config {
namespace {

constexpr Key kKeys[] = {
    {"server", "listen", "\"127.0.0.1:80\"", "Where to listen."},
    {"server", "limit", "7", "How many."},
    {"paths", "peers", "[\"a\", \"b\"]", "Who else."},
    {"paths", "open", "false", "Whether it is open."},
    {"paths", "file", "\"x/y\"", "A file."},
};

class ConfigTest : public testing::Test {
 protected:
  Result<Config> load(const std::string& text) {
    const auto file = std::filesystem::path(testing::TempDir()) /
                      ("pennypost_config_test_" + std::to_string(::getpid()) + ".toml");
    std::ofstream(file, std::ios::trunc) << text;
    auto out = Config::load(file, kKeys);
    std::filesystem::remove(file);
    return out;
  }
  std::string refused(const std::string& text) {
    const auto out = load(text);
    EXPECT_FALSE(out.has_value()) << text;
    return out ? "" : out.error().message;
  }
};

TEST_F(ConfigTest, DefaultsHoldWhereTheFileSaysNothing) {
  const auto config = load("[server]\nlimit = 9\n");
  ASSERT_TRUE(config.has_value()) << config.error().message;
  EXPECT_EQ(config->text("server", "listen"), "127.0.0.1:80");
  EXPECT_EQ(config->number("server", "limit"), 9);
  EXPECT_EQ(config->list("paths", "peers"), (std::vector<std::string>{"a", "b"}));
  EXPECT_FALSE(config->flag("paths", "open"));
  EXPECT_EQ(config->path("paths", "file"),
            std::filesystem::absolute(std::filesystem::path(testing::TempDir())) / "x/y");
}

TEST_F(ConfigTest, WhatIsPrintedIsReadBack) {
  EXPECT_TRUE(load(print_defaults(kKeys)).has_value());
  EXPECT_NE(print_defaults(kKeys).find("# How many.\nlimit = 7\n"), std::string::npos);
}

TEST_F(ConfigTest, UnknownKeysAndWrongTypesAreErrors) {
  EXPECT_NE(refused("[server]\nlimits = 9\n").find("server.limits"), std::string::npos);
  EXPECT_NE(refused("[other]\nlimit = 9\n").find("other.limit"), std::string::npos);
  EXPECT_NE(refused("[server]\nlimit = \"9\"\n").find("a whole number"), std::string::npos);
  EXPECT_NE(refused("[paths]\npeers = [1]\n").find("a list of texts"), std::string::npos);
  EXPECT_NE(refused("limit = 9\n").find("outside of a section"), std::string::npos);
  EXPECT_NE(refused("[server\n").find("line 1"), std::string::npos);
}

TEST_F(ConfigTest, AMissingFileIsNamed) {
  const auto config = Config::load("no/such/file.toml", kKeys);
  ASSERT_FALSE(config.has_value());
  EXPECT_EQ(config.error().code, "config_unreadable");
  EXPECT_NE(config.error().message.find("no/such/file.toml"), std::string::npos);
}

TEST_F(ConfigTest, TheEnvironmentOverrides) {
  ::setenv("PENNYPOST_SERVER_LISTEN", "0.0.0.0:1", 1);
  ::setenv("PENNYPOST_PATHS_PEERS", "[\"c\"]", 1);
  const auto config = load("[server]\nlisten = \"1.1.1.1:1\"\n");
  ::setenv("PENNYPOST_PATHS_PEERS", "nonsense", 1);
  const auto broken = load("");
  ::unsetenv("PENNYPOST_SERVER_LISTEN");
  ::unsetenv("PENNYPOST_PATHS_PEERS");
  ASSERT_TRUE(config.has_value());
  EXPECT_EQ(config->text("server", "listen"), "0.0.0.0:1");
  EXPECT_EQ(config->list("paths", "peers"), std::vector<std::string>{"c"});
  EXPECT_FALSE(broken.has_value());
}

TEST_F(ConfigTest, HostsAndPorts) {
  const auto plain = parse_host_port("127.0.0.1:8101");
  ASSERT_TRUE(plain.has_value());
  EXPECT_EQ(plain->host, "127.0.0.1");
  EXPECT_EQ(plain->port, 8101);
  EXPECT_EQ(parse_host_port("[::1]:80")->host, "::1");
  for (const char* text :
       {"", ":80", "host", "host:", "host:x", "host:70000", "host:-1", "host:1 "}) {
    EXPECT_FALSE(parse_host_port(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace pennypost::config
