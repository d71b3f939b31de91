#include <iostream>

#include "api/commands/parse/parse.h"

// `pennypost parse` by itself, for evals that should not wait for the whole program to be built.
int main() {
  std::ios::sync_with_stdio(false);
  return pennypost::commands::parse_command(std::cin, std::cout);
}
