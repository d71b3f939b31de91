#include "ledger/store/environment.h"

#include <spdlog/spdlog.h>

#include <cstdlib>

namespace pennypost::store {

void stop_process(const std::string& why) {
  spdlog::critical("The store failed, the process ends: {}", why);
  spdlog::default_logger()->flush();
  std::_Exit(EXIT_FAILURE);
}

}  // namespace pennypost::store
