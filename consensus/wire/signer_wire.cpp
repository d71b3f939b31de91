#include "consensus/wire/signer_wire.h"

#include "consensus/wire/certificates.h"
#include "ledger/wire/ledger_wire.h"

namespace pennypost::wire {
namespace {

using consensus::SigningRequest;
using consensus::SignOrderVote;
using consensus::SignProposal;
using consensus::SignTimeout;
using consensus::SignVote;

constexpr std::size_t kReplyTextMax = 1024;

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

std::string text(ByteView bytes) {
  return std::string(text_of(bytes));
}

Bytes serialize(const google::protobuf::MessageLite& message) {
  Bytes out(message.ByteSizeLong());
  CHECK(message.SerializeToArray(out.data(), static_cast<int>(out.size())));
  return out;
}

std::unexpected<Error> malformed() {
  return fail("malformed", "This is not a well-formed message of a signer.");
}

void fill(proto::SignerRequest& out, const SigningRequest& request) {
  std::visit(Overloaded{[&](const SignProposal& in) {
                          write(*out.mutable_proposal()->mutable_block(), in.block);
                          if (in.tc) write(*out.mutable_proposal()->mutable_tc(), *in.tc);
                        },
                        [&](const SignVote& in) {
                          write(*out.mutable_vote()->mutable_block(), in.block);
                          if (in.tc) write(*out.mutable_vote()->mutable_tc(), *in.tc);
                          out.mutable_vote()->set_executed(text(codec::encode(in.executed)));
                        },
                        [&](const SignOrderVote& in) { write(*out.mutable_order_vote(), in.qc); },
                        [&](const SignTimeout& in) {
                          proto::SignTimeout& timeout = *out.mutable_timeout();
                          timeout.set_epoch(in.epoch.value());
                          timeout.set_round(in.round.value());
                          write(*timeout.mutable_high_qc(), in.high_qc);
                          if (in.tc) write(*timeout.mutable_tc(), *in.tc);
                        }},
             request);
}

template <class Message>
Result<std::optional<consensus::TimeoutCertificate>> read_tc(const Message& in) {
  if (!in.has_tc()) return std::nullopt;
  PP_TRY(auto tc, read(in.tc()));
  return std::optional(std::move(tc));
}

Result<SigningRequest> read_proposal(const proto::SignProposal& in) {
  SignProposal out;
  PP_TRY(out.block, read(in.block()));
  PP_TRY(out.tc, read_tc(in));
  return out;
}

Result<SigningRequest> read_vote(const proto::SignVote& in) {
  SignVote out;
  PP_TRY(out.block, read(in.block()));
  PP_TRY(out.tc, read_tc(in));
  PP_TRY(out.executed, codec::decode_ledger_info(view_of(in.executed())));
  return out;
}

Result<SigningRequest> read_order_vote(const proto::QuorumCertificate& in) {
  SignOrderVote out;
  PP_TRY(out.qc, read(in));
  return out;
}

Result<SigningRequest> read_timeout(const proto::SignTimeout& in) {
  SignTimeout out{.epoch = Epoch(in.epoch()), .round = Round(in.round()), .high_qc = {}, .tc = {}};
  PP_TRY(out.high_qc, read(in.high_qc()));
  PP_TRY(out.tc, read_tc(in));
  return out;
}

}  // namespace

Bytes encode(const SignerRequest& request) {
  proto::SignerRequest out;
  std::visit(Overloaded{[&](const SignerHello& in) { out.set_hello(text(in.key.view())); },
                        [&](const consensus::EpochEnd& in) { write(*out.mutable_epoch(), in); },
                        [&](const SigningRequest& in) { fill(out, in); }},
             request);
  return serialize(out);
}

Bytes encode(const SignerReply& reply) {
  proto::SignerReply out;
  if (reply.signature) {
    out.set_signature(text(reply.signature->view()));
  } else {
    out.set_code(reply.signature.error().code);
    out.set_message(reply.signature.error().message);
  }
  out.set_epoch(reply.epoch.value());
  return serialize(out);
}

Result<SignerRequest> decode_signer_request(ByteView bytes) {
  proto::SignerRequest in;
  if (!parse_strict(bytes, in)) return malformed();
  switch (in.request_case()) {
    case proto::SignerRequest::kHello: {
      const auto key = PublicKey::from(view_of(in.hello()));
      if (!key) return malformed();
      return SignerHello{*key};
    }
    case proto::SignerRequest::kProposal:
      return read_proposal(in.proposal());
    case proto::SignerRequest::kVote:
      return read_vote(in.vote());
    case proto::SignerRequest::kOrderVote:
      return read_order_vote(in.order_vote());
    case proto::SignerRequest::kTimeout:
      return read_timeout(in.timeout());
    case proto::SignerRequest::kEpoch:
      return read(in.epoch());
    case proto::SignerRequest::REQUEST_NOT_SET:
      return malformed();
  }
  return malformed();
}

Result<SignerReply> decode_signer_reply(ByteView bytes) {
  proto::SignerReply in;
  if (!parse_strict(bytes, in) || in.code().size() + in.message().size() > kReplyTextMax) {
    return malformed();
  }
  const Epoch epoch(in.epoch());
  if (!in.code().empty()) {
    if (!in.signature().empty()) return malformed();
    return SignerReply{std::unexpected(Error{in.code(), in.message()}), epoch};
  }
  const auto signature = Signature::from(view_of(in.signature()));
  if (!signature || !in.message().empty()) return malformed();
  return SignerReply{*signature, epoch};
}

}  // namespace pennypost::wire
