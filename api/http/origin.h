#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pennypost::http {

/// The name of a Host field without its port, as written: "[::1]" of "[::1]:8080".
std::string_view host_name(std::string_view host);

/// Whether the name of a Host field is one of these (any case). An empty list allows everything.
bool host_allowed(std::string_view host, const std::vector<std::string>& allowed);

/// Whether a browser's Origin field ("https://a.example:8443") is a page of the server addressed as
/// `host`, whatever the scheme (TLS may end at a proxy), or one of `allowed`. "null" never is.
bool origin_allowed(std::string_view origin, std::string_view host,
                    const std::vector<std::string>& allowed);

}  // namespace pennypost::http
