"""Strangers at the door and a full disk: garbage is refused, and a node without space stops instead of forgetting."""
import os
import resource
import socket
import ssl
import unittest

from cluster import Cluster
from localnet import eventually, request


class HostileTest(unittest.TestCase):
    def setUp(self):
        self.net = Cluster()
        self.addCleanup(self.net.close)

    def pay(self, name, cents=1):
        self.assertEqual(self.net.pay(f"send 0.{cents:02} to @maria", name)["state"], "final")

    def agree(self):
        def same():
            return len({self.net.ledger(i)["state_root"] for i in range(4)}) == 1
        eventually(same, "all agree")

    def test_garbage_at_every_port(self):
        self.net.start_all()
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        tls.check_hostname = False
        tls.verify_mode = ssl.CERT_NONE
        kept = []
        for node in self.net.info["nodes"]:
            rpc = int(node["rpc"].rsplit(":", 1)[1])
            admin = int(node["admin"].rsplit(":", 1)[1])
            for port in (node["p2p"], rpc, admin):
                for junk in (b"", b"\x00" * 4096, os.urandom(65536), b"\xff\xff\xff\xff", b"GET / HTTP/1.1\r\n",
                             b"\x16\x03\x01\xff\xff" + os.urandom(512)):
                    with socket.create_connection(("127.0.0.1", port), timeout=5) as link:
                        try:
                            link.sendall(junk)
                        except OSError:
                            pass  # hung up on already
            # A stranger with good TLS and no certificate, and many who say nothing.
            with self.assertRaises(OSError):
                with socket.create_connection(("127.0.0.1", node["p2p"]), timeout=5) as link:
                    with tls.wrap_socket(link) as talk:
                        talk.sendall(b"\x00\x00\x00\x01\x00")
                        if not talk.recv(1):
                            raise ConnectionError("hung up")
            kept += [socket.create_connection(("127.0.0.1", node["p2p"]), timeout=5) for _ in range(100)]
        self.pay("garbage-1")
        for link in kept:
            link.close()
        # Bodies that are no transactions.
        for node in self.net.info["nodes"]:
            for body in (b"", b"\x0a", os.urandom(1000), b"\xff" * 100_000):
                status, _, _ = request("POST", node["rpc"] + "/v1/transactions", body,
                                       {"Content-Type": "application/x-protobuf"})
                self.assertIn(status, (400, 413))
        self.pay("garbage-2", 2)
        self.agree()

    def test_a_full_disk_stops_the_node_and_forgets_nothing(self):
        # No file of this validator may grow beyond 150 kB: its log fills up, as a disk does.
        def little_space():
            resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
        for i in range(3):
            self.net.start_node(i)
        # Python ignores the signal that comes with it, and so does the child: a write fails, no more.
        cramped = self.net.start_node(3, preexec_fn=little_space, restore_signals=False)
        for i in range(4):
            self.net.ready(i)
        self.net.start_gateway()
        for number in range(1, 36):
            self.pay(f"full-{number}", number)
            if cramped.poll() is not None:
                break
        self.assertIsNotNone(cramped.poll(), "it should have run out of space")
        self.assertGreater(cramped.returncode, 0)  # by itself, not by a signal
        self.assertIn("IO error", self.net.log("validator-4"))
        self.pay("full-after", 37)
        # With space again it goes on where it was.
        self.net.start_node(3)
        self.net.ready(3)
        self.net.kill_node(2)
        self.pay("full-again", 38)
        self.net.start_node(2)
        self.agree()


if __name__ == "__main__":
    unittest.main()
