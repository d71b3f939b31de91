#include "api/custodian/master_key.h"

#include <fcntl.h>
#include <poll.h>
#include <sodium.h>
#include <spawn.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>

#include "api/custodian/key_file.h"
#include "ledger/base/check.h"
#include "ledger/crypto/ed25519.h"

namespace pennypost::custodian {
namespace {

constexpr unsigned long long kPasses = 3;
constexpr std::size_t kMemoryBytes = 256 * 1024 * 1024;
constexpr std::chrono::seconds kCommandTimeMax{30};
constexpr std::size_t kLineBytesMax = 4096;

Result<SealingKey> key_of_hex(std::string& text, const std::string& source) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  auto bytes = from_hex(text);
  sodium_memzero(text.data(), text.size());
  const auto key = bytes ? SealingKey::from(*bytes) : std::nullopt;
  if (bytes) wipe(*bytes);
  if (!key) return fail("malformed", source + " does not give 64 hex digits.");
  return *key;
}

/// What comes out of the pipe until its end; nothing where it takes too long or is too much.
std::optional<std::string> read_all(int pipe) {
  const auto deadline = std::chrono::steady_clock::now() + kCommandTimeMax;
  std::string out;
  std::array<char, 512> part{};
  while (out.size() <= kLineBytesMax) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    pollfd ready{.fd = pipe, .events = POLLIN, .revents = 0};
    if (left.count() <= 0 || ::poll(&ready, 1, static_cast<int>(left.count())) <= 0) break;
    const ssize_t size = ::read(pipe, part.data(), part.size());
    if (size < 0) break;
    if (size == 0) return out;
    out.append(part.data(), static_cast<std::size_t>(size));
  }
  sodium_memzero(part.data(), part.size());
  sodium_memzero(out.data(), out.size());
  return std::nullopt;
}

}  // namespace

Result<SealingKey> master_key_from_file(const std::string& path) {
  PP_TRY(const auto seed, read_seed_file(path));
  return *SealingKey::from(seed.view());
}

Result<SealingKey> master_key_from_passphrase(const std::string& passphrase,
                                              const std::string& salt_file) {
  if (passphrase.size() < kPassphraseBytesMin) {
    return fail("weak_passphrase", "The master passphrase needs at least 12 characters.");
  }
  PP_TRY(const auto salt, read_or_create_seed_file(salt_file));
  std::array<std::uint8_t, 32> key{};
  static_assert(crypto_pwhash_SALTBYTES <= 32);
  if (crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(),
                    salt.view().data(), kPasses, kMemoryBytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail("unavailable", "There is not enough memory for the master passphrase (256 MiB).");
  }
  const SealingKey out(key);
  sodium_memzero(key.data(), key.size());
  return out;
}

Result<SealingKey> master_key_from_command(const std::vector<std::string>& command) {
  CHECK(!command.empty());
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return fail("unavailable", "No pipe can be made.");
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
  std::vector<std::string> copies = command;
  std::vector<char*> arguments;
  for (auto& word : copies) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int failed =
      ::posix_spawnp(&child, command[0].c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(pipe[1]);
  if (failed != 0) {
    ::close(pipe[0]);
    return fail("unavailable", "The command " + command[0] + " cannot be run.");
  }
  auto text = read_all(pipe[0]);
  ::close(pipe[0]);
  if (!text) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (!text || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return fail("unavailable", "The command " + command[0] + " gave no master key.");
  }
  return key_of_hex(*text, "The command " + command[0]);
}

Result<std::string> read_passphrase(const std::string& prompt) {
  const bool terminal = ::isatty(STDIN_FILENO) == 1;
  termios before{};
  if (terminal) {
    ::tcgetattr(STDIN_FILENO, &before);
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    (void)!::write(STDERR_FILENO, prompt.data(), prompt.size());
  }
  std::string out;
  char c = 0;
  while (out.size() < kLineBytesMax && ::read(STDIN_FILENO, &c, 1) == 1 && c != '\n') {
    out.push_back(c);
  }
  if (terminal) {
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    (void)!::write(STDERR_FILENO, "\n", 1);
  }
  if (out.empty()) return fail("unavailable", "No passphrase was given.");
  return out;
}

}  // namespace pennypost::custodian
