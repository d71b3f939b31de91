"""docs/connectors: whoever follows a page on this machine alone makes a first payment."""
import json
import os
import pathlib
import random
import re
import signal
import socket
import subprocess
import tempfile
import unittest

from localnet import PENNYPOST, alive, eventually, request

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs" / "connectors"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def free_base():
    """Where a network's ports begin: below those that the system gives to anybody."""
    while True:
        base = random.randrange(40, 64) * 500
        try:
            for port in (base + 1, base + 80, base + 101):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
            return base
        except OSError:
            pass


class ConnectorsDocsTest(unittest.TestCase):
    def follow(self, page):
        """The page's commands as they stand there, but for the ports."""
        text = (DOCS / page).read_text(encoding="utf-8")
        blocks = re.findall(r"^```sh\n(.*?)^```", text[text.index("## Without"):], re.S | re.M)
        self.assertEqual(len(blocks), 2)
        base, sim = free_base(), free_port()
        start, pay = (block.replace("127.0.0.1:8080", f"127.0.0.1:{base + 80}").replace("127.0.0.1:8500", f"127.0.0.1:{sim}")
                      for block in blocks)
        start = start.replace("localnet --dir net", f"localnet --dir net --port-base {base}")
        with tempfile.TemporaryDirectory(prefix="pennypost-docs-") as folder:
            bin_folder = pathlib.Path(folder, "bin")
            bin_folder.mkdir()
            (bin_folder / "pennypost").symlink_to(PENNYPOST)
            environment = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}"}
            shell = subprocess.Popen(["bash", "-c", start + "\nwait"], cwd=folder, env=environment, start_new_session=True,
                                     stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                eventually(lambda: request("GET", f"http://127.0.0.1:{base + 80}/readyz")[0] == 200, "the network is ready")
                eventually(lambda: request("GET", f"http://127.0.0.1:{sim}/sim/state")[0] == 200, "the platform is there")
                done = subprocess.run(["bash", "-c", pay], cwd=folder, env=environment, capture_output=True, text=True,
                                      check=False, timeout=60)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn("Sent $0.50", done.stdout)
                self.assertIn("0,50", done.stdout)  # she writes Portuguese or Spanish, and reads it
            finally:
                os.killpg(shell.pid, signal.SIGTERM)
                shell.wait(60)
                eventually(lambda: not any(alive(pid) for pid in self.pids(folder)), "all have ended")

    @staticmethod
    def pids(folder):
        info = json.loads(pathlib.Path(folder, "net", "localnet.json").read_text(encoding="utf-8"))
        return [node["pid"] for node in info["nodes"]] + [info[name]["pid"] for name in ("custodian", "gateway")]

    def test_telegram(self):
        self.follow("telegram.md")

    def test_whatsapp(self):
        self.follow("whatsapp.md")

    def test_messenger(self):
        self.follow("messenger.md")

    def test_matrix(self):
        self.follow("matrix.md")


if __name__ == "__main__":
    unittest.main(verbosity=2)
