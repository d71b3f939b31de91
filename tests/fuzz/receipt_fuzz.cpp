#include "tests/fuzz/ledger_case.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  pennypost::fuzz::run_receipt_case({data, size});
  return 0;
}
