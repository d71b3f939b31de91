#include <boost/json/object.hpp>

#include "api/audit/source.h"
#include "api/http/client.h"
#include "api/http/json.h"
#include "api/node/genesis_file.h"
#include "consensus/wire/consensus_wire.h"
#include "ledger/codec/canonical.h"

namespace pennypost::audit {
namespace {

namespace json = boost::json;

/// Keeps the bytes; whoever reads them checks them.
Result<std::shared_ptr<const consensus::Batch>> keep_bytes(ByteView bytes) {
  if (bytes.size() > consensus::kBatchBytesMax) return fail("too_large", "A batch is too large.");
  auto batch = std::make_shared<consensus::Batch>();
  batch->digest = wire::batch_digest(bytes);
  batch->bytes = bytes_of(bytes);
  return batch;
}

class NodeSource final : public ChainSource {
 public:
  NodeSource(std::string url, const std::string& token) : url_(std::move(url)) {
    if (!token.empty()) options_.default_headers.set("Authorization", "Bearer " + token);
  }

  Result<execution::Genesis> genesis() override {
    PP_TRY(const std::string text, get("/v1/genesis"));
    return node::parse_genesis(text);
  }

  Result<consensus::BlockResponse> blocks(Height from) override {
    PP_TRY(const std::string bytes, get("/v1/chain?from_height=" + to_string(from)));
    PP_TRY(auto message, wire::decode_message(view_of(bytes), keep_bytes));
    auto* response = std::get_if<consensus::BlockResponse>(&message);
    if (response == nullptr) return fail("malformed", "The node sent something else than blocks.");
    return std::move(*response);
  }

  Result<Height> newest() override {
    PP_TRY(const json::object body, get_object("/v1/ledger"));
    const json::value* height = body.if_contains("height");
    if (height == nullptr || !height->is_int64() || height->get_int64() < 0) {
      return fail("malformed", "The node does not say its height.");
    }
    return Height(static_cast<std::uint64_t>(height->get_int64()));
  }

  Result<void> compare(const execution::ExecutedBlock&) override { return {}; }

 private:
  Result<std::string> get(const std::string& target) const {
    PP_TRY(const auto answer, http::fetch(url_ + target, {}, options_));
    if (answer.status == 200) return answer.body;
    const auto problem = http::parse_json(answer.body);
    const json::object* fields = problem ? problem->if_object() : nullptr;
    // What the node says is wrong, and what to do about it: `pruned` names another node.
    const auto said = [fields](const char* name) {
      const json::value* value = fields != nullptr ? fields->if_contains(name) : nullptr;
      return value != nullptr && value->is_string() ? std::string(value->get_string())
                                                    : std::string();
    };
    std::string message = url_ + " answered " + std::to_string(answer.status) + " to " + target;
    message += said("detail").empty() ? "." : ": " + said("detail");
    if (!said("next").empty()) message += " " + said("next");
    if (said("code") != "pruned") return fail("unavailable", std::move(message));
    return fail("pruned",
                message + " What it still has can be checked in its stopped folder (--data).");
  }
  Result<json::object> get_object(const std::string& target) const {
    PP_TRY(const std::string text, get(target));
    PP_TRY(auto value, http::parse_json(text));
    if (!value.is_object()) return fail("malformed", "The node sent something else than JSON.");
    return std::move(value.get_object());
  }

  std::string url_;
  http::ClientOptions options_;
};

}  // namespace

std::unique_ptr<ChainSource> open_node(const std::string& url, const std::string& token) {
  return std::make_unique<NodeSource>(url, token);
}

}  // namespace pennypost::audit
