#include "tests/simulator/behaviour.h"

namespace pennypost::simulator {
namespace {

class Liar final : public Behaviour {
 public:
  explicit Liar(std::uint64_t seed) : random_(seed) {}
  std::string_view name() const override { return "liar"; }
  std::vector<Outgoing> send(Outgoing message, std::uint64_t) override {
    using namespace consensus;
    std::vector<Outgoing> out;
    if (auto* response = std::get_if<BlockResponse>(&message.message)) {
      lie(*response);
    } else if (std::holds_alternative<BatchMessage>(message.message) && random_.below(2) == 0) {
      return out;
    } else if (auto* ping = std::get_if<Ping>(&message.message)) {
      ping->final_version = Version(random_.below(1000));
      ping->high_qc_round = Round(random_.below(kCounterMax));
    } else if (random_.below(8) == 0) {
      // Requests that nobody needs.
      out.push_back({message.to, BlockRequest{.from_height = Height(random_.below(kCounterMax)),
                                              .target = {}}});
      out.push_back({message.to, BatchRequest{{BatchDigest{}}}});
    }
    out.push_back(std::move(message));
    return out;
  }

 private:
  void lie(consensus::BlockResponse& response) {
    switch (random_.below(4)) {
      case 0:
        response = {};
        break;
      case 1:
        response.batches.clear();
        break;
      case 2:
        response.ordered.reset();
        if (!response.blocks.empty()) response.blocks.erase(response.blocks.begin());
        break;
      default:
        break;
    }
  }

  Random random_;
};

}  // namespace

std::unique_ptr<Behaviour> make_liar(const Corrupted& self) {
  return std::make_unique<Liar>(self.seed);
}

}  // namespace pennypost::simulator
