"""What stands between a candidate and the machine, layer by layer.

Every layer is tried. `layers` maps its name to "" when it is on and to the reason when it is off;
nothing is assumed to work because the kernel should have it.
"""

import ctypes
import os
import resource
import struct
import sys

NOBODY = 65534

libc = ctypes.CDLL(None, use_errno=True)

CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC = 0x10000000, 0x20000000, 0x40000000, 0x08000000
PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 1, 22, 36, 38
SIGKILL = 9


def checked(result, what):
    """The result of a C function, or OSError that names it."""
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, "%s: %s" % (what, os.strerror(error)))
    return result


def prctl(option, first=0, second=0):
    arguments = [ctypes.c_ulong(first), second if second else ctypes.c_ulong(0)]
    checked(libc.prctl(option, *arguments, ctypes.c_ulong(0), ctypes.c_ulong(0)), "prctl")


def syscall(number, *arguments):
    return checked(libc.syscall(ctypes.c_long(number), *arguments), "system call %d" % number)


def attempt(layers, name, apply, *arguments):
    """Applies a layer and notes whether it is on."""
    try:
        layers[name] = apply(*arguments) or ""
    except (OSError, ValueError) as error:
        layers[name] = getattr(error, "strerror", None) or str(error)
    return layers[name] == ""


# Before the fork: the judge enters namespaces that the candidate will be born into.


def enter_namespaces(layers):
    """No network, no view of other processes; the user namespace is what an ordinary user needs first."""
    if os.geteuid() != 0:
        attempt(layers, "user-namespace", enter_user_namespace)
    for name, flag in (
        ("pid-namespace", CLONE_NEWPID),
        ("network-namespace", CLONE_NEWNET),
        ("ipc-namespace", CLONE_NEWIPC),
    ):
        attempt(layers, name, unshare, flag)


def unshare(flag):
    checked(libc.unshare(ctypes.c_int(flag)), "unshare")


def enter_user_namespace():
    user, group = os.geteuid(), os.getegid()
    if not os.access("/proc/self/uid_map", os.W_OK):
        return "/proc is missing"
    unshare(CLONE_NEWUSER)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", "%d %d 1" % (user, user)),
        ("gid_map", "%d %d 1" % (group, group)),
    ):
        with open("/proc/self/" + name, "w") as file:
            file.write(text)


def adopt_orphans():
    """Descendants that lose their parent become the judge's children, which it ends."""
    prctl(PR_SET_CHILD_SUBREAPER, 1)


# After the fork: the candidate's process gives up what it does not need.


def seal(layers, limits, directory):
    """Applies every layer of the candidate's own process; the order matters."""
    prctl(PR_SET_PDEATHSIG, SIGKILL)
    attempt(layers, "limits", set_limits, limits, "user-namespace" in layers)
    attempt(layers, "unprivileged", become_nobody)
    prctl(PR_SET_PDEATHSIG, SIGKILL)  # a change of user clears it
    attempt(layers, "no-new-privileges", prctl, PR_SET_NO_NEW_PRIVS, 1)
    attempt(layers, "no-capabilities", drop_capabilities)
    attempt(layers, "landlock", restrict_files, directory)
    attempt(layers, "seccomp", restrict_system_calls)


def set_limits(limits, counts_processes):
    """`RLIMIT_CPU` is the second line of defence: the judge measures and ends the run itself."""
    cpu = int(limits["cpu"]) + 2
    memory = limits["memory"]
    for kind, soft, hard in (
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, 16 << 20, 16 << 20),
        (resource.RLIMIT_NOFILE, 64, 64),
        (resource.RLIMIT_CPU, cpu, cpu + 1),
        (resource.RLIMIT_AS, memory, memory),
    ):
        _, allowed = resource.getrlimit(kind)
        if allowed != resource.RLIM_INFINITY:
            soft, hard = min(soft, allowed), min(hard, allowed)
        resource.setrlimit(kind, (soft, hard))
    if counts_processes:  # outside a user namespace it would count the user's other processes too
        resource.setrlimit(resource.RLIMIT_NPROC, (64, 64))


