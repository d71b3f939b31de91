#include "tests/simulator/run.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

namespace pennypost::simulator {
namespace {

constexpr std::uint64_t kHealedUs = 60 * kSecondUs;  // by then everything sent after it is final
constexpr std::uint64_t kSettleUs = 80 * kSecondUs;  // longer than any batch lives
constexpr std::uint64_t kLookUs = 250'000;
constexpr std::uint64_t kIdleUs = 3 * kSecondUs;
constexpr std::uint64_t kLongIdleUs = 60 * kSecondUs;  // in some runs
constexpr std::uint64_t kExecutesAlone = 8;  // in one of so many runs each node executes itself
constexpr std::size_t kSpares = 2;           // machines that epochs may bring in
constexpr std::uint64_t kClockStepUsMax = 100'000;  // beside what a clock is wrong anyway
constexpr std::uint64_t kBriefBlocks = 10;
constexpr std::uint64_t kLastBlocks = 2;  // of them, after everything was healed
constexpr std::uint64_t kBriefUs = 3 * kSecondUs;
constexpr std::uint64_t kCommandsMin = 4;  // by chat
constexpr std::uint64_t kCommandsMax = 24;
constexpr std::uint64_t kCrashesLaterMax = 6;
constexpr std::uint64_t kWeekEvery = 30;  // of so many runs with chats one lasts for a week
constexpr std::uint64_t kWeekUs = 7ULL * 24 * 3'600 * kSecondUs;
constexpr std::uint64_t kSpanUsMin = 1'800 * kSecondUs;
constexpr std::uint64_t kSpanUsMax = 2 * 3'600 * kSecondUs;
constexpr std::uint64_t kChatsLookUs = 60 * kSecondUs;
constexpr std::uint64_t kPatienceUs = 12ULL * 3'600 * kSecondUs;  // platforms try again seldom
constexpr std::size_t kOpenMax = 2;  // transactions that wait, so that a halt does not pile them up

/// What all runs share.
class Run {
 protected:
  Run(const Options& options, std::vector<std::uint64_t> powers, std::size_t spares,
      std::uint64_t skew_us, std::uint64_t link_delay_us)
      : options_(options),
        random_(options.seed * 2654435761ULL + 17),
        powers_(std::move(powers)),
        cluster_({.seed = options.seed,
                  .powers = powers_,
                  .spares = spares,
                  .real_signatures = options.real_signatures,
                  .clock_skew_us_max = skew_us,
                  .link_delay_us_max = link_delay_us,
                  .events_max = options.steps,
                  .share_execution = options.seed % kExecutesAlone != 0,
                  .trace = options.trace}),
        tolerated_((std::accumulate(powers_.begin(), powers_.end(), std::uint64_t{0}) - 1) / 3) {}

  std::size_t size() const { return cluster_.validators(); }
  consensus::ValidatorIndex any_node() {
    return static_cast<consensus::ValidatorIndex>(random_.below(size()));
  }
  std::uint64_t power_of(std::size_t node) const {
    return node < powers_.size() ? powers_[node] : 1;
  }
  /// Takes the node's power from what may fail for good; false where that is too little.
  bool give_up(std::size_t node) {
    if (power_of(node) > tolerated_) return false;
    tolerated_ -= power_of(node);
    return true;
  }

  void corrupt(std::string_view behaviour) {
    for (std::size_t i = 0; i < 2 * powers_.size(); ++i) {
      const auto node = static_cast<consensus::ValidatorIndex>(random_.below(powers_.size()));
      const auto any = kBehaviours[random_.below(kBehaviours.size())];
      if (!cluster_.is_honest(node) || !give_up(node)) continue;
      behaviours_.emplace_back(behaviour.empty() ? any : behaviour);
      cluster_.corrupt(node, behaviours_.back());
    }
  }

  bool out_of_steps() const { return cluster_.events() >= options_.steps; }

  /// Runs until the moment, or as far as the steps reach.
  void advance(std::uint64_t by_us) {
    const std::uint64_t until_us = cluster_.now_us() + by_us;
    const std::uint64_t piece_us = by_us / 100 + 1;
    while (cluster_.now_us() < until_us && !out_of_steps()) {
      cluster_.run_until(std::min(until_us, cluster_.now_us() + piece_us));
    }
  }
  /// The same, but no longer than until `done`, which is looked at from time to time.
  template <class Done>
  bool advance_until(std::uint64_t by_us, std::uint64_t look_us, const Done& done) {
    const std::uint64_t until_us = cluster_.now_us() + by_us;
    while (!done()) {
      if (cluster_.now_us() >= until_us || out_of_steps()) return false;
      cluster_.run_until(std::min(until_us, cluster_.now_us() + look_us));
    }
    return true;
  }

