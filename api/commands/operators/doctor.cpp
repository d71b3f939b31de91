#include "api/commands/operators/doctor.h"

#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/timex.h>
#include <unistd.h>

#include <fstream>
#include <iostream>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "api/commands/operators/nodes.h"
#include "api/custodian/key_file.h"
#include "api/node/genesis_file.h"
#include "api/node/identity.h"
#include "api/node/node.h"
#include "consensus/store/block_store.h"
#include "consensus/store/safety_store.h"
#include "ledger/store/ledger_store.h"

namespace pennypost::commands {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using namespace std::chrono_literals;

constexpr std::uint64_t kMiB = 1024 * 1024;
constexpr std::uint64_t kFreeBytesMin = 256 * kMiB;
constexpr std::uint64_t kFreeBytesEnough = 2048 * kMiB;
constexpr rlim_t kOpenFilesEnough = 4096;
constexpr auto kReachPatience = 2s;

enum class Verdict { good, warning, wrong };

struct Finding {
  std::string what;
  Verdict verdict = Verdict::good;
  std::string detail;
  std::string next;  // what to do; empty where it is good
};

std::string_view word(Verdict verdict) {
  switch (verdict) {
    case Verdict::good:
      return "ok";
    case Verdict::warning:
      return "warning";
    case Verdict::wrong:
      return "wrong";
  }
  return "";
}

/// What is looked at, in order; later looks use what earlier ones found.
class Doctor {
 public:
  explicit Doctor(const DoctorOptions& options) : options_(options) {}

  std::vector<Finding> run() {
    auto config = config::Config::load(options_.config, node::node_keys());
    if (!config) {
      wrong("configuration", config.error().message,
            "Correct the file; pennypost node --print-default-config shows every key.");
      return std::move(findings_);
    }
    config_.emplace(std::move(*config));
    good("configuration", options_.config.string());
    look_at_genesis();
    look_at_keys();
    look_at_clock();
    look_at_limits();
    look_at_disk();
    look_at_ledger();
    look_at_process();
    look_at_peers();
    return std::move(findings_);
  }

 private:
  void good(std::string what, std::string detail) {
    findings_.push_back({std::move(what), Verdict::good, std::move(detail), {}});
  }
  void warn(std::string what, std::string detail, std::string next) {
    findings_.push_back({std::move(what), Verdict::warning, std::move(detail), std::move(next)});
  }
  void wrong(std::string what, std::string detail, std::string next) {
    findings_.push_back({std::move(what), Verdict::wrong, std::move(detail), std::move(next)});
  }

  fs::path ledger() const { return config_->path("node", "data_dir") / "ledger"; }
  bool has_key() const {
    return config_->text("signer", "socket").empty() &&
           !config_->text("node", "consensus_key_file").empty();
  }

  void look_at_genesis();
  void look_at_keys();
  void look_at_key(const char* what, const fs::path& file);
  void look_at_memory();
  void look_at_clock();
  void look_at_limits();
  void look_at_disk();
  void look_at_ledger();
  void look_at_store();
  void look_at_process();
  void look_at_port(const char* section);
  void look_at_peers();

