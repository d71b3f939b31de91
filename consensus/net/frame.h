#pragma once

#include <array>
#include <cstddef>

#include "ledger/base/result.h"
#include "ledger/types/identifiers.h"

// A frame on a link: its payload's length as four big-endian bytes, then the payload. Nothing here
// does I/O.
namespace pennypost::net {

/// Longest payload, in bytes. A longer announced length ends the connection.
inline constexpr std::size_t kFrameBytesMax = 16 * 1024 * 1024;
inline constexpr std::size_t kFrameHeaderBytes = 4;

/// The four bytes in front of a payload of `payload_bytes`, which is at most kFrameBytesMax (CHECK:
/// it is our own frame).
std::array<std::uint8_t, kFrameHeaderBytes> frame_header(std::size_t payload_bytes);

/// Appends header and payload to `out`.
void append_frame(Bytes& out, ByteView payload);

/// Turns a stream of bytes, cut anywhere, back into frames. Owned by one thread. Holds at most one
/// unfinished payload.
class FrameDecoder {
 public:
  /// Takes bytes from the front of `input`, up to the end of the first whole frame, and shortens
  /// `input` by them. Gives that frame's payload (which may be empty), or nothing where `input` ran
  /// out first. So a caller calls it until `input` is empty, and may pause between two frames.
  /// Fails with `frame_too_long` as soon as a header announces more than kFrameBytesMax, before
  /// anything is allocated, and from then on always: the stream has no next frame to find.
  Result<std::optional<Bytes>> next(ByteView& input);

  /// Whether a frame has begun and not ended: an end of stream is then a cut.
  bool in_frame() const { return header_bytes_ != 0; }

 private:
  std::array<std::uint8_t, kFrameHeaderBytes> header_{};
  std::size_t header_bytes_ = 0;   // of header_ that have arrived
  std::size_t payload_bytes_ = 0;  // announced; known once header_ is whole
  Bytes payload_;
  bool failed_ = false;
};

}  // namespace pennypost::net
