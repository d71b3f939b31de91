#include <cstddef>
#include <cstdint>
#include <string>

#include "api/language/interpret.h"
#include "ledger/base/check.h"

// Any bytes are a message: the first two choose the context. Beyond not crashing, an answer must
// keep the contract's shape: money only with people and sums, questions only with something
// missing.

// The tables are built once, before the clock of any unit runs.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  pennypost::language::interpret({"hi", "en-US", "USD", {}, {}});
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pennypost::language;
  static const char* const kLocales[] = {"en-US", "fr-FR", "es-MX",  "pt-BR", "de-DE",
                                         "it-IT", "hi-IN", "fil-PH", "sw-KE", "id-ID",
                                         "ar-KW", "zh-CN", "vi-VN",  "und"};
  static const char* const kCurrencies[] = {"USD", "EUR", "JPY", "KWD", "INR", "XXX", ""};
  if (size < 2) return 0;
  Message message;
  message.locale = kLocales[data[0] % std::size(kLocales)];
  message.currency = kCurrencies[data[1] % std::size(kCurrencies)];
  message.text.assign(reinterpret_cast<const char*>(data) + 2, size - 2);
  if (data[0] & 0x80) message.mentions.push_back({data[1], data[1] + std::size_t{5}, "user-1"});

  const auto out = interpret(message);
  const bool money =
      out.intent == Intent::send || out.intent == Intent::request || out.intent == Intent::split;
  CHECK(money == !out.transfers.empty());
  CHECK((out.intent == Intent::clarify) == !out.missing.empty());
  CHECK(money || !out.memo);
  for (const auto& t : out.transfers)
    CHECK(!t.to.empty() && !t.amount.empty() && t.currency.size() == 3);
  for (const auto* spans :
       {&out.spans.amount, &out.spans.currency, &out.spans.recipient, &out.spans.memo}) {
    for (const auto& s : *spans) CHECK(s.start <= s.end && s.end <= message.text.size());
  }
  CHECK(out == interpret(message));
  return 0;
}
