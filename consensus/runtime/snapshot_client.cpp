#include "consensus/runtime/snapshot_client.h"

#include <spdlog/spdlog.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include <boost/asio/io_context.hpp>

#include "consensus/runtime/clock.h"
#include "consensus/runtime/links.h"
#include "consensus/runtime/membership.h"
#include "consensus/store/block_store.h"
#include "consensus/sync/snapshot_plan.h"
#include "consensus/wire/snapshot_wire.h"

namespace pennypost::runtime {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

/// Without any part coming for so long, another snapshot is tried.
constexpr std::uint64_t kProgressUsMax = 15'000'000;
constexpr milliseconds kLookEvery{20};
constexpr std::uint64_t kStragglerUs = 300'000;

bool accept(const PublicKey&, ByteView, const Signature&) {
  return true;  // of transactions that a quorum executed
}

std::uint64_t now_us() {
  return read_clock().steady_us;
}

/// The links, and what came over them.
class Talk {
 public:
  Talk(const ValidatorOptions& node, net::TlsIdentity identity)
      : chain_(node.epoch.chain_id),
        connected_(node.peers.size()),
        transport_(
            io_, std::move(identity), node.own_index ? node.listen : net::Endpoint{},
            links_of(node), node.own_index ? *node.own_index : SIZE_MAX,
            {.on_frame = [this](std::size_t peer, Bytes frame) { receive(peer, std::move(frame)); },
             .on_connected = [this](std::size_t peer) { connect(peer, true); },
             .on_disconnected = [this](std::size_t peer) { connect(peer, false); }}) {}
  ~Talk() {
    transport_.stop();
    if (thread_.joinable()) thread_.join();
  }
  Result<void> start() {
    PP_CHECKED(transport_.start());
    thread_ = std::thread([this] { io_.run(); });
    return {};
  }

  struct Answer {
    std::size_t peer = 0;
    wire::SnapshotResponse response;
  };
  std::size_t peers() const { return connected_.size(); }
  /// How often it was; 0 where it is not.
  std::size_t connected(std::size_t peer) const {
    const std::lock_guard lock(mutex_);
    return connected_[peer] % 2 == 1 ? connected_[peer] : 0;
  }
  template <class Message>
  void send(std::size_t peer, const Message& message) {
    transport_.send(peer, std::make_shared<const Bytes>(wire::encode(message)),
                    net::Priority::kBulk);
  }
  void ask(std::size_t peer, const wire::SnapshotRequest& request) { send(peer, request); }
  /// The next answer, where one comes in `time`.
  std::optional<Answer> next(milliseconds time) {
    std::unique_lock lock(mutex_);
    if (!arrived_.wait_for(lock, time, [this] { return !frames_.empty(); })) return std::nullopt;
    const auto [peer, frame] = std::move(frames_.front());
    frames_.pop_front();
    lock.unlock();
    auto response = wire::decode_snapshot_response(
        frame, [this](ByteView bytes) { return wire::read_batch(bytes, chain_, accept); });
    transport_.release(peer, frame.size());
    if (response) return Answer{peer, std::move(*response)};
    // Somebody else who begins from nothing asks us, at the same time.
    if (wire::decode_snapshot_request(frame))
      send(peer, wire::SnapshotResponse(wire::NoSnapshot{}));
    return std::nullopt;
  }
  /// An answer of this peer to what it was asked last.
  std::optional<wire::SnapshotResponse> exchange(std::size_t peer,
                                                 const wire::SnapshotRequest& request) {
    ask(peer, request);
    const std::uint64_t end = now_us() + sync::kAnswerUsMax;
    while (now_us() < end) {
      auto answer = next(kLookEvery);
      if (answer && answer->peer == peer) return std::move(answer->response);
    }
    return std::nullopt;
  }

 private:
  void receive(std::size_t peer, Bytes frame) {
    if (peer >= connected_.size() || !wire::is_snapshot_message(frame)) {
      return transport_.release(peer, frame.size());
    }
    const std::lock_guard lock(mutex_);
    frames_.emplace_back(peer, std::move(frame));
    arrived_.notify_one();
  }
  void connect(std::size_t peer, bool up) {
    const std::lock_guard lock(mutex_);
    if (peer < connected_.size() && (connected_[peer] % 2 == 1) != up) ++connected_[peer];
  }

