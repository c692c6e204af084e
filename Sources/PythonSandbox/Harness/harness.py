"""The judge: reads a job, forks the candidate's process, watches it, writes one verdict.

Input on stdin: the length of the job in decimal and a newline, the job as JSON, then the nonce. The
nonce is read only after the fork, so the candidate's process never holds it.
Output on stdout: one JSON object with the nonce.
"""

import json
import os
import signal
import sys

NONCE_LENGTH = 32
ENDINGS = {"complete", "syntax", "exception", "no-entry", "memory", "tampered"}


class Unusable(Exception):
    """The job cannot be judged: its own tests are at fault, or what they need is missing."""


class Prepared:
    """The tests, instrumented, with what they import already loaded."""

    def __init__(self, job):
        entry_point = job["entryPoint"]
        try:
            self.tests = Tests(job["tests"], entry_point, TESTS_FILE)
        except (SyntaxError, ValueError, RecursionError) as error:
            raise Unusable("the problem's tests are not Python: %s" % described(error)) from None
        tree, self.preamble = preamble(job["prompt"], job["canonical"], entry_point, "<prompt>")
        self.modules = set()
        for node in self.tests.imports:
            self.load(node, needed=id(node) not in self.tests.guarded_imports)
        for node in tree.body if tree else ():
            self.load(node, needed=False)
        if "random" in job["code"]:
            self.load_module("random", needed=False)

    def load(self, node, needed):
        if isinstance(node, ast.Import):
            for alias in node.names:
                self.load_module(alias.name, needed)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            self.load_module(node.module, needed)

    def load_module(self, name, needed):
        try:
            __import__(name)
            self.modules.add(name)
        except ImportError:
            if needed:
                raise Unusable(
                    "the tests need the module %s, which this Python has not" % name
                ) from None


def verdict(job, prepared, report, watch, status, usage):
    """Decides, from the judge's own observations first and the report after them."""
    letters, total = report.letters, job["total"] or 0
    result = {
        "failures": report.failures,
        "total": max(total, len(letters)),
        "passed": letters.count("p"),
        "results": "".join(letters) + "n" * (total - len(letters)),
        "phase": "test" if report.loaded else "load",
        "split": "first-failure" if prepared.tests.notes else "exact",
        "output": watch.output.text(),
        "layers": list(report.layers.items()),
        "cpuMs": 1000 * (usage.ru_utime + usage.ru_stime),
        "wallMs": 1000 * watch.wall,
        "peakMemoryBytes": 1024 * usage.ru_maxrss,
        "limit": watch.limit,
    }
    result.update(decided(job, report, watch, status, result))
    if result["outcome"] == "tampered":  # nothing that it said counts
        result.update(passed=0, failures=[], total=total, results="n" * total)
    if result["outcome"] in ("pass", "no-entry"):
        result["phase"] = None
    return result


def decided(job, report, watch, status, result):
    if report.lie:
        return {"outcome": "tampered", "message": "the candidate's process lied: " + report.lie}
    if watch.limit:
        return timed_out(job, watch)
    if report.ending is None:
        return ended_early(job, watch, status, result)
    ending = report.ending
    if ending["outcome"] not in ENDINGS:
        return {"outcome": "tampered", "message": "the candidate's process lied about its end"}
    if ending["outcome"] != "complete":
        kept = {name: ending[name] for name in ("outcome", "message", "phase", "exception") if name in ending}
        if ending["outcome"] == "memory":
            kept["message"] = memory_message(job)
        return kept
    if report.first:
        return failed(job, report)
    if not report.letters:
        return nothing_asserted(job)
    return {"outcome": "pass", "total": len(report.letters), "results": "p" * len(report.letters)}


def failed(job, report):
    """The first failure names the outcome, as it would end an untouched `check`."""
    found = {"outcome": report.first["cause"]}
    if report.first["cause"] != "wrong":
        found["exception"] = report.first.get("exception")
    if report.first["cause"] == "memory":
        found["message"] = memory_message(job)
    return found


def nothing_asserted(job):
    if job["total"]:
        return {"outcome": "wrong", "message": "the tests ended without reaching an assertion"}
    return {"outcome": "infra", "message": "the problem's tests hold no assertion"}


