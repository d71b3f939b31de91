#include "tests/simulator/behaviour.h"

namespace pennypost::simulator {
namespace {

class Withholder final : public Behaviour {
 public:
  explicit Withholder(std::uint64_t seed) : random_(seed), share_(random_.between(2, 4)) {}
  std::string_view name() const override { return "withholder"; }
  std::vector<Outgoing> send(Outgoing message, std::uint64_t) override {
    using namespace consensus;
    const bool withheld = std::holds_alternative<Vote>(message.message) ||
                          std::holds_alternative<OrderVote>(message.message) ||
                          std::holds_alternative<Timeout>(message.message) ||
                          std::holds_alternative<BatchAck>(message.message);
    if (withheld && random_.below(4) < share_) return {};
    std::vector<Outgoing> out;
    out.push_back(std::move(message));
    return out;
  }

 private:
  Random random_;
  std::uint64_t share_;  // of four messages
};

}  // namespace

std::unique_ptr<Behaviour> make_withholder(const Corrupted& self) {
  return std::make_unique<Withholder>(self.seed);
}

}  // namespace pennypost::simulator
