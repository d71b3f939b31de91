#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/result.h"

// Configuration of every process: TOML, checked against a table of keys. Each key has a default and
// a comment; PENNYPOST_SECTION_KEY in the environment overrides the file; an unknown key is an
// error.
namespace pennypost::config {

/// `value` is the default, written as TOML; it also gives the key's type: text, integer, boolean or
/// list of texts.
struct Key {
  std::string_view section;
  std::string_view name;
  std::string_view value;
  std::string_view comment;
};

class Config {
 public:
  /// Errors: `config_unreadable`, `config_invalid` with file, line and key.
  static Result<Config> load(const std::filesystem::path& file, std::span<const Key> keys);
  /// Only defaults and the environment.
  static Result<Config> defaults(std::span<const Key> keys);

  /// The key was declared with this type (CHECK).
  const std::string& text(std::string_view section, std::string_view name) const;
  std::int64_t number(std::string_view section, std::string_view name) const;
  bool flag(std::string_view section, std::string_view name) const;
  const std::vector<std::string>& list(std::string_view section, std::string_view name) const;
  /// A text that names a file; relative ones count from the configuration file's folder.
  std::filesystem::path path(std::string_view section, std::string_view name) const;

  struct Value {
    enum class Kind { text, number, flag, list } kind = Kind::text;
    std::string text;
    std::int64_t number = 0;
    bool flag = false;
    std::vector<std::string> list;
  };

 private:
  const Value& find(std::string_view section, std::string_view name, Value::Kind kind) const;
  Result<void> apply_environment(std::span<const Key> keys);

  std::map<std::string, Value, std::less<>> values_;  // "section.name"
  std::filesystem::path folder_;
};

/// The table as a commented file that `load` reads back.
std::string print_defaults(std::span<const Key> keys);

/// "127.0.0.1:8101" or "[::1]:8101" taken apart. Errors: `config_invalid`.
struct HostPort {
  std::string host;
  std::uint16_t port = 0;
};
Result<HostPort> parse_host_port(std::string_view text);

}  // namespace pennypost::config
