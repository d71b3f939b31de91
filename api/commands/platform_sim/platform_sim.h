#pragma once

#include <cstdint>
#include <string>

// `pennypost platform-sim NAME`: a chat platform in small, on this machine. What people do there is
// told by requests under /sim, and seen there; the rest of its paths are the platform's own API.
namespace pennypost::commands {

struct PlatformSimOptions {
  std::string platform;  // whatsapp, messenger, telegram or matrix
  std::string listen = "127.0.0.1:8500";
  std::string gateway = "http://127.0.0.1:8080";
  bool polled = false;  // telegram: no webhooks, the gateway asks
  std::string secret_file;
  std::string token_file;
  std::uint64_t seed = 1;
  std::uint32_t copies = 1;
  std::uint64_t late_s = 0;
};

/// Until interrupted. Returns the exit status.
int platform_sim_command(const PlatformSimOptions& options);

}  // namespace pennypost::commands
