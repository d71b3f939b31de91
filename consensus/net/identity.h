#pragma once

#include <memory>

#include "ledger/base/result.h"
#include "ledger/crypto/ed25519.h"

struct ssl_ctx_st;  // OpenSSL's SSL_CTX and SSL
struct ssl_st;

namespace pennypost::net {

/// What this node shows to the others on links: an Ed25519 network key and a self-signed
/// certificate of it, made in memory. The certificate is only a wrapper that TLS asks for: its
/// names, dates and issuer mean nothing and nobody looks at them; who a peer is, is decided by its
/// public key alone. Copies share one context. Any thread may read it.
class TlsIdentity {
 public:
  /// Fails with `tls_unavailable` where OpenSSL refuses (a build without Ed25519 or TLS 1.3).
  static Result<TlsIdentity> from_seed(const crypto::Seed& seed);

  const PublicKey& public_key() const { return public_key_; }

  /// For both ends of a connection: TLS 1.3 only, Ed25519 only, a certificate demanded of either
  /// side, no tickets and no resumption. A handshake that succeeds proves that the peer holds the
  /// private key of the certificate it showed, *not* that it is anybody known: compare peer_key.
  /// Owned by this identity and its copies.
  ssl_ctx_st* context() const { return context_.get(); }

 private:
  TlsIdentity(PublicKey key, std::shared_ptr<ssl_ctx_st> context)
      : public_key_(key), context_(std::move(context)) {}

  PublicKey public_key_;
  std::shared_ptr<ssl_ctx_st> context_;
};

/// The raw public key in the certificate that the peer has shown; nothing before the handshake is
/// over, or where it is no Ed25519 key.
std::optional<PublicKey> peer_key(const ssl_st* connection);

}  // namespace pennypost::net
