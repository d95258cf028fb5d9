"""The few Linux calls that Python 3.11 and landlockpy do not offer: namespaces, mounts, prctl, seccomp.

Thin: numbers, structures and errno -> OSError.  What they are used for stands in walls.py.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct

NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = 0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
NEW_ANY = NEWNS | NEWUTS | NEWIPC | NEWUSER | NEWPID | NEWNET | 0x2000000  # and a cgroup namespace
THREAD = 0x10000
PDEATHSIG, NO_NEW_PRIVS, SUBREAPER = 1, 38, 36
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC, MS_PRIVATE = 1, 2, 4, 8, 0x1000, 0x4000, 0x40000

_libc = ctypes.CDLL(None, use_errno=True)

# Numbers of system calls on x86_64 and aarch64 (None: there is no such call).  What a student's kernel is refused:
# sockets, a look into other processes, mounts and namespaces, memory that no limit counts, whatever could do these
# by a side door.
REFUSED = {
    "socket": (41, 198), "bind": (49, 200), "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "unshare": (272, 97), "setns": (308, 268), "open_tree": (428, 428), "move_mount": (429, 429),
    "fsopen": (430, 430), "fsmount": (432, 432), "mount_setattr": (442, 442),
    "memfd_create": (319, 279), "memfd_secret": (447, 447),
    "shmget": (29, 194), "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "fanotify_init": (300, 262),
    "io_setup": (206, 0), "inotify_init": (253, None), "inotify_init1": (294, 26),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "open_by_handle_at": (304, 265), "pidfd_getfd": (438, 438), "kcmp": (312, 272),
}
# Refused by an argument: (its offset in struct seccomp_data, the bits that count, their value, is it the one allowed or the one refused).
# A pair of datagram sockets could send to any socket of the machine that is a file (its log, say); pairs of streams are for
# event loops and pipes.  A socket made as a file would lie beside the scratch folder, on the disk.
BY_ARGUMENT = {"socketpair": ((53, 199), (24, 0xF, 1, True)), "mknod": ((133, None), (24, 0xF000, 0xC000, False)), "mknodat": ((259, 33), (32, 0xF000, 0xC000, False)),
               "fcntl": ((72, 25), (24, 0xFFFFFFFF, 1024, False))}  # F_SETLEASE: whoever opens the file outside would wait
LIMITED = {"clone": (56, 220), "clone3": (435, 435), "fork": (57, None), "vfork": (58, None), "prctl": (157, 167)}
SECCOMP, CAPSET = (317, 277), (126, 91)
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column above, AUDIT_ARCH_*


def _checked(result: int) -> int:
    if result == -1:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def unshare(flags: int) -> None:
    _checked(_libc.unshare(ctypes.c_int(flags)))


def setns(fd: int, kind: int) -> None:
    _checked(_libc.setns(fd, ctypes.c_int(kind)))


def prctl(option: int, value: int) -> None:
    _checked(_libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0))


def mount(source: str, target: str, kind: str, flags: int, data: str = "") -> None:
    _checked(_libc.mount(source.encode(), target.encode(), kind.encode(), ctypes.c_ulong(flags), data.encode()))


def read_only(path: str, on: bool) -> None:
    """Make a mount, and for `on` all below it, read-only: also rights, times and attributes of its files, which Landlock does not cover."""
    attributes = struct.pack("QQQQ", int(on), int(not on), 0, 0)  # MOUNT_ATTR_RDONLY to set, to clear
    number, here, recursive = REFUSED["mount_setattr"][0], -100, 0x8000 if on else 0  # AT_FDCWD, AT_RECURSIVE
    _checked(_libc.syscall(number, here, path.encode(), recursive, attributes, len(attributes)))


SPARE = (1000, 100_000, 60_000)  # users of an administrator's namespace: first inside, first outside, how many


def into_own_user(flags: int) -> None:
    """New namespaces of the kinds in `flags`, owned by a user namespace in which this user keeps its number.

    An administrator's namespace has spare users besides: Linux counts no processes of the
    administrator, so that a limit of processes needs another user (`count_as`).
    """
    uid, gid = os.geteuid(), os.getegid()
    maps = {"setgroups": "deny", "uid_map": f"{uid} {uid} 1\n" + (f"{SPARE[0]} {SPARE[1]} {SPARE[2]}\n" if uid == 0 else ""), "gid_map": f"{gid} {gid} 1\n"}
    if uid:
        unshare(NEWUSER | flags)
        _write_maps("self", maps)
        return
    wait, go = os.pipe()
    helper = os.fork()  # only somebody outside may map more than one user
    if helper == 0:
        os.close(go)
        status = 1
        if os.read(wait, 1):
            _write_maps(os.getppid(), maps)
            status = 0
        os._exit(status)
    unshare(NEWUSER | flags)
    os.write(go, b"1")
    failed = os.waitpid(helper, 0)[1]
    for fd in (wait, go):
        os.close(fd)
    if failed:
        raise OSError("the users of a new namespace could not be mapped")


def _write_maps(process: int | str, maps: dict[str, str]) -> None:
    for name, text in maps.items():
        with open(f"/proc/{process}/{name}", "w") as file:
            file.write(text)


def count_as(user: int) -> None:
    """Processes started from here on count as those of the n-th spare user; rights stay what they are."""
    _checked(_libc.setresuid(SPARE[0] + user % SPARE[2], -1, -1))


def drop_capabilities() -> None:
    """This thread keeps no right of an administrator, not even inside its own namespaces."""
    header = struct.pack("Ii", 0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this thread
    _checked(_libc.syscall(CAPSET[_MACHINES[platform.machine()][0]], header, bytes(24)))


class _Program(ctypes.Structure):
    _fields_ = [("len", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def refuse(processes: bool) -> None:
    """seccomp, for all threads of this process: the calls in REFUSED fail with EPERM, as do new namespaces.

    processes: whether new processes may be made (threads always may).  clone3 answers
    "not implemented", because a filter cannot look into its argument; libc then takes clone.
    Raises OSError where this kernel or this machine has no seccomp filters.
    """
    if platform.machine() not in _MACHINES:
        raise OSError(0, f"no table of system calls for {platform.machine()}")
    column, arch = _MACHINES[platform.machine()]
    allow, eperm, enosys = 0x7FFF0000, 0x00050001, 0x00050026
    call_number, machine, first_argument = 0, 4, 16  # offsets in struct seccomp_data

    def op(code, k, yes=0, no=0):  # struct sock_filter: jump over `yes` or `no` lines
        return struct.pack("HBBI", code, yes, no, k)

    load, mask, equal, at_least, any_bit, answer = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
    lines = [op(load, machine), op(equal, arch, 1, 0), op(answer, eperm),  # another machine's calls (32 bits): none
             op(load, call_number), op(at_least, 0x40000000, 0, 1), op(answer, eperm)]  # x32's numbers: none
    for numbers in REFUSED.values():
        if numbers[column] is not None:
            lines += [op(equal, numbers[column], 0, 1), op(answer, eperm)]
    for numbers, (offset, bits, value, good) in BY_ARGUMENT.values():
        if numbers[column] is not None:
            lines += [op(equal, numbers[column], 0, 5), op(load, offset), op(mask, bits), op(equal, value, 0, 1), op(answer, allow if good else eperm),
                      op(answer, eperm if good else allow)]
    number = {name: numbers[column] for name, numbers in LIMITED.items()}
    lines += [op(equal, number["clone3"], 0, 1), op(answer, enosys)]
    if not processes:
        for name in ("fork", "vfork"):
            if number[name] is not None:
                lines += [op(equal, number[name], 0, 1), op(answer, eperm)]
    # prctl(PR_SET_PDEATHSIG) would cut the string by which a kernel dies with its zygote
    lines += [op(equal, number["prctl"], 0, 4), op(load, first_argument), op(equal, PDEATHSIG, 0, 1), op(answer, eperm), op(answer, allow)]
    only_threads = [] if processes else [op(any_bit, THREAD, 1, 0), op(answer, eperm)]
    clone = [op(load, first_argument), op(any_bit, NEW_ANY, 0, 1), op(answer, eperm), *only_threads, op(answer, allow)]
    lines += [op(equal, number["clone"], 0, len(clone)), *clone, op(answer, allow)]
    prctl(NO_NEW_PRIVS, 1)
    program = _Program(len(lines), b"".join(lines))
    _checked(_libc.syscall(SECCOMP[column], 1, 1, ctypes.byref(program)))  # SECCOMP_SET_MODE_FILTER, for all threads
