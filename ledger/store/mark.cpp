#include "ledger/store/mark.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "ledger/codec/canonical.h"
#include "ledger/store/environment.h"

namespace pennypost::store {
namespace {

constexpr std::size_t kMarkBytes = 16;  // the number, then its complement

std::unexpected<Error> unavailable(const char* what, const std::filesystem::path& file) {
  return fail("store_unavailable",
              std::string("Cannot ") + what + ' ' + file.string() + ": " + std::strerror(errno));
}

Result<std::uint64_t> value_in(const std::filesystem::path& file, int descriptor) {
  std::array<std::uint8_t, kMarkBytes + 1> bytes{};
  const ssize_t size = ::pread(descriptor, bytes.data(), bytes.size(), 0);
  if (size < 0) return unavailable("read", file);
  codec::Reader in(ByteView(bytes).first(kMarkBytes));
  const std::uint64_t value = in.u64();
  const std::uint64_t complement = in.u64();
  // Empty or all zero: a file system may keep a file's name or size and lose what was in it.
  if (size == 0 || (value == 0 && complement == 0)) return 0;
  if (static_cast<std::size_t>(size) != kMarkBytes || value != ~complement) {
    return fail("corrupt_store", file.string() + " is damaged: it is not a number and its check.");
  }
  return value;
}

}  // namespace

Result<std::uint64_t> Mark::read(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0 && errno == ENOENT) return 0;
  if (descriptor < 0) return unavailable("open", file);
  auto value = value_in(file, descriptor);
  ::close(descriptor);
  return value;
}

Result<std::unique_ptr<Mark>> Mark::open(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return unavailable("open", file);
  std::unique_ptr<Mark> mark(new Mark(file, descriptor));
  PP_TRY(const std::uint64_t value, value_in(file, descriptor));
  mark->found_ = value;
  mark->value_ = value;
  return mark;
}

Mark::~Mark() {
  ::close(file_);
}

void Mark::raise(std::uint64_t value) {
  const std::lock_guard lock(mutex_);
  if (value <= value_) return;
  codec::Writer out;
  out.u64(value).u64(~value);
  const ByteView bytes = out.view();
  if (::pwrite(file_, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    stop_process("cannot write " + path_.string() + ": " + std::strerror(errno));
  }
  value_ = value;
}

}  // namespace pennypost::store
