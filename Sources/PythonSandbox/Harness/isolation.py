"""What stands between a candidate and the machine, layer by layer.

Every layer is tried. `layers` maps its name to "" when it is on and to the reason when it is off;
nothing is assumed to work because the kernel should have it. Most layers are put on once, for the
zygote, and inherited by every process forked from it.
"""

import ctypes
import os
import resource
import struct
import sys

NOBODY = 65534
MOST_DESCRIPTORS = 64

libc = ctypes.PyDLL(None, use_errno=True)

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
SIGKILL = 9


def checked(result, what):
    """The result of a C function, or OSError that names it."""
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, "%s: %s" % (what, os.strerror(error)))
    return result


def prctl(option, first=0, second=0):
    """The system call `prctl`, with two arguments at most."""
    arguments = [ctypes.c_ulong(first), second if second else ctypes.c_ulong(0)]
    checked(libc.prctl(option, *arguments, ctypes.c_ulong(0), ctypes.c_ulong(0)), "prctl")


def syscall(number, *arguments):
    return checked(libc.syscall(ctypes.c_long(number), *arguments), "system call %d" % number)


def unshare(kind):
    checked(libc.unshare(ctypes.c_int(kind)), "unshare")


class Layers:
    """The layers that were tried; those in `left_out` are not even tried."""

    def __init__(self, left_out):
        self.left_out, self.states = left_out, {}

    def attempt(self, name, apply, *arguments):
        """Puts a layer on and notes whether it is."""
        if name in self.left_out:
            self.states[name] = "left out"
            return False
        try:
            self.states[name] = apply(*arguments) or ""
        except (OSError, ValueError) as error:
            self.states[name] = getattr(error, "strerror", None) or str(error)
        return self.states[name] == ""

    def refuse(self, name, reason):
        self.states[name] = "left out" if name in self.left_out else reason

    def has(self, name):
        return self.states.get(name) == ""


def missing_minimum(layers):
    """What a run must not be without; empty when enough is on."""
    missing = []
    for what, names in (
        ("files", ("landlock", "minimal-root")),
        ("processes", ("seccomp", "pid-namespace")),
        ("network", ("seccomp", "network-namespace")),
        ("memory and time", ("limits",)),
    ):
        if not any(layers.get(name) == "" for name in names):
            missing.append("nothing bounds %s (%s)" % (what, " or ".join(names)))
    return "; ".join(missing)


# Once, for the zygote.


def become_nobody():
    """Gives up root for good. The reason why not, where `nobody` could not read Python."""
    if os.geteuid() != 0:
        return ""
    if closed := closed_to_others(os.path.dirname(os.__file__)):
        return "user %d may not read %s, where Python is" % (NOBODY, closed)
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    prctl(PR_SET_DUMPABLE, 1)  # so that /proc/self/uid_map is ours to write


def closed_to_others(path):
    """The first directory on the way to a path that other users may not pass."""
    while path != "/":
        if os.stat(path).st_mode & 0o5 != 0o5:
            return path
        path = os.path.dirname(path)
    return None


def enter_user_namespace(proc):
    """Through a descriptor of /proc, so that none has to be in the sandbox."""
    user, group = os.geteuid(), os.getegid()
    unshare(CLONE_NEWUSER)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", "%d %d 1" % (NOBODY, user)),
        ("gid_map", "%d %d 1" % (NOBODY, group)),
    ):
        file = os.open("self/" + name, os.O_WRONLY | os.O_CLOEXEC, dir_fd=proc)
        try:
            os.write(file, text.encode())
        finally:
            os.close(file)


def can_enter_user_namespace(proc):
    """Tried in a process of its own, while there are rights to do without it."""
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                become_nobody()
            enter_user_namespace(proc)
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


MS_RDONLY, MS_NOSUID, MS_NODEV, MS_REMOUNT, MS_BIND = 1, 2, 4, 32, 4096
MS_REC, MS_PRIVATE, MNT_DETACH = 16384, 1 << 18, 2
ST_NOEXEC, ST_RELATIME = 8, 4096
LARGEST_SCRATCH, MOST_SCRATCH_FILES = 64 << 20, 4096
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}


def mount(source, target, kind, flags=0, options=None):
    encoded = [one.encode() if one else None for one in (source, target, kind)]
    data = options.encode() if options else None
    checked(libc.mount(*encoded, ctypes.c_ulong(flags), data), "mount %s" % target)


