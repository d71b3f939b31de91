#include "consensus/net/frame.h"

#include <algorithm>

#include "ledger/base/check.h"

namespace pennypost::net {

std::array<std::uint8_t, kFrameHeaderBytes> frame_header(std::size_t payload_bytes) {
  CHECK(payload_bytes <= kFrameBytesMax);
  return {static_cast<std::uint8_t>(payload_bytes >> 24),
          static_cast<std::uint8_t>(payload_bytes >> 16),
          static_cast<std::uint8_t>(payload_bytes >> 8), static_cast<std::uint8_t>(payload_bytes)};
}

void append_frame(Bytes& out, ByteView payload) {
  const auto header = frame_header(payload.size());
  out.insert(out.end(), header.begin(), header.end());
  out.insert(out.end(), payload.begin(), payload.end());
}

Result<std::optional<Bytes>> FrameDecoder::next(ByteView& input) {
  if (!failed_ && header_bytes_ < kFrameHeaderBytes) {
    const std::size_t taken = std::min(kFrameHeaderBytes - header_bytes_, input.size());
    std::copy_n(input.begin(), taken, header_.begin() + static_cast<std::ptrdiff_t>(header_bytes_));
    input = input.subspan(taken);
    header_bytes_ += taken;
    if (header_bytes_ < kFrameHeaderBytes) return std::nullopt;

    payload_bytes_ = 0;
    for (const std::uint8_t byte : header_) payload_bytes_ = payload_bytes_ << 8 | byte;
    failed_ = payload_bytes_ > kFrameBytesMax;
    if (!failed_) payload_.reserve(payload_bytes_);
  }
  if (failed_) return fail("frame_too_long", "a frame announces more bytes than allowed");

  const std::size_t taken = std::min(payload_bytes_ - payload_.size(), input.size());
  payload_.insert(payload_.end(), input.begin(),
                  input.begin() + static_cast<std::ptrdiff_t>(taken));
  input = input.subspan(taken);
  if (payload_.size() < payload_bytes_) return std::nullopt;
  header_bytes_ = 0;
  return std::exchange(payload_, {});
}

}  // namespace pennypost::net
