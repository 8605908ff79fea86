import json
import subprocess
import sys

import psutil

CODE = """
import json, os, sys, threading, psutil
from aurity_desktop.jobs.cpu import CpuShare
over, told = threading.Event(), threading.Event()
children = []

def work():
    told.wait()
    child = threading.Thread(target=over.wait)
    child.start()
    children.append(child)
    made.set()
    over.wait()

made = threading.Event()
worker = threading.Thread(target=work)
worker.start()
process, share, seen = psutil.Process(), CpuShare(), []

def priority(thread=None):
    if sys.platform == "linux":
        return os.getpriority(os.PRIO_PROCESS, thread.native_id if thread else 0)
    return int(process.nice())

seen.append(priority(worker))
assert share.restore()
share.lower()
share.lower()
told.set()
made.wait()
seen.append(priority(worker))
seen.append(priority(children[0]))
seen.append(priority())
fresh = threading.Thread(target=over.wait)
fresh.start()
seen.append(priority(fresh))
seen.append(share.new_threads_are_normal)
share.restore()
seen.append(priority(worker))
over.set()
print(json.dumps(seen))
"""


def test_the_threads_that_work_go_down_to_the_lowest_and_come_back_where_the_system_lets_them():
    said = subprocess.run([sys.executable, "-c", CODE], capture_output=True, check=True)
    normal, lowered, made_later, first_thread, fresh, fresh_is_normal, restored = json.loads(
        said.stdout
    )

    assert normal == psutil.Process().nice()
    lowest = psutil.IDLE_PRIORITY_CLASS if sys.platform == "win32" else 19
    assert lowered == made_later == lowest
    assert first_thread == (normal if sys.platform == "linux" else lowest)
    assert fresh == (normal if fresh_is_normal else lowest)
    assert restored in {normal, lowest}