  const DoctorOptions& options_;
  std::vector<Finding> findings_;
  std::optional<config::Config> config_;
  std::optional<execution::Genesis> genesis_;
  std::string waypoint_;
  bool running_ = false;
};

void Doctor::look_at_genesis() {
  const fs::path file = config_->path("node", "genesis_file");
  auto genesis = node::read_genesis_file(file);
  const auto state = genesis ? execution::make_genesis(*genesis)
                             : Result<execution::GenesisState>(std::unexpected(genesis.error()));
  if (!state) {
    return wrong("genesis", state.error().message,
                 "Fetch the chain's genesis.json from somebody who runs it.");
  }
  waypoint_ = state->waypoint.text();
  genesis_.emplace(std::move(*genesis));
  const std::string& trusted = config_->text("node", "waypoint");
  if (trusted.empty()) {
    return warn("genesis", "Its waypoint is " + waypoint_ + ", and node.waypoint says none.",
                "Set node.waypoint to the one that you were told by somebody you trust.");
  }
  if (trusted != waypoint_) {
    return wrong("genesis", "It gives the waypoint " + waypoint_ + ", not the configured one.",
                 "Fetch the right genesis.json; change node.waypoint only if you know that it is "
                 "wrong.");
  }
  good("genesis", "chain " + to_string(genesis_->chain_id) + ", waypoint " + waypoint_);
}

void Doctor::look_at_key(const char* what, const fs::path& file) {
  const auto seed = custodian::read_seed_file(file.string());
  if (seed) return good(what, crypto::KeyPair(*seed).public_key().hex());
  const bool open = seed.error().code == "unsafe_permissions";
  wrong(what, seed.error().message,
        open ? "chmod 600 " + file.string()
             : "Put the key there; pennypost keys new " + file.string() + " makes a new one.");
}

/// C6.
void Doctor::look_at_memory() {
  const fs::path key = config_->path("node", "consensus_key_file");
  if (!node::has_signed(key)) return good("memory", "the key has signed nothing yet");
  std::ifstream key_mark(key.string() + ".disk");
  std::ifstream disk_mark(ledger() / "disk");
  std::string known;
  std::string disk;
  std::getline(key_mark, known);
  std::getline(disk_mark, disk);
  if (known == disk) return good("memory", "this disk knows what the key has signed");
  wrong("memory",
        "The key has signed with another disk, so with this one it signs nothing: the node only "
        "follows.",
        "Put the old disk back as it was. If it is gone, have governance give the validator a new "
        "key (pennypost validators rekey) and start with that one.");
}

void Doctor::look_at_keys() {
  look_at_key("network key", config_->path("node", "network_key_file"));
  if (!config_->text("signer", "socket").empty()) {
    const fs::path socket = config_->path("signer", "socket");
    if (fs::is_socket(socket)) return good("signer", socket.string());
    return wrong("signer", "Nothing listens at " + socket.string() + ".",
                 "Start pennypost signer; without it this validator signs nothing.");
  }
  if (!has_key()) return good("consensus key", "none: an observer");
  look_at_key("consensus key", config_->path("node", "consensus_key_file"));
  look_at_memory();
}

void Doctor::look_at_clock() {
  timex state{};
  if (::adjtimex(&state) == TIME_ERROR) {
    return warn("clock", "The system does not say that its clock follows a time server.",
                "Run a time service (chrony, systemd-timesyncd): a validator whose clock is more "
                "than a second off takes no part in votes.");
  }
  good("clock", "follows a time server");
}

void Doctor::look_at_limits() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur >= kOpenFilesEnough) {
    return good("open files", std::to_string(limit.rlim_cur) + " allowed");
  }
  warn("open files", "Only " + std::to_string(limit.rlim_cur) + " are allowed here.",
       "Raise the limit to 65536 for the node's process (ulimit -n, LimitNOFILE).");
}

void Doctor::look_at_disk() {
  const fs::path data = config_->path("node", "data_dir");
  fs::path place = fs::absolute(data);
  while (!fs::exists(place) && place.has_parent_path() && place != place.parent_path()) {
    place = place.parent_path();
  }
  if (::access(place.c_str(), W_OK) != 0) {
    return wrong("disk", place.string() + " cannot be written to.",
                 "Give it to the user that runs the node.");
  }
  struct statvfs space{};
  if (::statvfs(place.c_str(), &space) != 0) return;
  const std::uint64_t free = std::uint64_t{space.f_bavail} * space.f_frsize;
  const std::string detail = std::to_string(free / kMiB) + " MiB free at " + place.string();
  const std::string next =
      "Make space: a node whose disk is full stops. node.keep_history_days lets old history go.";
  if (free < kFreeBytesMin) return wrong("disk", detail, next);
  if (free < kFreeBytesEnough) return warn("disk", detail, next);
  good("disk", detail);
}

void Doctor::look_at_ledger() {
  running_ = store::Database::in_use(ledger());
  if (!fs::exists(ledger())) {
    return good("ledger", "none yet: the first start fetches or begins it");
  }
  if (running_) return good("ledger", "in use by a running node");
  if (genesis_) look_at_store();
}

void Doctor::look_at_store() {
  const auto look = [&]() -> Result<std::string> {
    PP_TRY(const auto database, store::Database::open_read_only(ledger()));
    if (options_.deep) PP_CHECKED(database->verify());
    PP_TRY([[maybe_unused]] const auto record, store::SafetyStore(*database).load());
    store::LedgerStore store(*database, store::batch_format(genesis_->chain_id));
    PP_TRY([[maybe_unused]] const auto loaded, store.load());
    if (store.waypoint().text() != waypoint_) {
      return fail("wrong_chain",
                  "The ledger is of the chain with waypoint " + store.waypoint().text() + ".");
    }
    const LedgerInfo info = store.latest_ledger_info();
    return "epoch " + to_string(info.epoch) + ", height " + to_string(info.height) + ", version " +
           to_string(info.version) +
           (options_.deep ? ", every file read" : "; --deep reads every file");
  };
  const auto found = look();
  if (found) return good("ledger", *found);
  const bool other = found.error().code == "wrong_chain";
  wrong("ledger", found.error().message,
        other ? "Name the data folder of this chain in node.data_dir."
              : "pennypost restore sets it aside, and the next start fetches it from the peers.");
}

