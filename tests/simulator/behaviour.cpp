#include "tests/simulator/behaviour.h"

#include "ledger/base/check.h"

namespace pennypost::simulator {

std::unique_ptr<Behaviour> make_behaviour(std::string_view name, const Corrupted& self) {
  if (name == "equivocator") return make_equivocator(self.seed, 0);
  if (name == "withholder") return make_withholder(self);
  if (name == "replayer") return make_replayer(self);
  if (name == "forker") return make_forker(self);
  if (name == "selective") return make_selective(self);
  if (name == "usurper") return make_usurper(self);
  if (name == "timeout_spammer") return make_timeout_spammer(self);
  if (name == "hider") return make_hider(self);
  if (name == "false_root") return make_false_root(self);
  if (name == "forger") return make_forger(self);
  if (name == "hasty") return make_hasty(self);
  if (name == "flooder") return make_flooder(self);
  CHECK(name == "liar");
  return make_liar(self);
}

}  // namespace pennypost::simulator
