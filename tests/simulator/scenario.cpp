#include "tests/simulator/scenario.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace pennypost::simulator {
namespace {

constexpr std::uint64_t kValidatorsMax = 16;
constexpr std::uint64_t kHealedUs = 60 * kSecondUs;  // by then everything sent after it is final
constexpr std::uint64_t kSettleUs = 80 * kSecondUs;  // longer than any batch lives
constexpr std::uint64_t kIdleUs = 60 * kSecondUs;
constexpr std::size_t kSpares = 2;  // machines that epochs may bring in

struct Faults {
  bool network = false;
  bool crashes = false;
  bool byzantine = false;
  bool epochs = false;
  std::string_view behaviour = {};  // of the corrupt; any where empty
};

/// One run: trouble, then healing, then quiet.
class Run {
 public:
  Run(const Options& options, std::vector<std::uint64_t> powers, Faults faults)
      : options_(options),
        faults_(faults),
        random_(options.seed * 2654435761ULL + 17),
        cluster_({.seed = options.seed,
                  .powers = std::move(powers),
                  .spares = faults.epochs ? kSpares : 0,
                  .real_signatures = options.real_signatures,
                  .clock_skew_us_max = random_.below(300'000),
                  .trace = options.trace}) {}

  Report run() {
    corrupt();
    set_conditions();
    cluster_.start();
    plan_trouble();
    advance(trouble_us_);
    heal();
    settle();
    return report();
  }

 private:
  std::size_t size() const { return cluster_.validators(); }
  consensus::ValidatorIndex any_node() {
    return static_cast<consensus::ValidatorIndex>(random_.below(size()));
  }

  void corrupt() {
    if (!faults_.byzantine) return;
    const std::size_t count = (options_.validators - 1) / 3;
    for (std::size_t i = 0; i < count; ++i) {
      const auto node = static_cast<consensus::ValidatorIndex>(random_.below(options_.validators));
      if (!cluster_.is_honest(node)) continue;
      const auto any = kBehaviours[random_.below(kBehaviours.size())];
      const auto behaviour = faults_.behaviour.empty() ? any : faults_.behaviour;
      behaviours_.emplace_back(behaviour);
      cluster_.corrupt(node, behaviour);
    }
  }

  void set_conditions() {
    Conditions& c = cluster_.conditions;
    c.delay_us = random_.between(1'000, 40'000);
    c.sync_us =
        random_.below(3) == 0 ? 0 : random_.between(200, random_.below(4) == 0 ? 300'000 : 8'000);
    c.response_blocks_max = random_.between(2, 32);
    if (faults_.network) {
      c.jitter_us = random_.below(2 * c.delay_us);
      c.loss = random_.below(2) * random_.below(300'000);
      c.duplication = random_.below(2) * random_.below(100'000);
    }
    if (faults_.crashes) c.crash_chance = random_.below(2) * random_.below(15'000);
  }

  void plan_trouble() {
    trouble_us_ = random_.between(3, 8) * kSecondUs;
    const std::uint64_t submissions = random_.between(5, 40);
    for (std::uint64_t i = 0; i < submissions; ++i) {
      cluster_.at(random_.below(trouble_us_), [this] {
        cluster_.submit(any_node(), random_.between(1, 4), random_.between(5, 50) * kSecondUs);
      });
    }
    if (random_.below(3) == 0) {
      cluster_.at(random_.below(trouble_us_), [this] { cluster_.tick(any_node()); });
    }
    for (std::uint64_t i = random_.below(4); i > 0; --i) {
      cluster_.at(random_.below(trouble_us_), [this] { submit_hold(); });
    }
    if (faults_.epochs) {
      for (std::uint64_t i = random_.between(1, 4); i > 0; --i) {
        const std::uint64_t generation = i;
        cluster_.at(random_.below(trouble_us_),
                    [this, generation] { cluster_.change_validators(draw(generation)); });
      }
    }
    if (faults_.crashes) {
      for (std::uint64_t i = random_.below(12); i > 0; --i) plan_crash();
    }
    if (faults_.network) {
      for (std::uint64_t i = random_.below(8); i > 0; --i) plan_partition();
    }
  }

  /// It falls due in the trouble, while that heals, or while the cluster is idle.
  void submit_hold() {
    const TimestampUs now = cluster_.unix_time();
    cluster_.submit(any_node(),
                    {cluster_.world().hold(random_.below(kAccounts), cluster_.random(),
                                           std::nullopt, now + random_.between(5, 50) * kSecondUs,
                                           now + random_.between(1, 120) * kSecondUs)});
  }

  /// Any machines, as many as the corrupt ones need beside them; some with new keys.
  std::vector<Member> draw(std::uint64_t generation) {
    std::vector<Member> members;
    const std::size_t first = random_.below(size());
    const std::size_t without = random_.below(kSpares + 1);
    std::size_t left_out = 0;
    for (std::size_t i = 0; i < size(); ++i) {
      const std::size_t machine = (first + i) % size();
      const bool honest = cluster_.is_honest(static_cast<consensus::ValidatorIndex>(machine));
      if (honest && left_out < without && random_.below(2) == 0) {
        ++left_out;
        continue;
      }
      members.push_back({.machine = machine,
                         .generation = honest && random_.below(3) == 0 ? generation : 0,
                         .power = 1});
    }
    return members;
  }

  void plan_crash() {
    const auto node = any_node();
    if (!cluster_.is_honest(node)) return;
    const std::uint64_t at_us = random_.below(trouble_us_);
    cluster_.at(at_us, [this, node] { cluster_.crash(node); });
    cluster_.at(at_us + random_.between(1'000, 3 * kSecondUs),
                [this, node] { cluster_.restart(node); });
  }

  void plan_partition() {
    std::vector<unsigned> parts(size());
    for (unsigned& part : parts) part = static_cast<unsigned>(random_.below(2));
    const std::uint64_t at_us = random_.below(trouble_us_);
    cluster_.at(at_us, [this, parts] { cluster_.partition(parts); });
    cluster_.at(at_us + random_.between(10'000, 3 * kSecondUs), [this] { cluster_.heal(); });
  }

  void advance(std::uint64_t by_us) {
    const std::uint64_t until_us = cluster_.now_us() + by_us;
    const std::uint64_t piece_us = by_us / 100 + 1;
    while (cluster_.now_us() < until_us && cluster_.events() < options_.steps) {
      cluster_.run_until(std::min(until_us, cluster_.now_us() + piece_us));
    }
  }

  bool out_of_steps() const { return cluster_.events() >= options_.steps; }

  /// Partitions that were planned beyond this moment heal at once, too.
  void heal() {
    Conditions& c = cluster_.conditions;
    c.loss = c.duplication = c.crash_chance = 0;
    advance(4 * kSecondUs);
    cluster_.heal();
    for (std::size_t node = 0; node < size(); ++node) cluster_.restart(node);
    // f of them may stay away: the others go on.
    const std::size_t away = faults_.crashes && !faults_.byzantine && !faults_.epochs
                                 ? random_.below(size() / 3 + 1)
                                 : 0;
    const std::size_t first_away = any_node();
    for (std::size_t i = 0; i < std::min(away, (size() - 1) / 3); ++i) {
      cluster_.crash((first_away + i) % size());
    }
    cluster_.submit(any_node(), 2, 10 * kHealedUs);
    cluster_.submit(any_node(), 1, 10 * kHealedUs);
    advance(kHealedUs);
    for (std::size_t node = 0; node < size(); ++node) cluster_.restart(node);
    if (out_of_steps()) return;
    const std::size_t open = cluster_.checker().open(cluster_.unix_time());
    if (open > 0) {
      cluster_.checker().violation(std::to_string(open) +
                                   " transactions are not final a minute after all was healed");
    }
  }

  void settle() {
    advance(kSettleUs);
    const std::uint64_t persists = cluster_.persists();
    advance(kIdleUs);
    if (out_of_steps()) return;
    Checker& checker = cluster_.checker();
    if (cluster_.persists() != persists) {
      checker.violation("an idle cluster wrote to its disks");
    }
    for (std::size_t node = 0; node < size(); ++node) {
      if (!cluster_.is_honest(static_cast<consensus::ValidatorIndex>(node))) continue;
      const consensus::Status status = cluster_.status(node);
      if (status.final_info.height.value() != checker.final_height()) {
        checker.violation("validator " + std::to_string(node) + " is behind for good");
      }
      if (cluster_.ledger(node).next_due(status.final_info.block_id)) {
        checker.violation("validator " + std::to_string(node) + " has not returned a hold");
      }
      if (!status.quiet) checker.violation("validator " + std::to_string(node) + " is not quiet");
      if (status.held_batches > 0) {
        checker.violation("validator " + std::to_string(node) + " still holds batches");
      }
    }
  }

  Report report() {
    const Checker& checker = cluster_.checker();
    return {.options = options_,
            .behaviours = behaviours_,
            .events = cluster_.events(),
            .virtual_us = cluster_.now_us(),
            .messages = cluster_.messages(),
            .persists = cluster_.persists(),
            .crashes = cluster_.crashes(),
            .final_height = checker.final_height(),
            .epochs = checker.epochs(),
            .accusations = cluster_.accusations(),
            .submitted = checker.submitted(),
            .kept = checker.kept(),
            .trace_hash = cluster_.trace_hash(),
            .violations = checker.violations()};
  }

  Options options_;
  Faults faults_;
  Random random_;
  Cluster cluster_;
  std::vector<std::string> behaviours_;
  std::uint64_t trouble_us_ = 0;
};

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string list_of(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) out += (out.size() > 1 ? "," : "") + quoted(text);
  return out + "]";
}

}  // namespace

Result<Report> run_scenario(const Options& options) {
  Random random(options.seed + 0x7365656473ULL);
  Faults faults;
  if (options.scenario == "random") {
    const std::uint64_t bits = random.below(16);
    faults = {.network = (bits & 1U) != 0,
              .crashes = (bits & 2U) != 0,
              .byzantine = (bits & 4U) != 0,
              .epochs = (bits & 8U) != 0};
  } else if (options.scenario == "network") {
    faults.network = true;
  } else if (options.scenario == "crashes") {
    faults.crashes = true;
  } else if (options.scenario == "byzantine") {
    faults.byzantine = true;
  } else if (const auto* named = std::ranges::find(kBehaviours, options.scenario);
             named != kBehaviours.end()) {
    faults.byzantine = true;
    faults.network = true;
    faults.behaviour = *named;
  } else if (options.scenario == "epochs") {
    faults.epochs = true;
  } else if (options.scenario != "calm") {
    return fail("invalid_option",
                "The scenario is one of calm, network, crashes, byzantine, epochs, random, or a "
                "behaviour's name.");
  }
  if (options.validators > kValidatorsMax) {
    return fail("invalid_option", "At most 16 validators can be simulated.");
  }
  constexpr std::array<std::uint64_t, 3> kSizes{1, 4, 7};
  const std::uint64_t size =
      options.validators == 0 ? kSizes[random.below(kSizes.size())] : options.validators;
  Options actual = options;
  actual.validators = size;
  return Run(actual, std::vector<std::uint64_t>(size, 1), faults).run();
}

std::string to_json(const Report& report) {
  const Options& options = report.options;
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hash;
  for (int shift = 60; shift >= 0; shift -= 4) hash += kDigits[(report.trace_hash >> shift) & 15U];
  const auto number = [](std::string_view name, std::uint64_t value) {
    return "," + quoted(name) + ":" + std::to_string(value);
  };
  return "{\"seed\":" + std::to_string(options.seed) + number("validators", options.validators) +
         ",\"scenario\":" + quoted(options.scenario) +
         ",\"signatures\":" + quoted(options.real_signatures ? "ed25519" : "keyed_hash") +
         ",\"behaviours\":" + list_of(report.behaviours) + number("events", report.events) +
         number("virtual_us", report.virtual_us) + number("messages", report.messages) +
         number("persists", report.persists) + number("crashes", report.crashes) +
         number("final_height", report.final_height) + number("epochs", report.epochs) +
         number("accusations", report.accusations) + number("submitted", report.submitted) +
         number("kept", report.kept) + ",\"trace_hash\":" + quoted(hash) +
         ",\"good\":" + (report.good() ? "true" : "false") +
         ",\"violations\":" + list_of(report.violations) + "}";
}

}  // namespace pennypost::simulator
