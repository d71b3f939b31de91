#include "api/commands/bench/postgres.h"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <regex>

namespace pennypost::commands {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUser = "postgres";  // Debian's; PostgreSQL never runs as root
constexpr const char* kSettings =
    "listen_addresses = ''\nfsync = on\nsynchronous_commit = on\nshared_buffers = '4GB'\n"
    "max_wal_size = '8GB'\nautovacuum = off\n";
// Paths stand in a command line of a shell.
constexpr const char* kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-";
constexpr const char* kScript =
    "\\set payer random(1, 10000)\n\\set step random(1, 9999)\n"
    "\\set payee 1 + (:payer - 1 + :step) % 10000\n"
    "SELECT transfer(gen_random_uuid(), :payer, :payee, 1);\n";

Result<fs::path> find_binaries() {
  fs::path newest;
  std::error_code error;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", error)) {
    if (fs::exists(version.path() / "bin" / "initdb")) {
      newest = std::max(newest, version.path() / "bin");
    }
  }
  if (newest.empty()) {
    return fail("unavailable",
                "PostgreSQL is not installed; ./dev bench installs it (Debian's postgresql).");
  }
  return newest;
}

Result<void> write(const fs::path& file, std::string_view text, std::ios::openmode mode) {
  std::ofstream out(file, mode);
  out << text;
  out.close();
  if (!out) return fail("unavailable", "Cannot write " + file.string() + ".");
  return {};
}

}  // namespace

Result<std::string> Postgres::run(const std::string& command) const {
  std::string line = "cd / && " + (binaries_ / command).string() + " 2>&1";
  if (::geteuid() == 0) line = "runuser -u " + std::string(kUser) + " -- sh -c \"" + line + "\"";
  FILE* pipe = ::popen(line.c_str(), "r");
  if (pipe == nullptr) return fail("unavailable", "Cannot start " + command + ".");
  std::string output;
  std::array<char, 4096> part{};
  while (const std::size_t size = ::fread(part.data(), 1, part.size(), pipe)) {
    output.append(part.data(), size);
  }
  if (::pclose(pipe) != 0) return fail("unavailable", "PostgreSQL says: " + output);
  return output;
}

Result<std::unique_ptr<Postgres>> Postgres::start(const fs::path& dir) {
  PP_TRY(fs::path binaries, find_binaries());
  if (dir.string().find_first_not_of(kPlain) != std::string::npos) {
    return fail("unavailable",
                "Beside PostgreSQL --dir may have letters, digits, / . _ and - only.");
  }
  std::error_code error;
  fs::create_directories(dir, error);
  if (::geteuid() == 0) {
    const passwd* user = ::getpwnam(kUser);
    if (user == nullptr || ::chown(dir.c_str(), user->pw_uid, user->pw_gid) != 0) {
      return fail("unavailable", "There is no user \"postgres\" to run PostgreSQL as.");
    }
    // The folder around it belongs to root alone.
    fs::permissions(dir.parent_path(), fs::perms::others_exec, fs::perm_options::add, error);
  }
  std::unique_ptr<Postgres> out(new Postgres(std::move(binaries), dir));
  PP_CHECKED(out->run("initdb -D " + (dir / "data").string() + " -U bench -A trust -E UTF8"));
  PP_CHECKED(write(dir / "data" / "postgresql.conf", kSettings, std::ios::app));
  PP_CHECKED(write(dir / "transfer.sql", kScript, std::ios::trunc));
  PP_CHECKED(write(dir / "schema.sql", postgres_schema(), std::ios::trunc));
  PP_CHECKED(out->start_server());
  PP_CHECKED(out->run("psql -q -h " + dir.string() +
                      " -U bench -d postgres -v ON_ERROR_STOP=1 -f " +
                      (dir / "schema.sql").string()));
  return out;
}

Result<void> Postgres::start_server() const {
  PP_CHECKED(run("pg_ctl -D " + (dir_ / "data").string() + " -l " + (dir_ / "log").string() +
                 " -o '-k " + dir_.string() + "' -w start"));
  return {};
}

Result<void> Postgres::restart() const {
  PP_CHECKED(run("pg_ctl -D " + (dir_ / "data").string() + " -m immediate stop"));
  return start_server();
}

Postgres::~Postgres() {
  [[maybe_unused]] const auto stopped =
      run("pg_ctl -D " + (dir_ / "data").string() + " -m immediate stop");
}

Result<Postgres::Rate> Postgres::transfers(std::size_t clients,
                                           std::chrono::seconds duration) const {
  PP_TRY(const std::string output,
         run("pgbench -n -M prepared -h " + dir_.string() + " -U bench -f " +
             (dir_ / "transfer.sql").string() + " -c " + std::to_string(clients) + " -j 2 -T " +
             std::to_string(duration.count()) + " postgres"));
  std::smatch rate;
  std::smatch latency;
  if (!std::regex_search(output, rate, std::regex("tps = ([0-9.]+)")) ||
      !std::regex_search(output, latency, std::regex("latency average = ([0-9.]+) ms"))) {
    return fail("unavailable", "pgbench says: " + output);
  }
  return Rate{std::stod(rate[1]), std::stod(latency[1])};
}

}  // namespace pennypost::commands
