#include <gtest/gtest.h>

#include "api/http/address.h"
#include "api/http/client.h"
#include "api/http/event_stream.h"
#include "api/http/message.h"
#include "api/http/origin.h"
#include "api/http/response_header.h"

namespace pennypost::http {
namespace {

TEST(Headers, CompareWithoutCase) {
  Headers headers{{"Accept", "a"}, {"ACCEPT", "b"}};
  EXPECT_EQ(headers.get("accept"), "a");
  EXPECT_EQ(headers.count("Accept"), 2U);
  headers.set("accept", "c");
  EXPECT_EQ(headers.count("Accept"), 1U);
  EXPECT_EQ(headers.get("Accept"), "c");
  EXPECT_FALSE(headers.get("Accept-Language"));
}

TEST(Headers, RefuseWhatWouldEndAField) {
  EXPECT_TRUE(valid_field("X-Y", "a\tb é"));
  EXPECT_FALSE(valid_field("X-Y", "a\r\nSet-Cookie: b"));
  EXPECT_FALSE(valid_field("X-Y", "a\nb"));
  EXPECT_FALSE(valid_field("X-Y", std::string("a\0b", 3)));
  EXPECT_FALSE(valid_field("X Y", "a"));
  EXPECT_FALSE(valid_field("X:", "a"));
  EXPECT_FALSE(valid_field("", "a"));
}

TEST(Headers, WritesDates) {
  EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
}

TEST(Origin, HostIsOneOfTheAllowed) {
  const std::vector<std::string> allowed{"127.0.0.1", "localhost", "[::1]"};
  for (const auto* host : {"127.0.0.1", "127.0.0.1:8080", "LOCALHOST:1", "[::1]", "[::1]:8080"}) {
    EXPECT_TRUE(host_allowed(host, allowed)) << host;
  }
  for (const auto* host :
       {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "[::1", "::1",
        "[::1]evil", "localhost@evil.example", "localhost:80evil"}) {
    EXPECT_FALSE(host_allowed(host, allowed)) << host;
  }
  EXPECT_TRUE(host_allowed("anything", {}));
}

TEST(Origin, IsThisServerOrAllowed) {
  const std::vector<std::string> allowed{"https://chat.example"};
  EXPECT_TRUE(origin_allowed("http://127.0.0.1:8080", "127.0.0.1:8080", allowed));
  EXPECT_TRUE(origin_allowed("https://Pay.Example", "pay.example:443", {}));
  EXPECT_TRUE(origin_allowed("http://pay.example:80", "pay.example", {}));
  EXPECT_TRUE(origin_allowed("https://chat.example", "127.0.0.1:8080", allowed));
  for (const auto* origin : {"null", "", "http://127.0.0.1", "http://127.0.0.1:8081",
                             "https://chat.example.evil.example", "http://chat.example",
                             "127.0.0.1:8080", "file://127.0.0.1:8080"}) {
    EXPECT_FALSE(origin_allowed(origin, "127.0.0.1:8080", allowed)) << origin;
  }
  EXPECT_FALSE(origin_allowed("http://", "x", {}));
}

TEST(Address, KnowsWhatIsGlobal) {
  for (const auto* address : {"8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "192.0.1.1",
                              "2606:4700:4700::1111", "2001:4860:4860::8888"}) {
    EXPECT_TRUE(is_global_address(address)) << address;
  }
  for (const auto* address : {"",
                              "localhost",
                              "127.0.0.1",
                              "10.1.2.3",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.168.1.1",
                              "169.254.169.254",
                              "100.64.0.1",
                              "0.0.0.0",
                              "224.0.0.1",
                              "255.255.255.255",
                              "198.18.0.1",
                              "203.0.113.7",
                              "::",
                              "::1",
                              "fe80::1",
                              "fc00::1",
                              "fd12::1",
                              "ff02::1",
                              "::ffff:8.8.8.8",
                              "::ffff:127.0.0.1",
                              "64:ff9b::7f00:1",
                              "2002:7f00:1::",
                              "2001::1",
                              "2001:db8::1",
                              "3fff::1",
                              "127.1",
                              "0x7f.1",
                              "2130706433"}) {
    EXPECT_FALSE(is_global_address(address)) << address;
  }
}

TEST(Address, KnowsLoopback) {
  for (const auto* address : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_TRUE(is_loopback_address(address)) << address;
  }
  for (const auto* address : {"0.0.0.0", "::", "localhost", "10.0.0.1", "", "128.0.0.1"}) {
    EXPECT_FALSE(is_loopback_address(address)) << address;
  }
}

TEST(Event, KeepsLinesOfDataAndNoOthers) {
  EXPECT_EQ(format_event({.id = "7", .event = "payment", .data = "{}"}),
            "id: 7\nevent: payment\ndata: {}\n\n");
  EXPECT_EQ(format_event({.id = "", .event = "", .data = "a\nb\r\nc\rd\n"}),
            "data: a\ndata: b\ndata: c\ndata: d\ndata: \n\n");
  EXPECT_EQ(format_event({.id = "1\ndata: forged", .event = "x\r\ny", .data = ""}),
            "id: 1data: forged\nevent: xy\ndata: \n\n");
}

TEST(Component, IsPercentEncoded) {
  EXPECT_EQ(encode_component("aZ0-._~"), "aZ0-._~");
  EXPECT_EQ(encode_component("a/b?c=d&é +%"), "a%2Fb%3Fc%3Dd%26%C3%A9%20%2B%25");
}

TEST(AddressRangeTest, WhatLiesInWhat) {
  for (const char* range : {"10.0.0.0/8", "203.0.113.7", "0.0.0.0/0", "2001:db8::/32", "::1"}) {
    EXPECT_TRUE(is_address_range(range)) << range;
  }
  for (const char* no : {"", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8x", "10/8",
                         "example.com", "2001:db8::1/32", "fe80::1%eth0", "1.2.3.4/-1"}) {
    EXPECT_FALSE(is_address_range(no)) << no;
  }
  EXPECT_TRUE(is_within_range("10.9.8.7", "10.0.0.0/8"));
  EXPECT_TRUE(is_within_range("10.9.0.0/16", "10.0.0.0/8"));
  EXPECT_TRUE(is_within_range("203.0.113.7", "203.0.113.7"));
  EXPECT_TRUE(is_within_range("2001:db8::5", "2001:db8::/32"));
  EXPECT_FALSE(is_within_range("11.0.0.1", "10.0.0.0/8"));
  EXPECT_FALSE(is_within_range("0.0.0.0/0", "10.0.0.0/8"));
  EXPECT_FALSE(is_within_range("::1", "0.0.0.0/0"));
  EXPECT_FALSE(is_within_range("nonsense", "0.0.0.0/0"));
}

}  // namespace
}  // namespace pennypost::http
