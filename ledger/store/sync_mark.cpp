#include "ledger/store/sync_mark.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "ledger/codec/canonical.h"

namespace pennypost::store {
namespace {

constexpr std::size_t kMarkBytes = 16;  // the number, then its complement

}  // namespace

Result<std::unique_ptr<SyncMark>> SyncMark::open(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    return fail("store_unavailable", "Cannot open " + file.string() + ": " + std::strerror(errno));
  }
  std::unique_ptr<SyncMark> mark(new SyncMark(descriptor));
  std::array<std::uint8_t, kMarkBytes + 1> bytes{};
  const ssize_t size = ::pread(descriptor, bytes.data(), bytes.size(), 0);
  if (size < 0) {
    return fail("store_unavailable", "Cannot read " + file.string() + ": " + std::strerror(errno));
  }
  codec::Reader in(ByteView(bytes).first(kMarkBytes));
  const std::uint64_t sequence = in.u64();
  const std::uint64_t complement = in.u64();
  // Empty or all zero: a file system may keep a file's name or size and lose what was in it.
  if (size == 0 || (sequence == 0 && complement == 0)) return mark;
  if (static_cast<std::size_t>(size) != kMarkBytes || sequence != ~complement) {
    return fail("corrupt_store", file.string() + " is damaged: it is not a number and its check.");
  }
  mark->durable_ = sequence;
  return mark;
}

SyncMark::~SyncMark() {
  ::close(file_);
}

bool SyncMark::raise(std::uint64_t sequence) {
  const std::lock_guard lock(mutex_);
  if (sequence <= durable_) return true;
  codec::Writer out;
  out.u64(sequence).u64(~sequence);
  const ByteView bytes = out.view();
  if (::pwrite(file_, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    return false;
  }
  durable_ = sequence;
  return true;
}

}  // namespace pennypost::store
