#pragma once

#include "tests/simulator/cluster.h"

namespace pennypost::simulator {

/// Each life of a process has a steady clock of its own.
inline constexpr std::uint64_t kClockOfLifeUs = 77'777;

struct Cluster::Node {
  std::size_t id = 0;
  consensus::ValidatorIndex machine = 0;
  bool honest = true;
  std::string behaviour_name;
  std::uint64_t behaviour_seed = 0;
  std::unique_ptr<Behaviour> behaviour;
  consensus::EpochContext epoch;
  std::optional<consensus::ValidatorIndex> index;  // in that epoch
  std::vector<std::size_t> machines;               // by place in that epoch
  std::int64_t clock_skew_us = 0;
  Disk disk;
  bool disk_full = false;
  bool disk_replaced = false;
  bool stays_down = false;  // its disk is damaged
  // What a crash takes:
  bool up = false;
  std::uint64_t life = 0;
  std::unique_ptr<execution::SpeculativeLedger> ledger;
  std::unique_ptr<consensus::Consensus> core;
  std::vector<consensus::Effect> effects;
  std::size_t performed = 0;                           // of the effects
  std::optional<consensus::Persist> syncing;           // what waits for its sync
  std::array<std::optional<std::uint64_t>, 4> timers;  // by kind: when, on its steady clock
  std::uint64_t sequence = 0;
  std::set<TransactionId> known;           // submitted here and not seen final
  std::vector<std::uint64_t> newest_from;  // by machine: the number of the last packet
};

}  // namespace pennypost::simulator
