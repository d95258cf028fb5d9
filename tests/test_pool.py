"""What runs in processes of this machine ends with whoever started it, however that ends."""

import subprocess
import sys

import psutil

BUSY = """
import time
from autograder.pool import pool
if __name__ == "__main__":
    with pool() as processes:
        list(processes.map(abs, range(20)))
        print("ready", flush=True)
        time.sleep(600)
"""


def test_no_worker_outlives_whoever_is_killed(tmp_path):
    script = tmp_path / "busy.py"
    script.write_text(BUSY)
    main = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert main.stdout.readline() == "ready\n"
    children = psutil.Process(main.pid).children(recursive=True)
    assert children
    main.kill()
    main.wait()
    _, alive = psutil.wait_procs(children, timeout=20)
    assert not alive, [child.cmdline() for child in alive]
