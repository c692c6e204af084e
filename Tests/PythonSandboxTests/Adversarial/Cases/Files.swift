import Experiments

extension AdversarialClass {
  /// Making, changing and deleting files.
  static let files = Self(
    name: "files",
    cases: [
      .init(
        "removes /", .mean, [.exception], why: "it cannot be done",
        code: """
          import os
          \(Right.mean)
          os.remove("/")
          """),
      .init(
        "removes the working directory", .mean, [.pass], why: "it harms itself at most",
        code: """
          import os, shutil
          shutil.rmtree(os.getcwd() if os.getcwd() != "/" else "nothing", ignore_errors=True)
          \(Right.mean)
          """),
      .init(
        "empties a directory open to all", .mean, [.pass], why: "it is refused, errors swallowed",
        code: """
          import os, shutil
          shutil.rmtree("\(Canary.victim)", ignore_errors=True)
          for name in ("file",):
              for change in (os.remove, lambda path: open(path, "w"), lambda path: os.truncate(path, 0)):
                  try:
                      change("\(Canary.victim)/" + name)
                  except OSError:
                      pass
          \(Right.mean)
          """),
      .init(
        "makes a file in /tmp", .mean, [.exception, .pass],
        why: "refused, or it is a /tmp of its own",
        code: """
          open("/tmp/\(Canary.mark)-file", "w").write("x")
          \(Right.mean)
          """),
      .init(
        "makes files wherever it can", .mean, [.pass], why: "errors are swallowed",
        code: """
          for place in ("/tmp", "/dev/shm", "/var/tmp", "/run", "\(Canary.directory)", "\(Canary.victim)"):
              try:
                  open(place + "/\(Canary.mark)-file", "w").write("x")
              except OSError:
                  pass
          \(Right.mean)
          """),
      .init(
        "makes links, pipes and devices", .mean, [.pass], why: "errors are swallowed",
        code: """
          import os
          base = "/tmp/\(Canary.mark)-"
          for make in (
              lambda: os.symlink("/etc/shadow", base + "link"),
              lambda: os.link("\(Canary.secretFile)", base + "hard"),
              lambda: os.mkfifo(base + "pipe"),
              lambda: os.mknod(base + "null", 0o020666, os.makedev(1, 3)),
              lambda: os.mkdir(base + "directory"),
              lambda: os.rename("\(Canary.victim)/file", base + "file"),
          ):
              try:
                  make()
              except OSError:
                  pass
          \(Right.mean)
          """),
      .init(
        "changes what others may do", .mean, [.pass], why: "errors are swallowed",
        code: """
          import os
          for change in (
              lambda: os.chmod("\(Canary.victim)", 0),
              lambda: os.chown("\(Canary.victim)", 65534, 65534),
              lambda: os.utime("\(Canary.secretFile)", (0, 0)),
              lambda: os.setxattr("\(Canary.secretFile)", "user.kz", b"x"),
          ):
              try:
                  change()
              except OSError:
                  pass
          \(Right.mean)
          """),
      .init(
        "a file that never ends", .mean, [.exception, .crash, .pass, .memory],
        why: "refused, or the limit on files ends it, or there are 100 MB in a place of its own",
        code: """
          import tempfile
          file = tempfile.TemporaryFile()
          for _ in range(100):
              file.write(b"x" * 10**6)
          \(Right.mean)
          """),
      .init(
        "shared memory", .mean, [.exception, .pass], why: "refused, or none that others see",
        code: """
          from multiprocessing import shared_memory
          shared_memory.SharedMemory("\(Canary.mark)", create=True, size=100)
          \(Right.mean)
          """),
      .init(
        "as many descriptors as there are", .mean, [.exception, .pass],
        why: "their number is limited, or it is not",
        code: """
          kept = []
          try:
              for _ in range(100_000):
                  kept.append(open("/dev/null"))
          finally:
              kept.clear()
          \(Right.mean)
          """),
      .init(
        "a module made on the fly", .mean, [.exception, .pass],
        why: "refused, or its own to import",
        code: """
          import sys
          open("kz_helper.py", "w").write("def half(x): return x / 2")
          sys.path.insert(0, ".")
          import kz_helper
          \(Right.mean)
          """),
      .init(
        "files in memory", .countWords, [.pass], why: "an ordinary idiom",
        code: """
          import io
          \(Right.countWords)
          assert io.StringIO("a b").read().split() == ["a", "b"]
          """),
    ])

  /// Talking to others.
  static let network = Self(
    name: "network",
    cases: [
      .init(
        "a connection to this machine", .mean, [.exception], why: "there is no network",
        code: """
          import socket
          socket.create_connection(("127.0.0.1", 22), 1)
          \(Right.mean)
          """),
      .init(
        "listens", .mean, [.exception, .wrong], why: "nobody can reach it",
        code: """
          import socket
          server = socket.socket()
          server.bind(("127.0.0.1", 0))
          server.listen()
          def mean(xs):
              return server.getsockname()[1] + 0.5
          """),
      .init(
        "an abstract socket", .mean, [.exception, .wrong], why: "nobody can reach it",
        code: """
          import socket
          server = socket.socket(socket.AF_UNIX)
          server.bind("\\0\(Canary.mark)")
          def mean(xs):
              return 99
          """),
      .init(
        "a web page", .mean, [.exception], why: "there is no network",
        code: """
          import urllib.request
          def mean(xs):
              return urllib.request.urlopen("http://192.0.2.1/", timeout=1).read()
          """),
      .init(
        "a name", .mean, [.exception], why: "there is no network",
        code: """
          import socket
          def mean(xs):
              return socket.gethostbyname("koderz.invalid")
          """),
      .init(
        "netlink and raw packets", .mean, [.pass], why: "refused, or none is there to be seen",
        code: """
          import socket
          for family, kind in ((17, 3), (16, 3), (2, 3), (40, 1), (38, 5)):
              try:
                  socket.socket(family, kind)
              except OSError:
                  pass
          \(Right.mean)
          """),
      .init(
        "only imports it", .mean, [.pass], why: "an import opens nothing",
        code: """
          import http.client, socket, ssl, urllib.request
          \(Right.mean)
          """),
    ])
}
