#pragma once

#include <string_view>
#include <vector>

#include "api/connectors/outgoing.h"
#include "api/connectors/update.h"
#include "ledger/base/result.h"

// WhatsApp Business Cloud API. Pure: the platform's bytes to our values and back. Accounts are
// phone number ids. People are known by their business-scoped user id; who has none yet (an older
// sender) by "phone:" and the number.
namespace pennypost::connectors {

inline constexpr std::size_t kWhatsAppTextMax = 4'096;      ///< UTF-16 units
inline constexpr std::size_t kWhatsAppCardTextMax = 1'024;  ///< of a text with buttons
inline constexpr std::size_t kWhatsAppButtonsMax = 3;       ///< more become a list
inline constexpr std::size_t kWhatsAppListRowsMax = 10;

/// Everything in one webhook, in its order. Errors: `malformed`, `unsupported_object`.
Result<std::vector<Update>> read_whatsapp(std::string_view body);

/// The calls that say it, in this order. Where there are more buttons than fit, the last ones are
/// left out. `version` is the API's ("v24.0").
std::vector<Call> write_whatsapp(const Outgoing& out, std::string_view version);

/// `body` may be anything.
/// The id of somebody of whom the platform shows nothing but the number: digits only.
std::string whatsapp_id_of_number(const std::string& phone);
CallAnswer read_whatsapp_answer(int status, std::string_view body);

}  // namespace pennypost::connectors
