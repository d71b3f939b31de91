#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <vector>

#include <boost/json/object.hpp>

// What this machine does in this minute, and what processes on it have used.
namespace pennypost::commands {

/// Cores, Ed25519 verifications a second on one core, and synced appends of 4 KiB a second in
/// `dir`. Takes about a second.
boost::json::object measure_machine(const std::filesystem::path& dir);

/// Sums over some processes since their starts.
struct Usage {
  std::uint64_t cpu_us = 0;
  std::uint64_t disk_written_bytes = 0;  // handed to the disk
};
/// Of all threads of this process.
std::uint64_t own_cpu_us();
/// Zero for what has ended.
Usage usage_of(const std::vector<pid_t>& processes);

}  // namespace pennypost::commands
