#include "consensus/signer/signing_service.h"

#include <gtest/gtest.h>

#include <thread>

#include <boost/asio/io_context.hpp>

#include "consensus/runtime/key_signer.h"
#include "consensus/signer/remote_signer.h"
#include "consensus/signer/signer_server.h"
#include "consensus/wire/signer_wire.h"
#include "ledger/codec/canonical.h"
#include "tests/consensus/core/support.h"
#include "tests/store/folder.h"

namespace pennypost::signer {
namespace {

using consensus::Block;
using consensus::code_of;
using consensus::Four;
using consensus::SignOrderVote;
using consensus::SignProposal;
using consensus::SignTimeout;
using consensus::SignVote;

/// The signer of validator 1.
class Service : public testing::Test {
 protected:
  void SetUp() override {
    database_ = *store::Database::open(folder_.path());
    ASSERT_TRUE(SigningService::init(options(), *database_));
    reopen();
  }
  SigningOptions options() {
    return {.epoch = four_.context(),
            .public_key = four_.context().validators.validators[1].consensus_key,
            .key = std::shared_ptr<const consensus::SigningKey>(&four_.world().signer(1),
                                                                [](const auto*) {})};
  }
  void reopen() {
    service_.reset();
    database_.reset();
    database_ = *store::Database::open(folder_.path());
    service_ = *SigningService::open(options(), *database_);
  }
  SignVote vote(const Block& block) { return {block, std::nullopt, four_.outcome(block)}; }
  Block changed(Block block) {
    block.timestamp = block.timestamp + 1;
    block.id = block_id(four_.context().chain_id, block);
    return block;
  }

