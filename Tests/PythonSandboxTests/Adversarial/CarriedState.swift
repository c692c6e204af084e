import Experiments

/// Something that a run tries to leave, and a right answer that only passes where nothing was left.
struct CarriedState: Sendable {
  var leaving: [AdversarialCase]
  var finding: AdversarialCase

  /// Two runs leave it, in case there are two places where a run can go.
  private init(_ name: String, leaving: String, finding: String) {
    let leaver = AdversarialCase(
      "leaves " + name, .mean, [.pass, .exception, .tampered, .crash],
      why: "what it leaves is for the next run",
      code: "\(leaving)\n\(Right.mean)")
    self.leaving = [leaver, leaver]
    self.finding = AdversarialCase(
      "finds no " + name, .mean, [.pass], why: "every run begins anew",
      code: "\(finding)\n\(Right.mean)")
  }

  static let all: [Self] = [
    .init(
      "global of a shared module", leaving: "import math\nmath.kz_left = 1",
      finding: "import math\nassert not hasattr(math, 'kz_left')"),
    .init(
      "builtin", leaving: "import builtins\nbuiltins.kz_left = 1\nbuiltins.sum = None",
      finding: "import builtins\nassert not hasattr(builtins, 'kz_left') and sum([1]) == 1"),
    .init(
      "module", leaving: "import sys\nsys.modules['kz_left'] = sys",
      finding: "import sys\nassert 'kz_left' not in sys.modules"),
    .init(
      "cached pattern", leaving: "import re\nre.compile = None\nre.purge = None",
      finding: "import re\nassert re.compile('a').match('a')"),
    .init(
      "random state",
      leaving: "import random\nrandom.seed(1)\nrandom.Random.random = lambda self: 0.5",
      finding: "import random\nassert random.random() != random.random()"),
    .init(
      "limit", leaving: "import sys\nsys.setrecursionlimit(77)",
      finding: "import sys\nassert sys.getrecursionlimit() >= 1000"),
    .init(
      "path", leaving: "import sys\nsys.path[:] = ['/kz_left']",
      finding: "import sys, colorsys\nassert '/kz_left' not in sys.path"),
    .init(
      "environment", leaving: "import os\nos.environ['KZ_LEFT'] = '1'",
      finding: "import os\nassert 'KZ_LEFT' not in os.environ"),
    .init(
      "file",
      leaving: """
        for place in ("", "/tmp/", "/dev/shm/", "/var/tmp/"):
            try:
                open(place + "\(Canary.mark)-left", "w").write("x")
            except OSError:
                pass
        """,
      finding: """
        import os
        for place in ("", "/tmp/", "/dev/shm/", "/var/tmp/"):
            assert not os.path.exists(place + "\(Canary.mark)-left")
        """),
    .init(
      "directory", leaving: "import os\nos.chdir('/')\nos.umask(0o777)",
      finding: "import os\nassert os.umask(0o22) != 0o777"),
    .init(
      "signal's handler",
      leaving: "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)",
      finding: "import signal\nassert signal.getsignal(signal.SIGTERM) != signal.SIG_IGN"),
    .init(
      "trace function", leaving: "import sys\nsys.settrace(lambda *details: None)",
      finding: "import sys\nassert sys.gettrace() is None"),
    .init(
      "descriptor",
      leaving: "import os\nr, w = os.pipe()\nos.dup2(w, 40)\nos.write(40, b'left')",
      finding: """
        import os
        try:
            os.fstat(40)
        except OSError:
            pass
        else:
            raise AssertionError("descriptor 40 is open")
        """),
    .init(
      "thread",
      leaving: """
        import threading, time
        threading.Thread(target=time.sleep, args=(30,), name="kz_left", daemon=True).start()
        """,
      finding: """
        import threading
        assert all(thread.name != "kz_left" for thread in threading.enumerate())
        """),
    .init(
      "garbled memory", leaving: "import ctypes\nctypes.memset(id(7) + 24, 1, 4)",
      finding: "assert 3 + 4 == 7 and [0] * 7 == [0, 0, 0, 0, 0, 0, 0]"),
  ]
}