def enter_minimal_root(readable, scratch=None):
    """A root of Python's own files, read-only, and three devices; no /proc, no /etc, no home.

    `scratch` is the one directory that can be written to, when there is one.
    """
    unshare(CLONE_NEWNS)
    mount("none", "/", None, MS_REC | MS_PRIVATE)
    base = "/tmp"  # whatever is under it is opened before it is covered
    opened = [(path, open_path(path)) for path in sorted(readable)]
    devices = [(path, open_path(path)) for path in ("/dev/null", "/dev/zero", "/dev/urandom")]
    mount("tmpfs", base, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=755")
    for path, file in opened + devices:
        target = base + path
        if os.path.isdir("/proc/self/fd/%d" % file):
            os.makedirs(target, exist_ok=True)
        else:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            open(target, "w").close()
        mount("/proc/self/fd/%d" % file, target, None, MS_BIND | MS_REC)
        os.close(file)
    for path, _ in opened:
        remount_read_only(base + path)
    if scratch:
        os.makedirs(base + scratch)
        mount_scratch(base + scratch)
    os.makedirs(base + "/old")
    os.chdir(base)
    syscall(PIVOT_ROOT[os.uname().machine], b".", b"old")
    os.chdir("/")
    checked(libc.umount2(b"/old", MNT_DETACH), "umount")
    os.rmdir("/old")
    remount_read_only("/")


def mount_scratch(path):
    """An empty directory in memory, bounded."""
    options = "size=%d,nr_inodes=%d,mode=777" % (LARGEST_SCRATCH, MOST_SCRATCH_FILES)
    mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV, options)


def open_path(path):
    return os.open(os.path.realpath(path), os.O_PATH | os.O_CLOEXEC)


def remount_read_only(path):
    """Keeps what an ordinary user may not take from a mount."""
    flags = os.statvfs(path).f_flag
    kept = flags & (MS_NOSUID | MS_NODEV | ST_NOEXEC | 1024 | 2048)
    kept |= (1 << 21) if flags & ST_RELATIME else 0
    mount("none", path, None, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | kept)


def readable_paths(more=()):
    """The paths that Python and its libraries need, and `more`; those that exist."""
    library = os.path.dirname(os.__file__)
    paths = {"/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/zoneinfo", library, *more}
    for prefix in (sys.base_prefix, sys.base_exec_prefix):
        if prefix not in ("/", "/usr", ""):
            paths.add(prefix)
    return [path for path in paths if os.path.exists(path)]


def set_static_limits(counts_processes, largest_file=64 << 10, most_files=MOST_DESCRIPTORS):
    """The limits that hold for the zygote and all runs alike."""
    limits = [
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, largest_file),  # by itself, the evidence is the only one to grow
        (resource.RLIMIT_NOFILE, most_files),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
    ]
    if counts_processes:  # outside a user namespace it would count the user's other processes too
        limits.append((resource.RLIMIT_NPROC, 64))
    for kind, value in limits:
        set_limit(kind, value, value)


def set_limit(kind, soft, hard):
    """Sets a limit, no higher than this process may."""
    _, allowed = resource.getrlimit(kind)
    if allowed != resource.RLIM_INFINITY:
        soft, hard = min(soft, allowed), min(hard, allowed)
    resource.setrlimit(kind, (soft, hard))


# For every run.


def set_run_limits(cpu, memory):
    """The second line of defence for CPU: the zygote measures and ends the run itself."""
    set_limit(resource.RLIMIT_CPU, int(cpu) + 2, int(cpu) + 3)
    set_limit(resource.RLIMIT_AS, memory, memory)


CAPABILITY_HEADER = ctypes.create_string_buffer(struct.pack("<Ii", 0x20080522, 0), 8)
NO_CAPABILITIES = ctypes.create_string_buffer(24)


def drop_capabilities():
    checked(libc.capset(CAPABILITY_HEADER, NO_CAPABILITIES), "capset")


# Landlock: only Python's own files can be read; the judge may also write its cache.
# https://docs.kernel.org/userspace-api/landlock.html

LANDLOCK_CREATE, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT = 444, 445, 446
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8


