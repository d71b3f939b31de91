#include "api/commands/bench/machine.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <fstream>
#include <sstream>
#include <thread>

#include "ledger/crypto/ed25519.h"

namespace pennypost::commands {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kMeasured = std::chrono::milliseconds(500);

/// How often `work` runs in a second.
template <class F>
std::uint64_t rate_of(F work) {
  const auto start = Clock::now();
  std::uint64_t count = 0;
  while (Clock::now() - start < kMeasured) {
    work();
    ++count;
  }
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
  return count * 1'000'000 / static_cast<std::uint64_t>(us.count());
}

std::uint64_t verifications_per_s() {
  const crypto::KeyPair key(crypto::Seed::random());
  const Bytes message(200, 7);
  const Signature signature = key.sign(message);
  return rate_of([&] { crypto::verify(key.public_key(), message, signature); });
}

std::uint64_t syncs_per_s(const std::filesystem::path& dir) {
  const auto file = dir / "sync-test";
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) return 0;
  const std::array<char, 4096> block{};
  bool good = true;
  const std::uint64_t rate = rate_of([&] {
    good = good && ::write(fd, block.data(), block.size()) == static_cast<ssize_t>(block.size()) &&
           ::fdatasync(fd) == 0;
  });
  ::close(fd);
  std::error_code error;
  std::filesystem::remove(file, error);
  return good ? rate : 0;
}

std::uint64_t cpu_us_of(pid_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(in, line);
  const auto name_end = line.rfind(')');
  if (name_end == std::string::npos) return 0;
  std::istringstream fields(line.substr(name_end + 1));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;  // up to utime, field 14 of proc(5)
  std::uint64_t user = 0;
  std::uint64_t system = 0;
  fields >> user >> system;
  return (user + system) * 1'000'000 / static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK));
}

std::uint64_t written_by(pid_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/io");
  std::string name;
  std::uint64_t value = 0;
  while (in >> name >> value) {
    if (name == "write_bytes:") return value;
  }
  return 0;
}

}  // namespace

boost::json::object measure_machine(const std::filesystem::path& dir) {
  return {{"cores", std::thread::hardware_concurrency()},
          {"ed25519_verifications_per_s_core", verifications_per_s()},
          {"fdatasyncs_per_s", syncs_per_s(dir)}};
}

std::uint64_t own_cpu_us() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto us = [](const timeval& time) {
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000 +
           static_cast<std::uint64_t>(time.tv_usec);
  };
  return us(used.ru_utime) + us(used.ru_stime);
}

Usage usage_of(const std::vector<pid_t>& processes) {
  Usage out;
  for (const pid_t pid : processes) {
    out.cpu_us += cpu_us_of(pid);
    out.disk_written_bytes += written_by(pid);
  }
  return out;
}

}  // namespace pennypost::commands
