#include "consensus/net/identity.h"

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "ledger/base/check.h"

namespace pennypost::net {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

// A certificate of an Ed25519 key takes a few hundred bytes; a stranger's chain gets no more room.
constexpr long kCertificateBytesMax = 4096;

// Version 3, serial 1, and the whole range of dates that X.509 can write: it never runs out.
Certificate self_signed(EVP_PKEY* key) {
  Certificate certificate(X509_new(), X509_free);
  X509* const x = certificate.get();
  const auto* const name = reinterpret_cast<const unsigned char*>("pennypost");
  const bool made = x != nullptr && X509_set_version(x, X509_VERSION_3) == 1 &&
                    ASN1_INTEGER_set(X509_get_serialNumber(x), 1) == 1 &&
                    ASN1_TIME_set_string_X509(X509_getm_notBefore(x), "19700101000000Z") == 1 &&
                    ASN1_TIME_set_string_X509(X509_getm_notAfter(x), "99991231235959Z") == 1 &&
                    X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_ASC, name,
                                               -1, -1, 0) == 1 &&
                    X509_set_issuer_name(x, X509_get_subject_name(x)) == 1 &&
                    X509_set_pubkey(x, key) == 1 &&
                    X509_sign(x, key, nullptr) > 0;  // Ed25519 brings its own digest
  if (!made) certificate.reset();
  return certificate;
}

std::optional<PublicKey> raw_key(const X509* certificate) {
  const EVP_PKEY* const key = certificate != nullptr ? X509_get0_pubkey(certificate) : nullptr;
  if (key == nullptr || EVP_PKEY_get_base_id(key) != EVP_PKEY_ED25519) return std::nullopt;
  PublicKey out;
  std::size_t length = out.bytes.size();
  if (EVP_PKEY_get_raw_public_key(key, out.bytes.data(), &length) != 1) return std::nullopt;
  return length == out.bytes.size() ? std::optional(out) : std::nullopt;
}

// Replaces OpenSSL's chain building: no authority, no dates, no names. The transport compares the
// key with the pinned one after the handshake.
int accept_ed25519(X509_STORE_CTX* store, void*) {
  if (raw_key(X509_STORE_CTX_get0_cert(store))) return 1;
  X509_STORE_CTX_set_error(store, X509_V_ERR_CERT_REJECTED);
  return 0;
}

bool configure(SSL_CTX* context, EVP_PKEY* key, X509* certificate) {
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  SSL_CTX_set_cert_verify_callback(context, accept_ed25519, nullptr);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_max_cert_list(context, kCertificateBytesMax);
  // An end of stream without a goodbye is an ordinary end: frames show by themselves if they are
  // whole.
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_IGNORE_UNEXPECTED_EOF |
                                   SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  return SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) == 1 &&
         SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION) == 1 &&
         SSL_CTX_set_num_tickets(context, 0) == 1 &&
         SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256") ==
             1 &&
         SSL_CTX_set1_groups_list(context, "X25519") == 1 &&
         SSL_CTX_set1_sigalgs_list(context, "ed25519") == 1 &&
         SSL_CTX_set1_client_sigalgs_list(context, "ed25519") == 1 &&
         SSL_CTX_use_certificate(context, certificate) == 1 &&
         SSL_CTX_use_PrivateKey(context, key) == 1;
}

}  // namespace

Result<TlsIdentity> TlsIdentity::from_seed(const crypto::Seed& seed) {
  const ByteView bytes = seed.view();
  const Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes.data(), bytes.size()),
                EVP_PKEY_free);
  if (!key) return fail("tls_unavailable", "OpenSSL made no Ed25519 key");
  const Certificate certificate = self_signed(key.get());
  if (!certificate) return fail("tls_unavailable", "OpenSSL made no Ed25519 certificate");
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_method()), SSL_CTX_free);
  if (!context || !configure(context.get(), key.get(), certificate.get())) {
    return fail("tls_unavailable", "OpenSSL does not offer TLS 1.3 with Ed25519");
  }
  const auto public_key = raw_key(certificate.get());
  CHECK(public_key.has_value());
  return TlsIdentity(*public_key, std::move(context));
}

std::optional<PublicKey> peer_key(const ssl_st* connection) {
  return raw_key(SSL_get0_peer_certificate(connection));
}

}  // namespace pennypost::net
