#include "consensus/net/frame.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pennypost::net {
namespace {

using testing::ElementsAre;

// Feeds `stream` in pieces of `piece_bytes` and collects the frames.
std::vector<Bytes> decode(const Bytes& stream, std::size_t piece_bytes) {
  FrameDecoder decoder;
  std::vector<Bytes> out;
  for (std::size_t at = 0; at < stream.size(); at += piece_bytes) {
    ByteView input = ByteView(stream).subspan(at, std::min(piece_bytes, stream.size() - at));
    while (!input.empty()) {
      auto frame = decoder.next(input);
      if (!frame) {
        ADD_FAILURE() << frame.error().message;
        return out;
      }
      if (*frame) out.push_back(**frame);
    }
  }
  EXPECT_FALSE(decoder.in_frame());
  return out;
}

TEST(Frame, HeaderIsTheLengthInBigEndian) {
  EXPECT_THAT(frame_header(0), ElementsAre(0, 0, 0, 0));
  EXPECT_THAT(frame_header(0x010203), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(frame_header(kFrameBytesMax), ElementsAre(1, 0, 0, 0));
  EXPECT_DEATH(frame_header(kFrameBytesMax + 1), "CHECK");
}

TEST(Frame, ComesBackHoweverTheStreamIsCut) {
  const std::vector<Bytes> frames = {{1}, {}, Bytes(300, 7), {}, {}, {9, 8}, Bytes(5000, 3)};
  Bytes stream;
  for (const Bytes& frame : frames) append_frame(stream, frame);
  for (const std::size_t piece_bytes : {1u, 2u, 3u, 4u, 5u, 7u, 64u, 305u, 100'000u}) {
    EXPECT_EQ(decode(stream, piece_bytes), frames) << piece_bytes;
  }
}

TEST(Frame, TakesOneFrameAtATimeAndLeavesTheRest) {
  Bytes stream;
  append_frame(stream, Bytes{1, 2});
  append_frame(stream, Bytes{3});
  FrameDecoder decoder;
  ByteView input = stream;
  EXPECT_EQ(decoder.next(input).value(), (Bytes{1, 2}));
  EXPECT_EQ(input.size(), 5u);
  EXPECT_EQ(decoder.next(input).value(), Bytes{3});
  EXPECT_TRUE(input.empty());
  EXPECT_EQ(decoder.next(input).value(), std::nullopt);
}

TEST(Frame, KnowsAboutACutFrame) {
  FrameDecoder decoder;
  const Bytes header = {0, 0, 0, 2, 5};
  ByteView input = ByteView(header).first(1);
  EXPECT_EQ(decoder.next(input).value(), std::nullopt);
  EXPECT_TRUE(decoder.in_frame());
  input = ByteView(header).subspan(1);
  EXPECT_EQ(decoder.next(input).value(), std::nullopt);
  EXPECT_TRUE(decoder.in_frame());
}

TEST(Frame, LongestIsAllowed) {
  Bytes stream;
  append_frame(stream, Bytes(kFrameBytesMax, 1));
  const auto frames = decode(stream, 1 << 20);
  ASSERT_EQ(frames.size(), 1u);
  EXPECT_EQ(frames[0].size(), kFrameBytesMax);
}

TEST(Frame, LongerIsRefusedAtItsHeaderAndEverAfter) {
  for (const Bytes& header : {Bytes{1, 0, 0, 1}, Bytes{255, 255, 255, 255}}) {
    FrameDecoder decoder;
    ByteView input = header;
    const auto refused = decoder.next(input);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "frame_too_long");
    const Bytes good = {0, 0, 0, 1, 1};
    input = good;
    EXPECT_FALSE(decoder.next(input));
  }
}

}  // namespace
}  // namespace pennypost::net
