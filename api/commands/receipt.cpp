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

}  // namespace pennypost::commands
