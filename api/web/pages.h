#pragma once

#include <map>
#include <string>

#include "api/http/message.h"
#include "api/http/static_files.h"

// The web pages: plain files out of this folder, for http::add_static_files. They talk to nothing
// but the server that they came from, under /web/.
namespace pennypost::web {

/// Path → file of the web chat: "/" is the page, beside it its style sheet, scripts and icon.
std::map<std::string, http::StaticFile> chat_files();

/// What every page is sent with. A browser then runs only our own script files, turns no text into
/// HTML (not even by our own script), sends nothing elsewhere, and shows the page in no frame.
http::Headers page_headers();

}  // namespace pennypost::web
