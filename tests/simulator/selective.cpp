#include "tests/simulator/behaviour.h"

namespace pennypost::simulator {
namespace {

class Selective final : public Behaviour {
 public:
  explicit Selective(std::uint64_t seed) : random_(seed) {}
  std::string_view name() const override { return "selective"; }
  std::vector<Outgoing> send(Outgoing message, std::uint64_t) override {
    using namespace consensus;
    if (std::holds_alternative<Proposal>(message.message) && random_.below(2) == 0) return {};
    if (std::holds_alternative<BatchMessage>(message.message) && random_.below(3) != 0) return {};
    if (std::holds_alternative<OrderVote>(message.message) && random_.below(2) == 0) return {};
    std::vector<Outgoing> out;
    out.push_back(std::move(message));
    return out;
  }

 private:
  Random random_;
};

}  // namespace

std::unique_ptr<Behaviour> make_selective(const Corrupted& self) {
  return std::make_unique<Selective>(self.seed);
}

}  // namespace pennypost::simulator
