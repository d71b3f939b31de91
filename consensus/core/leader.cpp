#include "consensus/core/leader.h"

#include <numeric>

#include "ledger/base/check.h"

namespace pennypost::consensus {
namespace {

/// The step round a circle of `size` places: coprime to it, so that every place is visited, and
/// near the golden section, so that neighbouring rounds fall on places far apart.
std::uint64_t stride_of(std::uint64_t size) {
  std::uint64_t stride = size / 1000 * 618 + size % 1000 * 618 / 1000;
  while (stride > 1 && std::gcd(stride, size) != 1) --stride;
  return stride == 0 ? 1 : stride;
}

}  // namespace

ValidatorIndex leader(Epoch epoch, Round round, const ValidatorSet& set) {
  std::uint64_t unit = 0;
  for (const Validator& validator : set.validators) unit = std::gcd(unit, validator.power.value());
  CHECK(unit > 0);
  const std::uint64_t size = set.total().value() / unit;
  const std::uint64_t turn = (epoch.value() % size + round.value() % size) % size;
  std::uint64_t place = static_cast<std::uint64_t>(static_cast<Uint128>(turn) * stride_of(size) %
                                                   static_cast<Uint128>(size));
  for (std::size_t i = 0; i < set.size(); ++i) {
    const std::uint64_t share = set.validators[i].power.value() / unit;
    if (place < share) return static_cast<ValidatorIndex>(i);
    place -= share;
  }
  CHECK(false);
  return 0;
}

}  // namespace pennypost::consensus
