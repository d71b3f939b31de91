#pragma once

#include <map>
#include <string>
#include <vector>

#include "api/http/message.h"
#include "api/http/static_files.h"
#include "ledger/types/ledger_info.h"

// The web pages: plain files out of this folder, for http::add_static_files. They talk to nothing
// but the server that they came from, under /web/.
namespace pennypost::web {

/// Path → file of the web chat: "/" is the page, beside it its style sheet, scripts and icon.
std::map<std::string, http::StaticFile> chat_files();

/// Path → file of the page that shows a receipt and checks it in the browser: "/r/{receipt}" is the
/// page of a transaction id, the rest lies below /verify/.
std::map<std::string, http::StaticFile> receipt_files();

/// How a currency's amounts are written.
struct PageCurrency {
  std::string code;
  unsigned decimals = 0;
  unsigned display_decimals = 0;
};
/// The same page with everything inside, for a receipt file: it checks itself wherever it is
/// opened, without any server.
std::string receipt_page(ByteView receipt_file, const Waypoint& waypoint,
                         const std::vector<PageCurrency>& currencies);

/// Path → file of the pages that a secret link opens: "/c/{hold}" claims money, "/p/{challenge}"
/// takes a PIN; their scripts lie below /link/.
std::map<std::string, http::StaticFile> secret_link_files();
/// The same headers, and nothing of such a page is kept anywhere.
http::Headers secret_page_headers();

/// What every page is sent with. A browser then runs only our own script files, turns no text into
/// HTML (not even by our own script), sends nothing elsewhere, and shows the page in no frame.
http::Headers page_headers();

}  // namespace pennypost::web