  Four four_{true};
  Block first_ = four_.block(1, four_.genesis());
  Block second_ = four_.block(2, four_.certify(first_));
  store::Folder folder_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<SigningService> service_;
};

TEST_F(Service, SignsWhatTheRulesAllowAndRemembersIt) {
  const auto signature = service_->sign(vote(first_));
  ASSERT_TRUE(signature);
  EXPECT_EQ(*signature, four_.vote(1, first_).signature);
  EXPECT_EQ(service_->sign(vote(first_)), signature);  // an answer that was lost
  EXPECT_EQ(code_of(service_->sign(vote(changed(first_)))), "round_used");
  reopen();
  EXPECT_EQ(service_->sign(vote(first_)), signature);
  EXPECT_EQ(code_of(service_->sign(vote(changed(first_)))), "round_used");
  ASSERT_TRUE(service_->sign(vote(second_)));
  EXPECT_EQ(code_of(service_->sign(vote(first_))), "round_used");  // a replayed lower round
}

TEST_F(Service, OneProposalARound) {
  const auto signature = service_->sign(SignProposal{first_, std::nullopt});
  ASSERT_TRUE(signature);
  EXPECT_EQ(service_->sign(SignProposal{first_, std::nullopt}), signature);
  EXPECT_EQ(code_of(service_->sign(SignProposal{changed(first_), std::nullopt})), "round_used");
  Block others = second_;
  others.author = 2;
  others.id = block_id(four_.context().chain_id, others);
  EXPECT_EQ(code_of(service_->sign(SignProposal{others, std::nullopt})), "malformed");
}

TEST_F(Service, ATimeoutEndsTheRound) {
  const auto qc = four_.certify(first_);
  ASSERT_TRUE(service_->sign(SignTimeout{four_.context().epoch, Round(2), qc, std::nullopt}));
  EXPECT_EQ(code_of(service_->sign(vote(second_))), "round_used");
  EXPECT_EQ(code_of(service_->sign(SignOrderVote{four_.certify(second_)})), "timed_out");
  EXPECT_TRUE(service_->sign(SignTimeout{four_.context().epoch, Round(2), qc, std::nullopt}));
}

TEST_F(Service, ATimeoutCarriesTheHighestQcSignedOn) {
  ASSERT_TRUE(service_->sign(SignOrderVote{four_.certify(second_)}));
  reopen();
  const SignTimeout low{four_.context().epoch, Round(2), four_.certify(first_), std::nullopt};
  EXPECT_EQ(code_of(service_->sign(low)), "not_highest_qc");
  EXPECT_EQ(code_of(service_->sign(SignTimeout{Epoch(9), Round(2), low.high_qc, std::nullopt})),
            "wrong_epoch");
}

TEST_F(Service, CertificatesAreChecked) {
  auto forged = four_.certify(first_, {0, 1});
  EXPECT_EQ(code_of(service_->sign(SignOrderVote{forged})), "invalid_certificate");
  EXPECT_EQ(code_of(service_->sign(vote(four_.block(2, forged)))), "invalid_certificate");
  EXPECT_EQ(
      code_of(service_->sign(SignTimeout{four_.context().epoch, Round(2), forged, std::nullopt})),
      "invalid_certificate");
  Block renamed = first_;
  renamed.id = second_.id;
  EXPECT_EQ(code_of(service_->sign(vote(renamed))), "malformed");
  EXPECT_EQ(service_->data().last_voted_round, Round(0));
}

TEST_F(Service, ARecordIsBegunOnce) {
  EXPECT_EQ(code_of(SigningService::init(options(), *database_)), "already_signing");
  store::Folder other;
  const auto empty = *store::Database::open(other.path());
  EXPECT_EQ(code_of(SigningService::open(options(), *empty)), "no_record");
}

// C9: a quorum leads it into the next epoch, where its place may be another, or none.
TEST_F(Service, EntersTheNextEpochOnlyAsAQuorumSays) {
  ASSERT_TRUE(service_->sign(vote(first_)));
  const auto end_with = [&](const ValidatorSet& next,
                            const std::vector<consensus::ValidatorIndex>& signers) {
    LedgerInfo info = four_.outcome(first_);
    info.next_validators_hash = codec::hash_of(next);
    consensus::EpochEnd end{.certificate = {info, {}}, .ending = info, .next = next};
    for (const consensus::ValidatorIndex i : signers) {
      end.certificate.signatures.push_back(
          {i, four_.world().signer(i).sign(codec::order_vote_signing_bytes(info))});
    }
    return end;
  };
  ValidatorSet next = four_.context().validators;
  std::swap(next.validators[0], next.validators[1]);
  EXPECT_EQ(code_of(service_->enter(end_with(next, {0, 1}))), "invalid_certificate");
  auto end = end_with(next, {0, 1, 2});
  end.next = four_.context().validators;
  EXPECT_EQ(code_of(service_->enter(end)), "invalid_certificate");
  end = end_with(next, {0, 1, 2});
  end.ending.state_root.bytes[0] ^= 1;
  EXPECT_EQ(code_of(service_->enter(end)), "invalid_certificate");

  end = end_with(next, {0, 1, 2});
  ASSERT_TRUE(service_->enter(end));
  EXPECT_EQ(service_->epoch(), Epoch(2));
  EXPECT_EQ(code_of(service_->enter(end)), "wrong_epoch");
  // Nothing of the old epoch is signed any more, also after a restart.
  for (int life = 0; life < 2; ++life) {
    EXPECT_EQ(code_of(service_->sign(vote(second_))), "invalid_certificate");
    EXPECT_EQ(service_->epoch(), Epoch(2));
    EXPECT_TRUE(service_->is_validator());
    reopen();
  }
  // The first block of the new one, by the signer in its new place.
  const auto epoch = consensus::epoch_after(end.ending, next);
  Block block;
  block.epoch = epoch.epoch;
  block.round = Round(1);
  block.height = epoch.genesis.height.next();
  block.author = 2;
  block.timestamp = epoch.genesis.timestamp + 1;
  block.parent_qc = consensus::genesis_certificate(epoch.genesis);
  block.id = block_id(epoch.chain_id, block);
  LedgerInfo executed = epoch.genesis;
  executed.round = block.round;
  executed.height = block.height;
  executed.block_id = block.id;
  EXPECT_TRUE(service_->sign(SignVote{block, std::nullopt, executed}));
}

TEST_F(Service, SignsNothingInAnEpochWithoutItsKey) {
  ValidatorSet next = four_.context().validators;
  next.validators.erase(next.validators.begin() + 1);
  LedgerInfo info = four_.outcome(first_);
  info.next_validators_hash = codec::hash_of(next);
  consensus::EpochEnd end{.certificate = {info, {}}, .ending = info, .next = next};
  for (const consensus::ValidatorIndex i : std::initializer_list<std::uint16_t>{0, 2, 3}) {
    end.certificate.signatures.push_back(
        {i, four_.world().signer(i).sign(codec::order_vote_signing_bytes(info))});
  }
  ASSERT_TRUE(service_->enter(end));
  EXPECT_FALSE(service_->is_validator());
  const auto epoch = consensus::epoch_after(end.ending, next);
  EXPECT_EQ(
      code_of(service_->sign(SignTimeout{
          epoch.epoch, Round(1), consensus::genesis_certificate(epoch.genesis), std::nullopt})),
      "not_signing");
}

TEST_F(Service, RequestsSurviveTheWire) {
  const std::vector<consensus::SigningRequest> requests{
      SignProposal{second_, four_.time_out(1, 0)}, vote(second_),
      SignOrderVote{four_.certify(first_)},
      SignTimeout{four_.context().epoch, Round(2), four_.certify(first_), four_.time_out(1, 0)}};
  for (const auto& request : requests) {
    const Bytes bytes = wire::encode(wire::SignerRequest(request));
    const auto back = wire::decode_signer_request(bytes);
    ASSERT_TRUE(back);
    EXPECT_EQ(wire::encode(*back), bytes);
    for (std::size_t cut = 0; cut < bytes.size(); cut += 7) {
      EXPECT_FALSE(wire::decode_signer_request(ByteView(bytes).first(cut)));
    }
  }
  const wire::SignerReply refusal{fail("round_used", "No."), Epoch(3)};
  const auto back = wire::decode_signer_reply(wire::encode(refusal));
  ASSERT_TRUE(back);
  EXPECT_EQ(code_of(back->signature), "round_used");
  EXPECT_EQ(back->epoch, Epoch(3));
}

/// The same over a socket.
class Remote : public Service {
 protected:
  void serve() {
    io_ = std::make_unique<boost::asio::io_context>(1);
    server_ = std::make_unique<SignerServer>(*io_, *service_);
    ASSERT_TRUE(server_->listen(socket_));
    thread_ = std::thread([this] { io_->run(); });
  }
  void stop() {
    if (!thread_.joinable()) return;
    io_->stop();
    thread_.join();
    server_.reset();
    io_.reset();
  }
  void TearDown() override { stop(); }
  Bytes bytes_of_vote(const Block& block) {
    return consensus::vote_signing_bytes(four_.outcome(block), block.parent_qc.round());
  }

