#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "api/http/client.h"
#include "ledger/base/result.h"

// What the operators' tools have in common: which nodes there are, and what they say.
namespace pennypost::commands {

struct NodesOptions {
  std::vector<std::string> nodes;  // URLs of their RPC
  std::filesystem::path dir;       // or a localnet's folder
  std::string token_file;          // the reader's token, where accounts are not public
  bool as_json = false;
};

struct NodeAddress {
  std::string name;  // its URL where nothing else is known
  std::string url;
};

/// Those named, or those of the localnet, or the one at the default port. Errors: `wrong_usage`,
/// `not_found`.
Result<std::vector<NodeAddress>> find_nodes(const NodesOptions& options);

struct NodeAnswer {
  int status = 0;
  http::Headers headers;
  boost::json::object body;

  /// A text of the body; empty where there is none.
  std::string text(const char* key) const;
  /// A number of the body; 0 where there is none.
  std::uint64_t number(const char* key) const;
};
/// Errors: those of http::fetch; `bad_response` where the answer is no JSON object.
Result<NodeAnswer> ask_node(const std::string& url, http::ClientRequest request = {},
                            const std::string& token = {});
Result<std::string> read_token(const NodesOptions& options);

/// Prints what is wrong, as JSON where asked for. The exit status.
int refuse(const char* command, const Error& error, bool as_json);

}  // namespace pennypost::commands
