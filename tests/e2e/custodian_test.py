"""The custodian as a process of its own: what works without it, what waits for it, and what it refuses to start with."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from localnet import PATIENCE_S, PENNYPOST, LocalnetTest, eventually, request


def custodian(*arguments, stdin=""):
    return subprocess.run([PENNYPOST, "custodian", *arguments], input=stdin, capture_output=True, text=True,
                          check=False, timeout=PATIENCE_S)


class WithoutTheCustodianTest(LocalnetTest):
    def test_its_death_stops_no_everyday_payment(self):
        net = self.net
        self.assertEqual(net.pay("send 0.10 to @bob", "before")["state"], "final")
        net.kill_custodian()
        self.assertEqual(net.pay("send 0.11 to @bob", "without")["state"], "final")
        status, body = net.api("POST", "/v1/users", {"handle": "newcomer"})
        self.assertNotIn(status, (200, 201), body)  # nobody keeps a key for them yet
        net.restart_custodian()
        eventually(lambda: net.api("POST", "/v1/users", {"handle": "newcomer"})[0] in (200, 201),
                   "accounts are opened again")
        self.assertEqual(net.pay("send 0.12 to @newcomer", "after")["state"], "final")
        self.assertEqual(net.balance("newcomer"), "10.12")

    def test_nothing_secret_is_written(self):
        net = self.net
        net.pay("send 0.13 to @maria for the secret dinner", "secret-1")
        keys = [file.read_text().strip() for file in net.folder.rglob("*.key")]
        self.assertGreater(len(keys), 8)
        logs = [net.folder / "custodian" / "log", net.folder / "gateway" / "log",
                *net.folder.glob("restarted-*.log")]
        for log in logs:
            text = log.read_text()
            for word in (*keys, "dinner", "alice", "maria", "newcomer"):
                self.assertNotIn(word, text, log)
        for file in net.folder.rglob("*.key"):
            self.assertEqual(file.stat().st_mode & 0o077, 0, file)

    def test_strangers_are_turned_away(self):
        """Another key than the configured gateway's gets no answer, over the same port."""
        net = self.net
        folder = pathlib.Path(tempfile.mkdtemp(prefix="pennypost-stranger-"))
        self.addCleanup(shutil.rmtree, folder, True)
        shutil.copytree(net.folder / "gateway", folder / "gateway", ignore=shutil.ignore_patterns("data", "log"))
        (folder / "gateway" / "network.key").unlink()  # it makes one of its own
        config = folder / "gateway" / "gateway.toml"
        port = int(net.url.rsplit(":", 1)[1]) + 7
        text = "\n".join(f'listen = "127.0.0.1:{port}"' if line.startswith("listen")
                         else f'metrics_listen = "127.0.0.1:{port + 1}"' if line.startswith("metrics_listen")
                         else line for line in config.read_text().splitlines())
        config.write_text(text + "\n")
        process = subprocess.Popen([PENNYPOST, "gateway", "--config", str(config)], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            # It waits for its first accounts, which need the custodian, before it lets anybody in.
            with self.assertRaises(OSError):
                for _ in range(20):
                    request("GET", f"http://127.0.0.1:{port}/livez", timeout=1)
            self.assertIsNone(process.poll())
        finally:
            process.terminate()
            process.wait(PATIENCE_S)


class StartTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pennypost-custodian-"))
        self.addCleanup(shutil.rmtree, self.folder, True)

    def write(self, **changes):
        """A whole configuration with a Unix socket; a change of None leaves the key out."""
        for name in ("institution", "master"):
            file = self.folder / f"{name}.key"
            if not file.exists():
                subprocess.run([PENNYPOST, "keys", "new", str(file)], check=True, capture_output=True)
        address = subprocess.run([PENNYPOST, "account", "new", "--key", str(self.folder / "any.key"), "--chain-id", "77"],
                                 capture_output=True, text=True, check=False).stdout.split("\n")[0]
        if address:
            self.address = address
        values = {"custodian.listen": f'"unix:{self.folder}/c.sock"', "custodian.data_dir": '"data"', "ledger.chain_id": "77",
                  "institution.address": f'"{self.address}"', "institution.key_file": '"institution.key"',
                  "master.key_file": '"master.key"', **changes}
        sections = {}
        for key, value in values.items():
            section, name = key.split(".")
            if value is not None:
                sections.setdefault(section, []).append(f"{name} = {value}")
        text = "".join(f"[{section}]\n" + "\n".join(lines) + "\n" for section, lines in sections.items())
        (self.folder / "custodian.toml").write_text(text)
        return str(self.folder / "custodian.toml")

    def refused(self, config, word, stdin=""):
        done = custodian("--config", config, stdin=stdin)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn(word, done.stderr)

    def runs(self, config, stdin=""):
        """Starts and ends well."""
        process = subprocess.Popen([PENNYPOST, "custodian", "--config", config], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=self.folder)
        process.stdin.write(stdin)
        process.stdin.close()
        line = process.stdout.readline()
        process.terminate()
        rest = process.stdout.read()
        self.assertEqual(process.wait(PATIENCE_S), 0, line + rest)
        process.stdout.close()
        self.assertIn("keeping keys", line)

    def test_configuration(self):
        done = custodian("--print-default-config")
        self.assertEqual(done.returncode, 0)
        for word in ("[custodian]", "[master]", "[mandate]", "[approved]", "[delegate]"):
            self.assertIn(word, done.stdout)
        self.assertEqual(custodian().returncode, 2)
        self.assertEqual(custodian("--help").returncode, 0)
        self.refused(self.write(**{"custodian.listen": '"nowhere"'}), "address")
        self.refused(self.write(**{"custodian.listen": '"127.0.0.1:1"'}), "gateways")
        self.refused(self.write(**{"mandate.limits": '["USD 1.0 1.00"]'}), "decimals")
        self.refused(self.write(**{"mandate.limits": '["EUR 1.00 1.00"]'}), "mandate.limits")
        self.refused(self.write(**{"ledger.chain_id": "0"}), "chain")
        self.refused(self.write(**{"master.source": '"magic"'}), "master.source")
        self.refused(self.write(**{"custodian.colour": '"red"'}), "colour")
        self.refused(self.write(**{"institution.address": '"tpp1nonsense"'}), "")

    def test_keys_that_others_can_read(self):
        config = self.write()
        os.chmod(self.folder / "master.key", 0o644)
        self.refused(config, "chmod 600")

    def test_another_master_key(self):
        config = self.write()
        self.runs(config)
        (self.folder / "master.key").unlink()
        self.refused(self.write(), "another master key")

    def test_passphrase_and_command(self):
        config = self.write(**{"master.source": '"passphrase"', "master.salt_file": '"salt"'})
        self.refused(config, "12 characters", "short\n")
        self.runs(config, "correct horse battery staple\n")
        self.runs(config, "correct horse battery staple\n")
        self.refused(config, "another master key", "correct horse battery stable\n")
        shutil.rmtree(self.folder / "data")
        self.runs(self.write(**{"master.source": '"command"', "master.command": '["/bin/echo", "' + "ab" * 32 + '"]'}))
        self.refused(self.write(**{"master.source": '"command"', "master.command": '["/bin/false"]'}), "/bin/false")


if __name__ == "__main__":
    unittest.main()
