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
#include "ledger/codec/canonical.h"
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

namespace {

/// What a node answers to GET, or what it says instead.
Result<std::string> fetch_receipt(const std::string& id, const std::string& node_url) {
  PP_TRY(auto answer, http::fetch(node_url + "/v1/receipts/" + id));
  if (answer.status == 200) return std::move(answer.body);
  const auto problem = http::parse_json(answer.body);
  const json::object* fields = problem ? problem->if_object() : nullptr;
  const json::value* detail = fields != nullptr ? fields->if_contains("detail") : nullptr;
  return fail("unavailable", detail != nullptr && detail->is_string()
                                 ? std::string(detail->get_string())
                                 : "The node refused: " + std::to_string(answer.status) + ".");
}

/// That the file proves this transaction final. Where no waypoint is trusted yet: from the one that
/// it begins at itself, so that at least nothing was damaged on the way. Which one that is.
Result<Waypoint> check_receipt(ByteView bytes, const std::string& id,
                               const std::optional<Waypoint>& waypoint) {
  PP_TRY(const auto file, codec::decode_receipt_file(bytes));
  if (file.epochs.empty()) return fail("malformed", "The receipt begins at no waypoint.");
  const LedgerInfo& first = file.epochs.front().ledger_info;
  const Waypoint own{first.version, codec::hash_of(first)};
  PP_CHECKED(codec::verify_receipt_file(file, waypoint.value_or(own), crypto::verify));
  if (file.receipt.transaction_id.hex() == id) return own;
  return fail("wrong_transaction", "The node sent the receipt of another transaction.");
}

}  // namespace

int receipt_get(const std::string& id, const std::filesystem::path& out,
                const std::string& node_url, const std::string& waypoint_text) {
  const auto refuse = [](const std::string& what, int status) {
    std::cerr << "pennypost receipt get: " << what << "\n";
    return status;
  };
  if (!TransactionId::from_hex(id)) {
    return refuse("a transaction id is 64 hex digits in lower case.", 2);
  }
  std::optional<Waypoint> waypoint;
  if (!waypoint_text.empty()) {
    const auto parsed = Waypoint::parse(waypoint_text);
    if (!parsed) return refuse(parsed.error().message, 2);
    waypoint = *parsed;
  }
  const auto bytes = fetch_receipt(id, node_url);
  if (!bytes) return refuse(bytes.error().message, 1);
  const auto begins = check_receipt(view_of(*bytes), id, waypoint);
  if (!begins) {
    return refuse("the node's receipt is not valid, and was not kept (" + begins.error().code +
                      "): " + begins.error().message,
                  1);
  }
  if (const auto written = write_file(out, *bytes); !written) {
    return refuse(written.error().message, 1);
  }
  std::cout << out.string() << ": " << bytes->size() << " bytes, ";
  if (waypoint) {
    std::cout << "valid from your waypoint on.\n";
  } else {
    std::cout << "valid from the waypoint " << begins->text()
              << " on. Compare that with the one that you trust:\n  pennypost receipt verify "
              << out.string() << " --waypoint <waypoint>\n";
  }
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