/// A running node answers; for another one the ports have to be free.
void Doctor::look_at_process() {
  if (!running_) {
    look_at_port("rpc");
    look_at_port("admin");
    if (has_key() || !config_->text("signer", "socket").empty()) look_at_port("links");
    return;
  }
  const auto ready = ask_node("http://" + config_->text("rpc", "listen") + "/readyz");
  if (!ready) {
    return wrong("process", "It runs and does not answer: " + ready.error().message,
                 "Look into its log; stop it and start it again.");
  }
  if (ready->status == 200) return good("process", "running, and ready");
  std::string reasons;
  const json::value* list = ready->body.if_contains("reasons");
  if (list != nullptr && list->is_array()) {
    for (const json::value& each : list->get_array()) {
      if (each.is_string())
        reasons += (reasons.empty() ? "" : "; ") + std::string(each.get_string());
    }
  }
  warn("process", "It runs and is not ready: " + reasons + ".",
       "Where it is catching up, wait; else see which peers are reachable below.");
}

void Doctor::look_at_port(const char* section) {
  const std::string& text = config_->text(section, "listen");
  const std::string what = std::string(section) + ".listen";
  const auto address = config::parse_host_port(text);
  if (!address) return wrong(what, address.error().message, "Correct it: host:port.");
  asio::io_context io;
  boost::system::error_code error;
  const auto ip = asio::ip::make_address(address->host, error);
  if (error) {
    return wrong(what, "\"" + address->host + "\" is no numeric address.", "Write it in numbers.");
  }
  Tcp::acceptor acceptor(io);
  const Tcp::endpoint at(ip, address->port);
  acceptor.open(at.protocol(), error);
  if (!error) acceptor.set_option(Tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(at, error);
  if (!error) return good(what, text + " is free");
  wrong(what, "Cannot listen at " + text + ": " + error.message() + ".",
        "Stop what listens there, or name another port.");
}

/// Whether anything listens there.
bool reachable(const config::HostPort& address) {
  asio::io_context io;
  Tcp::resolver resolver(io);
  bool reached = false;
  boost::system::error_code error;
  const auto found = resolver.resolve(address.host, std::to_string(address.port), error);
  if (error) return false;
  for (const auto& each : found) {
    if (reached) break;
    asio::io_context one;
    Tcp::socket link(one);
    link.async_connect(each.endpoint(),
                       [&](const boost::system::error_code& failed) { reached = !failed; });
    one.run_for(kReachPatience);
  }
  return reached;
}

void Doctor::look_at_peers() {
  std::size_t others = 0;
  for (const std::string& text : config_->list("links", "peers")) {
    const std::string name = text.substr(0, text.find('@'));
    if (name == config_->text("node", "name")) continue;
    ++others;
    const auto address =
        config::parse_host_port(std::string_view(text).substr(text.rfind('@') + 1));
    if (!address) {
      wrong("peer " + name, address.error().message, "Correct links.peers: name@host:port.");
    } else if (reachable(*address)) {
      good("peer " + name, "something listens at " + text.substr(text.rfind('@') + 1));
    } else {
      warn("peer " + name, "nothing answers at " + text.substr(text.rfind('@') + 1),
           "Ask its operator, and look at the firewalls between.");
    }
  }
  const bool alone = genesis_ && genesis_->validators.size() == 1;
  if (others == 0 && !alone) {
    warn("peers", "links.peers names nobody.",
         "Name the validators' addresses; whoever has no address is waited for.");
  }
}

void print(const Finding& finding) {
  std::cout << word(finding.verdict) << "\t" << finding.what << ": " << finding.detail << "\n";
  if (!finding.next.empty()) std::cout << "\t→ " << finding.next << "\n";
}

}  // namespace

int doctor_command(const DoctorOptions& options) {
  spdlog::set_level(spdlog::level::off);  // what is wrong stands in the findings
  const auto findings = Doctor(options).run();
  const bool good = std::ranges::none_of(
      findings, [](const Finding& each) { return each.verdict == Verdict::wrong; });
  if (options.as_json) {
    json::array list;
    for (const Finding& each : findings) {
      list.push_back(json::object{{"what", each.what},
                                  {"verdict", word(each.verdict)},
                                  {"detail", each.detail},
                                  {"next", each.next}});
    }
    std::cout << json::serialize(json::object{{"good", good}, {"findings", std::move(list)}})
              << "\n";
  } else {
    for (const Finding& each : findings) print(each);
  }
  return good ? 0 : 1;
}

}  // namespace pennypost::commands
