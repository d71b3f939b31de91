"""`pennypost bench`: what it reports is what happened, on a network of real processes."""
import json
import subprocess
import tempfile
import unittest

from localnet import PENNYPOST, check_findings


def bench(*options):
    with tempfile.TemporaryDirectory(prefix="pennypost-e2e-") as folder:
        run = subprocess.run([PENNYPOST, "bench", "--dir", folder, *options], stdin=subprocess.DEVNULL, text=True,
                             capture_output=True, timeout=600)
        check_findings(folder)
        return run


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
                self.assertGreater(step["cpu_us_per_transfer_load_generator"], 0)
            self.assertEqual(report[mode]["transfers_per_s"],
                             max(step["transfers_per_s"] for step in report[mode]["steps"]))
        for step in report["envelopes"]["steps"]:
            self.assertEqual(step["transfers"] % 50, 0)
        self.assertGreater(report["light_load"]["transfers"], 5)
        self.assertGreater(report["signed"]["share_of_verification_bound"], 0)
        self.assertIn("x what checking each signature", run.stderr)

    def test_02_wrong_usage_is_told_apart_from_failure(self):
        for options in (["--mode", "fast"], ["--vs", "nobody"], ["--items", "0"],
                        ["--group", "257"], ["--recovery", "--dead", "1"], ["--recovery", "--validators", "3"], ["--dead", "2"], ["--links", "fast"], ["--links", "0ms"],
                        ["--items", "9000"], ["--accounts", "3"], ["--accounts", "99999999"], ["--seconds", "0"], ["--what"]):
            run = bench(*options)
            self.assertEqual((run.returncode, run.stdout), (2, ""), options)
            self.assertTrue(run.stderr)

    def test_03_slow_links_show_and_a_dead_validator_stops_nothing(self):
        run = bench("--accounts", "100", "--items", "50", "--seconds", "2", "--steps", "1",
                    "--links", "10ms", "--dead", "1", "--mode", "signed", "--group", "8")
        self.assertEqual(run.returncode, 0, run.stderr)
        report = json.loads(run.stdout)
        light = report["light_load"]
        self.assertEqual(light["refused"], 0, light)
        # Three message delays at least, from the leader's own clients.
        self.assertGreater(light["latency_ms"]["p50"], 25)
        self.assertEqual(report["signed"]["payments_in_a_request"], 8)
        self.assertGreater(report["signed"]["steps"][0]["receipts_verified"], 0)
        self.assertEqual(report["dead"]["validators"], 1)
        self.assertEqual(report["dead"]["signed"]["refused"], 0)
        self.assertGreater(report["dead"]["signed"]["throughput_ratio"], 0)

    def test_04_nodes_come_back(self):
        run = bench("--recovery", "--accounts", "300", "--transactions", "3000", "--rounds", "1", "--seconds", "1",
                    "--items", "100")
        self.assertEqual(run.returncode, 0, run.stderr)
        report = json.loads(run.stdout)
        self.assertGreater(report["restart"]["voted_after_s"], 0)
        self.assertEqual(report["restart"]["rounds"][0]["refused"], 0)
        for mode in ("signed", "envelopes", "envelopes_moderate"):
            self.assertGreater(report["catch_up"][mode]["missed_versions"], 100)
            self.assertGreater(report["catch_up"][mode]["ratio"], 0)
        self.assertGreaterEqual(report["observer"]["versions"], 3000)


if __name__ == "__main__":
    unittest.main(verbosity=2)