  ChainId chain_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<std::size_t> connected_;                // ups and downs
  std::deque<std::pair<std::size_t, Bytes>> frames_;  // bounded by the transport, peer by peer
  boost::asio::io_context io_{1};
  net::Transport transport_;
  std::thread thread_;
};

/// The epochs up to the newest one that peers prove, and how each but the last ended.
struct Epochs {
  std::map<Epoch, consensus::EpochContext> contexts;
  sync::EpochEnds ends;

  bool heard = false;  // of anybody

  const consensus::EpochContext& newest() const { return contexts.rbegin()->second; }
};

/// One try with the snapshot of one peer; the others help with what they have in common.
class Fetch {
 public:
  Fetch(Talk& talk, const Epochs& epochs, const execution::GenesisState& genesis,
        const fs::path& folder, store::Database& parts,
        const std::map<std::size_t, sync::Manifest>& manifests, std::size_t source)
      : talk_(talk),
        epochs_(epochs),
        genesis_(genesis),
        folder_(folder),
        parts_(parts),
        manifests_(manifests),
        source_(source),
        manifest_(manifests.at(source)) {}

  Result<void> run() {
    PP_CHECKED(fetch_parts());
    for (std::size_t i = 0; i < talk_.peers(); ++i) {
      const std::size_t peer = (source_ + i) % talk_.peers();
      if (!talk_.connected(peer)) continue;
      const auto built = build(peer);
      if (built) return {};
      spdlog::info("peer {} gave no history: {}", peer, built.error().message);
    }
    return fail("no_snapshot", "No peer gave the history that belongs to the snapshot.");
  }

 private:
  Result<void> fetch_parts() {
    sync::SnapshotPlan plan(manifest_.parts);
    for (std::size_t i = 0; i < manifest_.parts.size(); ++i) {
      if (load(i)) plan.set_held(i);
    }
    for (const auto& [peer, manifest] : manifests_) {
      if (manifest.depth == manifest_.depth) plan.offer(peer, manifest.parts);
    }
    std::uint64_t progress_us = now_us();
    while (!plan.done()) {
      if (plan.stuck() || now_us() > progress_us + kProgressUsMax) {
        return fail("no_snapshot", "Peers do not give all parts of the state.");
      }
      for (std::size_t peer = 0; peer < talk_.peers(); ++peer) {
        const auto part = plan.ask(peer, now_us());
        if (!part) continue;
        talk_.ask(peer, wire::PartRequest{manifest_.parts[*part].root,
                                          static_cast<std::uint32_t>(*part), manifest_.depth});
      }
      const auto answer = talk_.next(kLookEvery);
      const auto* part = answer ? std::get_if<wire::PartResponse>(&answer->response) : nullptr;
      if (part == nullptr || part->index >= manifest_.parts.size()) continue;
      const bool good =
          sync::read_part(manifest_.parts[part->index], manifest_.depth, part->entries).has_value();
      if (!plan.take(answer->peer, part->index, good)) continue;
      if (!good) spdlog::warn("peer {} sent a part of the state that is not true", answer->peer);
      if (!good) continue;
      store::WriteBatch batch(parts_);
      batch.put(store::Column::batches, manifest_.parts[part->index].root.view(), part->entries);
      parts_.write(std::move(batch), false);
      progress_us = now_us();
    }
    return {};
  }

  Result<std::vector<state::KeyedEntry>> load(std::size_t part) const {
    if (manifest_.parts[part].size == state::PartSize::empty) {
      return std::vector<state::KeyedEntry>{};
    }
    PP_TRY(const auto bytes, parts_.get(store::Column::batches, manifest_.parts[part].root.view()));
    if (!bytes) return fail("not_found", "Not fetched yet.");
    return sync::read_part(manifest_.parts[part], manifest_.depth, *bytes);
  }

