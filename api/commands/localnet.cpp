#include "api/commands/localnet.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iostream>
#include <thread>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "api/commands/delegate.h"
#include "api/commands/localnet_files.h"
#include "api/commands/signals.h"
#include "api/custodian/key_file.h"
#include "api/http/client.h"
#include "ledger/crypto/ed25519.h"

namespace pennypost::commands {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using namespace std::chrono_literals;

constexpr auto kReadyPatience = 60s;
constexpr auto kStopPatience = 10s;
constexpr int kPortTries = 200;

bool port_free(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  const bool free = ::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(fd);
  return free;
}

bool all_free(const LocalnetPorts& ports, std::size_t nodes) {
  return std::ranges::all_of(ports.all(nodes), port_free);
}

/// The ports that were asked for, or the default ones; taken or not.
Result<LocalnetPorts> port_numbers(const LocalnetOptions& options) {
  LocalnetPorts ports;
  const std::string& text = options.port_base;
  if (text.empty() || text == "auto") return ports;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ports.base);
  if (error != std::errc() || end != text.data() + text.size() || ports.base < 1024 ||
      ports.base > 65'000) {
    return fail("wrong_usage", "--port-base is \"auto\" or a number between 1024 and 65000.");
  }
  return ports;
}

Result<LocalnetPorts> choose_ports(const LocalnetOptions& options) {
  PP_TRY(LocalnetPorts ports, port_numbers(options));
  const std::size_t nodes = options.validators + options.observers;
  const bool named = !options.port_base.empty() && options.port_base != "auto";
  if (named && !all_free(ports, nodes)) {
    return fail("port_taken", "A port from " + options.port_base +
                                  " on is in use; choose another --port-base, or \"auto\".");
  }
  if (named) return ports;
  if (options.port_base.empty() && all_free(ports, nodes)) return ports;
  const auto bases = drawn_port_bases();
  for (int i = 0; i < kPortTries; ++i) {
    std::array<std::uint8_t, 2> random;
    crypto::random_bytes(random);
    ports.base = bases[(random[0] * 256U + random[1]) % bases.size()];
    if (all_free(ports, nodes)) return ports;
  }
  return fail("port_taken", "No free range of ports was found; name one with --port-base.");
}

/// The process that holds a node's database open, where it was started by somebody else.
std::optional<pid_t> process_of(const fs::path& config) {
  std::ifstream in(config.parent_path() / "data" / "pid");
  pid_t pid = 0;
  if (!(in >> pid) || pid <= 1) return std::nullopt;
  std::ifstream command("/proc/" + std::to_string(pid) + "/cmdline");
  const std::string line((std::istreambuf_iterator<char>(command)), {});
  if (line.find("node") == std::string::npos || line.find(config.filename()) == std::string::npos) {
    return std::nullopt;
  }
  return pid;
}

}  // namespace

std::vector<std::uint16_t> LocalnetPorts::all(std::size_t nodes) const {
  std::vector<std::uint16_t> out{gateway(), gateway_metrics(), custodian()};
  for (std::size_t i = 0; i < nodes; ++i) out.insert(out.end(), {rpc(i), links(i), admin(i)});
  return out;
}

std::vector<std::uint16_t> drawn_port_bases() {
  // Below the range that the system hands out to clients, and not from 10000 on, whose gateway
  // would have 10080: browsers refuse to fetch from it.
  constexpr std::uint16_t kFirst = 10'500;
  constexpr std::uint16_t kLast = 29'500;
  std::vector<std::uint16_t> out;
  for (std::uint16_t base = kFirst; base <= kLast; base += 500) out.push_back(base);
  return out;
}

