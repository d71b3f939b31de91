#include "api/node/on_core.h"
#include "api/node/rpc.h"

namespace pennypost::node {
namespace {

void gauge(std::string& out, const char* name, const char* help, std::uint64_t value) {
  out += std::string("# HELP ") + name + " " + help + "\n# TYPE " + name + " gauge\n" + name + " " +
         std::to_string(value) + "\n";
}

void counter(std::string& out, const char* name, const char* help, std::uint64_t value) {
  out += std::string("# HELP ") + name + " " + help + "\n# TYPE " + name + " counter\n" + name +
         " " + std::to_string(value) + "\n";
}

}  // namespace

boost::asio::awaitable<http::Response> Rpc::metrics(Reporter::Counts evidence) {
  const consensus::Status status = co_await on_core<consensus::Status>(
      validator_,
      [](const execution::SpeculativeLedger&, const consensus::Status& now) { return now; });
  std::string out;
  gauge(out, "pennypost_final_version", "Newest final version.", status.final_info.version.value());
  gauge(out, "pennypost_final_height", "Newest final block.", status.final_info.height.value());
  gauge(out, "pennypost_round", "Current round.", status.round.value());
  gauge(out, "pennypost_last_voted_round", "Newest round voted in.",
        status.last_voted_round.value());
  gauge(out, "pennypost_last_vote_sent_round",
        "Newest round in which a vote was durable and left; 0 before the first of this epoch.",
        validator_.last_vote_sent().value());
  gauge(out, "pennypost_quiet", "1 where everything held is final.", status.quiet ? 1 : 0);
  gauge(out, "pennypost_catching_up", "1 while blocks are fetched.", status.catching_up ? 1 : 0);
  gauge(out, "pennypost_unordered_bytes", "Bytes of batches that are not final.",
        status.unordered_bytes);
  gauge(out, "pennypost_signing", "1 where this node votes.", status.signing ? 1 : 0);
  gauge(out, "pennypost_faulted", "1 where consensus stopped for good.",
        validator_.fault().empty() ? 0 : 1);
  const auto stats = validator_.link_stats();
  const runtime::Membership members = validator_.membership();
  gauge(out, "pennypost_epoch", "The epoch that this node is in.", members.epoch.value());
  counter(out, "pennypost_equivocations_seen_total",
          "Evidence of validators who signed two messages where one is allowed.", evidence.seen);
  counter(out, "pennypost_equivocations_reported_total",
          "Of these, reported to the ledger by this node.", evidence.reported);
  gauge(out, "pennypost_validators", "Validators of this epoch.", members.validators.size());
  const auto series = [&](const char* name, const char* type, auto value) {
    out += std::string("# TYPE ") + name + " " + type + "\n";
    for (std::size_t i = 0; i < stats.size() && i < members.validators.size(); ++i) {
      if (i == members.own_index) continue;
      out += std::string(name) + "{peer=\"" + members.validators.validators[i].name + "\"} " +
             std::to_string(value(stats[i])) + "\n";
    }
  };
  series("pennypost_link_up", "gauge",
         [](const net::PeerStats& peer) { return peer.connected ? 1 : 0; });
  series("pennypost_link_received_bytes_total", "counter",
         [](const net::PeerStats& peer) { return peer.bytes_in; });
  series("pennypost_link_sent_bytes_total", "counter",
         [](const net::PeerStats& peer) { return peer.bytes_out; });
  series("pennypost_link_dropped_frames_total", "counter", [](const net::PeerStats& peer) {
    return peer.frames_dropped_full + peer.frames_dropped_offline;
  });
  http::Response response;
  response.headers.set("Content-Type", "text/plain; version=0.0.4");
  response.body = std::move(out);
  co_return response;
}

}  // namespace pennypost::node