  void submit(std::uint64_t transactions_max = 4) {
    const auto node = any_node();
    std::vector<Transaction> transactions;
    const TimestampUs expiry = cluster_.unix_time() + random_.between(5, 50) * kSecondUs;
    for (std::uint64_t i = random_.between(1, transactions_max); i > 0; --i) {
      transactions.push_back(cluster_.world().transfer(random_, expiry));
    }
    cluster_.submit(node, transactions);
    // A client that is not sure gives them to another one, too.
    if (random_.below(8) != 0) return;
    cluster_.faults().resubmitted += transactions.size();
    cluster_.give(any_node(), transactions);
  }

  /// Nothing goes wrong any more, and everybody is there.
  void restore() {
    Conditions& c = cluster_.conditions;
    c.loss = c.duplication = c.crash_chance = c.slow_sync_chance = 0;
    cluster_.heal();
    for (std::size_t node = 0; node < size(); ++node) {
      cluster_.empty_disk(node);
      if (!cluster_.disk(node).damage().empty()) cluster_.crash(node);
      cluster_.restart(node);
      if (cluster_.is_up(node)) continue;
      cluster_.replace_disk(node);  // it named what is damaged
      cluster_.restart(node);
    }
  }

  /// Why this node is not done with everything; empty where it is.
  std::string unfinished(std::size_t node) {
    if (!cluster_.is_up(node)) return " is down";
    const consensus::Status status = cluster_.status(node);
    if (status.final_info.height.value() != cluster_.checker().final_height()) {
      return " is behind";
    }
    if (cluster_.ledger(node).next_due(status.final_info.block_id)) {
      return " has not returned a hold";
    }
    if (!status.quiet) return " is not quiet";
    if (status.held_batches > 0) return " still holds batches";
    return {};
  }
  bool all_finished() {
    for (std::size_t node = 0; node < size(); ++node) {
      if (is_honest(node) && !unfinished(node).empty()) return false;
    }
    return true;
  }
  bool is_honest(std::size_t node) const {
    return cluster_.is_honest(static_cast<consensus::ValidatorIndex>(node));
  }
  bool nothing_open() { return cluster_.checker().open(cluster_.unix_time()) == 0; }

  Report report() {
    const Checker& checker = cluster_.checker();
    return {.options = options_,
            .behaviours = behaviours_,
            .events = cluster_.events(),
            .virtual_us = cluster_.now_us(),
            .messages = cluster_.messages(),
            .persists = cluster_.persists(),
            .final_height = checker.final_height(),
            .epochs = checker.epochs(),
            .accusations = cluster_.accusations(),
            .submitted = checker.submitted(),
            .kept = checker.kept(),
            .trace_hash = cluster_.trace_hash(),
            .cut_short = out_of_steps(),
            .faults = cluster_.faults(),
            .damage_found = cluster_.damage_found(),
            .violations = checker.violations()};
  }

