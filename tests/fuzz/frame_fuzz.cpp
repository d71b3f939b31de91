#include <algorithm>

#include "consensus/net/frame.h"
#include "ledger/base/check.h"

// The first byte says how the rest is cut into pieces. However it is cut, the same frames come out,
// and they are exactly what the stream holds.

using pennypost::Bytes;
using pennypost::ByteView;

namespace {

struct Decoded {
  Bytes stream;  // the frames written again
  bool refused = false;
  bool operator==(const Decoded&) const = default;
};

Decoded decode(ByteView stream, std::size_t piece_bytes) {
  pennypost::net::FrameDecoder decoder;
  Decoded out;
  while (!stream.empty()) {
    ByteView piece = stream.first(std::min(piece_bytes, stream.size()));
    stream = stream.subspan(piece.size());
    while (!piece.empty()) {
      const auto frame = decoder.next(piece);
      if (!frame) {
        out.refused = true;
        return out;
      }
      if (*frame) pennypost::net::append_frame(out.stream, **frame);
    }
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ByteView stream(data + 1, size - 1);
  const Decoded whole = decode(stream, size);
  CHECK(decode(stream, std::size_t{1} + data[0]) == whole);
  CHECK(whole.stream.size() <= stream.size());
  CHECK(std::ranges::equal(whole.stream, stream.first(whole.stream.size())));
  return 0;
}
