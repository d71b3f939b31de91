"""Validators and a gateway that the test starts one by one, with links through proxies where it wants them."""
import json
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import os

from localnet import check_findings, Localnet, PATIENCE_S, PENNYPOST, eventually, request
from proxy import Proxies


def free_base(count):
    """The first of a range of free ports in the layout of a localnet."""
    for base in range(10000 + os.getpid() % 37 * 500, 32000, 500):
        taken = False
        for port in [base + 80, base + 401] + [base + k + i for k in (101, 201, 301) for i in range(count)]:
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", port))
                except OSError:
                    taken = True
                    break
        if not taken:
            return base
    raise AssertionError("no free range of ports")


class Cluster(Localnet):
    """Like a localnet, but every process is the test's own child. Indices count validators from 0."""

    def __init__(self, validators=4, proxied=False, remote_signers=False, observers=0):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pennypost-cluster-"))
        self.children = {}
        self.restarted = []
        self.gateway_child = None
        self.proxies = None
        base = free_base(validators + observers)
        subprocess.run([PENNYPOST, "localnet", "--prepare", "--dir", str(self.folder), "--port-base", str(base),
                        "--validators", str(validators), "--observers", str(observers)],
                       check=True, capture_output=True, stdin=subprocess.DEVNULL)
        names = [f"validator-{i + 1}" for i in range(validators)] + [f"observer-{i + 1}" for i in range(observers)]
        nodes = [{"name": name, "pid": 0, "rpc": f"http://127.0.0.1:{base + 101 + i}", "p2p": base + 201 + i,
                  "admin": f"http://127.0.0.1:{base + 301 + i}",
                  "config": str(self.folder / name / "node.toml")} for i, name in enumerate(names)]
        self.info = {"nodes": nodes[:validators], "observers": nodes[validators:], "gateway": {"pid": 0}}
        self.waypoint = self.setting(0, "waypoint")
        self.url = f"http://127.0.0.1:{base + 80}"
        if proxied:
            self.use_proxies()
        if remote_signers:
            for i in range(validators):
                self.use_signer(i)

    # --- Configuration ---------------------------------------------------------------------------

    def config(self, i):
        return pathlib.Path(self.info["nodes"][i]["config"])

    def setting(self, i, key):
        line = next(line for line in self.config(i).read_text().splitlines() if line.startswith(key + " ="))
        return line.split("=", 1)[1].strip().strip('"')

    def configure(self, i, old, new):
        text = self.config(i).read_text()
        assert old in text, (old, text)
        self.config(i).write_text(text.replace(old, new))

    def use_proxies(self):
        ports = {i: node["p2p"] for i, node in enumerate(self.info["nodes"])}
        self.proxies = Proxies(ports)
        for i in ports:
            for j in ports:
                if i != j:
                    self.configure(i, f"validator-{j + 1}@127.0.0.1:{ports[j]}",
                                   f"validator-{j + 1}@127.0.0.1:{self.proxies.port(i, j)}")

    def use_signer(self, i):
        folder = self.config(i).parent
        (folder / "signer.toml").write_text(
            f'[signer]\nname = "validator-{i + 1}"\nsocket = "signer.sock"\n'
            f'genesis_file = "../genesis.json"\nwaypoint = "{self.waypoint}"\n'
            'consensus_key_file = "signer-only.key"\n')
        # Where the validator runs there is no consensus key.
        (folder / "consensus.key").rename(folder / "signer-only.key")
        self.config(i).write_text(self.config(i).read_text() + '\n[signer]\nsocket = "signer.sock"\n')
        subprocess.run([PENNYPOST, "signer", "--config", str(folder / "signer.toml"), "--init"], check=True,
                       capture_output=True)

    # --- Processes -------------------------------------------------------------------------------

    def spawn(self, name, *arguments, **more):
        with open(self.folder / f"{name}.log", "ab") as log:
            child = subprocess.Popen([PENNYPOST, *arguments], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                     **more)
        self.children[name] = child
        return child

    def log(self, name):
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def start_signer(self, i):
        name = f"signer-{i + 1}"
        child = self.spawn(name, "signer", "--config", str(self.config(i).parent / "signer.toml"))
        eventually(lambda: "signing as" in self.log(name) or child.poll() is not None, f"{name} serves")
        return child

    def start_node(self, i, **more):
        node = (self.info["nodes"] + self.info["observers"])[i]
        child = self.spawn(node["name"], "node", "--config", node["config"], **more)
        node["pid"] = child.pid
        return child

    def ready(self, i):
        node = (self.info["nodes"] + self.info["observers"])[i]
        child = self.children[node["name"]]

        def answers():
            assert child.poll() is None, self.log(node["name"])
            return request("GET", node["rpc"] + "/readyz")[0] == 200
        eventually(answers, f"{node['name']} is ready")

    def start_gateway(self):
        if "custodian" not in self.children:
            config = str(self.folder / "custodian" / "custodian.toml")
            self.spawn("custodian", "custodian", "--config", config)
            # The institution lets the gateway's key spend within its users' mandates.
            subprocess.run([PENNYPOST, "gateway", "delegate", "set", "--config", config, "--key-file",
                            str(self.folder / "gateway" / "delegate.key")], check=True, capture_output=True)
        self.gateway_child = self.spawn("gateway", "gateway", "--config",
                                        str(self.folder / "gateway" / "gateway.toml"))
        self.info["gateway"]["pid"] = self.gateway_child.pid
        eventually(lambda: request("GET", self.url + "/readyz")[0] == 200, "the gateway is ready")
        self.key = (self.folder / "gateway" / "api.key").read_text().strip()

    def start_all(self):
        count = len(self.info["nodes"])
        for i in range(count):
            if (self.config(i).parent / "signer.toml").exists():
                self.start_signer(i)
        for i in range(count + len(self.info["observers"])):
            self.start_node(i)
        for i in range(count + len(self.info["observers"])):
            self.ready(i)
        self.start_gateway()
        return self

    def end(self, name, how=signal.SIGTERM):
        child = self.children.pop(name)
        child.send_signal(how)
        return child.wait(PATIENCE_S)

    def kill_node(self, i):
        self.end(self.info["nodes"][i]["name"], signal.SIGKILL)

    def stop_node(self, i):
        status = self.end(self.info["nodes"][i]["name"])
        assert status == 0, status

    def restart_node(self, i):
        return self.start_node(i)

    def metric(self, i, name):
        _, _, text = request("GET", self.info["nodes"][i]["admin"] + "/metrics")
        line = next(line for line in text.decode().splitlines() if line.startswith(name + " "))
        return int(line.split()[1])

    # --- Governance ------------------------------------------------------------------------------

    def change_validators(self, change, name, *more, status=0):
        """`pennypost validators`, as governance; gives what it printed."""
        done = subprocess.run(
            [PENNYPOST, "validators", change, "--node", self.info["nodes"][0]["rpc"], "--waypoint", self.waypoint,
             "--governance-key", str(self.folder / "keys" / "governance.key"), "--yes", "--json", "--name", name,
             *map(str, more)], stdin=subprocess.DEVNULL, capture_output=True, text=True)
        assert done.returncode == status, (done.args, done.returncode, done.stdout, done.stderr)
        return json.loads(done.stdout) if status == 0 else done.stdout + done.stderr

    def in_epoch(self, epoch, nodes):
        def entered():
            return all(self.metric(i, "pennypost_epoch") == epoch for i in nodes)
        eventually(entered, f"{list(nodes)} are in epoch {epoch}")

    def close(self):
        for name in list(self.children):
            child = self.children[name]
            if child.poll() is None:
                child.send_signal(signal.SIGCONT)
                child.terminate()
        for child in self.children.values():
            try:
                child.wait(20)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        if self.proxies:
            self.proxies.close()
        check_findings(self.folder)
        shutil.rmtree(self.folder, ignore_errors=True)
