#include "api/custodian/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>

#include "api/custodian/sealing.h"

namespace pennypost::custodian {
namespace {

constexpr std::size_t kSecretBytesMax = 4096;

class File {
 public:
  explicit File(int fd) : fd_(fd) {}
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_;
};

/// The file's name survives a power failure too: what is sealed under a lost key is lost.
bool sync_folder(const std::filesystem::path& folder) {
  const File opened(
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return opened.fd() >= 0 && ::fsync(opened.fd()) == 0;
}

}  // namespace

Result<std::string> read_secret_file(const std::string& path) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.fd() < 0) return fail("unavailable", "The key file " + path + " cannot be read.");
  struct stat status{};
  if (::fstat(file.fd(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return fail("unavailable", path + " is no file.");
  }
  if ((status.st_mode & 077) != 0) {
    return fail("unsafe_permissions", path + " can be read by others: chmod 600 it.");
  }
  std::string text(kSecretBytesMax + 1, '\0');
  const ssize_t size = ::read(file.fd(), text.data(), text.size());
  if (size < 0) return fail("unavailable", "The key file " + path + " cannot be read.");
  if (static_cast<std::size_t>(size) > kSecretBytesMax) {
    return fail("malformed", path + " is too long for a key.");
  }
  text.resize(static_cast<std::size_t>(size));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

Result<void> create_secret_file(const std::string& path, const std::string& text) {
  const auto folder = std::filesystem::path(path).parent_path();
  std::error_code error;
  if (!folder.empty()) std::filesystem::create_directories(folder, error);
  const File file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (file.fd() < 0) return fail("unavailable", "The key file " + path + " cannot be created.");
  const std::string line = text + "\n";
  if (::write(file.fd(), line.data(), line.size()) != static_cast<ssize_t>(line.size()) ||
      ::fsync(file.fd()) != 0 || !sync_folder(folder)) {
    ::unlink(path.c_str());  // half a key must not be taken for one
    return fail("unavailable", "The key file " + path + " cannot be written.");
  }
  return {};
}

Result<crypto::Seed> read_seed_file(const std::string& path) {
  PP_TRY(std::string text, read_secret_file(path));
  auto bytes = from_hex(text);
  ::explicit_bzero(text.data(), text.size());
  const auto seed = bytes ? crypto::Seed::from(*bytes) : std::nullopt;
  if (bytes) wipe(*bytes);
  if (!seed) return fail("malformed", path + " does not hold 64 hex digits.");
  return *seed;
}

Result<crypto::Seed> read_or_create_seed_file(const std::string& path) {
  std::error_code error;
  if (std::filesystem::status(path, error).type() == std::filesystem::file_type::not_found) {
    PP_CHECKED(create_secret_file(path, to_hex(crypto::Seed::random().view())));
  }
  return read_seed_file(path);
}

}  // namespace pennypost::custodian
