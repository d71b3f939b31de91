"""The tour of docs/INTEGRATING.md, line by line as it stands."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from localnet import PENNYPOST, PATIENCE_S

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "INTEGRATING.md"


class IntegratingTest(unittest.TestCase):
    def test_the_page_is_true(self):
        tour = "\n".join(re.findall(r"```sh tour\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S))
        with tempfile.TemporaryDirectory() as folder:
            binary = pathlib.Path(folder, "build/release/pennypost")
            binary.parent.mkdir(parents=True)
            binary.symlink_to(os.path.abspath(PENNYPOST))
            run = subprocess.run(["bash", "-euo", "pipefail", "-c", "set -m\n" + tour], cwd=folder,
                                 capture_output=True, text=True, timeout=PATIENCE_S)
        said = run.stdout + run.stderr
        self.assertEqual(run.returncode, 0, said)
        for part in ('"code":"sent"', "10.50", '"amount":"1.20"', "Idempotency-Replayed: true", '"dry_run":true',
                     '"refund_of"', '"invoice-7","state":"final"', '"invoice-8","state":"held"', '"state":"claimed"', '"state":"paid"', "event: payment.final", '"whsec_', '"unreachable"',
                     '"code":"not_found"', '"code":"not_enough_money"', '"state":"revoked"'):
            self.assertIn(part, said)
        self.assertEqual(re.findall(r'"code":"(?:internal|malformed|invalid_\w+)"', said), [])


if __name__ == "__main__":
    unittest.main()
