import Experiments

extension AdversarialClass {
  /// New processes and programs.
  ///
  /// Without a filter of system calls a fork may work; nothing may live on.
  static let processes = Self(
    name: "processes",
    cases: [
      .init(
        "a fork", .mean, [.exception], unfiltered: [.pass, .tampered],
        why: "forks are refused; where one works the child answers too, or is gone",
        code: """
          import os
          \(Canary.markProcess)
          \(Right.mean)
          if os.fork() == 0:
              mark()
              os._exit(0)
          """),
      .init(
        "300 forks", .mean, [.exception], unfiltered: [.pass, .timeout, .tampered], hangs: true,
        why: "forks are refused or counted",
        code: """
          import os, time
          \(Canary.markProcess)
          \(Right.mean)
          for _ in range(300):
              if os.fork() == 0:
                  mark()
                  time.sleep(60)
                  os._exit(0)
          """),
      .init(
        "forks, with errors swallowed", .mean, [.pass], unfiltered: [.timeout, .tampered],
        why: "it answers rightly after being refused",
        code: """
          import os, time
          \(Canary.markProcess)
          for _ in range(100):
              try:
                  if os.fork() == 0:
                      mark()
                      time.sleep(60)
                      os._exit(0)
              except OSError:
                  pass
          \(Right.mean)
          """),
      .init(
        "a daemon", .mean, [.exception], unfiltered: [.pass, .tampered],
        why: "forks are refused; where one works it ends with the run",
        code: """
          import os, time
          \(Canary.markProcess)
          if os.fork() == 0:
              os.setsid()
              if os.fork() == 0:
                  mark()
                  os.closerange(0, 256)
                  time.sleep(300)
              os._exit(0)
          \(Right.mean)
          """),
      .init(
        "the child answers instead", .mean, [.exception],
        unfiltered: [.tampered, .wrong, .timeout],
        hangs: true, why: "forks are refused; a child's answer is as wrong",
        code: """
          import os, time
          \(Canary.markProcess)
          def mean(xs):
              if os.fork() != 0:
                  time.sleep(300)
              mark()
              return 99
          """),
      .init(
        "subprocess", .mean, [.exception], unfiltered: [.wrong], why: "programs may not be started",
        code: """
          import subprocess
          def mean(xs):
              return subprocess.run(["true"]).returncode
          """),
      .init(
        "a shell that stays", .mean, [.wrong], why: "no shell is started, or none that stays",
        code: """
          import os
          def mean(xs):
              return os.system("sleep 300 & : \(Canary.mark)")
          """),
      .init(
        "os.popen", .mean, [.exception], unfiltered: [.wrong], why: "programs may not be started",
        code: """
          import os
          def mean(xs):
              return os.popen("echo \(Canary.mark)").read()
          """),
      .init(
        "posix_spawn", .mean, [.exception], unfiltered: [.wrong],
        why: "programs may not be started",
        code: """
          import os, sys
          def mean(xs):
              return os.posix_spawn("/bin/sleep", ["sleep", "300", "\(Canary.mark)"], {})
          """),
      .init(
        "execve through ctypes", .mean, [.wrong], unfiltered: [.tampered, .timeout], hangs: true,
        why: "the call comes back with an error",
        code: """
          import ctypes
          arguments = (ctypes.c_char_p * 4)(b"sleep", b"300", b"\(Canary.mark)", None)
          def mean(xs):
              return ctypes.CDLL(None).execve(b"/bin/sleep", arguments, None)
          """),
      .init(
        "clone through ctypes", .mean, [.wrong], unfiltered: [.tampered, .timeout, .crash],
        hangs: true, why: "the call comes back with an error",
        code: """
          import ctypes, os
          \(Canary.markProcess)
          number = 56 if os.uname().machine == "x86_64" else 220
          def mean(xs):
              if ctypes.CDLL(None).syscall(number, 17, 0, 0, 0, 0) == 0:
                  mark()
                  while True:
                      pass
              return 99
          """),
      .init(
        "multiprocessing", .mean, [.exception], unfiltered: [.pass, .wrong, .timeout], hangs: true,
        why: "forks are refused",
        code: """
          import multiprocessing
          \(Right.mean)
          inner = mean
          def mean(xs):
              with multiprocessing.get_context("fork").Pool(1) as pool:
                  return pool.apply(inner, (xs,))
          """),
      .init(
        "a session of its own", .mean, [.pass], why: "refused or granted, it harms nothing",
        code: """
          import os
          for call in (os.setsid, os.setpgrp):
              try:
                  call()
              except OSError:
                  pass
          \(Right.mean)
          """),
    ])
}
