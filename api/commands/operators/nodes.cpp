#include "api/commands/operators/nodes.h"

#include <fstream>
#include <iostream>
#include <iterator>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "api/custodian/key_file.h"
#include "api/http/json.h"

namespace pennypost::commands {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

std::string text_at(const json::object& fields, const char* key) {
  const json::value* value = fields.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

Result<std::vector<NodeAddress>> nodes_of_localnet(const std::filesystem::path& dir) {
  const auto file = dir / "localnet.json";
  std::ifstream in(file, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  const auto parsed = http::parse_json(text);
  const json::object* fields = parsed ? parsed->if_object() : nullptr;
  if (fields == nullptr) {
    return fail("not_found", file.string() +
                                 " does not describe a localnet: name the folder that "
                                 "pennypost localnet was started with.");
  }
  std::vector<NodeAddress> out;
  for (const char* kind : {"nodes", "observers"}) {
    const json::value* list = fields->if_contains(kind);
    if (list == nullptr || !list->is_array()) continue;
    for (const json::value& each : list->get_array()) {
      if (each.is_object()) {
        out.push_back({text_at(each.get_object(), "name"), text_at(each.get_object(), "rpc")});
      }
    }
  }
  return out;
}

}  // namespace

Result<std::vector<NodeAddress>> find_nodes(const NodesOptions& options) {
  if (!options.dir.empty() && !options.nodes.empty()) {
    return fail("wrong_usage", "name nodes or a localnet's folder, not both.");
  }
  if (!options.dir.empty()) return nodes_of_localnet(options.dir);
  std::vector<NodeAddress> out;
  for (const std::string& url : options.nodes) out.push_back({url, url});
  if (out.empty()) out.push_back({"http://127.0.0.1:8101", "http://127.0.0.1:8101"});
  return out;
}

std::string NodeAnswer::text(const char* key) const {
  return text_at(body, key);
}

std::uint64_t NodeAnswer::number(const char* key) const {
  const json::value* value = body.if_contains(key);
  if (value == nullptr || !value->is_int64() || value->get_int64() < 0) return 0;
  return static_cast<std::uint64_t>(value->get_int64());
}

Result<NodeAnswer> ask_node(const std::string& url, http::ClientRequest request,
                            const std::string& token) {
  if (!token.empty()) request.headers.set("Authorization", "Bearer " + token);
  PP_TRY(auto answer,
         http::fetch(url, std::move(request), {.timeout = 30s, .connect_timeout = 2s}));
  auto body = http::parse_json(answer.body);
  json::object* fields = body ? body->if_object() : nullptr;
  if (fields == nullptr) return fail("bad_response", url + " does not answer as a node does.");
  return NodeAnswer{answer.status, std::move(answer.headers), std::move(*fields)};
}

Result<std::string> read_token(const NodesOptions& options) {
  if (options.token_file.empty()) return std::string();
  return custodian::read_secret_file(options.token_file);
}

int refuse(const char* command, const Error& error, bool as_json) {
  if (as_json) {
    std::cout << json::serialize(json::object{{"code", error.code}, {"detail", error.message}})
              << "\n";
  } else {
    std::cerr << "pennypost " << command << ": " << error.message << "\n";
  }
  return error.code == "wrong_usage" ? 2 : 1;
}

}  // namespace pennypost::commands
