#pragma once

#include <memory>

#include "consensus/core/verify.h"
#include "consensus/net/transport.h"
#include "consensus/store/block_store.h"

namespace pennypost::runtime {

inline constexpr std::size_t kObserversMax = 64;
/// Messages of one observer that wait at a time.
inline constexpr std::uint32_t kObserverRequestsMax = 16;

/// What a validator does for observers, beside its core, which knows nothing of them: it tells them
/// what is final and answers their requests for blocks out of the store. They speak the validators'
/// messages, of which only pings and block requests are heard. Any thread, in order for each
/// observer: the transport's limits bound what one of them can ask for at a time.
class Observers {
 public:
  using Send =
      std::function<void(std::size_t observer, const consensus::Message& message, net::Priority)>;

  /// The stores outlive it.
  Observers(consensus::EpochContext epoch, const store::BlockStore& blocks,
            const store::LedgerStore& ledger, Send send)
      : epoch_(std::move(epoch)), blocks_(blocks), ledger_(ledger), send_(std::move(send)) {}

  void on_connected(std::size_t observer) const;
  void receive(std::size_t observer, ByteView payload) const;
  /// What an observer is told when this became final.
  consensus::Message announcement(const OrderedCertificate& certificate) const;

 private:
  void answer(std::size_t observer, const consensus::Ping& ping) const;
  void answer(std::size_t observer, const consensus::BlockRequest& request) const;

  consensus::EpochContext epoch_;
  const store::BlockStore& blocks_;
  const store::LedgerStore& ledger_;
  Send send_;
};

}  // namespace pennypost::runtime
