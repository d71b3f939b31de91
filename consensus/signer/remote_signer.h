#pragma once

#include <filesystem>
#include <functional>
#include <mutex>

#include "consensus/core/signer.h"
#include "consensus/net/frame.h"

namespace pennypost::signer {

/// How long the validator waits for its signer, and lets it be after it failed, in milliseconds.
inline constexpr int kSignerPatienceMs = 500;
inline constexpr int kSignerRetryMs = 100;

/// Asks a SigningService in another process over a Unix socket: this process has no consensus key.
/// A call blocks, at most kSignerPatienceMs; the connection is made when it is needed, and again
/// after it broke. Whatever comes back is checked under the expected key. Any thread.
class RemoteSigner final : public consensus::Signer {
 public:
  RemoteSigner(std::filesystem::path socket, const PublicKey& key);
  ~RemoteSigner() override;
  RemoteSigner(const RemoteSigner&) = delete;
  RemoteSigner& operator=(const RemoteSigner&) = delete;

  /// Errors: the signer's refusal, or `signer_unavailable`.
  Result<Signature> sign_request(const consensus::SigningRequest& request,
                                 ByteView bytes) const override;
  /// How epochs ended, for a signer that is behind: of the epoch that is asked for.
  using Ends = std::function<Result<consensus::EpochEnd>(Epoch)>;
  /// Before anything is signed. `ends` is called by whoever signs.
  void set_ends(Ends ends) { ends_ = std::move(ends); }

  /// Connects now, to tell the operator early. Errors: the same.
  Result<void> connect() const;

 private:
  Result<void> connect_locked() const;
  Result<Signature> exchange(ByteView request) const;
  Result<void> lead_to(Epoch epoch) const;
  std::unexpected<Error> broken(const std::string& why) const;

  const std::filesystem::path socket_;
  const PublicKey key_;
  mutable std::mutex mutex_;
  Ends ends_;
  mutable int file_ = -1;
  mutable Epoch signer_epoch_;             // as it said last
  mutable std::uint64_t retry_at_ms_ = 0;  // steady
};

}  // namespace pennypost::signer
