// Runs a fuzz target over its corpus as an ordinary test: every file whole, cut short and changed.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
// Not every target has one.
extern "C" __attribute__((weak)) int LLVMFuzzerInitialize(int* count, char*** arguments);

namespace {

namespace files = std::filesystem;
using Case = std::vector<std::uint8_t>;

constexpr std::size_t kPlaces = 100;  // of each file that are changed

void run(const Case& bytes, std::size_t size) {
  // A copy of just this size, so that a sanitizer sees what reads beyond it.
  const Case exact(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
  LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

void run_all(Case bytes) {
  run(bytes, bytes.size());
  const std::size_t step = 1 + bytes.size() / kPlaces;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    run(bytes, at);
    for (const unsigned change : {0x01U, 0x80U, 0xffU}) {
      bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ change);
      run(bytes, bytes.size());
      bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ change);
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: " << arguments[0] << " FOLDER\n";
    return 2;
  }
  if (LLVMFuzzerInitialize != nullptr) LLVMFuzzerInitialize(&count, &arguments);
  std::size_t cases = 0;
  for (const auto& entry : files::directory_iterator(arguments[1])) {
    std::ifstream in(entry.path(), std::ios::binary);
    run_all({std::istreambuf_iterator<char>(in), {}});
    ++cases;
  }
  std::cout << cases << " cases\n";
  return cases == 0 ? 1 : 0;
}
