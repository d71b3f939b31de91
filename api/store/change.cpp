#include <utility>

#include "api/store/store.h"

namespace pennypost::gateway_store {

Change& Change::put(std::string table, std::string key, std::string value) {
  writes.push_back({.table = std::move(table), .key = std::move(key), .value = std::move(value)});
  return *this;
}

Change& Change::put(std::string table, std::string key, std::any meaning,
                    std::function<std::string(const std::any& meaning)> make) {
  writes.push_back({.table = std::move(table),
                    .key = std::move(key),
                    .value = std::nullopt,
                    .meaning = std::move(meaning),
                    .make = std::move(make)});
  return *this;
}

Change& Change::erase(std::string table, std::string key) {
  writes.push_back({.table = std::move(table), .key = std::move(key), .value = std::nullopt});
  return *this;
}

Change& Change::expect(std::string table, std::string key, std::optional<std::string> value) {
  expectations.push_back({std::move(table), std::move(key), std::move(value)});
  return *this;
}

void Change::complete() {
  for (auto& write : writes) {
    if (write.make) write.value = std::exchange(write.make, {})(write.meaning);
  }
}

}  // namespace pennypost::gateway_store
