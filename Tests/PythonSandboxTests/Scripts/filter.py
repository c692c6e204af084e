"""Interprets the filter of system calls, for both architectures, without the kernel.

Takes the directory of the harness; writes what is wrong and how many calls were tried.
"""

import json
import os
import re
import struct
import sys

sys.path.insert(0, sys.argv[1])

import isolation
from isolation import ALLOWED, HARMLESS_FCNTL, PRLIMIT, filter_program

HEADERS = {
    "x86_64": ["/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "/usr/include/asm/unistd_64.h"],
    "aarch64": ["/usr/include/asm-generic/unistd.h"],
}
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
PASS, KILL, EPERM, ENOTTY, ENOSYS = 0x7FFF0000, 0x80000000, 0x50001, 0x50019, 0x50026
RENAMED = {"fstatat": "newfstatat"}  # the common header's own name for it

# Numbers for a machine without headers; compared with the headers where there are some.
DANGEROUS = {
    "execve": (59, 221), "execveat": (322, 281), "fork": (57, None), "vfork": (58, None),
    "ptrace": (101, 117), "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240), "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424), "pidfd_getfd": (438, 438), "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271), "socket": (41, 198), "connect": (42, 203), "bind": (49, 200),
    "listen": (50, 201), "accept": (43, 202), "accept4": (288, 242), "sendmsg": (46, 211),
    "sendmmsg": (307, 269), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "chroot": (161, 51), "setns": (308, 268), "unshare": (272, 97), "bpf": (321, 280),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "keyctl": (250, 219),
    "add_key": (248, 217), "request_key": (249, 218), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104),
    "reboot": (169, 142), "swapon": (167, 224), "settimeofday": (170, 170),
    "clock_settime": (227, 112), "setuid": (105, 146), "setgid": (106, 144), "setresuid": (117, 147),
    "setresgid": (119, 149), "setgroups": (116, 159), "capset": (126, 91), "prctl": (157, 167),
    "seccomp": (317, 277), "setrlimit": (160, 164), "unlink": (87, None), "unlinkat": (263, 35),
    "rename": (82, None), "renameat2": (316, 276), "mkdir": (83, None), "mkdirat": (258, 34),
    "symlinkat": (266, 36), "linkat": (265, 37), "chmod": (90, None), "fchmodat": (268, 53),
    "fchownat": (260, 54), "ftruncate": (77, 46), "truncate": (76, 45), "mknodat": (259, 33),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265), "memfd_create": (319, 279),
    "inotify_init1": (294, 26), "fanotify_init": (300, 262), "shmget": (29, 194), "msgget": (68, 186),
    "semget": (64, 190), "mq_open": (240, 180), "setsid": (112, 157), "setpgid": (109, 154),
    "sched_setaffinity": (203, 122), "setpriority": (141, 140), "personality": (135, 92),
    "quotactl": (179, 60), "acct": (163, 89), "sethostname": (170, 161), "syslog": (103, 116),
    "landlock_create_ruleset": (444, 444), "openat2": (437, 437), "mount_setattr": (442, 442),
    "process_madvise": (440, 440), "setitimer_no_such": (999, 999), "the last": (0x3FFFFFFF, 0x3FFFFFFF),
}  # fmt: skip
DANGEROUS["settimeofday"] = (164, 170)


def run(program, architecture, number, arguments=()):
    """What a program says of a call, as the kernel would run it."""
    words = list(arguments) + [0] * (6 - len(arguments))
    data = struct.pack("<IIQ6Q", number, architecture, 0, *words)
    place, accumulator = 0, 0
    while True:
        code, if_true, if_false, value = struct.unpack_from("<HBBI", program, 8 * place)
        place += 1
        if code == 0x20:  # load a word
            assert value % 4 == 0 and value < 64
            (accumulator,) = struct.unpack_from("<I", data, value)
        elif code == 0x15:
            place += if_true if accumulator == value else if_false
        elif code == 0x35:
            place += if_true if accumulator >= value else if_false
        elif code == 0x45:
            place += if_true if accumulator & value else if_false
        elif code == 0x06:
            return value
        else:
            raise AssertionError("an instruction that the kernel has and this has not: %#x" % code)


