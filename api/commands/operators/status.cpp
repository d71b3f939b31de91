#include "api/commands/operators/status.h"

#include <iomanip>
#include <iostream>
#include <map>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "ledger/types/identifiers.h"

namespace pennypost::commands {
namespace {

namespace json = boost::json;

constexpr int kNameWidth = 24;
constexpr int kStateWidth = 12;

struct NodeStatus {
  NodeAddress address;
  std::string state = "unreachable";  // or "ready", "not ready", "following"
  std::vector<std::string> reasons = {};
  std::uint64_t epoch = 0;
  std::uint64_t height = 0;
  std::uint64_t version = 0;
  std::string state_root = {};
  std::string timestamp = {};
  std::string waypoint = {};
};

NodeStatus look_at(const NodeAddress& address) {
  NodeStatus out{.address = address};
  const auto ready = ask_node(address.url + "/readyz");
  const auto ledger = ask_node(address.url + "/v1/ledger");
  if (!ready || !ledger || ledger->status != 200) {
    out.reasons.push_back(!ready    ? ready.error().message
                          : !ledger ? ledger.error().message
                                    : "It does not show its ledger.");
    return out;
  }
  const json::value* signing = ready->body.if_contains("signing");
  const bool votes = signing != nullptr && signing->is_bool() && signing->get_bool();
  out.state = ready->status != 200 ? "not ready" : votes ? "ready" : "following";
  const json::value* reasons = ready->body.if_contains("reasons");
  if (reasons != nullptr && reasons->is_array()) {
    for (const json::value& each : reasons->get_array()) {
      if (each.is_string()) out.reasons.emplace_back(each.get_string());
    }
  }
  out.epoch = ledger->number("epoch");
  out.height = ledger->number("height");
  out.version = ledger->number("version");
  out.state_root = ledger->text("state_root");
  out.timestamp = ledger->text("timestamp");
  out.waypoint = ledger->text("waypoint");
  return out;
}

/// What does not fit together: two chains, or two outcomes of one version.
std::vector<std::string> contradictions(const std::vector<NodeStatus>& nodes) {
  std::vector<std::string> out;
  std::map<std::uint64_t, const NodeStatus*> roots;
  const NodeStatus* first = nullptr;
  for (const NodeStatus& node : nodes) {
    if (node.state == "unreachable") continue;
    if (first == nullptr) first = &node;
    if (node.waypoint != first->waypoint) {
      out.push_back(node.address.name + " is of another chain than " + first->address.name + ".");
      continue;
    }
    const auto [at, is_new] = roots.emplace(node.version, &node);
    if (!is_new && at->second->state_root != node.state_root) {
      out.push_back(node.address.name + " and " + at->second->address.name +
                    " have different states at version " + std::to_string(node.version) +
                    ": stop them, keep their disks, and run pennypost audit verify on both.");
    }
  }
  return out;
}

json::object as_json(const NodeStatus& node, std::uint64_t newest) {
  json::array reasons(node.reasons.begin(), node.reasons.end());
  json::object out{{"name", node.address.name},
                   {"url", node.address.url},
                   {"state", node.state},
                   {"reasons", std::move(reasons)}};
  if (node.state == "unreachable") return out;
  out["epoch"] = node.epoch;
  out["height"] = node.height;
  out["version"] = node.version;
  out["behind"] = newest - node.version;
  out["state_root"] = node.state_root;
  out["timestamp"] = node.timestamp;
  return out;
}

void print(const std::vector<NodeStatus>& nodes, std::uint64_t newest) {
  std::cout << std::left << std::setw(kNameWidth) << "node" << std::setw(kStateWidth) << "state"
            << std::right << std::setw(7) << "epoch" << std::setw(10) << "height" << std::setw(12)
            << "version" << std::setw(9) << "behind" << "  state root\n";
  for (const NodeStatus& node : nodes) {
    std::cout << std::left << std::setw(kNameWidth) << node.address.name << std::setw(kStateWidth)
              << node.state << std::right;
    if (node.state != "unreachable") {
      std::cout << std::setw(7) << node.epoch << std::setw(10) << node.height << std::setw(12)
                << node.version << std::setw(9) << newest - node.version << "  "
                << node.state_root.substr(0, 16);
    }
    std::cout << "\n";
    for (const std::string& reason : node.reasons) std::cout << "    " << reason << "\n";
  }
}

}  // namespace

int status_command(const NodesOptions& options) {
  const auto addresses = find_nodes(options);
  if (!addresses) return refuse("status", addresses.error(), options.as_json);
  std::vector<NodeStatus> nodes;
  std::uint64_t newest = 0;
  bool good = !addresses->empty();
  for (const NodeAddress& address : *addresses) {
    nodes.push_back(look_at(address));
    newest = std::max(newest, nodes.back().version);
    good = good && (nodes.back().state == "ready" || nodes.back().state == "following");
  }
  const auto wrong = contradictions(nodes);
  good = good && wrong.empty();
  if (options.as_json) {
    json::array list;
    for (const NodeStatus& node : nodes) list.push_back(as_json(node, newest));
    json::array problems(wrong.begin(), wrong.end());
    std::cout << json::serialize(json::object{{"good", good},
                                              {"version", newest},
                                              {"nodes", std::move(list)},
                                              {"contradictions", std::move(problems)}})
              << "\n";
  } else {
    print(nodes, newest);
    for (const std::string& each : wrong) std::cout << "CONTRADICTION: " << each << "\n";
  }
  return good ? 0 : 1;
}

namespace {

struct Place {
  NodeAddress node;
  std::string where;  // "final", "waiting", "not there", "refused", "unreachable"
  std::string detail = {};
  std::uint64_t version = 0;  // of the transaction; elsewhere of the ledger looked through
  std::string code = {};
  std::string outcome = {};  // the whole answer, to compare
};

Place find_at(const NodeAddress& node, const std::string& id, const std::string& token) {
  Place out{.node = node, .where = "unreachable"};
  const auto answer = ask_node(node.url + "/v1/transactions/" + id, {}, token);
  if (!answer) {
    out.detail = answer.error().message;
    return out;
  }
  if (answer->status == 200) {
    out.where = "final";
    out.version = answer->number("version");
    out.code = answer->text("code");
    out.outcome = json::serialize(answer->body);
    return out;
  }
  const bool unknown = answer->status == 404;
  const bool waiting = answer->headers.get("Pennypost-Waiting").value_or("") == "true";
  out.where = waiting ? "waiting" : unknown ? "not there" : "refused";
  const auto version = answer->headers.get("Pennypost-Ledger-Version");
  if (unknown && version) out.version = std::strtoull(std::string(*version).c_str(), nullptr, 10);
  if (!unknown) out.detail = answer->text("detail");
  return out;
}

json::object as_json(const Place& place) {
  json::object out{{"name", place.node.name}, {"url", place.node.url}, {"where", place.where}};
  if (place.where == "final") {
    out["version"] = place.version;
    out["code"] = place.code;
  } else if (place.where == "not there" || place.where == "waiting") {
    out["ledger_version"] = place.version;
  } else {
    out["detail"] = place.detail;
  }
  return out;
}

void print(const Place& place) {
  std::cout << std::left << std::setw(kNameWidth) << place.node.name << place.where;
  if (place.where == "final") std::cout << " at version " << place.version << ": " << place.code;
  if (place.where == "not there" || place.where == "waiting") {
    std::cout << " (ledger at version " << place.version << ")";
  }
  if (!place.detail.empty()) std::cout << ": " << place.detail;
  std::cout << "\n";
}

std::string summary(std::size_t final_at, std::size_t waiting_at, std::size_t nodes, bool same) {
  if (!same) return "CONTRADICTION: nodes have different outcomes of it.";
  const std::string of = " of " + std::to_string(nodes) + " nodes.";
  if (final_at > 0) return "final on " + std::to_string(final_at) + of;
  if (waiting_at > 0)
    return "on its way: not final yet, and waited for by " + std::to_string(waiting_at) + of;
  return "not on the ledger as far as these nodes show it. Until its expiry it may still come: the "
         "same bytes may be submitted again, without any risk.";
}

}  // namespace

int trace_command(const NodesOptions& options, const std::string& id) {
  if (!TransactionId::from_hex(id)) {
    return refuse("trace", Error{"wrong_usage", "a transaction id is 64 hex digits in lower case."},
                  options.as_json);
  }
  const auto token = read_token(options);
  if (!token) return refuse("trace", token.error(), options.as_json);
  const auto addresses = find_nodes(options);
  if (!addresses) return refuse("trace", addresses.error(), options.as_json);
  std::vector<Place> places;
  const Place* first = nullptr;
  std::size_t final_at = 0;
  std::size_t waiting_at = 0;
  bool same = true;
  places.reserve(addresses->size());
  for (const NodeAddress& address : *addresses) {
    const Place& place = places.emplace_back(find_at(address, id, *token));
    if (place.where == "waiting") ++waiting_at;
    if (place.where != "final") continue;
    ++final_at;
    if (first == nullptr) first = &place;
    same = same && place.outcome == first->outcome;
  }
  const std::string text = summary(final_at, waiting_at, places.size(), same);
  if (options.as_json) {
    json::array list;
    for (const Place& place : places) list.push_back(as_json(place));
    std::cout << json::serialize(json::object{{"transaction_id", id},
                                              {"final", final_at > 0 && same},
                                              {"contradiction", !same},
                                              {"nodes", std::move(list)},
                                              {"summary", text}})
              << "\n";
  } else {
    for (const Place& place : places) print(place);
    std::cout << text << "\n";
  }
  return final_at > 0 && same ? 0 : 1;
}

}  // namespace pennypost::commands