  Result<void> build(std::size_t peer) {
    std::error_code ignored;
    fs::remove_all(folder_ / "ledger", ignored);
    PP_TRY(const auto database, store::Database::open(folder_ / "ledger"));
    store::LedgerStore ledger(*database, store::batch_format(chain()));
    const auto answer = talk_.exchange(peer, wire::StartRequest{manifest_.first_block});
    const auto* start = answer ? std::get_if<sync::HistoryStart>(&*answer) : nullptr;
    if (start == nullptr) return fail("no_snapshot", "No answer.");
    const auto& first = epochs_.contexts.begin()->second;
    ledger.begin_snapshot(genesis_, first.validators, start->subtrees, start->tail);
    for (const auto& [epoch, end] : epochs_.ends) {
      if (epoch < manifest_.anchor().epoch) ledger.import_step(end.certificate, end.next);
    }
    PP_TRY(const auto nonces, fetch_history(peer, *start, *database, ledger));
    for (std::size_t i = 0; i < manifest_.parts.size(); ++i) {
      PP_TRY(const auto entries, load(i));
      ledger.import_entries(entries);
    }
    ledger.finish_snapshot(manifest_.certificate, nonces);
    return {};
  }

  Result<std::vector<state::LiveNonce>> fetch_history(std::size_t peer,
                                                      const sync::HistoryStart& start,
                                                      store::Database& database,
                                                      store::LedgerStore& ledger) {
    sync::HistoryCheck check(chain(), manifest_.anchor(), start, epochs_.ends);
    Height next = manifest_.first_block;
    while (!check.complete()) {
      const auto answer = talk_.exchange(peer, wire::HistoryRequest{next});
      const auto* history = answer ? std::get_if<wire::HistoryResponse>(&*answer) : nullptr;
      if (history == nullptr || history->blocks.empty()) return fail("no_snapshot", "No answer.");
      for (const sync::HistoryBlock& block : history->blocks) {
        if (check.complete()) break;
        PP_TRY(const auto executed, check.add(block));
        store::WriteBatch batch(database);
        store::BlockStore::put_imported(batch, block.block, block.batches);
        std::vector<BatchDigest> digests;
        for (const auto& each : block.batches) digests.push_back(each->digest);
        ledger.import_block(std::move(batch), {executed, std::move(digests)});
      }
      next = check.next_height();
    }
    PP_TRY(auto nonces, check.finish());
    store::WriteBatch batch(database);
    store::BlockStore::put_certificate(batch, manifest_.certificate);
    database.write(std::move(batch), false);
    return nonces;
  }

  ChainId chain() const { return epochs_.newest().chain_id; }

