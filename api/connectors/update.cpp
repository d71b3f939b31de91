#include "api/connectors/update.h"

namespace pennypost::connectors {

std::string_view to_string(Platform platform) {
  switch (platform) {
    case Platform::whatsapp:
      return "whatsapp";
    case Platform::messenger:
      return "messenger";
    case Platform::telegram:
      return "telegram";
    case Platform::xmpp:
      return "xmpp";
    case Platform::matrix:
      return "matrix";
  }
  return "";
}

}  // namespace pennypost::connectors
