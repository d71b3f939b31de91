#include "api/commands/signals.h"

#include <signal.h>

#include <initializer_list>

namespace pennypost::commands {
namespace {

volatile sig_atomic_t noted = 0;

void note(int) {
  noted = 1;
}

sigset_t watched() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set, signal);
  return set;
}

}  // namespace

void watch_signals() {
  struct sigaction action{};
  action.sa_handler = note;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
  struct sigaction ignore{};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, nullptr);
}

bool interrupted() {
  return noted != 0;
}

void wait_for_signal() {
  const sigset_t set = watched();
  sigset_t before;
  pthread_sigmask(SIG_BLOCK, &set, &before);
  while (!interrupted()) sigsuspend(&before);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

}  // namespace pennypost::commands
