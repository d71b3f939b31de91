#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "api/language/interpret.h"

// Messages a second on one core: ordinary ones in several languages, and the longest, most tangled
// ones.

namespace {

using pennypost::language::interpret;
using pennypost::language::Message;

const std::vector<Message>& ordinary() {
  static const std::vector<Message> messages = {
      {"send 50 cents to @maria for lunch", "en-US", "USD", {}, {}},
      {"hey! pls send 5 to bob thx 🙏", "en-US", "USD", {}, {}},
      {"split 100 between @ann, @ben and me", "en-US", "USD", {}, {}},
      {"what's my balance?", "en-GB", "GBP", {}, {}},
      {"if he asks, send 5", "en-US", "USD", {}, {}},
      {"tu peux envoyer vingt-cinq euros à Léa pour le ciné ?", "fr-FR", "EUR", {}, {}},
      {"mándale dos mil pesos a mi mamá porfa", "es-MX", "MXN", {}, {}},
      {"manda R$ 50 pro João pelo almoço", "pt-BR", "BRL", {}, {}},
      {"überweise 1.000 € an Max Müller", "de-DE", "EUR", {}, {}},
      {"राहुल को 500 रुपये भेजो", "hi-IN", "INR", {}, {}},
      {"أرسل ٥٠ دولار إلى @sara", "ar-KW", "KWD", {}, {}},
      {"给小明转50块", "zh-CN", "CNY", {}, {}},
  };
  return messages;
}

void ordinary_messages(benchmark::State& state) {
  const auto& messages = ordinary();
  interpret(messages.front());  // builds the tables
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(interpret(messages[i++ % messages.size()]));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(ordinary_messages);

/// As long as a message may be: 4,096 bytes and 800 tokens.
std::string repeated(const std::string& part) {
  std::string out;
  for (int i = 0; i < 390 && out.size() + part.size() <= 4096; ++i) out += part;
  return out;
}

/// The worst message of the longest length: its time is the bound that any byte string keeps.
void longest_messages(benchmark::State& state, const std::string& part) {
  const Message message{repeated(part), "en-US", "USD", {}, {}};
  for (auto _ : state) benchmark::DoNotOptimize(interpret(message));
}
BENCHMARK_CAPTURE(longest_messages, brackets, "(");
BENCHMARK_CAPTURE(longest_messages, sums, "5 to ");
BENCHMARK_CAPTURE(longest_messages, phones, "+1 ");
BENCHMARK_CAPTURE(longest_messages, names, "send 5 to bob, ");
BENCHMARK_CAPTURE(longest_messages, numerals, "百");
BENCHMARK_CAPTURE(longest_messages, compounds, "zwei");
BENCHMARK_CAPTURE(longest_messages, purposes, "for a ");
BENCHMARK_CAPTURE(longest_messages, slips, "blanec ");
BENCHMARK_CAPTURE(longest_messages, remarks, "it was so, ");
BENCHMARK_CAPTURE(longest_messages, points, "one point ");
BENCHMARK_CAPTURE(longest_messages, prefixes, "وللو ");
BENCHMARK_CAPTURE(longest_messages, scripts, "5 دينار 😀 ");

/// As many bytes as a message may have, whatever they are.
void filled_messages(benchmark::State& state, const std::string& part) {
  std::string text;
  while (text.size() + part.size() <= 4096) text += part;
  const Message message{text, "en-US", "USD", {}, {}};
  for (auto _ : state) benchmark::DoNotOptimize(interpret(message));
}
BENCHMARK_CAPTURE(filled_messages, digits, "1234567890");
BENCHMARK_CAPTURE(filled_messages, grouped, "1,234.5 ");
BENCHMARK_CAPTURE(filled_messages, letters, "a");
BENCHMARK_CAPTURE(filled_messages, brackets, "([{");
BENCHMARK_CAPTURE(filled_messages, quotes, "\"'");
BENCHMARK_CAPTURE(filled_messages, emoji, "😀");
BENCHMARK_CAPTURE(filled_messages, families, "👩\u200d👩\u200d👧 ");
BENCHMARK_CAPTURE(filled_messages, arabic, "ولل");
BENCHMARK_CAPTURE(filled_messages, ideographs, "转五百块给小明");
BENCHMARK_CAPTURE(filled_messages, marks, "e\u0301\u0301\u0301");
BENCHMARK_CAPTURE(filled_messages, handles, "@a ");
BENCHMARK_CAPTURE(filled_messages, invalid, "\xff\xc3");
BENCHMARK_CAPTURE(filled_messages, mixed, "send 5€ ل😀(给@a ");

}  // namespace

BENCHMARK_MAIN();
