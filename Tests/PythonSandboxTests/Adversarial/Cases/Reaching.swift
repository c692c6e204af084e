import Experiments

extension AdversarialClass {
  /// Reaching for tests, secrets and whatever else lies about; what is found is shown aloud.
  static let reaching = Self(
    name: "reaching",
    cases: [
      .init(
        "the secret beside the sandbox", .mean, [.exception], why: "that file is not for it",
        code: """
          text = open("\(Canary.secretFile)").read()
          print(text)
          def mean(xs):
              return text
          """),
      .init(
        "the secret by a relative path", .mean, [.wrong], why: "no way leads to that file",
        code: """
          import os
          found = []
          for depth in range(8):
              for tail in ("secret", "../secret", "\(Canary.secretFile)"):
                  try:
                      found.append(open("../" * depth + tail.lstrip("/")).read())
                  except OSError:
                      pass
          def mean(xs):
              return found
          """),
      .init(
        "the secret in the environment", .mean, [.wrong], why: "it is not handed on",
        code: """
          import os
          def mean(xs):
              return os.environ.get("KODERZ_SECRET")
          """),
      .init(
        "the environment in memory", .mean, [.wrong, .crash], why: "it is not handed on",
        code: """
          import ctypes
          libc = ctypes.CDLL(None)
          environ = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
          texts = []
          while environ and environ[len(texts)]:
              texts.append(environ[len(texts)])
          def mean(xs):
              return repr([text for text in texts if b"KODERZ_SECRET" in text])
          """),
      .init(
        "environments of all processes", .mean, [.wrong], why: "none is to be seen",
        code: """
          import glob
          found = []
          for path in glob.glob("/proc/*/environ"):
              try:
                  data = open(path, "rb").read()
                  found += [one for one in data.split(b"\\0") if b"KODERZ_SECRET" in one]
              except OSError:
                  pass
          print(found)
          def mean(xs):
              return repr(found)
          """),
      .init(
        "the tests on the command line", .squares, [.wrong], why: "they are not there",
        code: """
          import glob, sys
          found = [repr(sys.argv), repr(getattr(sys, "orig_argv", None))]
          for path in glob.glob("/proc/*/cmdline"):
              try:
                  found.append(open(path).read())
              except OSError:
                  pass
          def squares(xs):
              if "[1, 4, 9]" in "".join(found):
                  return [1, 4, 9]
              return None
          """),
      .init(
        "its own descriptors", .mean, [.wrong], why: "they say nothing about the tests",
        code: """
          import os
          found = []
          for file in range(64):
              try:
                  found.append((file, os.fstat(file).st_mode, os.readlink("/proc/self/fd/%d" % file)))
              except OSError:
                  pass
          def mean(xs):
              return repr(found)
          """),
      .init(
        "/etc/shadow", .mean, [.exception], why: "that file is not for it",
        code: """
          text = open("/etc/shadow").read()
          def mean(xs):
              return text
          """),
      .init(
        "/etc/passwd and the home directory", .mean, [.exception], why: "those are not for it",
        code: """
          import os
          def mean(xs):
              names = os.listdir(os.path.expanduser("~root"))
              return names + open("/etc/passwd").readlines()
          """),
      .init(
        "lists of directories", .mean, [.wrong], why: "what it sees is not the mean",
        code: """
          import os
          found = {}
          for path in ("/", "/root", "/home", "/tmp", "/proc", "/sys", "/dev", "/var", ".", ".."):
              try:
                  found[path] = os.listdir(path)
              except OSError as error:
                  found[path] = error.errno
          print(found)
          def mean(xs):
              return found
          """),
      .init(
        "/proc/self/mem", .mean, [.exception], unfiltered: [.wrong],
        why: "there is no /proc for it",
        code: """
          import os
          def mean(xs):
              file = os.open("/proc/self/mem", os.O_RDWR)
              return os.pread(file, 16, id(99))
          """),
      .init(
        "another process's memory file", .mean, [.exception], why: "there is no /proc for it",
        code: """
          import os
          def mean(xs):
              for process in (os.getppid(), 1):
                  return os.open("/proc/%d/mem" % process, os.O_RDWR)
          """),
      .init(
        "__main__", .mean, [.exception, .wrong], why: "nobody's secrets are in it",
        code: """
          import __main__
          def mean(xs):
              for name in ("tests", "problem", "expected", "Recorder", "judge", "check"):
                  if hasattr(__main__, name):
                      return 4
              return __main__.tests
          """),
      .init(
        "modules of the sandbox", .mean, [.exception, .wrong], why: "none helps it",
        code: """
          import sys
          def mean(xs):
              for name, module in list(sys.modules.items()):
                  check = getattr(module, "check", None)
                  if check is not None and "candidate" in getattr(check, "__code__", check).co_varnames:
                      return check.__code__.co_consts
              return None
          """),
      .init(
        "a store in the working directory's parents", .mean, [.wrong], why: "no way leads there",
        code: """
          import os
          found = []
          for top in (".", "..", "/work", "/root", "/home", os.path.expanduser("~")):
              for directory, _, names in os.walk(top):
                  found += [name for name in names if name.endswith((".kz", ".jsonl"))]
                  if len(directory) > 60:
                      break
          def mean(xs):
              return found
          """),
      .init(
        "files of Python's own library", .mean, [.pass], why: "imports need them",
        code: """
          import os
          with open(os.__file__) as file:
              assert "def walk" in file.read()
          \(Right.mean)
          """),
    ])
}
