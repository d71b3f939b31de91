#include "api/client/node_client.h"

#include <gtest/gtest.h>

#include "tests/gateway/test_ledger.h"

namespace pennypost::client {
namespace {

using namespace std::chrono_literals;
using gateway::test::begin;
using gateway::test::dead_url;
using gateway::test::finish;
using gateway::test::run;
using gateway::test::ScriptedNode;
using gateway::test::TestLedger;

class NodeClientTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { ledger_ = new TestLedger(); }
  static void TearDownTestSuite() { delete ledger_; }

  std::unique_ptr<NodeClient> client(const std::vector<std::string>& urls,
                                     NodeClientOptions options = quick()) {
    auto made = NodeClient::create(io_.get_executor(), urls, ledger_->verifier(), options);
    EXPECT_TRUE(made.has_value());
    return std::move(*made);
  }
  static NodeClientOptions quick() {
    return {.read_timeout = 2'000ms,
            .read_deadline = 1'000ms,
            .hedge_after = 50ms,
            .retry_pause = 10ms};
  }
  static TimestampUs in(std::uint64_t us) { return runtime::read_clock().unix_time + us; }

  static TestLedger* ledger_;
  boost::asio::io_context io_;
};
TestLedger* NodeClientTest::ledger_ = nullptr;

TEST_F(NodeClientTest, WantsOneToAHundredDifferentNodes) {
  const auto refused = [&](const std::vector<std::string>& urls) {
    const auto made = NodeClient::create(io_.get_executor(), urls, ledger_->verifier());
    return !made && made.error().code == "malformed";
  };
  std::vector<std::string> many;
  for (std::size_t i = 0; i <= kNodesMax; ++i)
    many.push_back("http://127.0.0.1:" + std::to_string(i + 1));
  EXPECT_TRUE(refused({}));
  EXPECT_TRUE(refused(many));
  EXPECT_TRUE(refused({"nonsense"}));
  // One node under two names would count as two witnesses.
  EXPECT_TRUE(refused({"http://127.0.0.1:1", "http://127.0.0.1:1"}));
  many.pop_back();
  EXPECT_FALSE(refused(many));
}

TEST_F(NodeClientTest, ReadsFromTheNextNodeWhereOneFails) {
  for (const auto& bad : {ScriptedNode::Script(ScriptedNode::broken), ScriptedNode::says(429, "{}"),
                          ScriptedNode::says(200, "no json"), ScriptedNode::says(200, "[]")}) {
    ScriptedNode first(dead_url(), bad);
    ScriptedNode second(dead_url(), ScriptedNode::says(200, R"({"from":2})"));
    const auto nodes = client({dead_url(), first.url(), second.url()});
    const auto answer = run(io_, nodes->read("/v1/ledger", Version(0)));
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->body.at("from"), 2);
    EXPECT_EQ(answer->node, second.url());
    const auto before = first.requests();
    EXPECT_TRUE(run(io_, nodes->read("/v1/ledger", Version(0))).has_value());
    EXPECT_EQ(first.requests(), before);  // who answered last is asked first
  }
}

TEST_F(NodeClientTest, ReadsNothingOlderThanWhatIsKnown) {
  ScriptedNode old(dead_url(), ScriptedNode::says(200, R"({"from":1})", "9"));
  ScriptedNode unclear(dead_url(), ScriptedNode::says(200, R"({"from":2})", "x10"));
  ScriptedNode current(dead_url(), ScriptedNode::says(200, R"({"from":3})", "10"));
  const auto nodes = client({old.url(), unclear.url(), current.url()});
  const auto answer = run(io_, nodes->read("/v1/ledger", Version(10)));
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->body.at("from"), 3);
  EXPECT_EQ(answer->version, Version(10));
  const auto newer = run(io_, nodes->read("/v1/ledger", Version(11)));
  ASSERT_FALSE(newer.has_value());
  EXPECT_EQ(newer.error().code, "unavailable");
}

TEST_F(NodeClientTest, ARefusalIsAnAnswer) {
  ScriptedNode node(dead_url(), ScriptedNode::says(404, R"({"code":"not_found"})"));
  const auto answer = run(io_, client({node.url()})->read("/v1/accounts/x", Version(0)));
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->status, 404);
}

