"""The walls around a student's kernel: what it may read and write, and how much it may take.

They stand before the first student line runs and can only be tightened afterwards:

    files      Landlock: reads Python and the system's libraries, writes its scratch folder
    scratch    a small file system in memory of its own (mount namespace), empty at the start
    network    a network namespace without a way out; seccomp refuses every new socket
    processes  a process namespace whose first process is the kernel: what it starts dies with it,
               and nobody outside can be signalled or seen
    amounts    rlimits: memory, processor time, file size, open files, number of processes
    rights     no capabilities, no_new_privs; seccomp refuses what could undo the above

Not here: how a kernel is forked (zygote.py), and time limits and limits of output, which the
process that talks to the kernel holds (grade/).  `standing` says which of these this machine has.
"""

from __future__ import annotations

import contextlib
import errno
import os
import resource
import shutil
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from autograder.kernels import linux

MiB = 1 << 20
TOOLS = (".git", ".hg", ".svn", ".venv", ".cache", ".ipynb_checkpoints")  # folders that no notebook reads
SHARED = "/dev/shm"  # where Linux keeps named semaphores, without which multiprocessing has neither locks nor pools


@dataclass(frozen=True)
class Limits:
    """What one kernel may take.

    memory: MiB on top of what is loaded at the start   disk: MiB of scratch, in memory as well
    cpu: seconds of processor time   processes: processes and threads   files: open files
    """

    memory: int = 2048
    disk: int = 256
    cpu: int = 900
    processes: int = 256
    files: int = 512


def readable() -> list[str]:
    """What Python needs to run: its installation, the system's libraries, fonts and time zones; no home, no course."""
    python = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()}
    system = {"/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts",
              "/etc/alternatives", "/etc/ssl", "/etc/mime.types", "/etc/nsswitch.conf", "/etc/os-release",
              "/sys/devices/system/cpu", "/proc/cpuinfo", "/proc/meminfo", "/dev/null", "/dev/zero", "/dev/urandom", "/dev/random", "/dev/full"}
    return sorted(p for p in python | system if os.path.exists(p))


def standing() -> list[str]:
    """The walls that this machine can raise, by name, in the order of the table above; [] on other systems than Linux."""
    if sys.platform != "linux":
        return []
    found = [name for name, test in (("files", _landlock), ("namespaces", _namespaces), ("seccomp", _seccomp)) if _in_a_child(test)]
    return [*found, "amounts"] if found else []


def _in_a_child(test) -> bool:
    """Whether `test` returns without an error in a forked child."""
    pid = os.fork()
    if pid == 0:
        try:
            test()
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def _landlock() -> None:
    import landlockpy

    if landlockpy.abi_version() < 1:
        raise OSError(errno.ENOSYS, "no Landlock")


def _namespaces() -> None:
    linux.into_own_user(linux.NEWNS | linux.NEWNET | linux.NEWIPC | linux.NEWPID)


def _seccomp() -> None:
    linux.refuse(processes=False)


def enter(scratch: Path, kernel: Path, limits: Limits, number: int, bring: Path | None = None) -> bool:
    """Raise the walls that need to stand before threads start; the process must have one thread.

    scratch: an empty folder; the working folder from here on    kernel: the folder of its sockets
    number: another one for every kernel    bring: a folder whose files are copied into scratch first
    Returns whether the number of its processes is limited.
    """
    _first_to_go()
    own = _own_places(scratch, kernel, limits, number, bring)
    if bring:
        _bring(bring, scratch, limits)
    os.chdir(scratch)
    _amounts(limits)
    _files(scratch, kernel, own)
    linux.drop_capabilities()
    return own


def _first_to_go() -> None:
    """Memory is limited for each process; where all of them together take what the machine has, Linux shall end these first."""
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


def _bring(folder: Path, scratch: Path, limits: Limits) -> None:
    """Copy what lies beside the notebook, but for TOOLS; nothing where it would leave too little room."""
    size = 0
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in TOOLS]
        size += sum(os.lstat(os.path.join(at, name)).st_size for name in names)
        if size > limits.disk * MiB // 2:
            print(f"kernel: the files in {folder} take more than half of its {limits.disk} MiB and were left out", file=sys.stderr)
            return

    shutil.copytree(folder, scratch, symlinks=True, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*TOOLS))
    for at, _, names in os.walk(scratch):
        for path in [at, *(os.path.join(at, name) for name in names)]:
            if not os.path.islink(path):  # a command runs as the user that processes count as, and may do what the kernel may
                own = os.stat(path).st_mode & 0o700
                os.chmod(path, own | own >> 3 | own >> 6)