  Talk& talk_;
  const Epochs& epochs_;
  const execution::GenesisState& genesis_;
  const fs::path& folder_;
  store::Database& parts_;
  const std::map<std::size_t, sync::Manifest>& manifests_;
  const std::size_t source_;
  const sync::Manifest& manifest_;
};

/// Asks everybody, again on each new connection, until most have answered (the others may be down)
/// or patience ends. `take` is given the answers.
void survey(Talk& talk, std::size_t others, const wire::SnapshotRequest& request,
            std::uint64_t patience_us, const std::function<void(const Talk::Answer&)>& take) {
  std::set<std::pair<std::size_t, std::size_t>> asked;
  std::set<std::size_t> answered;
  std::uint64_t end = now_us() + patience_us;
  while (now_us() < end && answered.size() < others) {
    for (std::size_t peer = 0; peer < talk.peers(); ++peer) {
      const std::size_t connection = talk.connected(peer);
      if (connection != 0 && asked.emplace(peer, connection).second) talk.ask(peer, request);
    }
    if (3 * answered.size() >= 2 * others) end = std::min(end, now_us() + kStragglerUs);
    const auto answer = talk.next(kLookEvery);
    if (!answer) continue;
    answered.insert(answer->peer);
    take(*answer);
  }
}

std::size_t others_of(const Talk& talk, const ValidatorOptions& node) {
  return talk.peers() - (node.own_index ? 1 : 0);
}

/// What the peers offer, verified.
std::map<std::size_t, sync::Manifest> collect(Talk& talk, const ValidatorOptions& node,
                                              const Epochs& epochs, std::uint64_t patience_us) {
  std::map<std::size_t, sync::Manifest> manifests;
  const auto take = [&](const Talk::Answer& answer) {
    const auto* manifest = std::get_if<sync::Manifest>(&answer.response);
    if (manifest == nullptr) return;
    const auto epoch = epochs.contexts.find(manifest->anchor().epoch);
    const auto good = epoch == epochs.contexts.end() || manifest->anchor().next_validators_hash
                          ? fail("wrong_epoch", "It is of an epoch that nobody proves.")
                          : sync::verify_manifest(epoch->second, *manifest, crypto::verify);
    if (good) {
      manifests.insert_or_assign(answer.peer, *manifest);
    } else {
      spdlog::warn("peer {} offered a snapshot that is not true: {}", answer.peer,
                   good.error().message);
    }
  };
  survey(talk, others_of(talk, node), wire::ManifestRequest{}, patience_us, take);
  return manifests;
}

/// C9: from the first epoch on as far as any peer proves. True where there was something new.
bool learn_epochs(Talk& talk, const ValidatorOptions& node, std::uint64_t patience_us,
                  Epochs& epochs) {
  const Epoch before = epochs.newest().epoch;
  const auto take = [&](const Talk::Answer& answer) {
    epochs.heard = true;
    const auto* response = std::get_if<wire::EpochsResponse>(&answer.response);
    if (response == nullptr) return;
    for (const consensus::EpochEnd& end : response->ends) {
      const auto& epoch = epochs.newest();
      if (end.certificate.ledger_info.epoch < epoch.epoch) continue;
      if (const auto good = consensus::verify_epoch_end(epoch, end, crypto::verify); !good) {
        spdlog::warn("peer {} showed an end of epoch {} that is not true: {}", answer.peer,
                     epoch.epoch.value(), good.error().message);
        return;
      }
      auto next = consensus::epoch_after(end.ending, end.next);
      epochs.ends.emplace(epoch.epoch, end);
      epochs.contexts.emplace(next.epoch, std::move(next));
    }
  };
  survey(talk, others_of(talk, node), wire::EpochsRequest{before}, patience_us, take);
  return epochs.newest().epoch > before;
}

/// With links to those of the newest epoch that anybody proves: they have addresses of their own.
Result<std::unique_ptr<Talk>> talk_to_newest(const ValidatorOptions& started,
                                             ValidatorOptions& node, Epochs& epochs,
                                             std::uint64_t patience_us) {
  while (true) {
    ValidatorSet before;
    const Epoch epoch = epochs.newest().epoch;
    if (epochs.contexts.size() > 1) {
      before = std::next(epochs.contexts.rbegin())->second.validators;
    }
    node = options_in(started, epochs.newest(), before);
    PP_TRY(auto identity, net::TlsIdentity::from_seed(node.network_seed));
    auto talk = std::make_unique<Talk>(node, std::move(identity));
    PP_CHECKED(talk->start());
    // Many epochs come in several answers.
    while (learn_epochs(*talk, node, patience_us, epochs)) {
    }
    if (epochs.newest().epoch == epoch) return talk;
  }
}

}  // namespace

Result<bool> fetch_snapshot(const ValidatorOptions& started, const execution::GenesisState& genesis,
                            const fs::path& folder, const SnapshotOptions& options) {
  ValidatorOptions node = started;
  Epochs epochs;
  epochs.contexts.emplace(started.epoch.epoch, started.epoch);
  PP_TRY(const auto talk, talk_to_newest(started, node, epochs, options.patience_us));
  if (!epochs.heard) return false;
  const auto manifests = collect(*talk, node, epochs, options.patience_us);
  std::vector<std::size_t> sources;
  for (const auto& [peer, manifest] : manifests) {
    if (manifest.anchor().height.value() >= options.blocks_min) sources.push_back(peer);
  }
  if (sources.empty()) return false;
  std::ranges::sort(sources, std::ranges::greater{},
                    [&](std::size_t peer) { return manifests.at(peer).anchor().height; });
  PP_TRY(const auto parts, store::Database::open(folder / "parts"));
  Result<void> outcome;
  for (const std::size_t source : sources) {
    const sync::Manifest& manifest = manifests.at(source);
    spdlog::info("fetching the state of height {} in {} parts", manifest.anchor().height.value(),
                 manifest.parts.size());
    outcome = Fetch(*talk, epochs, genesis, folder, *parts, manifests, source).run();
    if (outcome) return true;
    spdlog::warn("{}", outcome.error().message);
  }
  return std::unexpected(std::move(outcome).error());
}

}  // namespace pennypost::runtime
