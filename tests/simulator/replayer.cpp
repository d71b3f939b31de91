#include "tests/simulator/behaviour.h"

namespace pennypost::simulator {
namespace {

constexpr std::size_t kMemoryMax = 200;

class Replayer final : public Behaviour {
 public:
  explicit Replayer(std::uint64_t seed) : random_(seed) {}
  std::string_view name() const override { return "replayer"; }
  std::vector<Outgoing> send(Outgoing message, std::uint64_t) override {
    std::vector<Outgoing> out;
    if (!memory_.empty() && random_.below(3) == 0) {
      out.push_back({message.to, memory_[random_.below(memory_.size())]});
    }
    if (memory_.size() < kMemoryMax) {
      memory_.push_back(message.message);
    } else if (random_.below(4) == 0) {
      memory_[random_.below(kMemoryMax)] = message.message;
    }
    out.push_back(std::move(message));
    return out;
  }

 private:
  Random random_;
  std::vector<consensus::Message> memory_;
};

}  // namespace

std::unique_ptr<Behaviour> make_replayer(const Corrupted& self) {
  return std::make_unique<Replayer>(self.seed);
}

}  // namespace pennypost::simulator
