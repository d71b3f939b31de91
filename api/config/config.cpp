#include "api/config/config.h"

#include <toml++/toml.h>

#include <charconv>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "ledger/base/check.h"

namespace pennypost::config {
namespace {

using Kind = Config::Value::Kind;

std::string full_name(std::string_view section, std::string_view name) {
  return std::string(section) + "." + std::string(name);
}

std::string environment_name(const Key& key) {
  std::string out = "PENNYPOST_" + std::string(key.section) + "_" + std::string(key.name);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::optional<Config::Value> from_toml(const toml::node& node) {
  Config::Value out;
  if (const auto* text = node.as_string()) {
    out.kind = Kind::text;
    out.text = text->get();
  } else if (const auto* number = node.as_integer()) {
    out.kind = Kind::number;
    out.number = number->get();
  } else if (const auto* flag = node.as_boolean()) {
    out.kind = Kind::flag;
    out.flag = flag->get();
  } else if (const auto* list = node.as_array()) {
    out.kind = Kind::list;
    for (const toml::node& item : *list) {
      const auto* entry = item.as_string();
      if (entry == nullptr) return std::nullopt;
      out.list.push_back(entry->get());
    }
  } else {
    return std::nullopt;
  }
  return out;
}

Result<toml::table> parse_toml(std::string_view text, const std::string& source) {
  try {
    return toml::parse(text, source);
  } catch (const toml::parse_error& error) {
    std::ostringstream where;
    where << error.source();
    return fail("config_invalid", std::string(error.description()) + " (" + where.str() + ").");
  }
}

Config::Value parse_default(const Key& key) {
  const auto table = parse_toml("value = " + std::string(key.value), "default");
  CHECK(table.has_value());
  const auto value = from_toml(*table->get("value"));
  CHECK(value.has_value());
  return *value;
}

const char* kind_name(Kind kind) {
  switch (kind) {
    case Kind::text:
      return "a text in quotes";
    case Kind::number:
      return "a whole number";
    case Kind::flag:
      return "true or false";
    case Kind::list:
      return "a list of texts";
  }
  return "";
}

}  // namespace

Result<Config> Config::defaults(std::span<const Key> keys) {
  Config out;
  out.folder_ = std::filesystem::current_path();
  for (const Key& key : keys) out.values_[full_name(key.section, key.name)] = parse_default(key);
  PP_CHECKED(out.apply_environment(keys));
  return out;
}

Result<Config> Config::load(const std::filesystem::path& file, std::span<const Key> keys) {
  std::ifstream in(file);
  std::stringstream text;
  if (!in || !(text << in.rdbuf())) {
    return fail("config_unreadable", "Cannot read the configuration file " + file.string() + ".");
  }
  Config out;
  for (const Key& key : keys) out.values_[full_name(key.section, key.name)] = parse_default(key);
  out.folder_ = std::filesystem::absolute(file).parent_path();
  PP_TRY(const toml::table table, parse_toml(text.str(), file.string()));
  for (const auto& [section, node] : table) {
    const toml::table* entries = node.as_table();
    if (entries == nullptr) {
      return fail("config_invalid", file.string() + ": \"" + std::string(section.str()) +
                                        "\" stands outside of a section.");
    }
    for (const auto& [name, value] : *entries) {
      const std::string full = full_name(section.str(), name.str());
      const auto at = out.values_.find(full);
      if (at == out.values_.end()) {
        return fail("config_invalid", file.string() + ": unknown key \"" + full +
                                          "\"; --print-default-config lists them all.");
      }
      auto parsed = from_toml(value);
      if (!parsed || parsed->kind != at->second.kind) {
        return fail("config_invalid", file.string() + ": \"" + full + "\" has to be " +
                                          kind_name(at->second.kind) + ".");
      }
      at->second = std::move(*parsed);
    }
  }
  PP_CHECKED(out.apply_environment(keys));
  return out;
}

Result<void> Config::apply_environment(std::span<const Key> keys) {
  for (const Key& key : keys) {
    const std::string variable = environment_name(key);
    const char* text = std::getenv(variable.c_str());
    if (text == nullptr) continue;
    Value& value = values_[full_name(key.section, key.name)];
    if (value.kind == Kind::text) {
      value.text = text;
      continue;
    }
    const auto table = parse_toml("value = " + std::string(text), variable);
    const auto parsed = table ? from_toml(*table->get("value")) : std::nullopt;
    if (!parsed || parsed->kind != value.kind) {
      return fail("config_invalid",
                  "The environment's " + variable + " has to be " + kind_name(value.kind) + ".");
    }
    value = *parsed;
  }
  return {};
}

const Config::Value& Config::find(std::string_view section, std::string_view name,
                                  Kind kind) const {
  const auto at = values_.find(full_name(section, name));
  CHECK(at != values_.end() && at->second.kind == kind);
  return at->second;
}

const std::string& Config::text(std::string_view section, std::string_view name) const {
  return find(section, name, Kind::text).text;
}
std::int64_t Config::number(std::string_view section, std::string_view name) const {
  return find(section, name, Kind::number).number;
}
bool Config::flag(std::string_view section, std::string_view name) const {
  return find(section, name, Kind::flag).flag;
}
const std::vector<std::string>& Config::list(std::string_view section,
                                             std::string_view name) const {
  return find(section, name, Kind::list).list;
}
std::filesystem::path Config::path(std::string_view section, std::string_view name) const {
  return folder_ / text(section, name);
}

std::string print_defaults(std::span<const Key> keys) {
  std::string out;
  std::string_view section;
  for (const Key& key : keys) {
    if (key.section != section) {
      out += (section.empty() ? "[" : "\n[") + std::string(key.section) + "]\n";
      section = key.section;
    }
    out += "# " + std::string(key.comment) + "\n" + std::string(key.name) + " = " +
           std::string(key.value) + "\n";
  }
  return out;
}

Result<HostPort> parse_host_port(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  HostPort out;
  if (colon == std::string_view::npos || colon == 0) {
    return fail("config_invalid", "\"" + std::string(text) + "\" is not written as host:port.");
  }
  std::string_view host = text.substr(0, colon);
  if (host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  out.host = std::string(host);
  const std::string_view port = text.substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), out.port);
  if (error != std::errc() || end != port.data() + port.size()) {
    return fail("config_invalid", "\"" + std::string(text) + "\" has no valid port.");
  }
  return out;
}

}  // namespace pennypost::config
