#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/commands/child_process.h"
#include "ledger/base/result.h"
#include "ledger/execution/genesis.h"

namespace pennypost::commands {

/// Where validator `from` dials `to`, which listens on `port`.
using LinkPort = std::function<std::uint16_t(std::size_t from, std::size_t to, std::uint16_t port)>;

struct LocalnetOptions {
  std::filesystem::path dir;
  std::size_t validators = 4;
  std::size_t observers = 0;
  std::string port_base;  // "": 8000, another where that is taken; "auto"; or a number
  bool gateway = true;    // false: the validators alone
  /// What else a new chain begins with; called once, when the folder is new.
  std::function<void(execution::Genesis&)> shape_genesis = {};
  /// For something that stands between the validators; without it they dial each other.
  LinkPort link_port = {};
};

struct LocalnetGenesis;

inline constexpr std::size_t kLocalNodesMax = 99;  ///< the ports' hundreds

/// Where every process of a localnet listens.
struct LocalnetPorts {
  std::uint16_t base = 8000;
  std::uint16_t gateway() const { return static_cast<std::uint16_t>(base + 80); }
  std::uint16_t rpc(std::size_t i) const { return static_cast<std::uint16_t>(base + 101 + i); }
  std::uint16_t links(std::size_t i) const { return static_cast<std::uint16_t>(base + 201 + i); }
  std::uint16_t admin(std::size_t i) const { return static_cast<std::uint16_t>(base + 301 + i); }
  std::uint16_t gateway_metrics() const { return static_cast<std::uint16_t>(base + 401); }
  std::uint16_t custodian() const { return static_cast<std::uint16_t>(base + 402); }
  /// Those of a localnet with so many validators and observers.
  std::vector<std::uint16_t> all(std::size_t nodes) const;
};

/// The bases among which "auto" draws.
std::vector<std::uint16_t> drawn_port_bases();

/// Validators, custodian and gateway as processes of their own on this machine, with test money.
/// Everything they write is below `dir`; a second start in the same folder goes on where the first
/// stopped.
class Localnet {
 public:
  /// Starts everything and waits until payments work; progress goes to standard error. Errors:
  /// `port_taken`, `not_ready`, and those of files.
  static Result<std::unique_ptr<Localnet>> start(const LocalnetOptions& options);
  Localnet(const Localnet&) = delete;
  Localnet& operator=(const Localnet&) = delete;
  /// Stops what still runs.
  ~Localnet();

  ChainId chain_id() const { return ChainId(chain_id_); }
  const std::string& waypoint() const { return waypoint_; }
  /// By validator.
  std::vector<std::string> rpc_urls() const;
  std::vector<std::string> admin_urls() const;
  std::vector<pid_t> pids() const;
  /// Ends a node at once, as a power cut of its machine does; `place` counts validators, then
  /// observers. It may be started again, also with what its folder holds taken away.
  void kill_node(std::size_t place);
  /// Does not wait until it is ready. Errors: `spawn_failed`.
  Result<void> start_node(std::size_t place);
  const std::string& rpc_url(std::size_t place) const { return node(place).rpc_url; }
  const std::string& admin_url(std::size_t place) const { return node(place).admin_url; }
  std::filesystem::path data_dir(std::size_t place) const;
  pid_t gateway_pid() const { return gateway_->pid(); }
  const std::string& gateway_url() const { return gateway_url_; }
  const std::filesystem::path& api_key_file() const { return api_key_file_; }
  /// Stops gateway and custodian, then the validators, those too that were started by hand since.
  void stop();

 private:
  Localnet() = default;

  struct Node {
    std::string name;
    std::filesystem::path config;
    std::string rpc_url;
    std::string admin_url;
    std::uint16_t p2p_port = 0;
    std::optional<ChildProcess> process;
  };
  const Node& node(std::size_t place) const;
  Node& node(std::size_t place) { return const_cast<Node&>(std::as_const(*this).node(place)); }
  Result<void> start_process(Node& node);
  Result<void> start_nodes(std::vector<Node>& nodes, const std::string& what);
  Result<void> start_gateway(const LocalnetGenesis& genesis);
  Result<void> wait_ready(ChildProcess& process, const std::string& url, const std::string& what);
  Result<void> write_description(const std::filesystem::path& dir) const;

  std::filesystem::path dir_;
  std::uint32_t chain_id_ = 0;
  std::string waypoint_;
  std::vector<Node> nodes_;
  std::vector<Node> observers_;
  std::optional<ChildProcess> custodian_;
  std::optional<ChildProcess> gateway_;
  std::string gateway_url_;
  std::filesystem::path api_key_file_;
};

/// `pennypost localnet --prepare`: writes keys, genesis and configuration for the default ports (or
/// those of
/// --port-base) and stops; something else runs the processes. Returns the exit status.
int localnet_prepare(const LocalnetOptions& options);

/// `pennypost localnet`: until SIGTERM or SIGINT. Returns the exit status.
int localnet_command(const LocalnetOptions& options);

}  // namespace pennypost::commands