def timed_out(job, watch):
    allowed = job["limits"][watch.limit]
    if watch.limit == "cpu":
        message = "the CPU limit of %g s was used up" % allowed
    else:
        message = "the wall limit of %g s passed with %.1f s of CPU used" % (allowed, watch.cpu)
    frames = watch.frames(job["code"])
    if frames:
        message += ", at line %d" % frames[-1]["line"]
    exception = {"type": "TimeoutError", "message": message, "frames": frames}
    return {"outcome": "timeout", "message": message, "exception": exception if frames else None}


def ended_early(job, watch, status, result):
    if not os.WIFSIGNALED(status):
        message = "the candidate ended its process with status %d before the tests were complete"
        return {"outcome": "tampered", "message": message % os.WEXITSTATUS(status)}
    number = os.WTERMSIG(status)
    if result["cpuMs"] >= 1000 * job["limits"]["cpu"]:
        watch.limit = result["limit"] = "cpu"
        return timed_out(job, watch)
    if number == signal.SIGKILL and result["peakMemoryBytes"] > 0.8 * job["limits"]["memory"]:
        return {"outcome": "memory", "message": memory_message(job)}
    name = signal.Signals(number).name if number in signal.valid_signals() else "signal %d" % number
    frames = watch.frames(job["code"])
    exception = {"type": name, "message": signal.strsignal(number) or "", "frames": frames}
    return {"outcome": "crash", "message": "the process died from %s" % name, "exception": exception}


def memory_message(job):
    return "the memory limit of %d MiB was met" % (job["limits"]["memory"] >> 20)


# Processes.


def start_keeper():
    """The first process of the pid namespace: when it dies, the kernel kills all the others.

    It waits for the end of a pipe that only the judge holds open, so it cannot outlive the judge.
    """
    ending, held = os.pipe()
    if keeper := os.fork():
        os.close(ending)
        return keeper
    os.close(held)
    for file in (0, 1, 2):
        os.close(file)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    os.read(ending, 1)
    os._exit(0)


def kill_descendants():
    """Kills every child until none is left; orphans have become children."""
    while True:
        try:
            with open("/proc/self/task/%d/children" % os.getpid()) as file:
                for child in file.read().split():
                    os.kill(int(child), signal.SIGKILL)
        except OSError:
            pass
        try:
            os.wait()
        except ChildProcessError:
            return


def end_on_signal(number, _):
    kill_descendants()
    os._exit(128 + number)


def judge(job):
    """Runs the job's candidate and returns its verdict."""
    prepared = Prepared(job)
    layers = {"own-session": "" if os.getsid(0) == os.getpid() else "not started in a session of its own"}
    attempt(layers, "adopts-orphans", adopt_orphans)
    enter_namespaces(layers)
    signal.signal(signal.SIGTERM, end_on_signal)
    if not layers["pid-namespace"]:
        start_keeper()
    hand_over(os.getcwd())
    token = os.urandom(16).hex()
    pipes = [os.pipe() for _ in range(3)]
    process = os.fork()
    if process == 0:
        try:
            os.setsid()
            start_candidate(job, prepared, [writing for _, writing in pipes], layers, token)
        finally:
            os._exit(70)
    for _, writing in pipes:
        os.close(writing)
    report = Report(token)
    watch = Watch(process, report, [reading for reading, _ in pipes], job["limits"])
    status, usage = watch.run()
    kill_descendants()
    return verdict(job, prepared, report, watch, status, usage)


def read_exactly(count):
    parts = []
    while count > 0:
        data = os.read(0, min(count, 1 << 20))
        if not data:
            raise EOFError("the job ended early")
        parts.append(data)
        count -= len(data)
    return b"".join(parts)


def main():
    digits = b""
    while (digit := read_exactly(1)) != b"\n":
        digits += digit
    job = json.loads(read_exactly(int(digits)))
    sys.path[:] = [path for path in sys.path if path]
    try:
        result = judge(job)
    except Unusable as error:
        result = {"outcome": "infra", "message": str(error)}
    result["nonce"] = read_exactly(NONCE_LENGTH).decode()
    data = json.dumps(result).encode() + b"\n"
    while data:
        data = data[os.write(1, data) :]
    os._exit(0)


main()
