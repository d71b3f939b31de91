"""`pennypost bench`: what it reports is what happened, on a network of real processes."""
import json
import subprocess
import unittest

from localnet import PENNYPOST


def bench(*options):
    return subprocess.run([PENNYPOST, "bench", *options], stdin=subprocess.DEVNULL, text=True,
                          capture_output=True, timeout=600)


class BenchTest(unittest.TestCase):
    def test_01_a_short_run_reports_both_kinds_of_traffic(self):
        run = bench("--accounts", "200", "--items", "50", "--seconds", "1", "--steps", "2")
        self.assertEqual(run.returncode, 0, run.stderr)
        report = json.loads(run.stdout)
        self.assertGreater(report["machine"]["ed25519_verifications_per_s_core"], 0)
        self.assertGreater(report["machine"]["fdatasyncs_per_s"], 0)
        for mode in ("envelopes", "signed"):
            self.assertEqual(len(report[mode]["steps"]), 2)
            for step in report[mode]["steps"]:
                self.assertEqual(step["refused"], 0, step)
                self.assertGreater(step["transfers"], 0)
                self.assertGreater(step["receipts_verified"], 0)
                self.assertGreater(step["latency_ms"]["p50"], 0)
                self.assertGreater(step["cpu_us_per_transfer_per_validator"], 0)
            self.assertEqual(report[mode]["transfers_per_s"],
                             max(step["transfers_per_s"] for step in report[mode]["steps"]))
        for step in report["envelopes"]["steps"]:
            self.assertEqual(step["transfers"] % 50, 0)

    def test_02_wrong_usage_is_told_apart_from_failure(self):
        for options in (["--mode", "fast"], ["--vs", "nobody"], ["--items", "0"],
                        ["--items", "9000"], ["--accounts", "3"], ["--accounts", "99999999"], ["--seconds", "0"], ["--what"]):
            run = bench(*options)
            self.assertEqual((run.returncode, run.stdout), (2, ""), options)
            self.assertTrue(run.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