TEST_F(NodeClientTest, OneLiarIsNotAgreement) {
  ScriptedNode liar(dead_url(), ScriptedNode::says(200, R"({"decimals":0})"));
  ScriptedNode liar_too(dead_url(), ScriptedNode::says(200, R"({"decimals":9})"));
  ScriptedNode honest(dead_url(), ScriptedNode::says(200, R"({"decimals":6})"));
  ScriptedNode honest_too(dead_url(), ScriptedNode::says(200, R"({"decimals":6})"));
  const auto agreed = run(io_, client({liar.url(), honest.url(), liar_too.url(), honest_too.url()})
                                   ->read_agreed("/v1/currencies"));
  ASSERT_TRUE(agreed.has_value());
  EXPECT_EQ(agreed->body.at("decimals"), 6);
  EXPECT_FALSE(run(io_, client({liar.url(), honest.url(), liar_too.url(), dead_url()})
                            ->read_agreed("/v1/currencies"))
                   .has_value());
}

TEST_F(NodeClientTest, ASubmissionIsFinalOnceItIsProven) {
  const auto payment = ledger_->payment(1, in(60'000'000), ledger_->institution());
  const auto nodes = client({ledger_->url()});
  const auto final = run(io_, nodes->submit(payment.bytes, payment.id, 30s));
  ASSERT_TRUE(final.has_value());
  EXPECT_TRUE(final->succeeded());
  // The same bytes again are the same transaction.
  const auto again = run(io_, nodes->submit(payment.bytes, payment.id, 30s));
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->version, final->version);
  EXPECT_EQ(run(io_, nodes->find(payment.id))->version, final->version);
}

TEST_F(NodeClientTest, ASilentNodeGetsCompany) {
  ScriptedNode silent(dead_url(), ScriptedNode::hang);
  const auto payment = ledger_->payment(2, in(60'000'000), ledger_->institution());
  const auto nodes = client({silent.url(), dead_url(), ledger_->url()});
  EXPECT_TRUE(run(io_, nodes->submit(payment.bytes, payment.id, 30s)).has_value());
  EXPECT_EQ(silent.requests(), 1U);
}

TEST_F(NodeClientTest, ALostAnswerIsFoundElsewhere) {
  ScriptedNode forgetful(ledger_->url(), ScriptedNode::lose_answers);
  const auto payment = ledger_->payment(3, in(60'000'000), ledger_->institution());
  const auto before = ledger_->version();
  const auto nodes = client({forgetful.url(), ledger_->url()});
  const auto final = run(io_, nodes->submit(payment.bytes, payment.id, 30s));
  ASSERT_TRUE(final.has_value());
  EXPECT_EQ(final->version.value(), before + 1);
  EXPECT_EQ(ledger_->version(), before + 2);  // it and its block's end: once
}

TEST_F(NodeClientTest, NoWordOfANodeIsBelievedWithoutProof) {
  const auto other = ledger_->payment(4, in(60'000'000), ledger_->institution());
  const auto honest = client({ledger_->url()});
  const auto proof = run(io_, honest->submit(other.bytes, other.id, 30s));
  ASSERT_TRUE(proof.has_value());
  const auto payment = ledger_->payment(5, in(60'000'000), ledger_->institution());
  for (const std::string& lie :
       {R"({"state":"final"})" + std::string(),
        R"({"receipt_file":")" + to_hex(proof->file) + "\"}",
        std::string(R"({"receipt_file":"00"})"), std::string(R"({"receipt_file":5})"),
        std::string("[]"), std::string("<html>")}) {
    ScriptedNode liar(dead_url(), ScriptedNode::says(200, lie, "999"));
    const auto nodes = client({liar.url()});
    EXPECT_FALSE(run(io_, nodes->submit(payment.bytes, payment.id, 100ms)).has_value()) << lie;
    EXPECT_FALSE(run(io_, nodes->find(payment.id)).has_value()) << lie;
    EXPECT_GT(liar.requests(), 1U);
  }
  EXPECT_FALSE(ledger_->knows(payment.id));
}