  std::filesystem::path socket_ = folder_.path() / "socket";
  std::unique_ptr<boost::asio::io_context> io_;
  std::unique_ptr<SignerServer> server_;
  std::thread thread_;
  RemoteSigner signer_{socket_, four_.context().validators.validators[1].consensus_key};
};

TEST_F(Remote, SignsRefusesAndComesBack) {
  EXPECT_EQ(code_of(signer_.sign_request(vote(first_), bytes_of_vote(first_))),
            "signer_unavailable");
  serve();
  std::this_thread::sleep_for(std::chrono::milliseconds(kSignerRetryMs));
  ASSERT_TRUE(signer_.sign_request(vote(first_), bytes_of_vote(first_)));
  const Block other = changed(first_);
  EXPECT_EQ(code_of(signer_.sign_request(vote(other), bytes_of_vote(other))), "round_used");
  stop();
  EXPECT_EQ(code_of(signer_.sign_request(vote(second_), bytes_of_vote(second_))),
            "signer_unavailable");
  serve();
  std::this_thread::sleep_for(std::chrono::milliseconds(kSignerRetryMs));
  EXPECT_TRUE(signer_.sign_request(vote(second_), bytes_of_vote(second_)));
}

TEST_F(Remote, AnotherKeysSignerIsRefused) {
  serve();
  const RemoteSigner wrong(socket_, four_.context().validators.validators[2].consensus_key);
  EXPECT_EQ(code_of(wrong.connect()), "signer_unavailable");
  EXPECT_TRUE(signer_.connect());
}

TEST_F(Remote, OneServerASocket) {
  serve();
  boost::asio::io_context io;
  SignerServer second(io, *service_);
  EXPECT_EQ(code_of(second.listen(socket_)), "listen_failed");
  EXPECT_TRUE(signer_.connect());
}

}  // namespace
}  // namespace pennypost::signer
