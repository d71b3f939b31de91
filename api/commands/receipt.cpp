#include "api/commands/receipt.h"

#include <fstream>
#include <iostream>
#include <iterator>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "api/commands/localnet_files.h"
#include "api/http/client.h"
#include "api/http/json.h"
#include "api/node/render.h"
#include "api/web/pages.h"
#include "ledger/codec/receipt_file.h"

namespace pennypost::commands {
namespace {

namespace json = boost::json;

constexpr std::size_t kReceiptFileBytesMax = 1024 * 1024;

int report(const Error& error, bool as_json) {
  if (as_json) {
    std::cout << json::serialize(json::object{
                     {"valid", false}, {"code", error.code}, {"detail", error.message}})
              << "\n";
  } else {
    std::cerr << "NOT VALID (" << error.code << "): " << error.message << "\n";
  }
  return 1;
}

Result<codec::ReceiptFile> read_receipt(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail("unreadable", "Cannot read " + path.string() + ".");
  std::string bytes(kReceiptFileBytesMax + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (bytes.size() > kReceiptFileBytesMax)
    return fail("malformed", "This is no receipt: too large.");
  return codec::decode_receipt_file(view_of(bytes));
}

}  // namespace

int receipt_get(const std::string& id, const std::filesystem::path& out,
                const std::string& node_url) {
  if (!TransactionId::from_hex(id)) {
    std::cerr << "pennypost receipt get: a transaction id is 64 hex digits in lower case.\n";
    return 2;
  }
  const auto answer = http::fetch(node_url + "/v1/receipts/" + id);
  if (!answer) {
    std::cerr << "pennypost receipt get: " << answer.error().message << "\n";
    return 1;
  }
  if (answer->status != 200) {
    const auto problem = http::parse_json(answer->body);
    const json::object* fields = problem ? problem->if_object() : nullptr;
    const json::value* detail = fields != nullptr ? fields->if_contains("detail") : nullptr;
    std::cerr << "pennypost receipt get: "
              << (detail != nullptr && detail->is_string() ? std::string_view(detail->get_string())
                                                           : std::string_view("the node refused"))
              << "\n";
    return 1;
  }
  if (const auto written = write_file(out, answer->body); !written) {
    std::cerr << "pennypost receipt get: " << written.error().message << "\n";
    return 1;
  }
  std::cout << out.string() << ": " << answer->body.size()
            << " bytes; check it with: pennypost receipt verify " << out.string()
            << " --waypoint <waypoint>\n";
  return 0;
}

int receipt_verify(const std::filesystem::path& path, const std::string& waypoint_text,
                   bool as_json) {
  const auto waypoint = Waypoint::parse(waypoint_text);
  if (!waypoint) {
    std::cerr << "pennypost receipt verify: " << waypoint.error().message << "\n";
    return 2;
  }
  const auto file = read_receipt(path);
  if (!file) return report(file.error(), as_json);
  const auto verified = codec::verify_receipt_file(*file, *waypoint, crypto::verify);
  if (!verified) return report(verified.error(), as_json);

  const LedgerInfo& info = file->certificate.ledger_info;
  const CodeText& code = code_text(file->receipt.code);
  if (as_json) {
    std::cout << json::serialize(
                     json::object{{"valid", true},
                                  {"transaction_id", file->receipt.transaction_id.hex()},
                                  {"version", file->version.value()},
                                  {"code", code.word},
                                  {"chain_id", info.chain_id.value()},
                                  {"final_by", node::time_text(info.timestamp)},
                                  {"signatures", file->certificate.signatures.size()}})
              << "\n";
    return 0;
  }
  std::cout << "VALID: transaction " << file->receipt.transaction_id.hex() << "\n"
            << "  " << code.sentence << " Version " << file->version.value() << " of chain "
            << info.chain_id.value() << ", final by " << node::time_text(info.timestamp)
            << ", signed by " << file->certificate.signatures.size() << " validators.\n";
  return 0;
}

namespace {

/// What the node says of its currencies; none where it says nothing usable.
std::vector<web::PageCurrency> fetch_currencies(const std::string& node_url) {
  std::vector<web::PageCurrency> out;
  const auto answer = http::fetch(node_url + "/v1/currencies");
  const auto body = answer ? http::parse_json(answer->body) : fail("unavailable", "");
  const json::value* data =
      body && body->is_object() ? body->get_object().if_contains("data") : nullptr;
  if (data == nullptr || !data->is_array()) return out;
  for (const json::value& entry : data->get_array()) {
    const json::object* fields = entry.if_object();
    const json::value* code = fields != nullptr ? fields->if_contains("code") : nullptr;
    const json::value* decimals = fields != nullptr ? fields->if_contains("decimals") : nullptr;
    const json::value* shown =
        fields != nullptr ? fields->if_contains("display_decimals") : nullptr;
    const bool usable = code != nullptr && code->is_string() && decimals != nullptr &&
                        decimals->is_int64() && shown != nullptr && shown->is_int64() &&
                        decimals->get_int64() >= 0 && decimals->get_int64() <= kDecimalsMax &&
                        shown->get_int64() >= 0 && shown->get_int64() <= decimals->get_int64() &&
                        CurrencyCode::from(code->get_string());
    if (!usable) continue;
    out.push_back({std::string(code->get_string()), static_cast<unsigned>(decimals->get_int64()),
                   static_cast<unsigned>(shown->get_int64())});
  }
  return out;
}

}  // namespace

int receipt_page(const std::filesystem::path& path, const std::string& waypoint_text,
                 const std::filesystem::path& out, const std::string& node_url) {
  const auto waypoint = Waypoint::parse(waypoint_text);
  if (!waypoint) {
    std::cerr << "pennypost receipt page: " << waypoint.error().message << "\n";
    return 2;
  }
  const auto file = read_receipt(path);
  if (!file) return report(file.error(), false);
  const auto verified = codec::verify_receipt_file(*file, *waypoint, crypto::verify);
  if (!verified) return report(verified.error(), false);
  std::vector<web::PageCurrency> currencies;
  if (!node_url.empty()) currencies = fetch_currencies(node_url);
  const auto written =
      write_file(out, web::receipt_page(codec::encode(*file), *waypoint, currencies));
  if (!written) return report(written.error(), false);
  std::cout << out.string() << ": open it in any browser; it checks itself.\n";
  return 0;
}

}  // namespace pennypost::commands
