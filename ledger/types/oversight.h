#pragma once

#include <vector>

#include "ledger/base/rare.h"
#include "ledger/types/amount.h"

// Who watches over accounts and validators, and what they decided.
namespace pennypost {

inline constexpr std::size_t kOfficersMax = 8;  // of an institution, or of governance
inline constexpr std::uint64_t kFreezeUsMax = 366 * kDayUs;
inline constexpr std::uint64_t kProposalUs = kDayUs;  // until a proposal lapses
inline constexpr std::uint64_t kAttestationUsMax = 7 * kDayUs;
inline constexpr std::size_t kEquivocationsMax = 16;   // reports about one key
inline constexpr std::size_t kEvidenceBytesMax = 256;  // of a signed message, behind its round
inline constexpr std::uint64_t kUpgradeAheadUsMin = kHourUs;
inline constexpr std::uint64_t kUpgradeAheadUsMax = 366 * kDayUs;
inline constexpr std::uint32_t kProtocolVersion = 1;  // the newest that this program knows

/// Accounts that may propose and approve freezes for an institution, or for governance.
struct Officers {
  std::vector<Address> officers;  // ascending; not empty
  bool operator==(const Officers&) const = default;
};

struct FreezeTerms {
  std::uint16_t reason = 0;  // not zero
  Hash reference;            // of the legal document; not zero
  TimestampUs until;         // from here on it holds no longer; zero: not at all
  bool operator==(const FreezeTerms&) const = default;
};

/// A freeze, or the proposal of one, or of its end.
struct Freeze {
  struct Proposal {
    FreezeTerms terms;  // until zero: that it ends
    Address by;
    TimestampUs lapses;
    bool operator==(const Proposal&) const = default;
  };
  FreezeTerms terms;  // in force before `until`
  Address first;      // who signed; zero where there is none
  Address second;
  Rare<Proposal> proposal;
  bool operator==(const Freeze&) const = default;
};

/// The receiving institution knows who pays whom: one payment of at most this amount.
struct Attestation {
  Address institution;
  Amount amount;
  Hash reference;
  TimestampUs until;
  bool operator==(const Attestation&) const = default;
};

/// What governance allows an account apart from the parameters, and the accounts it opened today.
struct Quota {
  std::uint32_t transactions_hour_max = 0;  // 0: the parameters'
  std::uint32_t accounts_day_max = 0;       // 0: the parameters'
  std::uint32_t day = 0;
  std::uint32_t opened = 0;
  bool operator==(const Quota&) const = default;
};

/// Messages of which a validator signs one a round (C10). Values are part of the format.
enum class SignedMessage : std::uint8_t { proposal = 0, vote = 1, order_vote = 2, timeout = 3 };

/// Proven reports that the holder of a consensus key signed two messages where one is allowed.
struct Equivocations {
  struct Report {
    Epoch epoch;
    Round round;
    SignedMessage message = SignedMessage::proposal;
    TimestampUs at;
    bool operator==(const Report&) const = default;
  };
  std::vector<Report> reports;  // oldest first
  bool operator==(const Equivocations&) const = default;
};

/// The version of these rules that is in force, and the next one.
struct Upgrade {
  std::uint32_t version = 1;
  std::uint32_t next = 0;  // above the version; 0: none
  TimestampUs at;          // zero without a next one
  bool operator==(const Upgrade&) const = default;
};

}  // namespace pennypost
