#include "api/platforms/platforms.h"

namespace pennypost::platforms {
namespace {

constexpr config::Key kKeys[] = {
    {"whatsapp", "enabled", "false", "WhatsApp Business Cloud API."},
    {"whatsapp", "base_url", "\"https://graph.facebook.com\"", "Where its API is."},
    {"whatsapp", "version", "\"v24.0\"", "Of its API."},
    {"whatsapp", "app_secret", "\"\"", "Signs webhooks; better in a file or the environment."},
    {"whatsapp", "app_secret_file", "\"\"", "The same, in a file of mode 0600."},
    {"whatsapp", "verify_token", "\"\"", "Of the subscription's handshake."},
    {"whatsapp", "verify_token_file", "\"\"", "The same, in a file of mode 0600."},
    {"whatsapp", "access_token", "\"\"", "Of the system user that sends."},
    {"whatsapp", "access_token_file", "\"\"", "The same, in a file of mode 0600."},
    {"messenger", "enabled", "false", "Messenger Platform."},
    {"messenger", "base_url", "\"https://graph.facebook.com\"", "Where its API is."},
    {"messenger", "version", "\"v25.0\"", "Of its API."},
    {"messenger", "app_secret", "\"\"", "Signs webhooks; better in a file or the environment."},
    {"messenger", "app_secret_file", "\"\"", "The same, in a file of mode 0600."},
    {"messenger", "verify_token", "\"\"", "Of the subscription's handshake."},
    {"messenger", "verify_token_file", "\"\"", "The same, in a file of mode 0600."},
    {"messenger", "access_token", "\"\"", "Of the page that sends."},
    {"messenger", "access_token_file", "\"\"", "The same, in a file of mode 0600."},
    {"telegram", "enabled", "false", "Telegram Bot API."},
    {"telegram", "base_url", "\"https://api.telegram.org\"", "Where its API is."},
    {"telegram", "polling", "false", "Ask for updates instead of being called; no webhook then."},
    {"telegram", "token", "\"\"", "The bot's; better in a file or the environment."},
    {"telegram", "token_file", "\"\"", "The same, in a file of mode 0600."},
    {"telegram", "secret_token", "\"\"", "That webhooks carry, as given to setWebhook."},
    {"telegram", "secret_token_file", "\"\"", "The same, in a file of mode 0600."},
    {"xmpp", "enabled", "false", "An external component (XEP-0114) of an XMPP server."},
    {"xmpp", "server", "\"127.0.0.1:5347\"", "The server's component port; it is not encrypted."},
    {"xmpp", "domain", "\"\"", "The component's, such as pay.chat.example."},
    {"xmpp", "localpart", "\"bot\"", "The bot's: people write to it at the domain."},
    {"xmpp", "stanza_ids_by", "\"\"", "Whose stanza ids are believed; empty: the senders' own."},
    {"xmpp", "rooms", "[]",
     "Services whose rooms the bot goes into when it is asked: [\"rooms.chat.example\"]."},
    {"xmpp", "nick", "\"Pennypost\"", "The bot's in rooms."},
    {"xmpp", "secret", "\"\"", "Shared with the server; better in a file or the environment."},
    {"xmpp", "secret_file", "\"\"", "The same, in a file of mode 0600."},
    {"matrix", "enabled", "false", "An application service of a Matrix homeserver."},
    {"matrix", "base_url", "\"http://127.0.0.1:8008\"", "The homeserver."},
    {"matrix", "user_id", "\"\"", "The bot's, such as @pay:chat.example."},
    {"matrix", "user_prefix", "\"\"", "Of the users in our own namespace, who are never answered."},
    {"matrix", "as_token", "\"\"", "Ours at the homeserver; better in a file or the environment."},
    {"matrix", "as_token_file", "\"\"", "The same, in a file of mode 0600."},
    {"matrix", "hs_token", "\"\"", "The homeserver's here."},
    {"matrix", "hs_token_file", "\"\"", "The same, in a file of mode 0600."},
};

}  // namespace

std::span<const config::Key> platform_keys() {
  return kKeys;
}

}  // namespace pennypost::platforms
