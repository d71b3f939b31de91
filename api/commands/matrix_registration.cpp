#include "api/commands/matrix_registration.h"

#include <fstream>
#include <iostream>

#include "api/connectors/matrix.h"
#include "api/custodian/key_file.h"
#include "ledger/crypto/ed25519.h"

namespace pennypost::commands {
namespace {

namespace fs = std::filesystem;

std::string new_token() {
  Bytes bytes(32);
  crypto::random_bytes(bytes);
  return to_hex(bytes);
}

/// The text as a regular expression that matches nothing else.
std::string quoted(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\.+*?()[]{}|^$").contains(c)) out += '\\';
    out += c;
  }
  return out;
}

Result<void> write_registration(const std::string& url, const std::string& user_id,
                                const fs::path& out) {
  const std::size_t colon = user_id.find(':');
  if (!user_id.starts_with('@') || colon == std::string::npos || colon < 2) {
    return fail("usage", "--user-id is the bot's, such as @pay:chat.example.");
  }
  if (!url.starts_with("http://") && !url.starts_with("https://")) {
    return fail("usage",
                "--url is where the homeserver reaches the gateway, such as "
                "http://127.0.0.1:8080.");
  }
  const std::string name = user_id.substr(1, colon - 1);
  const connectors::MatrixRegistration registration{
      .id = "pennypost",
      .url = url,
      .as_token = new_token(),
      .hs_token = new_token(),
      .sender_localpart = name,
      .user_regex = quoted("@" + name + "_") + ".*" + quoted(user_id.substr(colon))};
  const fs::path folder = out.parent_path();
  const auto write = [](const fs::path& file, const std::string& text) {
    return custodian::create_secret_file(file.string(), text);
  };
  PP_CHECKED(write(folder / "matrix.as_token", registration.as_token));
  PP_CHECKED(write(folder / "matrix.hs_token", registration.hs_token));
  // The homeserver, which often is another user, has to read it: its mode is the operator's choice.
  std::ofstream file(out, std::ios::binary);
  file << to_yaml(registration);
  file.close();
  if (!file) return fail("unavailable", "Could not write " + out.string() + ".");
  fs::permissions(out, fs::perms::owner_read | fs::perms::owner_write);
  return {};
}

}  // namespace

int matrix_registration(const std::string& url, const std::string& user_id, const fs::path& out) {
  const auto written =
      fs::exists(out)
          ? Result<void>(fail("exists", out.string() + " exists already and stays as it is."))
          : write_registration(url, user_id, out);
  if (!written) {
    std::cerr << "pennypost matrix-registration: " << written.error().message << "\n";
    return written.error().code == "usage" ? 2 : 1;
  }
  std::cout << "Wrote " << out.string() << ", matrix.as_token and matrix.hs_token.\n";
  return 0;
}

}  // namespace pennypost::commands
