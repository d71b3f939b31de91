#include "api/http/origin.h"

#include <algorithm>

#include "api/http/message.h"

namespace pennypost::http {

std::string_view host_name(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, std::min(host.find(']'), host.size() - 1) + 1);
  return host.substr(0, host.find(':'));
}

bool host_allowed(std::string_view host, const std::vector<std::string>& allowed) {
  if (allowed.empty()) return true;
  const auto name = host_name(host);
  const auto port = host.substr(name.size());
  if (!port.empty() && (port[0] != ':' || port.find_first_not_of("0123456789", 1) != port.npos)) {
    return false;
  }
  return std::ranges::any_of(allowed,
                             [&](const auto& known) { return equal_ignoring_case(known, name); });
}

bool origin_allowed(std::string_view origin, std::string_view host,
                    const std::vector<std::string>& allowed) {
  const auto known = [&](const auto& entry) { return equal_ignoring_case(entry, origin); };
  if (std::ranges::any_of(allowed, known)) return true;
  const bool tls = origin.starts_with("https://");
  if (!tls && !origin.starts_with("http://")) return false;
  const auto strip = [&](std::string_view authority) {
    const std::string_view port = tls ? ":443" : ":80";
    if (authority.ends_with(port)) authority.remove_suffix(port.size());
    return authority;
  };
  return equal_ignoring_case(strip(origin.substr(tls ? 8 : 7)), strip(host));
}

}  // namespace pennypost::http