  Options options_;
  Random random_;
  std::vector<std::uint64_t> powers_;
  Cluster cluster_;
  std::uint64_t tolerated_;  // power that may still fail for good
  std::vector<std::string> behaviours_;
};

class Trouble : Run {
 public:
  Trouble(const Options& options, const Plan& plan, std::vector<std::uint64_t> powers,
          Random& shape)
      : Run(options, std::move(powers), plan.epochs ? kSpares : 0, shape.below(300'000),
            plan.network ? shape.below(2) * shape.below(30'000) : 0),
        plan_(plan) {}

  Report run() {
    if (plan_.byzantine) corrupt(plan_.behaviour);
    set_conditions();
    cluster_.start();
    plan_trouble();
    if (plan_.chats) {
      span_us_ =
          options_.seed % kWeekEvery == 0 ? kWeekUs : random_.between(kSpanUsMin, kSpanUsMax);
      chats_.emplace(cluster_, options_.seed, span_us_, plan_.weakness);
      chats_->begin(random_.between(kCommandsMin, kCommandsMax), trouble_us_);
    }
    advance(trouble_us_);
    heal();
    if (chats_) live();
    settle();
    Report out = report();
    if (chats_) out.chats = chats_->counts();
    return out;
  }

 private:
  void set_conditions() {
    Conditions& c = cluster_.conditions;
    c.delay_us = random_.between(1'000, 40'000);
    c.sync_us = random_.below(3) == 0 && !plan_.disks ? 0 : random_.between(200, 8'000);
    c.batch_lifetime_us = random_.between(5, 30) * kSecondUs;
    c.response_blocks_max = random_.between(2, 32);
    if (plan_.network) {
      c.jitter_us = random_.below(2 * c.delay_us);
      c.loss = random_.below(2) * random_.below(300'000);
      c.duplication = random_.below(2) * random_.below(100'000);
    }
    if (plan_.crashes) c.crash_chance = random_.below(2) * random_.below(15'000);
    if (plan_.disks) {
      c.slow_sync_chance = random_.below(2) * random_.below(200'000);
      c.slow_sync_us = random_.between(20'000, 500'000);
    }
  }

  /// At some moment of the trouble, unless it is over by then.
  template <class What>
  void sometime(What what) {
    cluster_.at(random_.below(trouble_us_), [this, what] {
      if (!healed_) what();
    });
  }

  void plan_trouble() {
    trouble_us_ = random_.between(2, 6) * kSecondUs;
    for (std::uint64_t i = random_.between(5, 40); i > 0; --i) {
      sometime([this] { submit(); });
    }
    if (random_.below(3) == 0) {
      sometime([this] { cluster_.tick(any_node()); });
    }
    if (random_.below(4) == 0) {
      for (std::uint64_t i = random_.between(1, 3); i > 0; --i) {
        sometime([this] { submit_hold(); });
      }
    }
    if (plan_.epochs) {
      for (std::uint64_t i = random_.between(1, 4); i > 0; --i) {
        sometime([this, generation = i] { cluster_.change_validators(draw(generation)); });
      }
    }
    if (plan_.crashes || plan_.disks) {
      for (std::uint64_t i = random_.below(plan_.crashes ? 12 : 5); i > 0; --i) plan_crash();
    }
    if (plan_.disks) plan_disks();
    if (plan_.clocks) plan_clocks();
    if (plan_.network) {
      for (std::uint64_t i = random_.below(8); i > 0; --i) plan_partition();
      for (std::uint64_t i = random_.below(4); i > 0; --i) plan_cut();
    }
  }

  /// It falls due in the trouble, while that heals, or while the cluster is idle.
  void submit_hold() {
    const TimestampUs now = cluster_.unix_time();
    cluster_.submit(any_node(),
                    {cluster_.world().hold(random_.below(kAccounts), cluster_.random(),
                                           std::nullopt, now + random_.between(5, 50) * kSecondUs,
                                           now + random_.between(1, 30) * kSecondUs)});
  }

  /// Any machines, as many as those who fail for good need beside them; some with new keys.
  std::vector<Member> draw(std::uint64_t generation) {
    std::vector<Member> members;
    const std::size_t first = random_.below(size());
    const std::size_t without = random_.below(kSpares + 1);
    std::size_t left_out = 0;
    for (std::size_t i = 0; i < size(); ++i) {
      const std::size_t machine = (first + i) % size();
      if (is_honest(machine) && left_out < without && random_.below(2) == 0) {
        ++left_out;
        continue;
      }
      members.push_back({.machine = machine,
                         .generation = is_honest(machine) && random_.below(3) == 0 ? generation : 0,
                         .power = 1});
    }
    return members;
  }

  void plan_crash() {
    const auto node = any_node();
    if (!is_honest(node)) return;
    const std::uint64_t down_us = random_.between(1'000, 3 * kSecondUs);
    sometime([this, node, down_us] {
      cluster_.crash(node);
      cluster_.at(cluster_.now_us() + down_us, [this, node] { cluster_.restart(node); });
    });
  }

  void plan_disks() {
    for (std::uint64_t i = random_.below(3); i > 0; --i) {
      const auto node = any_node();
      if (!is_honest(node)) continue;
      const std::uint64_t full_us = random_.between(10'000, 2 * kSecondUs);
      sometime([this, node, full_us] {
        cluster_.fill_disk(node);
        cluster_.at(cluster_.now_us() + full_us, [this, node] { cluster_.empty_disk(node); });
      });
    }
    // What a node that names a damaged record has lost, it never gets back: it counts as failing.
    for (std::uint64_t i = random_.below(3); i > 0; --i) {
      const auto node = any_node();
      if (!is_honest(node) || !give_up(node)) continue;
      sometime([this, node] {
        cluster_.rot(node);
        if (random_.below(2) == 0) return;  // found when it reads, or starts for another reason
        cluster_.crash(node);
        cluster_.at(cluster_.now_us() + 100'000, [this, node] { cluster_.restart(node); });
      });
    }
  }

  /// Somebody sets them, by hand or by a time server that lies: anybody's by a little, and by much
  /// those of as many as may fail, because such a validator's votes and proposals may be of no use.
  void plan_clocks() {
    ahead_us_.resize(size());
    for (std::uint64_t i = random_.between(1, 12); i > 0; --i) {
      const auto node = any_node();
      const bool far = random_.below(2) == 0 && (far_.contains(node) || give_up(node));
      if (far) far_.insert(node);
      const std::uint64_t most_us = far ? 15 * kSecondUs : kClockStepUsMax;
      const auto ahead_us = static_cast<std::int64_t>(random_.below(2 * most_us + 1)) -
                            static_cast<std::int64_t>(most_us);
      sometime([this, node, ahead_us] { set_clock(node, ahead_us); });
    }
  }

  /// So much ahead of what it said at first.
  void set_clock(std::size_t node, std::int64_t ahead_us) {
    cluster_.step_clock(node, ahead_us - std::exchange(ahead_us_[node], ahead_us));
  }

  void heal_after(std::uint64_t us) {
    cluster_.at(cluster_.now_us() + us, [this] { cluster_.heal(); });
  }

  void plan_partition() {
    std::vector<unsigned> parts(size());
    for (unsigned& part : parts) part = static_cast<unsigned>(random_.below(2));
    const std::uint64_t lasts_us = random_.between(10'000, 3 * kSecondUs);
    sometime([this, parts, lasts_us] {
      cluster_.partition(parts);
      heal_after(lasts_us);
    });
  }

  void plan_cut() {
    const std::uint64_t lasts_us = random_.between(10'000, 3 * kSecondUs);
    sometime([this, lasts_us] {
      for (std::uint64_t i = random_.between(1, size()); i > 0; --i) {
        cluster_.cut(any_node(), any_node());
      }
      heal_after(lasts_us);
    });
  }

  void heal() {
    healed_ = true;
    for (std::size_t node = 0; node < ahead_us_.size(); ++node) set_clock(node, 0);
    restore();
    // As many as may be stay away: the others go on.
    if (plan_.crashes && !plan_.byzantine && !plan_.epochs) {
      for (std::uint64_t i = random_.below(size() / 3 + 1); i > 0; --i) {
        const auto node = any_node();
        if (cluster_.is_up(node) && give_up(node)) cluster_.crash(node);
      }
    }
    cluster_.submit(any_node(), 2, 10 * kHealedUs);
    cluster_.submit(any_node(), 1, 10 * kHealedUs);
    const bool done = advance_until(kHealedUs, kLookUs, [this] { return nothing_open(); });
    for (std::size_t node = 0; node < size(); ++node) cluster_.restart(node);
    if (done || out_of_steps()) return;
    cluster_.checker().violation(std::to_string(cluster_.checker().open(cluster_.unix_time())) +
                                 " transactions are not final a minute after all was healed");
  }

  /// Hours or days go by, in which validators fail for a moment, until everybody has their answer.
  void live() {
    // Who misbehaves would fill days with noise: it is away, as it may be.
    for (std::size_t node = 0; node < size(); ++node) {
      if (!is_honest(node)) cluster_.crash(node);
    }
    for (std::uint64_t i = random_.below(kCrashesLaterMax); i > 0; --i) {
      const auto node = any_node();
      if (!is_honest(node)) continue;
      cluster_.at(cluster_.now_us() + random_.below(span_us_ / 2), [this, node] {
        if (!cluster_.is_up(node)) return;
        cluster_.crash(node);
        cluster_.at(cluster_.now_us() + random_.below(kSettleUs),
                    [this, node] { cluster_.restart(node); });
      });
    }
    const bool over =
        advance_until(4 * span_us_ + kPatienceUs, kChatsLookUs, [this] { return chats_->over(); });
    restore();
    if (out_of_steps()) return;
    if (!over) cluster_.checker().violation("chats: not everybody has an answer in the end");
    chats_->check();
  }

  /// Corrupt validators may keep the others from being idle, but not for ever.
  void settle() {
    const std::uint64_t until_us = cluster_.now_us() + kSettleUs;
    const std::uint64_t idle_us = random_.below(16) == 0 ? kLongIdleUs : kIdleUs;
    std::uint64_t persists = 0;
    do {
      advance_until(kSettleUs, kLookUs, [this] { return all_finished(); });
      persists = cluster_.persists();
      advance(idle_us);
    } while (cluster_.persists() != persists && cluster_.now_us() < until_us && !out_of_steps());
    if (out_of_steps()) return;
    Checker& checker = cluster_.checker();
    if (cluster_.persists() != persists) checker.violation("an idle cluster wrote to its disks");
    for (std::size_t node = 0; node < size(); ++node) {
      if (!is_honest(node)) continue;
      const std::string what = unfinished(node);
      if (!what.empty())
        checker.violation("validator " + std::to_string(node) + what + " for good");
    }
  }

  Plan plan_;
  std::uint64_t trouble_us_ = 0;
  std::set<std::size_t> far_;           // whose clocks may be wrong by much
  std::vector<std::int64_t> ahead_us_;  // by machine, of their clocks' first time
  bool healed_ = false;
  std::optional<Chats> chats_;
  std::uint64_t span_us_ = 0;  // of chats
};

/// One fault at a time, until ten blocks are final.
class Brief : Run {
 public:
  explicit Brief(const Options& options, std::uint64_t skew_us)
      : Run(options, std::vector<std::uint64_t>(options.validators, 1), 0, skew_us, 0) {}

  Report run() {
    Conditions& c = cluster_.conditions;
    c.delay_us = random_.between(1'000, 40'000);
    c.sync_us = random_.below(2) * random_.between(200, 4'000);
    c.batch_lifetime_us = 5 * kSecondUs;
    if (random_.below(4) == 0) corrupt({});
    cluster_.start();
    go_wrong();
    cluster_.at(random_.between(1, 10) * c.delay_us, [this] { go_wrong(); });
    const auto enough = [this] {
      if (cluster_.faults().total() > 0 && height() + kLastBlocks >= kBriefBlocks) return true;
      if (cluster_.checker().open(cluster_.unix_time()) < kOpenMax) submit(2);
      return false;
    };
    advance_until(kBriefUs, 2 * c.delay_us, enough);
    if (cluster_.faults().total() == 0) {
      for (std::size_t node = 0; node < size(); ++node) cluster_.crash(node);
    }
    restore();
    // The last blocks show that everybody is well again.
    const auto over = [this] {
      if (!nothing_open()) return false;
      if (height() >= kBriefBlocks) return same_height();
      cluster_.submit(any_node(), 1, 10 * kHealedUs);
      return false;
    };
    cluster_.submit(any_node(), 2, 10 * kHealedUs);
    if (!advance_until(kHealedUs, c.delay_us, over) && !out_of_steps()) {
      cluster_.checker().violation("a brief run is not over a minute after all was healed");
    }
    return report();
  }

 private:
  std::uint64_t height() { return cluster_.checker().final_height(); }
  bool same_height() {
    for (std::size_t node = 0; node < size(); ++node) {
      if (!is_honest(node)) continue;
      if (!cluster_.is_up(node)) return false;
      if (cluster_.status(node).final_info.height.value() != height()) return false;
    }
    return true;
  }

  void go_wrong() {
    Conditions& c = cluster_.conditions;
    const auto node = any_node();
    const std::uint64_t later_us = cluster_.now_us() + random_.between(1, 20) * c.delay_us;
    switch (random_.below(7)) {
      case 0:
        c.loss = random_.between(10'000, 200'000);
        break;
      case 1:
        c.duplication = random_.between(50'000, 300'000);
        c.jitter_us = c.delay_us;
        break;
      case 2:
        c.crash_chance = random_.between(1'000, 10'000);
        break;
      case 3:
        if (!is_honest(node)) return;
        cluster_.crash(node);
        cluster_.at(later_us, [this, node] { cluster_.restart(node); });
        break;
      case 4: {
        std::vector<unsigned> parts(size());
        parts[node] = 1;
        cluster_.partition(parts);
        cluster_.at(later_us, [this] { cluster_.heal(); });
        break;
      }
      case 5:
        cluster_.cut(node, any_node());
        cluster_.at(later_us, [this] { cluster_.heal(); });
        break;
      default:
        if (!is_honest(node)) return;
        cluster_.fill_disk(node);
        cluster_.at(later_us, [this, node] { cluster_.empty_disk(node); });
        break;
    }
  }
};

}  // namespace

Report run_trouble(const Options& options, const Plan& plan) {
  Random shape(options.seed * 40503 + 5);
  std::vector<std::uint64_t> powers(options.validators, 1);
  if (plan.weights && !plan.epochs) {
    for (std::uint64_t& power : powers) power = shape.between(1, 5);
  }
  return Trouble(options, plan, std::move(powers), shape).run();
}

Report run_brief(const Options& options) {
  Random shape(options.seed * 40503 + 5);
  return Brief(options, shape.below(300'000)).run();
}

}  // namespace pennypost::simulator
