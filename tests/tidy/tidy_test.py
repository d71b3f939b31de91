"""The source's own test finds what it is there to find."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

TIDY = pathlib.Path(__file__).with_name("tidy.py")


def run(files):
    with tempfile.TemporaryDirectory() as root:
        for name, text in files.items():
            path = pathlib.Path(root, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return subprocess.run([sys.executable, str(TIDY), "--root", root], capture_output=True, text=True)


class TidyTest(unittest.TestCase):
    def refused(self, name, text, says):
        result = run({name: text})
        self.assertEqual(result.returncode, 1, result.stdout)
        self.assertIn(says, result.stdout)

    def test_arrows_point_down(self):
        self.refused("ledger/types/a.h", '#include "consensus/types/block.h"\n', "points up")
        self.refused("consensus/core/a.h", '#include "api/node/node.h"\n', "points up")
        self.assertEqual(run({"api/node/a.cpp": '#include "ledger/types/amount.h"\n'}).returncode, 0)

    def test_pure_folders_stay_pure(self):
        self.refused("consensus/core/a.cpp", "#include <chrono>\n", "pure")
        self.refused("ledger/execution/a.cpp", '#include "ledger/store/database.h"\n', "must not look into")
        self.refused("api/language/a.cpp", "#include <random>\n", "pure")

    def test_beast_stays_in_its_room(self):
        self.refused("api/node/a.cpp", "#include <boost/beast/http.hpp>\n", "Beast")

    def test_long_files_and_unfinished_work(self):
        self.refused("ledger/types/a.cpp", "\n" * 700, "split it")
        self.refused("ledger/types/a.cpp", "// TO" + "DO later\n", "unfinished")


if __name__ == "__main__":
    unittest.main()
