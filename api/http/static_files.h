#pragma once

#include <map>
#include <string>

#include "api/http/message.h"
#include "api/http/router.h"

namespace pennypost::http {

struct StaticFile {
  std::string bytes;
  std::string content_type;  ///< "text/html; charset=utf-8"
};

/// Adds "GET path" for each file (path → file, "/chat.js"), answered from memory with `headers`
/// (the caller's security and cache headers), an ETag of the bytes, and 304 for If-None-Match.
void add_static_files(Router& router, std::map<std::string, StaticFile> files, Headers headers);

}  // namespace pennypost::http
