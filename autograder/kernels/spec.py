"""The two kernelspecs that `make` installs into the environment: `warm` and `walled`.

Both are the ordinary Python kernel, forked from a process that has its imports done.  `walled` is
for students' code; `warm` for our own (building, nbval), which may read the course.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager

PROVISIONER = "warm-provisioner"  # the entry point's name in pyproject.toml


def spec(walls: bool) -> dict:
    """The content of kernel.json."""
    return {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Python 3 (walled)" if walls else "Python 3 (warm)",
        "language": "python",
        "metadata": {"kernel_provisioner": {"provisioner_name": PROVISIONER, "config": {"walls": walls}}},
    }


def install(prefix: str = sys.prefix) -> list[str]:
    """Install both below `prefix` (the virtual environment); returns their folders."""
    folders = []
    for name, walls in (("warm", False), ("walled", True)):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "kernel.json").write_text(json.dumps(spec(walls), indent=1))
            folders.append(KernelSpecManager().install_kernel_spec(folder, name, prefix=prefix))
    return folders


if __name__ == "__main__":
    for folder in install():
        print(folder)
