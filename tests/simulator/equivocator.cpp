#include "tests/simulator/behaviour.h"

namespace pennypost::simulator {
namespace {

constexpr std::uint64_t kPartsChangeUs = 700'000;

class Equivocator final : public Behaviour {
 public:
  Equivocator(std::uint64_t seed, unsigned side) : seed_(seed), side_(side) {}
  std::string_view name() const override { return "equivocator"; }
  std::vector<Outgoing> send(Outgoing message, std::uint64_t now_us) override {
    // Both twins compute the same parts.
    Random parts(seed_ + now_us / kPartsChangeUs * 131 + message.to * 7919ULL);
    if (parts.below(2) != side_) return {};
    std::vector<Outgoing> out;
    out.push_back(std::move(message));
    return out;
  }

 private:
  std::uint64_t seed_;
  unsigned side_;
};

}  // namespace

std::unique_ptr<Behaviour> make_equivocator(std::uint64_t seed, unsigned side) {
  return std::make_unique<Equivocator>(seed, side);
}

}  // namespace pennypost::simulator