def restrict_files(readable, writable=()):
    """From here on only `readable` can be read and `writable` written, by Landlock."""
    version = syscall(LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint(1))
    every = (1 << 13) - 1
    for since, right in ((2, 13), (3, 14), (5, 15)):
        if version >= since:
            every |= 1 << right
    # File rights; from version 4 also TCP bind and connect; from 6 signals and abstract sockets.
    handled = struct.pack("<QQQ", every, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    handled = handled[: 8 if version < 4 else 16 if version < 6 else 24]
    rules = syscall(LANDLOCK_CREATE, handled, ctypes.c_size_t(len(handled)), ctypes.c_uint(0))
    try:
        for path in readable:
            allow_path(rules, path, READ_FILE | READ_DIR)
        for path in writable:
            allow_path(rules, path, every & ~EXECUTE)
        for path in ("/dev/null", "/dev/zero", "/dev/urandom"):
            allow_path(rules, path, READ_FILE | WRITE_FILE)
        syscall(LANDLOCK_RESTRICT, ctypes.c_int(rules), ctypes.c_uint(0))
    finally:
        os.close(rules)


def allow_path(rules, path, rights):
    """Adds a path to Landlock's rules; of a file only the rights that files have."""
    try:
        file = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # not every system has every path
    try:
        if not os.path.isdir(path):
            rights &= READ_FILE | WRITE_FILE
        rule = struct.pack("<Qi", rights, file)
        syscall(LANDLOCK_ADD_RULE, ctypes.c_int(rules), ctypes.c_int(1), rule, ctypes.c_uint(0))
    finally:
        os.close(file)


# Seccomp: what is not listed is refused. No processes, programs, sockets, signals to others.

ALLOWED = {  # name: (x86_64, aarch64); None where the architecture has no such call
    "read": (0, 63), "write": (1, 64), "open": (2, None), "close": (3, 57), "stat": (4, None),
    "fstat": (5, 80), "lstat": (6, None), "poll": (7, None), "lseek": (8, 62), "mmap": (9, 222),
    "mprotect": (10, 226), "munmap": (11, 215), "brk": (12, 214), "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "pread64": (17, 67), "readv": (19, 65),
    "writev": (20, 66), "access": (21, None), "pipe": (22, None), "select": (23, None),
    "sched_yield": (24, 124), "mremap": (25, 216), "madvise": (28, 233), "dup": (32, 23),
    "dup2": (33, None), "pause": (34, None), "nanosleep": (35, 101), "getitimer": (36, 102),
    "alarm": (37, None), "setitimer": (38, 103), "getpid": (39, 172), "exit": (60, 93),
    "recvfrom": (45, 207), "shutdown": (48, 210), "getsockname": (51, 204), "socketpair": (53, 199),
    "getsockopt": (55, 209), "chdir": (80, 49), "umask": (95, 166),
    "uname": (63, 160), "getdents": (78, None), "getcwd": (79, 17), "readlink": (89, None),
    "gettimeofday": (96, 169), "getrlimit": (97, 163), "getrusage": (98, 165), "sysinfo": (99, 179),
    "times": (100, 153), "getuid": (102, 174), "getgid": (104, 176), "geteuid": (107, 175),
    "getegid": (108, 177), "getppid": (110, 173), "getpgrp": (111, None), "getresuid": (118, 148),
    "getresgid": (120, 150), "sigaltstack": (131, 132), "arch_prctl": (158, None),
    "gettid": (186, 178), "futex": (202, 98), "sched_getaffinity": (204, 123),
    "epoll_create": (213, None), "getdents64": (217, 61), "set_tid_address": (218, 96),
    "restart_syscall": (219, 128), "clock_gettime": (228, 113), "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115), "exit_group": (231, 94), "epoll_wait": (232, None),
    "epoll_ctl": (233, 21), "openat": (257, 56), "newfstatat": (262, 79), "readlinkat": (267, 78),
    "faccessat": (269, 48), "pselect6": (270, 72), "ppoll": (271, 73),
    "set_robust_list": (273, 99), "epoll_pwait": (281, 22), "epoll_create1": (291, 20),
    "dup3": (292, 24), "pipe2": (293, 59), "getrandom": (318, 278), "statx": (332, 291),
    "rseq": (334, 293), "close_range": (436, 436), "faccessat2": (439, 439),
}  # fmt: skip
FILE_CALLS = {  # for a run that has a directory of its own
    "fsync": (74, 82), "fdatasync": (75, 83), "truncate": (76, 45), "ftruncate": (77, 46),
    "fchdir": (81, 50), "rename": (82, None), "mkdir": (83, None), "rmdir": (84, None),
    "creat": (85, None), "link": (86, None), "unlink": (87, None), "symlink": (88, None),
    "chmod": (90, None), "fchmod": (91, 52), "utime": (132, None), "pwrite64": (18, 68),
    "sendfile": (40, 71), "msync": (26, 227), "flock": (73, 32), "statfs": (137, 43),
    "fstatfs": (138, 44), "utimes": (235, None), "mkdirat": (258, 34), "unlinkat": (263, 35),
    "renameat": (264, 38), "linkat": (265, 37), "symlinkat": (266, 36), "fchmodat": (268, 53),
    "utimensat": (280, 88), "fallocate": (285, 47), "renameat2": (316, 276),
    "copy_file_range": (326, 285), "getxattr": (191, 8), "listxattr": (194, 11),
    "lgetxattr": (192, 9), "llistxattr": (195, 12), "fadvise64": (221, 223),
}  # fmt: skip
CLONE, CLONE3, IOCTL, FCNTL = (56, 220), (435, 435), (16, 29), (72, 25)
PRLIMIT, SENDTO = (302, 261), (44, 206)
ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
CLONE_THREAD = 0x10000
HARMLESS_IOCTL = (0x5421, 0x5450, 0x5451)  # blocking or not, kept or not when a program starts
HARMLESS_FCNTL = (0, 1, 2, 3, 4, 5, 1030)  # none that makes the kernel signal another process
LOCKING_FCNTL = (6, 7, 36, 37, 38)

LOAD, JUMP_EQUAL, JUMP_ANY_BIT, JUMP_AT_LEAST, RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
ALLOW, KILL, REFUSE = 0x7FFF0000, 0x80000000, 0x00050000
EPERM, ENOTTY, ENOSYS = 1, 25, 38


class SystemCallFilter:
    """The filter of this machine's architecture, ready to be put on."""

    def __init__(self, allowed, fcntl=HARMLESS_FCNTL):
        machine = os.uname().machine
        if machine not in ARCHITECTURES:
            raise ValueError("no filter for %s" % machine)
        program = filter_program(machine, allowed, fcntl)
        self.code = ctypes.create_string_buffer(program, len(program))
        header = struct.pack("<HxxxxxxQ", len(program) // 8, ctypes.addressof(self.code))
        self.header = ctypes.create_string_buffer(header, len(header))

    def enter(self):
        prctl(PR_SET_SECCOMP, 2, self.header)

    def attempt(self):
        """Whether the kernel takes it, tried in a process of its own."""
        child = os.fork()
        if child == 0:
            try:
                self.enter()
                os._exit(0)
            except BaseException:
                os._exit(1)
        return "" if os.waitpid(child, 0)[1] == 0 else "the kernel refused the filter"


def filter_program(machine, calls, fcntl):
    """The filter in the kernel's language: a search tree over ranges of numbers, then the special cases.

    When a filter is put on, the kernel runs it for every number there is: a tree takes half as long
    as a list.
    https://docs.kernel.org/userspace-api/seccomp_filter.html
    """
    column, audit = ARCHITECTURES[machine]
    program = []

    def instruction(code, value, if_true=0, if_false=0):
        program.append(struct.pack("<HBBI", code, if_true, if_false, value))

    instruction(LOAD, 4)  # the architecture of the caller
    instruction(JUMP_EQUAL, audit, 1, 0)
    instruction(RETURN, KILL)
    instruction(LOAD, 0)  # the number of the call
    instruction(JUMP_AT_LEAST, 0x40000000, 0, 1)  # x32 has numbers of its own
    instruction(RETURN, REFUSE | EPERM)
    known = ranges(both[column] for both in calls.values() if both[column] is not None)
    size = 2 * len(known) - 1  # instructions of the tree; the one behind them allows, then come the others

    def search(known, place):
        """Halves the ranges until one is left; `place` is the number of instructions so far."""
        if len(known) == 1:
            instruction(JUMP_AT_LEAST, known[0][1] + 1, size - place, size - place - 1)
            return place + 1
        half = len(known) // 2
        instruction(JUMP_AT_LEAST, known[half][0], 2 * half - 1, 0)
        return search(known[half:], search(known[:half], place + 1))

    instruction(JUMP_AT_LEAST, known[0][0], 0, size + 1)
    search(known, 0)
    instruction(RETURN, ALLOW)
    instruction(JUMP_EQUAL, CLONE3[column], 0, 1)  # its flags are out of sight; libc falls back
    instruction(RETURN, REFUSE | ENOSYS)
    instruction(JUMP_EQUAL, CLONE[column], 0, 4)
    instruction(LOAD, 16)  # clone's flags: threads are welcome, processes are not
    instruction(JUMP_ANY_BIT, CLONE_THREAD, 0, 1)
    instruction(RETURN, ALLOW)
    instruction(RETURN, REFUSE | EPERM)
    for call, allowed, error in ((IOCTL, HARMLESS_IOCTL, ENOTTY), (FCNTL, fcntl, EPERM)):
        instruction(JUMP_EQUAL, call[column], 0, len(allowed) + 3)
        instruction(LOAD, 24)
        for place, command in enumerate(allowed):
            instruction(JUMP_EQUAL, command, len(allowed) - place, 0)
        instruction(RETURN, REFUSE | error)
        instruction(RETURN, ALLOW)
    # Limits may be read and not set; a pair of sockets may be written to, other addresses not.
    for call, argument in ((PRLIMIT, 32), (SENDTO, 48)):
        instruction(JUMP_EQUAL, call[column], 0, 6)
        instruction(LOAD, argument)
        instruction(JUMP_EQUAL, 0, 0, 3)
        instruction(LOAD, argument + 4)
        instruction(JUMP_EQUAL, 0, 0, 1)
        instruction(RETURN, ALLOW)
        instruction(RETURN, REFUSE | EPERM)
    instruction(RETURN, REFUSE | EPERM)
    return b"".join(program)


def ranges(numbers):
    """Ascending numbers as pairs of the first and the last of neighbours."""
    found = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found
