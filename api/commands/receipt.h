#pragma once

#include <filesystem>
#include <string>

namespace pennypost::commands {

/// `pennypost receipt get ID --out F [--node URL] [--waypoint W]`. Keeps only what is valid from
/// the waypoint on; without one, from that on which the receipt itself begins with, which it
/// prints.
int receipt_get(const std::string& id, const std::filesystem::path& out,
                const std::string& node_url, const std::string& waypoint);

/// `pennypost receipt verify F --waypoint W [--json]`: offline, with nothing but the waypoint. Exit
/// status 0 only where the receipt is proven.
int receipt_verify(const std::filesystem::path& file, const std::string& waypoint, bool json);

/// `pennypost receipt page F --waypoint W --out P [--node URL]`: one file that shows the receipt
/// and checks it in any browser, without a server. From the node, only how amounts are written.
int receipt_page(const std::filesystem::path& file, const std::string& waypoint,
                 const std::filesystem::path& out, const std::string& node_url);

}  // namespace pennypost::commands