def header(machine):
    """Numbers by name, from the kernel's header; empty where there is none."""
    found = {}
    for path in HEADERS[machine]:
        if not found and os.path.exists(path):
            with open(path) as file:
                for name, number in re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", file.read()):
                    found[RENAMED.get(name, name)] = int(number)
    return found


faults, tried, compared = [], 0, 0


def expect(wanted, what, machine, number, arguments=(), architecture=None):
    global tried
    tried += 1
    got = run(programs[machine], architecture or AUDIT[machine], number, arguments)
    if got != wanted:
        faults.append("%s, %s (%d): %#x instead of %#x" % (machine, what, number, got, wanted))


programs = {machine: filter_program(machine, ALLOWED, HARMLESS_FCNTL) for machine in AUDIT}
for column, machine in enumerate(AUDIT):
    numbers = header(machine)
    listed = {name: both[column] for name, both in ALLOWED.items() if both[column] is not None}
    special = {name: getattr(isolation, name.upper())[column] for name in ("clone", "clone3", "ioctl", "fcntl", "sendto")}
    special["prlimit64"] = PRLIMIT[column]
    dangerous = {name: both[column] for name, both in DANGEROUS.items() if both[column] is not None}
    for name, number in {**listed, **special, **dangerous}.items():
        if name in numbers:
            compared += 1
            if numbers[name] != number:
                faults.append("%s: %s is %d and not %d" % (machine, name, numbers[name], number))
    if len(programs[machine]) // 8 > 4096:
        faults.append("%s: too long for the kernel" % machine)
    for name, number in listed.items():
        expect(PASS, name, machine, number)
    for name, number in dangerous.items():
        expect(EPERM, name, machine, number)
    # Whatever the kernel has or will have and is not listed.
    for number in sorted(set(range(1024)) - {*listed.values(), *special.values()}):
        expect(EPERM, "not listed", machine, number)

    for other in (0, 0x40000003, 0xC0000015, AUDIT["aarch64" if machine == "x86_64" else "x86_64"]):
        expect(KILL, "another architecture", machine, 0, architecture=other or 1)
    for number in (0x40000000, 0x40000000 + 59, 0x40000000 + 520, 0xFFFFFFFF):
        expect(EPERM, "x32", machine, number)

    expect(ENOSYS, "clone3", machine, special["clone3"])
    expect(PASS, "clone, a thread", machine, special["clone"], (0x3D0F00,))
    for flags in (0x11, 0x1200011, 0x10000000, 0x4111, 0x1_0000_0000 << 16):
        expect(EPERM, "clone, a process", machine, special["clone"], (flags,))
    for command in (0x5421, 0x5450, 0x5451):
        expect(PASS, "ioctl, harmless", machine, special["ioctl"], (1, command))
    for command in (0x5412, 0x5401, 0x541C, 0x540E, 0):  # TIOCSTI, TCGETS, TIOCLINUX, TIOCSCTTY
        expect(ENOTTY, "ioctl", machine, special["ioctl"], (1, command))
    for command in (0, 1, 2, 3, 4, 5, 1030):
        expect(PASS, "fcntl, harmless", machine, special["fcntl"], (1, command))
    for command in (6, 7, 8, 10, 15, 1024, 1031, 1033):  # locks, owner, signal, lease, pipe, seals
        expect(EPERM, "fcntl", machine, special["fcntl"], (1, command))
    for place, name in ((2, "prlimit64"), (4, "sendto")):
        for pointer, wanted in ((0, PASS), (1, EPERM), (1 << 32, EPERM), (0x7FFF00000000, EPERM)):
            arguments = [7] * place + [pointer]
            expect(wanted, "%s, %#x" % (name, pointer), machine, special[name], arguments)

json.dump({"faults": faults, "tried": tried, "compared": compared}, sys.stdout)
