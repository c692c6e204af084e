import Experiments

/// A system call that must be refused; the candidate answers rightly when it is.
///
/// Where a call that succeeds would do harm, it is made to fail with the error `kernelSays`, which only
/// comes after the permission is checked.
private func refused(
  _ name: String, _ x86: Int, _ arm: Int, _ arguments: String = "", setUp: String = "",
  kernelSays: Int = 0, unfiltered: Set<Outcome> = []
) -> AdversarialCase {
  AdversarialCase(
    name, .mean, [.pass], unfiltered: unfiltered, why: "the call is refused and the answer right",
    code: """
      import ctypes, os
      libc = ctypes.CDLL(None, use_errno=True)
      number = \(x86) if os.uname().machine == "x86_64" else \(arm)
      \(setUp)
      if libc.syscall(number, \(arguments)) >= 0 or ctypes.get_errno() == \(kernelSays):
          raise SystemError("allowed: \(name)")
      \(Right.mean)
      """)
}

extension AdversarialClass {
  /// Calls that reach other processes or deep into the kernel: refused in every configuration.
  static let kernelCalls = Self(
    name: "kernel calls",
    cases: [
      refused("ptrace of its parent", 101, 117, "16, os.getppid() or 1, 0, 0"),
      refused(
        "process_vm_readv", 310, 270,
        """
        os.getppid() or 1, ctypes.byref(local), 1, ctypes.byref(remote), 1, 0
        """,
        setUp: """
          buffer = ctypes.create_string_buffer(8)
          class Vector(ctypes.Structure):
              _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
          local = Vector(ctypes.addressof(buffer), 8)
          remote = Vector(ctypes.addressof(buffer) if os.getppid() else 1, 8)
          """),
      refused(
        "mount", 165, 40, #"b"none", b"/", b"kz-none", 0, None"#, kernelSays: 19),
      refused("umount2", 166, 39, #"b"/", 4"#, kernelSays: 22),
      refused("pivot_root", 155, 41, #"b".", b".""#),
      refused("chroot", 161, 51, #"b"/""#),
      refused("setns", 308, 268, "0, 0"),
      refused(
        "setuid(0)", 105, 146, "0",
        setUp: """
          if os.getuid() == 0:
              number = -1
          """),
      refused(
        "bpf", 321, 280, "0, ctypes.byref(map), 72",
        setUp: """
          map = (ctypes.c_uint32 * 18)(2, 4, 4, 1)
          """, unfiltered: [.exception]),
      refused(
        "perf_event_open", 298, 241, "ctypes.byref(event), 0, -1, -1, 0",
        setUp: """
          event = (ctypes.c_uint32 * 32)(1, 128)
          """, unfiltered: [.exception]),
      refused(
        "open_by_handle_at", 304, 265, "-100, ctypes.byref(handle), 0",
        setUp: """
          handle = (ctypes.c_uint32 * 8)(8, 1, 2, 0)
          """),
      refused("init_module", 175, 105, #"b"", 0, b"""#),
      refused(
        "sethostname", 170, 161, "name, len(name)", setUp: "name = os.uname().nodename.encode()"),
      refused(
        "clock_settime", 227, 112, "0, ctypes.byref(now)",
        setUp: """
          import time
          now = (ctypes.c_int64 * 2)(*divmod(time.time_ns(), 10**9))
          """),
      refused(
        "pidfd_open of its parent", 434, 434, "os.getppid() or 1, 0", unfiltered: [.exception]),
      refused("a program by descriptor", 322, 281, #"-100, b"/nothing", None, None, 0"#),
    ])

  /// Calls that a filter refuses and that are harmless without one.
  static let harmlessCalls = Self(
    name: "calls for a filter",
    cases: [
      refused("unshare(CLONE_NEWUSER)", 272, 97, "0x10000000", unfiltered: [.exception]),
      refused("memfd_create", 319, 279, #"b"koderz", 0"#, unfiltered: [.exception]),
      refused("keyctl", 250, 219, "0, -3, 1", unfiltered: [.exception]),
      refused("add_key", 248, 217, #"b"user", b"kz", b"x", 1, -2"#, unfiltered: [.exception]),
      refused("userfaultfd", 323, 282, "1", unfiltered: [.exception]),
      refused(
        "io_uring_setup", 425, 425, "4, ctypes.byref(parameters)",
        setUp: """
          parameters = (ctypes.c_uint32 * 32)()
          """, unfiltered: [.exception]),
      refused("personality", 135, 92, "0x0040000", unfiltered: [.exception]),
      refused("prctl(PR_SET_DUMPABLE)", 157, 167, "4, 1, 0, 0, 0", unfiltered: [.exception]),
      refused("prctl(PR_SET_PDEATHSIG, 0)", 157, 167, "1, 0, 0, 0, 0", unfiltered: [.exception]),
      refused(
        "seccomp", 317, 277, "0, 0, None",
        setUp: """
          number = number if libc.syscall(number, 2, 0, ctypes.byref(ctypes.c_uint32(0x7fff0000))) >= 0 else -1
          """, unfiltered: [.exception, .crash]),
      refused("shmget", 29, 194, "0, 4096, 0o1600", unfiltered: [.exception]),
      refused("mq_open", 240, 180, #"b"kz", 0o102, 0o600, None"#, unfiltered: [.exception]),
      refused("socket", 41, 198, "1, 1, 0", unfiltered: [.exception]),
      refused("setpriority", 141, 140, "0, 0, 19", unfiltered: [.exception]),
      refused("inotify_init1", 294, 26, "0", unfiltered: [.exception]),
      .init(
        "changes the protection of its own code", .mean, [.wrong, .crash, .exception],
        why: "its own memory is its own to spoil",
        code: """
          import ctypes, mmap
          libc = ctypes.CDLL(None)
          page = id(len) & ~(mmap.PAGESIZE - 1)
          libc.mprotect(ctypes.c_void_p(page), mmap.PAGESIZE, 0)
          def mean(xs):
              return len(xs) - 99
          """),
    ])
}
