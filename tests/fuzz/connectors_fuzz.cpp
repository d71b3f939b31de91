#include <cstdlib>
#include <vector>

#include "tests/fuzz/connectors_case.h"

// PENNYPOST_FUZZ_READER=0…6 keeps to one reader.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const char* const kReader = std::getenv("PENNYPOST_FUZZ_READER");
  std::vector<std::uint8_t> bytes(data, data + size);
  if (kReader != nullptr && size > 0) bytes[0] = static_cast<std::uint8_t>(std::atoi(kReader));
  pennypost::connectors::connectors_case(bytes.data(), bytes.size());
  return 0;
}
