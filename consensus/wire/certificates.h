#pragma once

#include "consensus/core/safety_data.h"
#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "proto/consensus.pb.h"

// The parts that messages, blocks and the safety record share. Only for consensus/wire's own .cpp
// files.
namespace pennypost::wire {

void write(proto::QuorumCertificate& out, const consensus::QuorumCertificate& qc);
void write(proto::TimeoutCertificate& out, const consensus::TimeoutCertificate& tc);
void write(proto::Block& out, const consensus::Block& block);
void write(proto::Proposal& out, const consensus::Proposal& proposal);
void write(proto::Vote& out, const consensus::Vote& vote);
void write(proto::OrderVote& out, const consensus::OrderVote& vote);
void write(proto::Timeout& out, const consensus::Timeout& timeout);
void write(proto::SyncInfo& out, const consensus::SyncInfo& info);
void write(proto::EpochEnd& out, const consensus::EpochEnd& end);
void write(proto::SafetyRecord& out, const consensus::SafetyData& data);

Result<consensus::QuorumCertificate> read(const proto::QuorumCertificate& in);
Result<consensus::TimeoutCertificate> read(const proto::TimeoutCertificate& in);
Result<consensus::Block> read(const proto::Block& in);
Result<consensus::Proposal> read(const proto::Proposal& in);
Result<consensus::Vote> read(const proto::Vote& in);
Result<consensus::OrderVote> read(const proto::OrderVote& in);
Result<consensus::Timeout> read(const proto::Timeout& in);
Result<consensus::SyncInfo> read(const proto::SyncInfo& in);
Result<consensus::EpochEnd> read(const proto::EpochEnd& in);
Result<consensus::SafetyData> read(const proto::SafetyRecord& in);

}  // namespace pennypost::wire
