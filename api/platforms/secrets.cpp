#include "api/custodian/key_file.h"
#include "api/platforms/connection.h"

namespace pennypost::platforms {

Result<std::string> read_secret(const config::Config& config, std::string_view section,
                                std::string_view key) {
  const std::string name = std::string(section) + "." + std::string(key);
  if (const std::string& given = config.text(section, key); !given.empty()) return given;
  const std::string file_key = std::string(key) + "_file";
  if (config.text(section, file_key).empty()) {
    return fail("config_invalid", name + " is missing: name a file in " + name +
                                      "_file, or set it in the environment.");
  }
  return custodian::read_secret_file(config.path(section, file_key).string());
}

}  // namespace pennypost::platforms
