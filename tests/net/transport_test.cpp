#include "consensus/net/transport.h"

#include "tests/net/net_fixture.h"

namespace pennypost::net {
namespace {

// A pair: node 0 dials, node 1 accepts.
class Links : public testing::Test {
 protected:
  std::unique_ptr<Node> start(std::size_t index, TransportOptions options = {},
                              bool releases = true) {
    auto node = std::make_unique<Node>(network_, index, options, releases);
    node->start();
    return node;
  }

  Network network_{2};
};

TEST_F(Links, CarryFramesBothWays) {
  const auto dialler = start(0);
  const auto acceptor = start(1);
  ASSERT_TRUE(dialler->wait_connected(1));
  ASSERT_TRUE(acceptor->wait_connected(0));
  dialler->send(1, {1, 2, 3});
  acceptor->send(0, {4});
  ASSERT_TRUE(acceptor->wait_arrivals(1));
  ASSERT_TRUE(dialler->wait_arrivals(1));
  EXPECT_EQ(acceptor->arrivals()[0].payload, (Bytes{1, 2, 3}));
  EXPECT_EQ(acceptor->arrivals()[0].peer, 0u);
  EXPECT_EQ(dialler->arrivals()[0].payload, Bytes{4});
  EXPECT_EQ(dialler->arrivals()[0].peer, 1u);
  EXPECT_TRUE(eventually([&] { return dialler->stats(1).frames_out == 1; }));
  EXPECT_EQ(acceptor->stats(0).frames_in, 1u);
  EXPECT_GE(acceptor->stats(0).bytes_in, 7u);
  EXPECT_TRUE(eventually([&] { return acceptor->stats(0).in_flight_bytes == 0; }));
  EXPECT_EQ(acceptor->stats(0).connects, 1u);
}

TEST_F(Links, CarryTheLongestFrameAmongShortOnes) {
  const auto dialler = start(0);
  const auto acceptor = start(1);
  ASSERT_TRUE(dialler->wait_connected(1));
  ASSERT_TRUE(acceptor->wait_connected(0));
  Bytes large(kFrameBytesMax);
  for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<std::uint8_t>(i * i >> 7);
  for (const auto& [from, to, peer] :
       {std::tuple(dialler.get(), acceptor.get(), 1u), {acceptor.get(), dialler.get(), 0u}}) {
    from->send(peer, {1});
    from->send(peer, large);
    from->send(peer, {2});
    ASSERT_TRUE(to->wait_arrivals(3));
    EXPECT_EQ(to->arrivals()[0].payload, Bytes{1});
    EXPECT_TRUE(to->arrivals()[1].payload == large);
    EXPECT_EQ(to->arrivals()[2].payload, Bytes{2});
  }
}

TEST_F(Links, KeepTheOrderOfManyFramesOfEverySize) {
  constexpr std::uint32_t kFrames = 20'000;
  const auto dialler = start(0);
  const auto acceptor = start(1);
  ASSERT_TRUE(dialler->wait_connected(1));
  for (std::uint32_t i = 0; i < kFrames; ++i) {
    dialler->send(1, numbered(i, i % 500 == 0 ? 30'000 : 4 + i % 300));
  }
  ASSERT_TRUE(acceptor->wait_arrivals(kFrames));
  const auto arrivals = acceptor->arrivals();
  for (std::uint32_t i = 0; i < kFrames; ++i) ASSERT_EQ(number_of(arrivals[i].payload), i);
  EXPECT_EQ(dialler->stats(1).frames_dropped_full, 0u);
  EXPECT_EQ(dialler->stats(1).queued_bytes, 0u);
}

TEST_F(Links, TakeFramesFromManyThreads) {
  constexpr std::uint32_t kFrames = 2'000;
  const auto dialler = start(0);
  const auto acceptor = start(1);
  ASSERT_TRUE(dialler->wait_connected(1));
  std::vector<std::jthread> senders;
  for (std::uint32_t thread = 0; thread < 4; ++thread) {
    senders.emplace_back([&, thread] {
      for (std::uint32_t i = 0; i < kFrames; ++i) dialler->send(1, numbered(thread << 16 | i));
    });
  }
  ASSERT_TRUE(acceptor->wait_arrivals(4 * kFrames));
  std::array<std::uint32_t, 4> next{};
  for (const Arrival& arrival : acceptor->arrivals()) {
    const std::uint32_t number = number_of(arrival.payload);
    ASSERT_EQ(number & 0xffff, next.at(number >> 16)++);
  }
}

TEST_F(Links, DropWhatIsSentWhileThereIsNoLink) {
  const auto dialler = start(0);
  dialler->send(1, {1});
  dialler->send(0, {1});  // no link with oneself
  EXPECT_EQ(dialler->stats(1).frames_dropped_offline, 1u);
  EXPECT_EQ(dialler->stats(1).queued_bytes, 0u);
  const auto acceptor = start(1);
  ASSERT_TRUE(dialler->wait_connected(1));
  dialler->send(1, {2});
  ASSERT_TRUE(acceptor->wait_arrivals(1));
  EXPECT_EQ(acceptor->arrivals()[0].payload, Bytes{2});
}

TEST_F(Links, RefuseEmptyAndOverlongFramesOfOurOwn) {
  const Node node(network_, 0);
  auto& transport = const_cast<Node&>(node).transport();
  EXPECT_DEATH(transport.send(1, shared({}), Priority::kUrgent), "CHECK");
  EXPECT_DEATH(transport.send(1, shared(Bytes(kFrameBytesMax + 1)), Priority::kUrgent), "CHECK");
  EXPECT_DEATH(transport.send(2, shared({1}), Priority::kUrgent), "CHECK");
  EXPECT_DEATH(transport.release(1, 1), "CHECK");
}

TEST_F(Links, ComeBackWhenTheAcceptorRestarts) {
  // The dialler waits an hour between attempts, so that only the knock can be what brings it back.
  const std::uint32_t hour_ms = 3'600'000;
  const auto dialler = start(0, {.redial_ms_min = hour_ms, .redial_ms_max = hour_ms});
  for (int life = 0; life < 3; ++life) {
    const auto acceptor = start(1);
    ASSERT_TRUE(acceptor->wait_connected(0));
    acceptor->send(0, {static_cast<std::uint8_t>(life)});
    ASSERT_TRUE(dialler->wait_arrivals(static_cast<std::size_t>(life) + 1));
  }
  ASSERT_TRUE(dialler->wait_events(1, "+-+-+-"));
  EXPECT_EQ(dialler->stats(1).connects, 3u);
}

TEST_F(Links, ComeBackWhenTheDiallerRestarts) {
  const auto acceptor = start(1);
  for (int life = 0; life < 3; ++life) {
    const auto dialler = start(0);
    ASSERT_TRUE(dialler->wait_connected(1));
    dialler->send(1, {static_cast<std::uint8_t>(life)});
    ASSERT_TRUE(acceptor->wait_arrivals(static_cast<std::size_t>(life) + 1));
  }
  ASSERT_TRUE(acceptor->wait_events(0, "+-+-+-"));
}

TEST_F(Links, AreRedialledUntilThePeerIsThere) {
  const auto dialler = start(0);
  std::this_thread::sleep_for(std::chrono::milliseconds(200));  // some attempts that fail
  EXPECT_EQ(dialler->events(1), "");
  network_.peers[0]->endpoint.port = 1;  // where nobody hears the acceptor knock
  const auto acceptor = start(1);
  EXPECT_TRUE(dialler->wait_connected(1));
  EXPECT_TRUE(acceptor->wait_connected(0));
}

// Whoever is to dial and cannot takes the other one's knock for the link.
TEST_F(Links, WhoeverHasAGoodAddressDials) {
  const Endpoint good = network_.peers[1]->endpoint;
  network_.peers[1]->endpoint.port = 1;
  Node lower(network_, 0);
  network_.peers[1]->endpoint = good;
  lower.start();
  const auto higher = start(1);
  ASSERT_TRUE(lower.wait_connected(1));
  ASSERT_TRUE(higher->wait_connected(0));
  higher->send(0, {7});
  EXPECT_TRUE(lower.wait_arrivals(1));

  lower.stop();
  network_.peers[1]->dialler = Dialler::peer;
  Node without(network_, 0);
  without.start();
  EXPECT_TRUE(without.wait_connected(1));
}

TEST_F(Links, PeersComeAndGoWhileItRuns) {
  const Peer known = *network_.peers[1];
  network_.peers[1] = std::nullopt;
  Node lower(network_, 0);
  network_.peers[1] = known;
  lower.start();
  const auto higher = start(1);
  RawClient stranger(network_.ports[0], identity_of(1));
  EXPECT_FALSE(stranger.accepted());
  lower.transport().set_peer(1, network_.peers[1]);
  ASSERT_TRUE(lower.wait_connected(1));
  lower.send(1, {1});
  ASSERT_TRUE(higher->wait_arrivals(1));

  lower.transport().set_peer(1, std::nullopt);
  ASSERT_TRUE(higher->wait_events(0, "+-"));
  RawClient refused(network_.ports[0], identity_of(1));
  EXPECT_FALSE(refused.accepted());
  // Another key has no place where one was.
  Peer other = *network_.peers[1];
  other.network_key = identity_of(7).public_key();
  lower.transport().set_peer(1, other);
  lower.transport().set_peer(1, network_.peers[1]);
  ASSERT_TRUE(higher->wait_events(0, "+-+"));
  ASSERT_TRUE(lower.wait_events(1, "+-+"));  // what is sent before is not kept
  lower.send(1, {2});
  EXPECT_TRUE(higher->wait_arrivals(2));
}

TEST_F(Links, FindPeersByName) {
  network_.peers[1]->endpoint.host = "localhost";
  const auto dialler = start(0);
  const auto acceptor = start(1);
  EXPECT_TRUE(dialler->wait_connected(1));
}

// The reader takes three frames and no more; the sender keeps its youngest.
TEST_F(Links, HoldBackASenderWhoseReaderIsSlow) {
  constexpr std::size_t kFrameBytes = 1'000'000;
  constexpr std::uint32_t kFrames = 300;
  const std::size_t in_flight_max = 3 * (kFrameBytes + kFrameOverheadBytes);
  const OutboxLimits outbox{.bytes_max = 10 * kFrameBytes, .frames_max = 1000};
  const auto sender = start(0, {.outbox = outbox});
  const auto reader = start(1, {.in_flight_bytes_max = in_flight_max}, false);
  ASSERT_TRUE(sender->wait_connected(1));
  for (std::uint32_t i = 0; i < kFrames; ++i) {
    sender->send(1, numbered(i, kFrameBytes));
    EXPECT_LE(sender->stats(1).queued_bytes, outbox.bytes_max);
  }
  ASSERT_TRUE(reader->wait_arrivals(3));
  // What fits into the sockets goes out; then nothing moves any more.
  ASSERT_TRUE(eventually([&] { return reader->stats(0).in_flight_bytes == in_flight_max; }));
  EXPECT_GT(sender->stats(1).frames_dropped_full, 0u);
  EXPECT_EQ(reader->arrivals().size(), 3u);

  reader->release_all();
  ASSERT_TRUE(eventually([&] {
    const auto arrivals = reader->arrivals();
    return number_of(arrivals.back().payload) == kFrames - 1;
  }));
  const auto arrivals = reader->arrivals();
  for (std::size_t i = 1; i < arrivals.size(); ++i) {
    EXPECT_LT(number_of(arrivals[i - 1].payload), number_of(arrivals[i].payload));
  }
  EXPECT_EQ(arrivals.size() + sender->stats(1).frames_dropped_full, kFrames);
  EXPECT_EQ(reader->events(0), "+");
}

TEST_F(Links, CountTinyFramesInFlightWithTheirOverhead) {
  const auto sender = start(0);
  const auto reader = start(1, {.in_flight_bytes_max = 10 * (1 + kFrameOverheadBytes)}, false);
  ASSERT_TRUE(sender->wait_connected(1));
  for (int i = 0; i < 1000; ++i) sender->send(1, {1});
  ASSERT_TRUE(reader->wait_arrivals(10));
  reader->send(0, {1});  // the other way is free
  ASSERT_TRUE(sender->wait_arrivals(1));
  EXPECT_EQ(reader->arrivals().size(), 10u);
  reader->release_all();
  EXPECT_TRUE(reader->wait_arrivals(1000));
}

TEST_F(Links, DoNotTakeAPauseOfTheirOwnForSilence) {
  const auto sender = start(0, {.silence_ms_max = 60'000, .keepalive_ms = 20});
  const auto reader =
      start(1, {.in_flight_bytes_max = 1, .silence_ms_max = 300, .keepalive_ms = 20}, false);
  ASSERT_TRUE(sender->wait_connected(1));
  for (int i = 0; i < 2; ++i) sender->send(1, {1});
  ASSERT_TRUE(reader->wait_arrivals(1));
  // Each keepalive is a tick of the reader's watch: 30 of them are twice the silence allowed.
  const std::uint64_t before = sender->stats(1).bytes_in;
  ASSERT_TRUE(eventually([&] { return sender->stats(1).bytes_in >= before + 30 * 4; }));
  EXPECT_EQ(reader->events(0), "+");
}

TEST_F(Links, CountFramesInFlightAcrossConnections) {
  auto sender = start(0);
  const auto reader = start(1, {.in_flight_bytes_max = 1}, false);
  ASSERT_TRUE(sender->wait_connected(1));
  sender->send(1, {1});
  ASSERT_TRUE(reader->wait_arrivals(1));
  sender = nullptr;
  sender = start(0);
  ASSERT_TRUE(sender->wait_connected(1));
  sender->send(1, {2});
  ASSERT_TRUE(reader->wait_events(0, "+-+"));
  EXPECT_EQ(reader->stats(0).in_flight_bytes, 1 + kFrameOverheadBytes);
  EXPECT_EQ(reader->arrivals().size(), 1u);
  reader->release_all();
  ASSERT_TRUE(reader->wait_arrivals(2));
  EXPECT_EQ(reader->arrivals()[1].payload, Bytes{2});
}

TEST_F(Links, SayThatTheyAreAliveWhenIdleAndOutliveTheTimeForTheHandshake) {
  const TransportOptions options{.handshake_ms_max = 300, .keepalive_ms = 10};
  const auto dialler = start(0, options);
  const auto acceptor = start(1, options);
  ASSERT_TRUE(dialler->wait_connected(1));
  const std::uint64_t ticks = 60 * kFrameHeaderBytes;
  ASSERT_TRUE(eventually(
      [&] { return dialler->stats(1).bytes_in >= ticks && acceptor->stats(0).bytes_in >= ticks; }));
  EXPECT_EQ(dialler->stats(1).frames_in, 0u);
  EXPECT_TRUE(dialler->arrivals().empty());
  EXPECT_EQ(dialler->events(1), "+");
}

TEST_F(Links, ForgetWhatWasQueuedWhenTheyBreak) {
  const auto sender = start(0);
  auto reader = start(1, {.in_flight_bytes_max = 1}, false);
  ASSERT_TRUE(sender->wait_connected(1));
  for (int i = 0; i < 100; ++i) sender->send(1, Bytes(1'000'000, 1));
  ASSERT_TRUE(reader->wait_arrivals(1));
  reader = nullptr;
  ASSERT_TRUE(sender->wait_events(1, "+-"));
  EXPECT_GT(sender->stats(1).frames_dropped_offline, 0u);
  reader = start(1);
  ASSERT_TRUE(sender->wait_events(1, "+-+"));
  sender->send(1, {2});
  ASSERT_TRUE(reader->wait_arrivals(1));
  EXPECT_EQ(reader->arrivals()[0].payload, Bytes{2});
}

TEST(Mesh, FourValidatorsReachEachOther) {
  const Network network(4);
  std::vector<std::unique_ptr<Node>> nodes;
  for (std::size_t i = 0; i < 4; ++i) {
    nodes.push_back(std::make_unique<Node>(network, i));
    nodes.back()->start();
  }
  for (std::uint8_t from = 0; from < 4; ++from) {
    for (std::size_t to = 0; to < 4; ++to) {
      if (from == to) continue;
      ASSERT_TRUE(nodes[from]->wait_connected(to));
    }
  }
  // A link may be replaced by the other one's, once more, and take what was under way with it.
  for (std::uint8_t from = 0; from < 4; ++from) {
    for (std::size_t to = 0; to < 4; ++to) {
      if (from == to) continue;
      EXPECT_TRUE(eventually([&] {
        nodes[from]->send(to, {from});
        return std::ranges::any_of(nodes[to]->arrivals(),
                                   [&](const Arrival& each) { return each.peer == from; });
      }));
    }
  }
  for (const auto& node : nodes) {
    for (const Arrival& arrival : node->arrivals()) EXPECT_EQ(arrival.payload[0], arrival.peer);
  }
}

TEST_F(Links, StartFailsWhereThePortIsTaken) {
  const auto first = start(1);
  Node second(network_, 1);
  const auto started = second.transport().start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, "listen_failed");
}

TEST_F(Links, StartFailsWhereTheAddressIsNone) {
  asio::io_context io;
  Transport transport(io, identity_of(0), {"not an address", 0}, network_.peers, 0, {});
  EXPECT_EQ(transport.start().error().code, "listen_failed");
}

TEST_F(Links, StopInAHandlerIsTheEnd) {
  const auto acceptor = start(1);
  asio::io_context io;
  std::string events;
  std::optional<Transport> transport;
  transport.emplace(io, identity_of(0), network_.ports[0].endpoint(), network_.peers, 0,
                    Handlers{.on_frame = [&](std::size_t, Bytes) { events += 'f'; },
                             .on_connected =
                                 [&](std::size_t) {
                                   events += '+';
                                   transport->stop();
                                   transport->stop();
                                 },
                             .on_disconnected = [&](std::size_t) { events += '-'; }});
  ASSERT_TRUE(transport->start());
  io.run();  // ends: nothing is left to do
  EXPECT_EQ(events, "+");
  EXPECT_FALSE(transport->stats()[1].connected);
}

TEST_F(Links, MayBeDestroyedInAHandler) {
  const auto acceptor = start(1);
  asio::io_context io;
  std::optional<Transport> transport;
  int frames = 0;
  transport.emplace(
      io, identity_of(0), network_.ports[0].endpoint(), network_.peers, 0,
      Handlers{.on_frame =
                   [&](std::size_t, Bytes) {
                     ++frames;
                     transport.reset();
                   },
               .on_connected =
                   [&](std::size_t) {
                     for (int i = 0; i < 1000; ++i) acceptor->send(0, {1});  // many at one read
                   },
               .on_disconnected = [](std::size_t) { ADD_FAILURE() << "called after the end"; }});
  ASSERT_TRUE(transport->start());
  io.run();
  EXPECT_FALSE(transport);
  EXPECT_EQ(frames, 1);
}

TEST_F(Links, MayBeAbandonedMidway) {
  const auto acceptor = start(1);
  asio::io_context io;
  Transport transport(io, identity_of(0), network_.ports[0].endpoint(), network_.peers, 0,
                      Handlers{.on_frame = [](std::size_t, Bytes) {},
                               .on_connected = [&io](std::size_t) { io.stop(); },
                               .on_disconnected = [](std::size_t) {}});
  ASSERT_TRUE(transport.start());
  io.run();
  EXPECT_TRUE(transport.stats()[1].connected);
}

}  // namespace
}  // namespace pennypost::net
