"""How a kernel is started: warm ones, and what is left when somebody is killed."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import psutil
import pytest
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

from autograder.kernels import choose, folders, spec
from autograder.kernels.local import LocalKernelManager
from autograder.kernels.warm import Zygote

linux = pytest.mark.skipif(sys.platform != "linux", reason="warm kernels are forked on Linux only; they were not tried")


def outputs(kernel: str, *cells: str, **options) -> list[str]:
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in cells])
    NotebookClient(nb, kernel_name=kernel, shutdown_kernel="immediate", **options).execute()
    return ["".join(o.get("text", "") for o in cell.outputs) for cell in nb.cells]


def test_a_cold_kernel_has_sockets_of_its_own_and_leaves_nothing():
    async def folders_of_two():
        managers = [LocalKernelManager(kernel_name="python3") for _ in range(2)]
        for km in managers:
            await km.start_kernel()
        found = [Path(km.ip).parent for km in managers]
        assert all(folder.is_dir() for folder in found) and found[0] != found[1]
        assert all(km.transport == "ipc" for km in managers)
        for km in managers:
            await km.shutdown_kernel(now=True)
        return found

    assert not any(folder.exists() for folder in asyncio.run(folders_of_two()))


@linux
@pytest.mark.parametrize("walls", [True, False])
def test_a_warm_kernel_is_an_ordinary_one(walls):
    kernel = choose.theirs() if walls else choose.ours()
    told = outputs(kernel, "from autograder.kernels import preloaded; print(preloaded.module('torch') is not None)", "%matplotlib inline\nprint(1)", "import matplotlib.pyplot as plt; print(plt.get_backend())", "!echo shell", "print(len(In))")
    assert told[0] == "True\n" and "inline" in told[2] and told[3].strip() == "shell" and told[4] == "6\n"


@linux
def test_what_was_imported_ahead_is_out_of_sight(tmp_path):
    """A notebook that forgot an import fails here as it does in a kernel of its own, and what it imports is what it gets there."""
    cells = [
        "import sys, matplotlib, unittest, inspect\nprint(hasattr(matplotlib, 'pyplot'), hasattr(unittest, 'mock'), 'rocket' in matplotlib.colormaps, 'torch' in sys.modules)",
        "import importlib.util\nprint([importlib.util.find_spec(name) is not None for name in ('torch', 'seaborn.cm', 'nothing_of_this_name')], 'torch' in sys.modules)",
        "import numpy as np\nprint([hasattr(np, name) for name in ('linalg', 'random', 'testing')], 'torch' in sys.modules)",
        "import matplotlib\nmatplotlib.use('svg')\nimport matplotlib.pyplot\nprint(matplotlib.pyplot.get_backend(), matplotlib.pyplot.new_figure_manager.__module__)\nfigure = matplotlib.pyplot.figure()",
        "print(matplotlib.pyplot.get_fignums(), type(figure.canvas).__module__)",
        "open('tokenizers.py', 'w').write('mine = 1')\nimport tokenizers\nprint(tokenizers.mine)",
        "import torch\nprint(hasattr(torch, 'nn'), torch.ops.aten.add.Tensor(torch.ones(1), torch.ones(1)), torch.ones(2).numpy(), 'torch._dynamo.convert_frame' in sys.modules)",
        "import seaborn as sns, unittest.mock\nprint('rocket_r' in matplotlib.colormaps, sns.cm.rocket.name, unittest.mock.Mock()() is None)",
        "from matplotlib import pyplot as plt\nprint(matplotlib.pyplot is plt, hasattr(matplotlib, 'animation'))",
        "print(inspect.getsourcefile(torch.nn.Linear)[-20:], inspect.getmodule(sns.heatmap).__name__, importlib.reload(sns.cm) is sns.cm)",
    ]
    here = {"metadata": {"path": str(tmp_path)}}
    assert outputs(choose.theirs(), *cells, resources=here) == outputs("python3", *cells, resources=here)


@linux
def test_a_warm_kernel_says_what_a_cold_one_says():
    cells = [
        "%time",  # a magic alone, and one among Python
        "a = 1\nb = %sx echo two\nprint(a, b)",
        "import asyncio\nawait asyncio.sleep(0)\nprint('awaited')",
        "ip = get_ipython()\nip.input_transformers_cleanup.append(lambda lines: [line.replace('ONE', '1') for line in lines])",
        "a = ONE\nprint(a)",  # what somebody registered rewrites plain Python, too
        "print('first')\nimport sys\nprint('second', file=sys.stderr)\nprint('third', end='')",
        "a = 1\n\n  ",
        "def f():\n    return 1\nf.__doc__ = \'\'\'\n    >>> f()\n    1\n\'\'\'\nprint(f.__doc__)",  # IPython takes prompts out of a string, too
        "def f():\n    return 1\nimport inspect\nprint(inspect.getsource(f))",
    ]
    cold, warm = (outputs(kernel, *cells) for kernel in ("python3", choose.ours()))
    assert warm[1:] == cold[1:] and warm[4] == "1\n" and warm[2] == "awaited\n"


@linux
def test_a_picture_is_shown_at_the_end_of_its_cell():
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import matplotlib.pyplot as plt\nplt.plot([1, 2]);")])
    NotebookClient(nb, kernel_name=choose.ours()).execute()
    assert [o.output_type for o in nb.cells[0].outputs] == ["display_data"]


@linux
def test_random_states_are_fresh():
    code = "import random, numpy as np, torch; print(random.random(), np.random.rand(), torch.rand(1).item())"
    one, other = (outputs(choose.theirs(), code)[0].split() for _ in range(2))
    assert len(one) == 3 and not set(one) & set(other), "two kernels drew the same number"


@linux
def test_a_zygote_that_does_not_answer_is_replaced():
    """Its socket closes a moment before its process counts as dead: the second try must not meet it again."""
    zygote = Zygote({"PATH": os.environ["PATH"]})
    os.kill(zygote.process.pid, signal.SIGSTOP)
    zygote.control.shutdown(socket.SHUT_RDWR)
    with pytest.raises(ConnectionError):
        zygote.fork({}, [])
    assert not zygote.alive()


@linux
def test_no_tcp_port():
    code = ("import os, socket, stat\nfamilies = set()\nfor fd in range(3, 200):\n    try:\n        if stat.S_ISSOCK(os.fstat(fd).st_mode):\n"
            "            with socket.socket(fileno=os.dup(fd)) as s: families.add(s.family.name)\n    except OSError: pass\nprint(families)")
    assert outputs(choose.ours(), code) == ["{'AF_UNIX'}\n"]


@linux
def test_a_descriptor_crosses_under_its_number():
    read, write = os.pipe()

    async def go():
        km = AsyncKernelManager(kernel_name=choose.theirs())
        await km.start_kernel(pass_fds=(write,), env={**os.environ, "AUTOGRADER_BORDER": str(write)})
        kc = km.client()
        kc.start_channels()
        await kc.wait_for_ready()
        await kc.execute_interactive("import os; os.write(int(os.environ['AUTOGRADER_BORDER']), b'hello')", timeout=20)
        kc.stop_channels()
        await km.shutdown_kernel(now=True)

    asyncio.run(go())
    assert os.read(read, 10) == b"hello"


@linux
def test_a_killed_zygote_is_replaced():
    from autograder.kernels.warm import Zygote

    assert outputs(choose.theirs(), "print(1)") == ["1\n"]
    for zygote in list(Zygote._running.values()):
        zygote.process.kill()
        zygote.process.wait()
    assert outputs(choose.theirs(), "print(2)") == ["2\n"]


@linux
def test_nothing_is_left_behind_a_killed_process():
    """Neither zygote nor kernel outlives the process that asked for them, and the next process removes its folders."""
    program = ("import asyncio, sys, time\nfrom jupyter_client.manager import AsyncKernelManager\nfrom autograder.kernels import choose, folders\n"
               "async def main():\n    km = AsyncKernelManager(kernel_name=choose.theirs()); await km.start_kernel()\n"
               "    print(km.provisioner.pid, km.provisioner.process.zygote.process.pid, km.provisioner.folder, flush=True)\n    time.sleep(60)\nasyncio.run(main())")
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    kernel, zygote, folder = process.stdout.readline().split()
    assert Path(folder).exists() and psutil.pid_exists(int(kernel))
    process.send_signal(signal.SIGKILL)
    process.wait()
    deadline = time.monotonic() + 10
    while any(map(psutil.pid_exists, (int(kernel), int(zygote)))) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not psutil.pid_exists(int(kernel)) and not psutil.pid_exists(int(zygote))
    parent = Path(tempfile.gettempdir()) / f"autograder-{os.getuid()}"
    with folders.alone(parent):
        folders.sweep(parent)
    assert not Path(folder).exists()


@linux
def test_a_folder_that_is_being_made_is_no_orphan(tmp_path, monkeypatch):
    """Two processes that start at once: the second one's sweep waits until the first one's folder has its lock."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    again = [sys.executable, "-c", "from autograder.kernels import folders; print(folders.new('x'))"]
    second, locked = [], folders._locked

    def slowly(path):
        path.touch()  # there, and not yet locked
        second.append(subprocess.Popen(again, env={**os.environ, "TMPDIR": str(tmp_path)}, stdout=subprocess.PIPE, text=True))
        time.sleep(2)
        assert second[0].poll() is None, "the second process did not wait"
        return locked(path)

    monkeypatch.setattr(folders, "_locked", slowly)
    mine = folders._mine.__wrapped__(os.getpid())
    assert second[0].communicate(timeout=20)[0].strip() and mine.is_dir()


def test_the_kernelspecs_name_the_provisioner(tmp_path):
    for folder in spec.install(str(tmp_path)):
        content = json.loads((Path(folder) / "kernel.json").read_text())
        assert content["metadata"]["kernel_provisioner"]["provisioner_name"] == spec.PROVISIONER
        assert content["metadata"]["kernel_provisioner"]["config"] == {"walls": Path(folder).name == "walled"}
