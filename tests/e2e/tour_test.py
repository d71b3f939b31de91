"""The README's tour, line by line as it stands."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from localnet import PENNYPOST, PATIENCE_S

README = pathlib.Path(__file__).resolve().parents[2] / "README.md"


class TourTest(unittest.TestCase):
    def test_the_readme_is_true(self):
        tour = re.search(r"```sh tour\n(.*?)```", README.read_text(encoding="utf-8"), re.S).group(1)
        with tempfile.TemporaryDirectory() as folder:
            binary = pathlib.Path(folder, "build/release/pennypost")
            binary.parent.mkdir(parents=True)
            binary.symlink_to(os.path.abspath(PENNYPOST))
            run = subprocess.run(["bash", "-euo", "pipefail", "-c", tour], cwd=folder, capture_output=True, text=True,
                                 timeout=PATIENCE_S)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        for part in ("ready", "inal in", "9.50", '"accumulator_root"', "VALID"):
            self.assertIn(part, run.stdout)


if __name__ == "__main__":
    unittest.main()