TEST_F(NodeClientTest, NobodyThereMeansUnknown) {
  const auto payment = ledger_->payment(6, in(60'000'000), ledger_->institution());
  const auto nodes = client({dead_url()});
  EXPECT_FALSE(run(io_, nodes->submit(payment.bytes, payment.id, 100ms)).has_value());
  EXPECT_FALSE(run(io_, nodes->find(payment.id)).has_value());
  EXPECT_FALSE(run(io_, nodes->learn_validators()));
  EXPECT_FALSE(run(io_, nodes->never_happened(payment.id, TimestampUs(1))));
}

TEST_F(NodeClientTest, OnlyACertifiedTimeProvesThatSomethingNeverHappened) {
  const TestLedger fresh;  // whose first block nobody has asked for yet
  const auto nodes =
      std::move(*NodeClient::create(io_.get_executor(), {fresh.url()}, fresh.verifier(), quick()));
  const auto open = fresh.payment(7, in(60'000'000), fresh.institution());
  EXPECT_FALSE(run(io_, nodes->never_happened(open.id, in(60'000'000))));
  const auto expiry = in(200'000);
  const auto late = fresh.payment(8, expiry, fresh.institution());
  // Each question asks for a tick; the time that it certifies is beyond the expiry soon.
  bool never = false;
  const auto deadline = std::chrono::steady_clock::now() + gateway::test::kPatience;
  while (!never && std::chrono::steady_clock::now() < deadline) {
    never = run(io_, nodes->never_happened(late.id, expiry));
    if (!never) std::this_thread::sleep_for(50ms);
  }
  EXPECT_TRUE(never);
  EXPECT_FALSE(run(io_, nodes->submit(late.bytes, late.id, 100ms)).has_value());
}

TEST_F(NodeClientTest, WhatHappenedIsNeverCalledOff) {
  const auto honest = client({ledger_->url()});
  const auto payment = ledger_->payment(9, in(60'000'000), ledger_->institution());
  ASSERT_TRUE(run(io_, honest->submit(payment.bytes, payment.id, 30s)).has_value());
  EXPECT_FALSE(run(io_, honest->never_happened(payment.id, TimestampUs(1))));
  // Nodes that deny it are outvoted by one that knows it, and too few of them prove nothing.
  const auto denying = [](http::Request request,
                          ScriptedNode::Forward forward) -> boost::asio::awaitable<http::Response> {
    auto answer = co_await forward();
    if (request.target.starts_with("/v1/transactions/")) {
      answer.status = 404;
      answer.body = "{}";
    }
    co_return answer;
  };
  ScriptedNode denies(ledger_->url(), denying);
  ScriptedNode knows(ledger_->url(), ScriptedNode::pass);
  EXPECT_FALSE(run(io_, client({knows.url(), denies.url(), dead_url(), dead_url() + "/x"})
                            ->never_happened(payment.id, TimestampUs(1))));
  EXPECT_FALSE(run(io_, client({denies.url(), dead_url(), dead_url() + "/x", dead_url() + "/y"})
                            ->never_happened(payment.id, TimestampUs(1))));
}

TEST_F(NodeClientTest, ANodeBehindTheCertificateProvesNoAbsence) {
  const auto behind = [](http::Request request,
                         ScriptedNode::Forward forward) -> boost::asio::awaitable<http::Response> {
    auto answer = co_await forward();
    if (request.target.starts_with("/v1/transactions/")) {
      answer.status = 404;
      answer.body = "{}";
      answer.headers.set("Pennypost-Ledger-Version", "0");
    }
    co_return answer;
  };
  const auto first = ledger_->payment(10, in(60'000'000), ledger_->institution());
  ASSERT_TRUE(run(io_, client({ledger_->url()})->submit(first.bytes, first.id, 30s)).has_value());
  ScriptedNode node(ledger_->url(), behind);
  EXPECT_FALSE(run(io_, client({node.url()})->never_happened(first.id, TimestampUs(1))));
}

}  // namespace
}  // namespace pennypost::client