def _own_places(scratch: Path, kernel: Path, limits: Limits, number: int, bring: Path | None) -> bool:
    """A scratch file system and terminals of its own, all else read-only; False where this machine has no namespaces."""
    try:
        if os.geteuid() == 0:
            linux.unshare(linux.NEWNS | linux.NEWIPC | linux.NEWUTS)
            linux.count_as(number)
            os.umask(0)  # files of the kernel are files of the commands that it starts: bash gives up the kernel's user for this one
        else:
            linux.into_own_user(linux.NEWNS | linux.NEWIPC | linux.NEWUTS)
        linux.mount("none", "/", "", linux.MS_REC | linux.MS_PRIVATE)  # what is mounted here stays here
        if os.geteuid() == 0:
            _open_the_way([kernel, *([bring] if bring else [])])
        linux.mount(str(kernel), str(kernel), "", linux.MS_BIND)  # of its own, for the sockets
        linux.read_only("/", True)
        linux.read_only(str(kernel), False)
        linux.mount("scratch", str(scratch), "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, f"size={limits.disk}m,nr_inodes=16k,mode=777")
        if os.path.isdir(SHARED):
            linux.mount("semaphores", SHARED, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV | linux.MS_NOEXEC, "size=64m,nr_inodes=1k,mode=1777")
        linux.mount("terminals", "/dev/pts", "devpts", linux.MS_NOSUID | linux.MS_NOEXEC, "newinstance,ptmxmode=0666")  # for `!command`
    except OSError:
        return False  # the folder on the disk, and limits for each file alone
    return True


def _open_the_way(needed: list[Path]) -> None:
    """An administrator's Python may lie where the user that processes count as may not enter: then an empty folder takes
    the place of the closed one, with Python, and what of the `needed` lies there, on its old path in it.  Without it a Python
    that a notebook starts finds no library."""
    python = {os.path.realpath(p) for p in (sys.prefix, sys.base_prefix)}
    closed = {next((p for p in reversed(Path(place).parents) if not os.stat(p).st_mode & 0o001), None) for place in python} - {None}
    for shut in closed:
        held = {place: os.open(place, os.O_PATH) for place in sorted({*python, *map(os.path.realpath, needed)}) if Path(place).is_relative_to(shut)}
        linux.mount("way", str(shut), "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, "size=1m,mode=755")
        for place, fd in held.items():
            os.makedirs(place, exist_ok=True)
            linux.mount(f"/proc/self/fd/{fd}", place, "", linux.MS_BIND | linux.MS_REC)
            os.close(fd)


def close(counted: bool) -> None:
    """The last wall, once the kernel's sockets exist and before the first cell: no new sockets, mounts, namespaces.

    counted: what `enter` returned; where nothing counts processes, there are none but threads.
    """
    linux.refuse(processes=counted)


def _amounts(limits: Limits) -> None:
    """rlimits; memory counts on top of what is mapped already, because a forked kernel holds PyTorch."""
    with open("/proc/self/statm") as file:
        mapped = int(file.read().split()[0]) * resource.getpagesize()
    memory = mapped + limits.memory * MiB
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, limits.cpu), (resource.RLIMIT_FSIZE, limits.disk * MiB),
                       (resource.RLIMIT_NOFILE, limits.files), (resource.RLIMIT_NPROC, limits.processes),
                       (resource.RLIMIT_CORE, 0), (resource.RLIMIT_MEMLOCK, 0), (resource.RLIMIT_MSGQUEUE, 0)):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def _files(scratch: Path, kernel: Path, own: bool) -> None:
    try:
        import landlockpy
        from landlockpy import AccessFS, Ruleset
    except ImportError:
        return
    abi = landlockpy.abi_version()
    if abi < 1:
        return
    read = AccessFS.READ_FILE | AccessFS.READ_DIR | AccessFS.EXECUTE
    plain = landlockpy.fs_for_abi(abi) & ~(AccessFS.MAKE_SOCK | AccessFS.MAKE_CHAR | AccessFS.MAKE_BLOCK)
    with Ruleset(scoped=landlockpy.scope_for_abi(abi)) as rules:
        for place in readable():
            rules.allow_path(place, read if os.path.isdir(place) else AccessFS.READ_FILE)
        rules.allow_path("/dev/null", AccessFS.READ_FILE | AccessFS.WRITE_FILE)
        if own:
            for place in ("/dev/pts", "/dev/ptmx"):
                rules.allow_path(place, AccessFS.READ_FILE | AccessFS.WRITE_FILE | AccessFS.IOCTL_DEV)
            if os.path.isdir(SHARED):
                rules.allow_path(SHARED, plain)
        # its sockets, and nothing else: no file that would fill the disk beside the scratch folder
        rules.allow_path(kernel, AccessFS.MAKE_SOCK | AccessFS.REMOVE_FILE | AccessFS.READ_DIR)
        rules.allow_path(scratch, plain)
        rules.restrict()
