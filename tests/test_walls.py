"""What is promised of the walls, tried from inside a walled kernel."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError

from autograder.course import ROOT
from autograder.kernels import choose, limits, walls

pytestmark = pytest.mark.skipif(not {"files", "namespaces", "seccomp"} <= set(walls.standing()), reason="this machine has no walls; nothing about them was tried")


class Client(limits.Limited, NotebookClient):
    pass


def run(*cells: str, timeout: int = 30, **options) -> list[str]:
    """Each cell's printed text, or its error as `Name: message`; a dead kernel's cells say why."""
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in cells])
    client = Client(nb, kernel_name=choose.theirs(), allow_errors=True, timeout=timeout, interrupt_on_timeout=True, shutdown_kernel="immediate", **options)
    try:
        client.execute()
    except DeadKernelError:
        pass
    said = []
    for cell in nb.cells:
        errors = [f"{o.ename}: {o.evalue}" for o in cell.outputs if o.output_type == "error"]
        said.append(errors[0] if errors else "".join(o.get("text", "") for o in cell.outputs) if cell.execution_count else f"dead: {client.ended or limits.DIED}")
    return said


PRIVATE = {
    "the course": ROOT / "course" / "ex2_1_tokenization" / "q1_bpe.py",
    "a source notebook": ROOT / "source" / "ex2_1_tokenization" / "q1_bpe.ipynb",
    "nbgrader_config.py": ROOT / "nbgrader_config.py",
    "the users of the machine": Path("/etc/passwd"),
    "another process": Path("/proc/1/environ"),
    "its own environment block": Path("/proc/self/environ"),
}


def test_nothing_private_is_read():
    told = run(*(f"print(open({str(path)!r}, 'rb').read(1))" for path in PRIVATE.values()))
    for name, said in zip(PRIVATE, told):
        assert said.startswith(("PermissionError", "FileNotFoundError")), f"{name}: {said}"


def test_nothing_private_is_listed():
    for folder in (ROOT, ROOT / "course", Path.home(), "/tmp", "/proc", "/"):
        (said,) = run(f"import os; print(os.listdir({str(folder)!r}))")
        assert said.startswith("PermissionError"), f"{folder}: {said}"


def test_a_secret_of_the_environment_does_not_cross(monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    (said,) = run("import os; print(dict(os.environ))")
    assert "SCRATCH" not in said and "hunter2" not in said and "PATH" in said


def test_nothing_is_written_outside_the_scratch_folder(tmp_path):
    places = [ROOT / "nbgrader_config.py", ROOT / "submitted" / "planted", ROOT / "gradebook.db", ROOT / ".cache" / "planted", tmp_path / "planted", "/tmp/planted",
              Path.home() / ".ipython" / "profile_default" / "startup" / "00.py", Path.home() / ".bashrc", Path(sys.prefix) / "lib" / "planted.pth"]
    told = run(*(f"open({str(place)!r}, 'a').write('x')" for place in places), "open('mine', 'w').write('x'); print('written')")
    for place, said in zip(places, told):
        assert said.startswith(("PermissionError", "FileNotFoundError", "OSError")), f"{place}: {said}"
    assert told[-1] == "written\n"


def test_rights_and_times_of_files_outside_stay(tmp_path):
    """Also of files that belong to the user who grades; and nobody outside waits or is watched."""
    decoy = tmp_path / "decoy"
    decoy.write_text("x")
    before = decoy.stat()
    told = run(*(f"import os; os.{change}" for change in (f"chmod({str(decoy)!r}, 0o4777)", f"utime({str(decoy)!r})", f"setxattr({str(decoy)!r}, 'user.note', b'x')")),
               "import fcntl; fcntl.fcntl(open('mine', 'w'), fcntl.F_SETLEASE, fcntl.F_WRLCK)",
               "import ctypes; print(ctypes.CDLL(None).inotify_init1(0))", "import os, shutil; shutil.copy('mine', 'copy'); os.chmod('copy', 0o600); print('works')")
    assert all(said.startswith(("OSError", "PermissionError")) for said in told[:4]) and told[4:] == ["-1\n", "works\n"], told
    assert (decoy.stat().st_mode, decoy.stat().st_mtime) == (before.st_mode, before.st_mtime)


def test_the_sockets_folder_takes_no_file():
    (said,) = run("import os; open(os.path.join(os.path.dirname(os.getcwd()), 'planted'), 'w')")
    assert said.startswith("PermissionError")


def test_a_submission_finds_its_files_and_changes_only_a_copy(tmp_path):
    (tmp_path / "data.csv").write_text("1,2\n")
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("print(open('data.csv').read()); open('data.csv', 'w').write('changed')")])
    Client(nb, kernel_name=choose.theirs(), resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert nb.cells[0].outputs[0].text == "1,2\n\n" and (tmp_path / "data.csv").read_text() == "1,2\n"


SOCKETS = [
    "socket.socket()", "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)", "socket.socket(socket.AF_UNIX)", "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "socket.create_connection(('127.0.0.1', 22), 1)", "__import__('urllib.request').request.urlopen('http://192.0.2.1', timeout=1)",
]


def test_no_socket():
    for code, said in zip(SOCKETS, run(*(f"import socket; {code}" for code in SOCKETS))):
        assert said.split(":")[0] in ("PermissionError", "URLError", "OSError"), f"{code}: {said}"


def test_a_pair_of_sockets_reaches_nobody(tmp_path):
    """Event loops and pipes need pairs; a datagram of one would reach the system's log, and one that is bound is a file on the disk."""
    path = f"/tmp/log-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as log:
        log.bind(path)
        os.chmod(path, 0o777)
        try:
            told = run("import asyncio, multiprocessing, os, socket, stat; beside = os.path.dirname(os.getcwd())",
                       f"socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)[0].sendto(b'x', {path!r})", "socket.socketpair()[0].bind(os.path.join(beside, 'planted'))",
                       "os.mknod(os.path.join(beside, 'planted'), 0o600 | stat.S_IFSOCK)", "os.mkfifo('pipe'); asyncio.new_event_loop().close(); multiprocessing.Pipe(); print('works')")
            log.settimeout(0.1)
            with pytest.raises(TimeoutError):
                log.recv(10)
        finally:
            os.unlink(path)
    assert all(said.startswith("PermissionError") for said in told[1:4]) and told[4] == "works\n", told


