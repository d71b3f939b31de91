#include "consensus/signer/remote_signer.h"

#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstring>

#include "consensus/wire/signer_wire.h"
#include "ledger/crypto/ed25519.h"

namespace pennypost::signer {
namespace {

std::uint64_t steady_ms() {
  using std::chrono::duration_cast;
  return static_cast<std::uint64_t>(
      duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
          .count());
}

bool send_all(int file, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(file, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(sent));
  }
  return true;
}

/// One frame; nothing where the other side hung up, was too slow, or said more than one.
std::optional<Bytes> receive_frame(int file) {
  net::FrameDecoder decoder;
  std::array<std::uint8_t, 4096> buffer;
  while (true) {
    const ssize_t read = ::recv(file, buffer.data(), buffer.size(), 0);
    if (read < 0 && errno == EINTR) continue;
    if (read <= 0) return std::nullopt;
    ByteView input(buffer.data(), static_cast<std::size_t>(read));
    auto frame = decoder.next(input);
    if (!frame || !input.empty()) return std::nullopt;
    if (*frame) return std::move(**frame);
  }
}

}  // namespace

RemoteSigner::RemoteSigner(std::filesystem::path socket, const PublicKey& key)
    : socket_(std::move(socket)), key_(key) {}

RemoteSigner::~RemoteSigner() {
  if (file_ >= 0) ::close(file_);
}

std::unexpected<Error> RemoteSigner::broken(const std::string& why) const {
  if (file_ >= 0) ::close(file_);
  file_ = -1;
  retry_at_ms_ = steady_ms() + kSignerRetryMs;
  return fail("signer_unavailable", "The signer at " + socket_.string() + " " + why + ".");
}

Result<Signature> RemoteSigner::exchange(ByteView request) const {
  Bytes frame;
  net::append_frame(frame, request);
  if (!send_all(file_, frame)) return broken("does not listen");
  const auto answer = receive_frame(file_);
  if (!answer) return broken("did not answer");
  auto reply = wire::decode_signer_reply(*answer);
  if (!reply) return broken("answers something else");
  signer_epoch_ = reply->epoch;
  return std::move(reply->signature);
}

/// C9: epoch by epoch. It checks each step by itself.
Result<void> RemoteSigner::lead_to(Epoch epoch) const {
  while (ends_ && signer_epoch_ < epoch) {
    const Epoch before = signer_epoch_;
    PP_TRY(auto end, ends_(before));
    PP_CHECKED(exchange(wire::encode(wire::SignerRequest(std::move(end)))));
    if (signer_epoch_ <= before) return broken("does not enter the next epoch");
    spdlog::info("the signer is in epoch {}", signer_epoch_.value());
  }
  return {};
}

Result<void> RemoteSigner::connect_locked() const {
  if (file_ >= 0) return {};
  if (steady_ms() < retry_at_ms_) return fail("signer_unavailable", "The signer failed just now.");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = socket_.string();
  if (path.size() >= sizeof address.sun_path) return broken("has too long a path");
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  file_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval patience{.tv_sec = 0, .tv_usec = kSignerPatienceMs * 1000};
  ::setsockopt(file_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(file_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (::connect(file_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return broken("cannot be reached");
  }
  const auto welcome = exchange(wire::encode(wire::SignerRequest(wire::SignerHello{key_})));
  if (welcome) {
    spdlog::info("connected to the signer at {}", path);
    return {};
  }
  if (welcome.error().code == "signer_unavailable") return std::unexpected(welcome.error());
  spdlog::error("the signer at {} refuses us: {}", path, welcome.error().message);
  return broken("refuses us: " + welcome.error().message);
}

Result<void> RemoteSigner::connect() const {
  const std::lock_guard lock(mutex_);
  return connect_locked();
}

Result<Signature> RemoteSigner::sign_request(const consensus::SigningRequest& request,
                                             ByteView bytes) const {
  const std::lock_guard lock(mutex_);
  PP_CHECKED(connect_locked());
  PP_CHECKED(lead_to(consensus::epoch_of(request)));
  PP_TRY(const Signature signature, exchange(wire::encode(wire::SignerRequest(request))));
  if (crypto::verify(key_, bytes, signature)) return signature;
  return broken("signed something else");
}

}  // namespace pennypost::signer
