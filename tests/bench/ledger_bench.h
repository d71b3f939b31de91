#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>

#include "ledger/state/state_view.h"
#include "ledger/types/identifiers.h"

// What the benchmarks of the ledger share.
namespace pennypost::bench {

/// How many hashes of an inner node one core makes in a second of CPU time, now: the machine's
/// speed drifts, and this goes beside every figure.
double hashes_per_second();

/// CPU time of the calling thread.
double cpu_seconds();

/// Bytes of the process in memory.
std::size_t resident_bytes();

/// An identifier as good as a hash, and the same for the same number.
template <class Id>
Id scattered(std::uint64_t number) {
  Id out;
  for (std::size_t i = 0; i < out.bytes.size(); ++i) {
    if (i % 8 == 0) {  // SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom numbers)
      number += 0x9e3779b97f4a7c15;
      number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9;
      number = (number ^ (number >> 27)) * 0x94d049bb133111eb;
      number ^= number >> 31;
    }
    out.bytes[i] = static_cast<std::uint8_t>(number >> (8 * (i % 8)));
  }
  return out;
}

/// A user's account with one balance.
Account user_account(std::uint64_t units);

}  // namespace pennypost::bench
