"""The clock that the processes of a test see is the test's."""
import mmap
import os
import struct
import tempfile
import time


class Clock:
    """Says how far ahead the clock of processes started from now on is, at any time."""

    def __init__(self):
        self.file = tempfile.NamedTemporaryFile(prefix="pennypost-clock-")
        self.file.write(struct.pack("<q", 0))
        self.file.flush()
        self.ahead_us = 0
        self.map = mmap.mmap(self.file.fileno(), 8)
        self.before = {name: os.environ.get(name) for name in ("LD_PRELOAD", "ASAN_OPTIONS")}
        os.environ["LD_PRELOAD"] = os.environ["CLOCK_SHIFT"]
        os.environ["PENNYPOST_TEST_CLOCK"] = self.file.name
        os.environ["ASAN_OPTIONS"] = (self.before["ASAN_OPTIONS"] or "") + ":verify_asan_link_order=0"

    def forward(self, us):
        self.ahead_us += us
        self.map[:8] = struct.pack("<q", self.ahead_us)

    def now_us(self):
        return time.time_ns() // 1000 + self.ahead_us

    def close(self):
        for name, value in self.before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        os.environ.pop("PENNYPOST_TEST_CLOCK", None)
