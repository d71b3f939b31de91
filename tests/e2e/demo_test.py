"""The demo as its reader runs it: lines in from a pipe, answers out, nothing left behind."""
import os
import re
import subprocess
import tempfile
import unittest

from localnet import PENNYPOST, PATIENCE_S

SCRIPT = "balance\nsend 50 cents to @maria\nbalance\nhistory\n"


class DemoTest(unittest.TestCase):
    def test_four_lines_four_answers(self):
        demo = subprocess.run([PENNYPOST, "demo", "--port-base", "auto"], input=SCRIPT, capture_output=True,
                              text=True, timeout=PATIENCE_S)
        self.assertEqual(demo.returncode, 0, demo.stderr)
        out = demo.stdout
        for part in ("10.00", "0.50", "@maria", "inal in", "9.50"):
            self.assertIn(part, out)
        self.assertLess(out.index("10.00"), out.index("9.50"))
        folder = re.search(r"pennypost-demo-\w+", demo.stderr + out)
        self.assertIsNone(folder)
        left = subprocess.run(["pgrep", "-f", "pennypost-demo-"], capture_output=True, text=True).stdout.split()
        self.assertEqual(left, [])

    def test_no_input_is_no_error(self):
        demo = subprocess.run([PENNYPOST, "demo", "--port-base", "auto"], input="", capture_output=True,
                              text=True, timeout=PATIENCE_S)
        self.assertEqual(demo.returncode, 0, demo.stderr)

    def test_usage(self):
        for arguments, expected in [(["--help"], 0), (["demo", "--help"], 0), ([], 2), (["nonsense"], 2),
                                    (["localnet"], 2), (["node"], 2), (["node", "--config", "missing.toml"], 1),
                                    (["node", "--print-default-config"], 0), (["gateway", "--print-default-config"], 0),
                                    (["localnet", "--dir", "x", "--port-base", "nine"], 2)]:
            with tempfile.TemporaryDirectory() as folder:
                run = subprocess.run([PENNYPOST, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL,
                                     cwd=folder)
                self.assertEqual(run.returncode, expected, f"{arguments}: {run.stderr}")
                self.assertEqual(os.listdir(folder), [], f"{arguments} wrote something")


if __name__ == "__main__":
    unittest.main()
