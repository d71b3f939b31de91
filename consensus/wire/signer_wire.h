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
using SignerRequest = std::variant<SignerHello, consensus::SigningRequest>;

Bytes encode(const SignerRequest& request);
/// A signature, or why there is none.
Bytes encode_signer_reply(const Result<Signature>& reply);

/// Errors: `malformed`.
Result<SignerRequest> decode_signer_request(ByteView bytes);
/// What the other side said. Errors: `malformed`, or the refusal's.
Result<Signature> decode_signer_reply(ByteView bytes);

}  // namespace pennypost::wire