Result<std::unique_ptr<Localnet>> Localnet::start(const LocalnetOptions& options) {
  std::unique_ptr<Localnet> net(new Localnet);
  net->dir_ = fs::absolute(options.dir).lexically_normal();
  LocalnetOptions absolute = options;
  absolute.dir = net->dir_;
  PP_TRY(const auto ports, choose_ports(options));  // wrong usage writes nothing
  PP_TRY(const auto genesis, prepare_genesis(absolute));
  PP_CHECKED(write_node_configs(net->dir_, genesis, ports, options.link_port));
  PP_CHECKED(write_custodian_config(net->dir_, genesis, ports));
  PP_CHECKED(write_gateway_config(net->dir_, genesis, ports));
  net->chain_id_ = genesis.chain_id;
  net->waypoint_ = genesis.waypoint;
  const auto describe = [&](const std::string& name, std::size_t place) {
    return Node{.name = name,
                .config = node_config_path(net->dir_, name),
                .rpc_url = "http://127.0.0.1:" + std::to_string(ports.rpc(place)),
                .admin_url = "http://127.0.0.1:" + std::to_string(ports.admin(place)),
                .p2p_port = ports.links(place),
                .process = std::nullopt};
  };
  for (const std::string& name : genesis.validators) {
    net->nodes_.push_back(describe(name, net->nodes_.size()));
  }
  for (const auto& observer : genesis.observers) {
    net->observers_.push_back(describe(observer.name, net->nodes_.size() + net->observers_.size()));
  }
  net->gateway_url_ = "http://127.0.0.1:" + std::to_string(ports.gateway());
  net->api_key_file_ = api_key_path(net->dir_);
  PP_CHECKED(net->start_nodes(net->nodes_, "validators"));
  if (!net->observers_.empty()) PP_CHECKED(net->start_nodes(net->observers_, "observers"));
  if (options.gateway) PP_CHECKED(net->start_gateway(genesis));
  PP_CHECKED(net->write_description(net->dir_));
  return net;
}

Result<void> Localnet::start_process(Node& node) {
  PP_TRY(const auto process, ChildProcess::start({"node", "--config", node.config.string()},
                                                 node.config.parent_path() / "log"));
  node.process = process;
  return {};
}

Result<void> Localnet::start_nodes(std::vector<Node>& nodes, const std::string& what) {
  std::cerr << "starting " << nodes.size() << " " << what << " …\n";
  for (Node& node : nodes) PP_CHECKED(start_process(node));
  for (Node& node : nodes) PP_CHECKED(wait_ready(*node.process, node.rpc_url, node.name));
  return {};
}

Result<void> Localnet::start_gateway(const LocalnetGenesis& genesis) {
  std::cerr << "starting custodian and gateway …\n";
  const fs::path keeper = custodian_config_path(dir_);
  PP_TRY(const auto custodian, ChildProcess::start({"custodian", "--config", keeper.string()},
                                                   keeper.parent_path() / "log"));
  custodian_ = custodian;
  // The gateway's key may spend within users' mandates from here on.
  PP_TRY(const auto settings, config::Config::load(keeper, custodian::custodian_keys()));
  PP_TRY(const auto institution, custodian::read_institution(settings));
  PP_TRY(const auto waypoint, Waypoint::parse(genesis.waypoint));
  PP_TRY(const auto delegate, custodian::read_seed_file(delegate_key_path(dir_).string()));
  PP_CHECKED(
      set_delegate(institution, rpc_urls(), waypoint, crypto::KeyPair(delegate).public_key()));
  const fs::path config = gateway_config_path(dir_);
  PP_TRY(const auto gateway, ChildProcess::start({"gateway", "--config", config.string()},
                                                 config.parent_path() / "log"));
  gateway_ = gateway;
  return wait_ready(*gateway_, gateway_url_, "gateway");
}

Result<void> Localnet::wait_ready(ChildProcess& process, const std::string& url,
                                  const std::string& what) {
  const auto deadline = std::chrono::steady_clock::now() + kReadyPatience;
  const fs::path log = dir_ / what / "log";
  while (std::chrono::steady_clock::now() < deadline) {
    if (!process.running()) {
      return fail("not_ready", what + " ended at its start; " + log.string() + " says why.");
    }
    if (interrupted()) return fail("interrupted", "Interrupted before everything was ready.");
    const auto answer = http::fetch(url + "/readyz", {}, {.timeout = 1s, .connect_timeout = 1s});
    if (answer && answer->status == 200) return {};
    std::this_thread::sleep_for(20ms);
  }
  return fail("not_ready", what + " did not become ready; see " + log.string() + ".");
}

