import json
import subprocess
import sys

import psutil

CODE = """
import json, psutil
from aurity_desktop.jobs.cpu import CpuShare
process, share, seen = psutil.Process(), CpuShare(), []
seen.append(process.nice())
assert share.restore()
share.lower()
share.lower()
seen.append(process.nice())
share.restore()
seen.append(process.nice())
print(json.dumps(seen))
"""


def test_the_share_goes_down_to_the_lowest_and_comes_back_where_the_system_lets_it():
    said = subprocess.run([sys.executable, "-c", CODE], capture_output=True, check=True)
    normal, lowered, restored = json.loads(said.stdout)

    assert normal == psutil.Process().nice()
    lowest = psutil.IDLE_PRIORITY_CLASS if sys.platform == "win32" else 19
    assert lowered == lowest
    assert restored in {normal, lowest}
