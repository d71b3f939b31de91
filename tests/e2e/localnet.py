"""A localnet of real processes for the end-to-end tests, and small helpers to talk to it."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request

PENNYPOST = os.path.abspath(os.environ["PENNYPOST"])
# Sanitized builds are slow; this bounds only failing tests.
PATIENCE_S = 120


def request(method, url, body=None, headers=None, timeout=PATIENCE_S):
    """(status, headers, body as JSON where it is JSON, else bytes)."""
    data = body
    headers = dict(headers or {})
    if isinstance(body, (dict, list)):
        data = json.dumps(body).encode()
        headers.setdefault("Content-Type", "application/json")
    call = urllib.request.Request(url, data=data, headers=headers, method=method)
    try:
        with urllib.request.urlopen(call, timeout=timeout) as answer:
            status, fields, raw = answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        status, fields, raw = error.code, error.headers, error.read()
    if "json" in fields.get("Content-Type", ""):
        return status, fields, json.loads(raw)
    return status, fields, raw


def eventually(condition, what, patience=PATIENCE_S):
    end = time.monotonic() + patience
    while True:
        try:
            found = condition()
            if found:
                return found
        except (OSError, urllib.error.URLError):
            pass  # not listening yet
        if time.monotonic() > end:
            raise AssertionError(f"did not happen within {patience} s: {what}")
        time.sleep(0.05)


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def check_findings(folder):
    """Where the programs were built with sanitizers, what these say of any process is a failure."""
    for log in pathlib.Path(folder).rglob("*log"):
        text = log.read_text(errors="replace") if log.is_file() else ""
        at = text.find("Sanitizer")
        if at < 0:
            at = text.find("runtime error: ")
        if at >= 0:
            raise AssertionError(f"{log}: {text[max(0, at - 200):at + 4000]}")


class Localnet:
    """`pennypost localnet` in a folder of its own."""

    def __init__(self, folder=None, options=()):
        self.options = list(options)
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="pennypost-e2e-"))
        self.restarted = []
        self.gateway_child = None
        self.custodian_child = None
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [PENNYPOST, "localnet", "--dir", str(self.folder), "--port-base", "auto", *self.options],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("ready"):
            raise AssertionError(f"localnet said {line!r} and {self.process.stderr.read()!r}")
        self.info = json.loads((self.folder / "localnet.json").read_text())
        key_file = self.folder / self.info["gateway"]["api_key_file"]
        self.key = key_file.read_text().strip()
        self.url = self.info["gateway"]["url"]
        host, port = self.url.rsplit(":", 1)
        self.metrics_url = f"{host}:{int(port) + 321}"  # of the gateway: metrics, and its operator's way in

    def pids(self):
        nodes = self.info["nodes"] + self.info["observers"]
        return [node["pid"] for node in nodes] + [self.info[name]["pid"] for name in ("custodian", "gateway")]

    def stop(self):
        pids = self.pids()
        if self.gateway_child:
            self.gateway_child.terminate()
            ended = self.gateway_child.wait(PATIENCE_S)
            self.gateway_child = None
            if ended != 0:
                raise AssertionError(f"the restarted gateway ended with {ended}")
        if self.custodian_child:
            self.custodian_child.terminate()
            ended = self.custodian_child.wait(PATIENCE_S)
            self.custodian_child = None
            if ended != 0:
                raise AssertionError(f"the restarted custodian ended with {ended}")
        self.process.terminate()
        status = self.process.wait(PATIENCE_S)
        self.process.stdout.close()
        self.process.stderr.close()
        for child in self.restarted:
            child.wait(PATIENCE_S)
        left = [pid for pid in pids if alive(pid)]
        if status != 0 or left:
            raise AssertionError(f"localnet ended with {status} and left {left}")

    def close(self):
        if self.process.poll() is None:
            self.stop()
        check_findings(self.folder)
        shutil.rmtree(self.folder, ignore_errors=True)

    def kill_node(self, i):
        pid = self.info["nodes"][i]["pid"]
        os.kill(pid, signal.SIGKILL)
        eventually(lambda: not alive(pid), "the killed node is gone")

    def restart(self, node):
        with open(self.folder / f"restarted-{node['name']}.log", "ab") as log:
            child = subprocess.Popen([PENNYPOST, "node", "--config", node["config"]],
                                     stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.restarted.append(child)
        node["pid"] = child.pid
        return child

    def restart_node(self, i):
        return self.restart(self.info["nodes"][i])

    def kill_custodian(self):
        pid = self.info["custodian"]["pid"]
        os.kill(pid, signal.SIGKILL)
        if self.custodian_child:
            self.custodian_child.wait(PATIENCE_S)
        eventually(lambda: not alive(pid), "the killed custodian is gone")

    def restart_custodian(self):
        with open(self.folder / "restarted-custodian.log", "ab") as log:
            self.custodian_child = subprocess.Popen(
                [PENNYPOST, "custodian", "--config", self.info["custodian"]["config"]],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.info["custodian"]["pid"] = self.custodian_child.pid

    def delegate(self, action, *options):
        """The institution's tool: what `pennypost gateway delegate … --json` prints."""
        done = subprocess.run(
            [PENNYPOST, "gateway", "delegate", action, "--config", self.info["custodian"]["config"],
             "--json", *options], capture_output=True, text=True, check=False, timeout=PATIENCE_S)
        if done.returncode != 0:
            raise AssertionError(f"delegate {action}: {done.stderr}")
        return json.loads(done.stdout)

    def kill_gateway(self):
        pid = self.info["gateway"]["pid"]
        os.kill(pid, signal.SIGKILL)
        if self.gateway_child:
            self.gateway_child.wait(PATIENCE_S)
        eventually(lambda: not alive(pid), "the killed gateway is gone")

    def restart_gateway(self):
        with open(self.folder / "restarted-gateway.log", "ab") as log:
            self.gateway_child = subprocess.Popen(
                [PENNYPOST, "gateway", "--config", str(self.folder / "gateway" / "gateway.toml")],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.info["gateway"]["pid"] = self.gateway_child.pid
        eventually(lambda: request("GET", self.url + "/livez")[0] == 200, "the gateway answers again")

    def ledger(self, i):
        status, _, body = request("GET", self.info["nodes"][i]["rpc"] + "/v1/ledger")
        assert status == 200, body
        return body

    def say(self, user, text, message_id, **more):
        """One chat message: (status, answer)."""
        message = {"channel": "web", "user": user, "message_id": message_id, "text": text,
                   "locale": "en-US", **more}
        status, _, body = request("POST", self.url + "/v1/messages", message,
                                  {"Authorization": "Bearer " + self.key})
        return status, body

    def pay(self, text, message_id, user="alice"):
        """Says it, waits for the payment's end, and gives the payment."""
        status, body = self.say(user, text, message_id)
        assert status == 200, body
        payment = next(r["payment"] for r in body["replies"] if r.get("payment"))

        def ended():
            _, _, now = request("GET", f"{self.url}/v1/payments/{payment['id']}",
                                headers={"Authorization": "Bearer " + self.key})
            return now if now["state"] in ("final", "failed") else None
        return eventually(ended, f"{text!r} ends")

    def api(self, method, path, body=None, **headers):
        """One call of an app: (status, answer)."""
        fields = {"Authorization": "Bearer " + self.key, **headers}
        status, _, answer = request(method, self.url + path, body, fields)
        return status, answer

    def balance(self, user):
        status, _, body = request("GET", f"{self.url}/v1/users/{user}/balance",
                                  headers={"Authorization": "Bearer " + self.key})
        assert status == 200, body
        return {entry["currency"]: entry["amount"] for entry in body["balances"]}.get("USD", "0.00")


class LocalnetTest(unittest.TestCase):
    """A localnet for all tests of a class."""
    options = ()

    @classmethod
    def setUpClass(cls):
        cls.net = Localnet(options=cls.options)

    @classmethod
    def tearDownClass(cls):
        cls.net.close()

    def agree(self, nodes=(0, 1, 2, 3)):
        """All nodes hold the same version and roots, once it is quiet."""
        def same():
            infos = [self.net.ledger(i) for i in nodes]
            keys = ("version", "state_root", "accumulator_root", "block_id")
            return len({tuple(info[k] for k in keys) for info in infos}) == 1 and infos[0]
        return eventually(same, "all nodes agree")
