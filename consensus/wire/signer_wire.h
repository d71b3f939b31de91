#pragma once

#include "consensus/core/signer.h"

// Protobuf <-> what a validator and its remote signer say to each other, one message a frame.
// Parsed strictly.
namespace pennypost::wire {

/// The first message of a connection: the validator says which key it expects to sign with. The
/// answer is a refusal, or a reply whose signature is zero.
struct SignerHello {
  PublicKey key;
};
using SignerRequest = std::variant<SignerHello, consensus::EpochEnd, consensus::SigningRequest>;

/// A signature (zero where none was asked for), or why there is none; and the epoch that the signer
/// is in.
struct SignerReply {
  Result<Signature> signature;
  Epoch epoch;
};

Bytes encode(const SignerRequest& request);
Bytes encode(const SignerReply& reply);

/// Errors: `malformed`.
Result<SignerRequest> decode_signer_request(ByteView bytes);
/// Errors: `malformed`.
Result<SignerReply> decode_signer_reply(ByteView bytes);

}  // namespace pennypost::wire