Result<void> Localnet::write_description(const fs::path& dir) const {
  json::array nodes;
  for (const Node& node : nodes_) {
    nodes.push_back(json::object{{"name", node.name},
                                 {"pid", node.process->pid()},
                                 {"rpc", node.rpc_url},
                                 {"p2p", "127.0.0.1:" + std::to_string(node.p2p_port)},
                                 {"config", node.config.string()}});
  }
  json::array observers;
  for (const Node& node : observers_) {
    observers.push_back(json::object{{"name", node.name},
                                     {"pid", node.process->pid()},
                                     {"rpc", node.rpc_url},
                                     {"config", node.config.string()}});
  }
  json::object all{{"chain_id", chain_id_},
                   {"waypoint", waypoint_},
                   {"nodes", std::move(nodes)},
                   {"observers", std::move(observers)}};
  if (gateway_) {
    all["custodian"] =
        json::object{{"pid", custodian_->pid()}, {"config", custodian_config_path(dir).string()}};
    all["gateway"] = json::object{
        {"pid", gateway_->pid()}, {"url", gateway_url_}, {"api_key_file", api_key_file_.string()}};
  }
  return write_file(dir / "localnet.json", json::serialize(all) + "\n");
}

std::vector<std::string> Localnet::rpc_urls() const {
  std::vector<std::string> out;
  for (const Node& node : nodes_) out.push_back(node.rpc_url);
  return out;
}

std::vector<std::string> Localnet::admin_urls() const {
  std::vector<std::string> out;
  for (const Node& node : nodes_) out.push_back(node.admin_url);
  return out;
}

std::vector<pid_t> Localnet::pids() const {
  std::vector<pid_t> out;
  for (const Node& node : nodes_) out.push_back(node.process->pid());
  return out;
}

const Localnet::Node& Localnet::node(std::size_t place) const {
  return place < nodes_.size() ? nodes_[place] : observers_.at(place - nodes_.size());
}

void Localnet::kill_node(std::size_t place) {
  node(place).process->wait_or_kill(0ms);
}

Result<void> Localnet::start_node(std::size_t place) {
  return start_process(node(place));
}

fs::path Localnet::data_dir(std::size_t place) const {
  return node(place).config.parent_path() / "data";
}

void Localnet::stop() {
  for (auto* process : {&gateway_, &custodian_}) {
    if (!*process) continue;
    (*process)->terminate();
    (*process)->wait_or_kill(kStopPatience);
    process->reset();
  }
  for (std::vector<Node>* nodes : {&observers_, &nodes_}) {
    for (Node& node : *nodes) {
      if (!node.process) continue;
      if (node.process->running()) {
        node.process->terminate();
      } else if (const auto pid = process_of(node.config)) {
        ::kill(*pid, SIGTERM);
      }
    }
    for (Node& node : *nodes) {
      if (node.process) node.process->wait_or_kill(kStopPatience);
    }
    nodes->clear();
  }
}

Localnet::~Localnet() {
  stop();
}

int localnet_prepare(const LocalnetOptions& options) {
  LocalnetOptions absolute = options;
  absolute.dir = fs::absolute(options.dir).lexically_normal();
  const auto written = [&]() -> Result<std::string> {
    PP_TRY(const auto ports, port_numbers(options));
    PP_TRY(const auto genesis, prepare_genesis(absolute));
    PP_CHECKED(write_node_configs(absolute.dir, genesis, ports, {}));
    PP_CHECKED(write_custodian_config(absolute.dir, genesis, ports));
    PP_CHECKED(write_gateway_config(absolute.dir, genesis, ports));
    return genesis.waypoint;
  }();
  if (!written) {
    std::cerr << "pennypost localnet: " << written.error().message << "\n";
    return written.error().code == "wrong_usage" ? 2 : 1;
  }
  std::cout << "prepared " << options.dir.string() << ", waypoint " << *written << "\n";
  return 0;
}

int localnet_command(const LocalnetOptions& options) {
  watch_signals();
  auto net = Localnet::start(options);
  if (!net) {
    std::cerr << "pennypost localnet: " << net.error().message << "\n";
    return net.error().code == "wrong_usage" ? 2 : 1;
  }
  std::cout << "ready: web chat at " << (*net)->gateway_url() << ", described in "
            << (options.dir / "localnet.json").string() << std::endl;
  wait_for_signal();
  std::cerr << "stopping …\n";
  (*net)->stop();
  return 0;
}

}  // namespace pennypost::commands