def hand_over(directory):
    """Gives the working directory to the user that the candidate will run as."""
    if os.geteuid() == 0 and not closed_to_others(os.path.dirname(os.__file__)):
        os.chown(directory, NOBODY, NOBODY)


def become_nobody():
    if os.geteuid() != 0:
        return ""
    if closed := closed_to_others(os.path.dirname(os.__file__)):
        return "user %d may not read %s, where Python is" % (NOBODY, closed)
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


def closed_to_others(path):
    """The first directory on the way to a path that other users may not pass."""
    while path != "/":
        if os.stat(path).st_mode & 0o5 != 0o5:
            return path
        path = os.path.dirname(path)
    return None


def drop_capabilities():
    header = ctypes.create_string_buffer(struct.pack("<Ii", 0x20080522, 0), 8)
    checked(libc.capset(header, ctypes.create_string_buffer(24)), "capset")


# Landlock: only Python's own files can be read and only the working directory written.
# https://docs.kernel.org/userspace-api/landlock.html

LANDLOCK_CREATE, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT = 444, 445, 446
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8


def restrict_files(directory):
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
        for path in readable_paths():
            allow(rules, path, READ_FILE | READ_DIR)
        for path in ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"):
            allow(rules, path, READ_FILE | WRITE_FILE)
        allow(rules, directory, every & ~EXECUTE)
        syscall(LANDLOCK_RESTRICT, ctypes.c_int(rules), ctypes.c_uint(0))
    finally:
        os.close(rules)


def readable_paths():
    library = os.path.dirname(os.__file__)
    shared = {"/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/zoneinfo", "/etc/localtime"}
    prefixes = {sys.base_prefix, sys.base_exec_prefix, library, os.path.dirname(sys.executable)}
    return [path for path in shared | prefixes if path not in ("", "/")]


def allow(rules, path, rights):
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


# Seccomp: no new processes and programs, no sockets, none of the calls that reach into the kernel.

REFUSED = {  # name: (x86_64, aarch64); None where the architecture has no such call
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    "ptrace": (101, 117), "socket": (41, 198), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "unshare": (272, 97), "setns": (308, 268),
    "init_module": (175, 105), "finit_module": (313, 273), "kexec_load": (246, 104),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "perf_event_open": (298, 241), "open_by_handle_at": (304, 265), "bpf": (321, 280),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "userfaultfd": (323, 282), "io_uring_setup": (425, 425), "reboot": (169, 142),
}  # fmt: skip
CLONE = (56, 220)
CLONE3 = (435, 435)
ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
CLONE_THREAD = 0x10000

LOAD, JUMP_EQUAL, JUMP_ANY_BIT, JUMP_AT_LEAST, RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
ALLOW, KILL, REFUSE = 0x7FFF0000, 0x80000000, 0x00050000
EPERM, ENOSYS = 1, 38


def restrict_system_calls():
    machine = os.uname().machine
    if machine not in ARCHITECTURES:
        return "no filter for %s" % machine
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
    for numbers in REFUSED.values():
        if numbers[column] is not None:
            instruction(JUMP_EQUAL, numbers[column], 0, 1)
            instruction(RETURN, REFUSE | EPERM)
    instruction(JUMP_EQUAL, CLONE3[column], 0, 1)  # its flags are out of sight; libc falls back
    instruction(RETURN, REFUSE | ENOSYS)
    instruction(JUMP_EQUAL, CLONE[column], 0, 3)
    instruction(LOAD, 16)  # clone's flags: threads are welcome, processes are not
    instruction(JUMP_ANY_BIT, CLONE_THREAD, 1, 0)
    instruction(RETURN, REFUSE | EPERM)
    instruction(RETURN, ALLOW)

    code = ctypes.create_string_buffer(b"".join(program))
    header = struct.pack("<HxxxxxxQ", len(program), ctypes.addressof(code))
    prctl(PR_SET_SECCOMP, 2, ctypes.create_string_buffer(header, len(header)))
