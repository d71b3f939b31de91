"""Debian's PostgreSQL in a folder of its own, reached by a socket in that folder only."""
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile


class Postgres:
    def __init__(self):
        versions = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        if not versions:
            raise AssertionError("PostgreSQL is not installed; ./dev test installs it (Debian's postgresql).")
        self.binaries = versions[-1].parent
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pennypost-postgres-"))
        if os.geteuid() == 0:  # it refuses to run as root
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self.data = self.folder / "data"
        self.call("initdb", "-D", self.data, "-U", "pennypost", "-A", "trust", "-E", "UTF8")
        self.start()
        self.url = f"postgresql:///postgres?host={self.folder}&user=pennypost"

    def call(self, program, *arguments):
        command = [str(self.binaries / program), *map(str, arguments)]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise AssertionError(f"{program}: {done.stdout}{done.stderr}")

    def start(self):
        options = f"-k {self.folder} -c listen_addresses= -c max_connections=200"
        self.call("pg_ctl", "-D", self.data, "-l", self.folder / "log", "-o", options, "-w", "start")

    def restart(self):
        """As after a crash: connections break, and what was committed is there."""
        self.call("pg_ctl", "-D", self.data, "-m", "immediate", "stop")
        self.start()

    def close(self):
        self.call("pg_ctl", "-D", self.data, "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)