def test_nothing_reaches_the_terminal_of_whoever_grades():
    """Not even past the kernel's sockets: by a descriptor, by the streams that Python had first, by a command."""
    code = ("import os, sys\nfor fd in (1, 2): os.write(fd, b'PLANTED')\nprint('PLANTED', file=sys.__stdout__, flush=True)\n"
            "print('PLANTED', file=sys.__stderr__, flush=True)\nos.system('echo PLANTED; echo PLANTED >&2')")
    done = subprocess.run([sys.executable, "-c", f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\nfrom test_walls import run\nsaid = run({code!r})\nassert 'PLANTED' in said[0]"],
                          capture_output=True, text=True, timeout=120)
    assert done.returncode == 0 and "PLANTED" not in done.stdout + done.stderr, done


def test_what_a_command_prints_belongs_to_its_cell():
    """Also where Python does not let the thread that reads the descriptor run before the cell has ended."""
    told = run("import os, sys; sys.setswitchinterval(100)", *["os.system('echo out; echo err >&2');"] * 30)
    assert all(sorted(said.split()) == ["err", "out"] for said in told[1:]), told


def test_when_memory_runs_out_kernels_go_first():
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    found = []
    client = Client(nb, kernel_name=choose.theirs(), on_cell_executed=lambda **_: found.append(Path(f"/proc/{client.km.provisioner.pid}/oom_score_adj").read_text().strip()))
    client.execute()
    assert found == ["1000"]


def test_no_signal_and_no_look_outward():
    me = os.getpid()
    told = run(f"import os; os.kill({me}, 0)", "os.kill(os.getppid(), 9); print('sent')", f"os.kill(-{me}, 9)", f"open('/proc/{me}/mem')", "print(os.getpid(), os.getppid())", "print('alive')")
    assert told[0].startswith(("ProcessLookupError", "PermissionError")) and told[2].startswith(("ProcessLookupError", "PermissionError"))
    assert told[3].startswith(("FileNotFoundError", "PermissionError"))
    assert told[4] == "1 0\n" and told[5] == "alive\n"


def test_walls_cannot_be_taken_down():
    told = run("import ctypes; libc = ctypes.CDLL(None, use_errno=True)",
               "print([libc.unshare(0x10000000), libc.mount(b'x', b'/tmp', b'tmpfs', 0, None), libc.ptrace(16, 1, 0, 0), libc.prctl(1, 0)])",
               "import resource; resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
               "import threading; r = []; t = threading.Thread(target=lambda: r.append(open('/etc/passwd').read())); t.start(); t.join(); print(r)",
               "get_ipython().kernel.iopub_thread.io_loop.add_callback(lambda: r.append(open('/etc/passwd').read())); import time; time.sleep(0.3); print(r)",
               "get_ipython().kernel.control_thread.io_loop.add_callback(lambda: r.append(open('/etc/passwd').read())); time.sleep(0.3); print(r)")
    assert told[1] == "[-1, -1, -1, -1]\n", told[1]
    assert told[2].startswith(("ValueError", "PermissionError")), told[2]
    assert told[3].endswith("[]\n") and told[4].endswith("[]\n") and told[5].endswith("[]\n"), told


def test_memory_disk_and_processes_are_limited():
    told = run("x = bytearray(3 << 30)", "import mmap; m = mmap.mmap(-1, 3 << 30)", "import torch; torch.zeros(1 << 30)",
               "with open('big', 'wb') as f:\n    for _ in range(600): f.write(bytes(1 << 20))",
               "import os; os.path.exists('big') and os.remove('big')\nfor n in range(600):\n    with open(f'f{n}', 'wb') as f: f.write(bytes(1 << 20))",
               "for n in range(600): os.path.exists(f'f{n}') and os.remove(f'f{n}')",
               "import time; kids = []\nfor n in range(500):\n    pid = os.fork()\n    if pid == 0: time.sleep(60); os._exit(0)\n    kids.append(pid)",
               "[os.kill(k, 9) for k in kids]; print(len(kids) < 260, 'alive')")
    for said in (told[0], told[1], told[2], told[3], told[4], told[6]):
        assert limits.reason(*said.split(": ", 1)), said
    assert told[7] == "True alive\n"


def test_what_a_kernel_starts_dies_with_it():
    mark = f"sleep 1{os.getpid()}"
    run(f"import subprocess, os; subprocess.Popen({mark.split()!r}, start_new_session=True)", "os._exit(0)")
    time.sleep(0.3)
    assert not [p for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"] == mark.split()]


def test_a_python_that_a_notebook_starts_has_its_library():
    """Also where Python lies in a folder that only an administrator may enter."""
    (told,) = run("import subprocess, sys\nprint(subprocess.run([sys.executable, '-c', 'import queue, json; print(json.dumps(1))'], capture_output=True, text=True))")
    assert "stdout='1\\n', stderr=''" in told


def test_the_processes_of_one_kernel_work_together():
    pool = "from multiprocessing import Pool, Queue\nwith Pool(2) as pool:\n    print(pool.map(abs, [-1, 2]))\nq = Queue(); q.put(3); print(q.get(timeout=9))"
    left = "open('/dev/shm/left', 'w').write('x')\nimport os; print(os.listdir('/dev/shm'))"
    seen = "import os; print(os.listdir('/dev/shm'))"
    assert run(pool, left) == ["[1, 2]\n3\n", "['left']\n"]
    assert run(seen) == ["[]\n"], "what a kernel leaves there is seen by the next"
    assert run("open('/dev/shm/big', 'wb').write(b'x' * (100 << 20))")[0].startswith("OSError")


@pytest.mark.parametrize("code, sentence", [
    ("import os; os._exit(1)", limits.DIED),
    ("import os; os.kill(os.getpid(), 9); os.abort()", limits.DIED),
    ("import os; os.execv('/bin/sleep', ['sleep', '1000'])", limits.STUCK),
    ("import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass", limits.STUCK),
    ("while True: print('x' * 10000)", limits.FLOOD),
])
def test_a_kernel_that_ends_itself_has_a_reason_in_time(code, sentence, monkeypatch):
    monkeypatch.setattr(limits, "GRACE_S", 1.0)
    start = time.monotonic()
    patience = 60 if sentence == limits.FLOOD else 3  # what ends a flood is its size, however long a busy machine takes to read it
    told = run("print(1)", code, "print(2)", timeout=patience, output_limit=400_000)
    assert told[0] == "1\n" and told[-1] == f"dead: {sentence}", told
    assert time.monotonic() - start < patience + 12


def test_a_loop_is_interrupted_and_the_notebook_goes_on():
    told = run("while True: pass", "print(2)", timeout=2)
    assert told == [f"{limits.TIMEOUT}: {limits.TOO_LONG}", "2\n"]


def test_the_notebook_has_a_limit_of_its_own(monkeypatch):
    monkeypatch.setattr(limits, "GRACE_S", 1.0)
    start = time.monotonic()
    told = run(*["while True: pass"] * 10, timeout=2, notebook_timeout=5)
    assert told[-1] == f"dead: {limits.NOTEBOOK}" and time.monotonic() - start < 15


def test_a_stopped_kernel_is_ended(monkeypatch):
    monkeypatch.setattr(limits, "GRACE_S", 1.0)
    told = run("import os, signal; os.kill(os.getpid(), signal.SIGSTOP); print('not stopped')", "print(2)", timeout=3)
    assert told[1] == "2\n" or told[1].startswith("dead")


REASONS = {
    "b = bytearray(8 << 30)": limits.MEMORY,
    "import torch; torch.empty(4 << 30)": limits.MEMORY,
    "import numpy; numpy.ones(4 << 28)": limits.MEMORY,
    "open('big', 'wb').write(b'x' * (400 << 20))": limits.DISK,
    "import os; [os.fork() or __import__('time').sleep(9) for _ in range(400)]": limits.PROCESSES,
    "import urllib.request; urllib.request.urlopen('http://192.0.2.1', timeout=1)": limits.NETWORK,
    "import socket; socket.create_connection(('127.0.0.1', 22), 1)": limits.NETWORK,
    "import http.client; http.client.HTTPConnection('192.0.2.1', timeout=1).request('GET', '/')": limits.NETWORK,
    "open('/etc/passwd')": limits.FILES,
    "open('/home/me/data.csv')": limits.NO_FILE,
    "import os; os.chroot('.')": limits.FORBIDDEN,
}


def test_each_limit_is_said_in_the_students_language(tmp_path):
    """On the output of the cell that met it; the page shows one half."""
    from autograder.feedback.view import _message
    from autograder.grade.execute import ExecuteOnce

    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in REASONS])
    client = ExecuteOnce(kernel_name=choose.theirs(), memory="", timeout=30)
    done, _ = client.preprocess(nb, {"metadata": {"path": str(tmp_path)}})
    for cell, sentence in zip(done.cells, REASONS.values(), strict=True):
        (error,) = [out for out in cell.outputs if out.output_type == "error"]
        ja, _, en = sentence.partition(" / ")
        say = {"error": "", "because": ""}
        assert ja in error.evalue and en in error.evalue, f"{cell.source}: {error.ename}: {error.evalue}"
        said = _message(error, "ja", say, [], blank="")
        assert ja in said and en not in said
        said = _message(error, "en", say, [], blank="")
        assert en in said and ja not in said


def test_an_error_of_the_students_own_gets_no_such_reason():
    for name, said in (("AssertionError", "[Errno 28]"), ("ValueError", "[Errno 13]"), ("OSError", "of my own"), ("KeyError", "'socket'"), ("TimeoutError", "of my own")):
        assert limits.reason(name, said) == ""


@pytest.mark.parametrize("size", [1, 200 << 20])
def test_what_lies_beside_a_notebook_is_there_if_it_fits(tmp_path, size):
    """A kernel works on a copy: the files, without an environment or a repository beside them; too much of them is left out."""
    (tmp_path / "data.csv").write_text("1,2")
    (tmp_path / ".venv").mkdir()
    with open(tmp_path / ".venv" / "library", "wb") as file:
        file.truncate(1 << 30)
    with open(tmp_path / "more", "wb") as file:
        file.truncate(size)
    client = Client(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import os; print([n for n in ('.venv', 'data.csv', 'more') if os.path.exists(n)])")]), kernel_name=choose.theirs(), resources={"metadata": {"path": str(tmp_path)}})
    done = client.execute()
    assert done.cells[0].outputs[0].text == ("['data.csv', 'more']\n" if size == 1 else "[]\n")
