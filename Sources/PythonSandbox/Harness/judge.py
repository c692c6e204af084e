"""The judge: holds problems and their tests, has candidates run, decides.

It is a process that lives as long as koderz does. On standard input and output it speaks in frames
of JSON: `ready` first, then one reply for each request.

    {"op": "run", "problem": {...} or key, "code", "limits": {"cpu", "wall", "memory"} or null}
"""

import array
import gc
import hashlib
import json
import os
import random
import signal
import socket
import sys

CANDIDATE_FILE, TESTS_FILE = "<candidate>", "<tests>"
HEAD, TAIL, COUNT, TRACE, EVIDENCE_SIZE = 0, 4096, 8192, 12288, 32768
MOST_OUTPUT = 980
LONGEST_REFERENCE = 10.0
LONGEST_FIRST = 60_000  # bytes that go with the descriptors
SEAL_FAILED, BROKEN = 71, 72  # statuses of a solution's process
CACHE_FORMAT = 1
LARGEST_KEPT = 32 << 20


class Unusable(Exception):
    """The job cannot be judged: its own tests are at fault, or what they need is missing."""


class SandboxLost(Exception):
    """The solution zygote is no more: this process is of no use either."""


class Problem:
    """A problem with its tests instrumented and what they import loaded."""

    def __init__(self, members, cache):
        self.entry_point, self.prompt = members["entryPoint"], members["prompt"]
        self.canonical, self.cache = members["canonical"], cache
        source = members["tests"]
        self.key = cache.key(self.entry_point, self.prompt, self.canonical, source)
        self.parts = cache.load(self.key) or self.prepared(source)
        self.tests, self.preamble = Tests(source, self.parts["tests"]), self.parts["preamble"]
        for name, is_needed in self.parts["tests"]["modules"]:
            self.load_module(name, is_needed)
        for name in self.parts["promptModules"]:
            self.load_module(name, False)
        known = self.parts["reference"]
        self.reference = Reference(*known) if known else None

    def prepared(self, source):
        try:
            tests = instrumented(source, self.entry_point, TESTS_FILE)
        except (SyntaxError, ValueError, RecursionError) as error:
            raise Unusable("the problem's tests are not Python: %s" % described(error)) from None
        code, modules = preamble(self.prompt, self.canonical, self.entry_point, "<prompt>")
        return {"tests": tests, "preamble": code, "promptModules": modules, "reference": None}

    def learnt(self, reference):
        self.reference = reference
        self.parts["reference"] = reference.total, reference.cpu, reference.script, reference.doubt
        self.cache.store(self.key, self.parts)

    def load_module(self, name, needed):
        try:
            __import__(name)
        except ImportError:
            if needed:
                raise Unusable(
                    "the tests need the module %s, which this Python has not" % name
                ) from None

    def names(self):
        """The tests' globals, with the prompt's imports, helpers and classes."""
        names = {"__name__": "tests", "__builtins__": dict(PRISTINE_BUILTINS)}
        if self.preamble is not None:
            exec(self.preamble, names)
        return names


class Cache:
    """Prepared problems on the disk, by content, Python and machine; without it all takes longer."""

    def __init__(self, directory):
        self.directory = directory

    def key(self, *contents):
        version = (CACHE_FORMAT, sys.version, os.uname().nodename)
        return hashlib.sha256(marshal.dumps((version, contents), 2)).hexdigest()

    def path(self, key):
        return os.path.join(self.directory, key)

    def load(self, key):
        if not self.directory:
            return None
        try:
            with open(self.path(key), "rb") as file:
                return marshal.loads(file.read())
        except (OSError, ValueError, EOFError, TypeError):
            return None

    def store(self, key, parts):
        if not self.directory:
            return
        data = marshal.dumps(parts)
        if len(data) > LARGEST_KEPT:
            return
        path = "%s.%d" % (self.path(key), os.getpid())
        try:
            with open(path, "wb") as file:
                file.write(data)
            os.rename(path, self.path(key))
        except OSError:
            pass


class Reference:
    """What the canonical solution's own run says of a problem."""

    def __init__(self, total=None, cpu=None, script=None, doubt=""):
        self.total, self.cpu, self.script, self.doubt = total, cpu, script, doubt

    def limits(self):
        """Ten times the canonical solution's CPU time, within 3...10 s."""
        cpu = 10.0 if self.cpu is None else min(10.0, max(3.0, 10 * self.cpu))
        return {"cpu": cpu, "wall": 4 * cpu, "memory": 1 << 30}


class Judge:
    def __init__(self, control, configuration):
        self.control, self.problems, self.cache = control, {}, Cache(configuration["cache"])

    def serve(self):
        while True:
            request = read_frame()
            if request is None:
                os._exit(0)
            try:
                reply = self.run(request)
            except Unusable as error:
                reply = {"outcome": "infra", "message": str(error)}
            write_frame(reply)

    def problem(self, given):
        if type(given) is str:
            found = self.problems.get(given)
        else:
            if len(self.problems) >= 512:
                self.problems.clear()
            try:
                found = Problem(given, self.cache)
            except Unusable as error:
                found = error
            self.problems[given["key"]] = found
            gc.freeze()  # problems stay: the collector need not look at them again and again
        if isinstance(found, Unusable):
            raise found
        if found is None:
            raise Unusable("unknown problem")
        return found

    def run(self, request):
        problem = self.problem(request["problem"])
        reference = problem.reference or self.learn(problem)
        given = {name: limit for name, limit in (request["limits"] or {}).items() if limit is not None}
        limits = {**reference.limits(), **given}
        try:
            result = self.attempt(problem, reference, request["code"], limits, reference.script)
        except OtherArguments:
            result = self.attempt(problem, reference, request["code"], limits, None)
        if reference.doubt:
            known = result.get("message")
            result["message"] = "%s; %s" % (known, reference.doubt) if known else reference.doubt
        return result

    def learn(self, problem):
        """Runs the canonical solution: how many assertions, how much time, called with what."""
        if not problem.canonical:
            problem.reference = Reference()
            return problem.reference
        limits = {"cpu": LONGEST_REFERENCE, "wall": 4 * LONGEST_REFERENCE, "memory": 1 << 30}
        code = problem.prompt + problem.canonical
        result = self.attempt(problem, Reference(), code, limits, None, [])
        if result["outcome"] == "infra":
            raise Unusable(result.get("message", ""))
        doubt = ""
        if result["outcome"] != "pass":
            doubt = "the canonical solution does not pass its own tests (%s, %d of %d)" % (
                result["outcome"], result["passed"], result["total"])  # fmt: skip
        script = None if doubt else result["script"]
        problem.learnt(Reference(result["total"], result["cpuMs"] / 1000, script, doubt))
        return problem.reference

    # One run.

    def attempt(self, problem, reference, code, limits, script, log=None):
        ours, theirs = socket.socketpair()
        evidence = os.memfd_create("evidence", os.MFD_CLOEXEC)
        os.ftruncate(evidence, EVIDENCE_SIZE)
        try:
            self.begin(problem, code, limits, script, theirs, evidence)
            theirs.close()
            run = Run(problem, code, Session(ours.fileno(), script, log, {}))
            run.go(limits)
            ours.close()
            end = self.finish(run.ending is SolutionGone)
            run.output, trace = read_evidence(evidence)
        finally:
            ours.close()
            os.close(evidence)
        if run.ending is OtherArguments:
            raise OtherArguments
        result = decided(run, reference, limits, end, trace)
        result.update(
            cpuMs=1000 * end.cpu, wallMs=1000 * end.wall, peakMemoryBytes=end.memory,
            limit=end.limit, output=run.output,
        )  # fmt: skip
        if log is not None:
            result["script"] = run.session.log
        return result

    def begin(self, problem, code, limits, script, theirs, evidence):
        request = marshal.dumps(
            {"code": code.encode("utf-8", "surrogatepass"), "entryPoint": problem.entry_point,
             "script": script, **limits}
        )  # fmt: skip
        files = array.array("i", [theirs.fileno(), evidence])
        try:
            head = len(request).to_bytes(4, "little") + request[:LONGEST_FIRST]
            sent = self.control.sendmsg([head], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, files)])
            self.control.sendall(memoryview(request)[sent - 4 :])
        except OSError:
            raise SandboxLost from None

    def finish(self, is_gone):
        """Has the zygote end the run, and hears how it ended."""
        try:
            self.control.send(b"G" if is_gone else b"K")
        except OSError:
            raise SandboxLost from None
        return End(*marshal.loads(self.receive()))

    def receive(self):
        size = int.from_bytes(self.exactly(4), "little")
        return self.exactly(size)

    def exactly(self, count):
        data = b""
        while len(data) < count:
            more = self.control.recv(count - len(data))
            if not more:
                raise SandboxLost
            data += more
        return data


class End:
    """How a solution's process ended, as the zygote saw it."""

    def __init__(self, status, is_by_itself, limit, cpu, wall, memory):
        self.status, self.is_by_itself, self.limit = status, is_by_itself, limit
        self.cpu, self.wall, self.memory = cpu, wall, memory


class Run:
    """The tests, run against a solution process."""

    def __init__(self, problem, code, session):
        self.problem, self.code, self.session = problem, code, session
        self.letters, self.failures, self.first = [], [], None
        self.report, self.ending, self.message, self.raised = None, None, "", None
        self.is_loaded = False

    def assertion(self, letter, details=None):
        self.letters.append(letter)
        if details is not None:
            self.failures.append(details["failure"])
            self.first = self.first or details

    def go(self, limits):
        signal.setitimer(signal.ITIMER_REAL, limits["wall"] + 2.0, 0.2)
        try:
            self.report = self.session.loaded()
            if self.report is None:
                self.is_loaded = True
                self.test()
        except Ending as ending:
            self.ending, self.message = type(ending), str(ending)
        except BaseException as error:
            self.raised = error
        signal.setitimer(signal.ITIMER_REAL, 0)

    def test(self):
        session, problem = self.session, self.problem
        self.recorder = Recorder(self.assertion, problem.tests, session, problem, self.code)
        names = problem.names()
        session.classes.update(
            (name, value) for name, value in names.items()
            if isinstance(value, type) and value.__module__ == "tests"
        )  # fmt: skip
        names["__judge__"] = self.recorder
        names[problem.entry_point] = watched = self.recorder.watched()
        random.seed(0)
        exec(problem.tests.code, names)
        if not callable(check := names.get("check")):
            raise TestsWithoutCheck
        names[problem.entry_point] = watched  # it may be called `check` itself
        check(watched)


def decided(run, reference, limits, end, trace):
    """The verdict: from the judge's own observations."""
    letters, total = run.letters, reference.total or 0
    result = {
        "failures": run.failures,
        "total": max(total, len(letters)),
        "passed": letters.count("p"),
        "results": "".join(letters) + "n" * (total - len(letters)),
        "phase": "test" if run.is_loaded else "load",
        "split": "first-failure" if run.problem.tests.notes else "exact",
    }
    result.update(outcome_of(run, reference, limits, end, trace))
    if result["outcome"] == "tampered":  # nothing that it said counts
        result.update(passed=0, failures=[], total=total, results="n" * total)
    if result["outcome"] in ("pass", "no-entry"):
        result["phase"] = None
    return result


def outcome_of(run, reference, limits, end, trace):
    if run.ending is Tampering:
        return {"outcome": "tampered", "message": "the candidate " + run.message}
    if run.ending is TestsStuck:
        return {"outcome": "infra", "message": "the problem's tests do not end"}
    if run.ending is TestsWithoutCheck:
        return {"outcome": "infra", "message": "the problem's tests define no function check"}
    if run.ending is Untransferable:
        return {"outcome": "infra", "message": run.message}
    if run.ending is SolutionGone and not run.first:
        return gone(run, limits, end, trace)
    if run.report is not None:
        return unloaded(run, limits)
    if run.raised is not None and not run.first:
        return broken_off(run, limits)
    if run.first:  # as it would have ended an untouched `check`
        found = {"outcome": run.first["cause"]}
        if run.first["cause"] != "wrong":
            found["exception"] = run.first.get("exception")
        if run.first["cause"] == "memory":
            found["message"] = memory_message(limits)
        return found
    if not run.letters:
        if reference.total:
            return {"outcome": "wrong", "message": "the tests ended without reaching an assertion"}
        return {"outcome": "infra", "message": "the problem's tests hold no assertion"}
    return {"outcome": "pass", "total": len(run.letters), "results": "p" * len(run.letters)}


def unloaded(run, limits):
    report = run.report
    if report.phase == "no-entry":
        return {"outcome": "no-entry", "message": report.message}
    if "b:MemoryError" in report.names:
        return {"outcome": "memory", "message": memory_message(limits)}
    outcome = "syntax" if report.phase == "syntax" else "exception"
    return {"outcome": outcome, "exception": exception_of(report, run.code.split("\n"))}


def broken_off(run, limits):
    """An exception ended `check` outside every assertion."""
    cause = run.recorder.cause_of(run.raised)
    if cause == "memory":
        return {"outcome": "memory", "message": memory_message(limits)}
    exception = run.recorder.exception(run.raised)
    if cause == "wrong":
        return {"outcome": "wrong", "message": "the tests raised %s" % described(run.raised)}
    return {"outcome": "exception", "exception": exception}


def gone(run, limits, end, trace):
    """The solution's process ended before the tests did."""
    frames = located(trace, run.code)
    status, limit = end.status, end.limit
    if limit is None and os.WIFSIGNALED(status) and end.cpu >= limits["cpu"]:
        limit = end.limit = "cpu"
    if limit:
        return timed_out(limits, limit, end.cpu, frames)
    if not end.is_by_itself:
        return {"outcome": "tampered", "message": "the candidate closed its connection to the judge"}
    if not os.WIFSIGNALED(status):
        return left(os.WEXITSTATUS(status))
    number = os.WTERMSIG(status)
    if number == signal.SIGKILL and end.memory > 0.8 * limits["memory"]:
        return {"outcome": "memory", "message": memory_message(limits)}
    name = signal.Signals(number).name if number in signal.valid_signals() else "signal %d" % number
    exception = {"type": name, "message": signal.strsignal(number) or "", "frames": frames}
    return {"outcome": "crash", "message": "the process died from %s" % name, "exception": exception}


def left(status):
    if status == SEAL_FAILED:
        return {"outcome": "infra", "message": "a layer of the sandbox could not be put on"}
    if status == BROKEN:
        message = "the candidate broke the process that answers for it"
    else:
        message = "the candidate ended its process with status %d before the tests were complete" % status
    return {"outcome": "tampered", "message": message}


def timed_out(limits, limit, cpu, frames):
    if limit == "cpu":
        message = "the CPU limit of %g s was used up" % limits["cpu"]
    else:
        message = "the wall limit of %g s passed with %.1f s of CPU used" % (limits["wall"], cpu)
    if frames:
        message += ", at line %d" % frames[-1]["line"]
    exception = {"type": "TimeoutError", "message": message, "frames": frames}
    return {"outcome": "timeout", "message": message, "exception": exception if frames else None}


def memory_message(limits):
    return "the memory limit of %d MiB was met" % (limits["memory"] >> 20)


def read_evidence(file):
    """What was printed, its head and its tail; and where the process said that it was."""
    data = os.pread(file, EVIDENCE_SIZE, 0)
    length = int.from_bytes(data[COUNT : COUNT + 8], "little")
    head = data[: min(length, TAIL)]
    if length <= TAIL:
        printed, left_out = head, 0
    else:
        place = length % TAIL
        ring = data[TAIL + place : 2 * TAIL] + data[TAIL : TAIL + place]
        tail = ring[-(length - TAIL) :] if length < 2 * TAIL else ring
        printed, left_out = head + tail, max(0, length - 2 * TAIL)
    trace = data[TRACE:].rstrip(b"\0").decode("ascii", "replace")
    return shortened(printed, left_out, length), trace


def shortened(printed, left_out, length):
    if len(printed) <= 2 * MOST_OUTPUT and not left_out:
        return printed.decode("utf-8", "replace")
    middle = "\n... %d bytes left out ...\n" % (length - 2 * MOST_OUTPUT)
    head, tail = printed[:MOST_OUTPUT], printed[-MOST_OUTPUT:]
    return head.decode("utf-8", "replace") + middle + tail.decode("utf-8", "replace")


def located(trace, source):
    """The candidate's lines in what faulthandler wrote, outermost first."""
    lines, found = source.split("\n"), []
    for text in trace.split("\n"):
        head, _, rest = text.strip().partition('File "%s", line ' % CANDIDATE_FILE)
        number, _, name = rest.partition(" in ")
        if not head and number.isdecimal():
            found.append(frame_of(lines, int(number), name))
    return found[:MOST_FRAMES][::-1]


# Life of the process.


def read_frame():
    head = read_exactly(4)
    return json.loads(read_exactly(int.from_bytes(head, "little"))) if head else None


def read_exactly(count):
    parts = []
    while count:
        data = os.read(0, min(count, 1 << 20))
        if not data:
            return None
        parts.append(data)
        count -= len(data)
    return b"".join(parts)


def write_frame(members):
    data = memoryview(frame(json.dumps(members).encode("ascii")))
    while data:
        data = data[os.write(OUTPUT, data) :]


def start_zygote(program, configuration):
    """A fresh interpreter: it inherits nothing of this process's memory."""
    ours, theirs = socket.socketpair()
    nothing = os.open(os.devnull, os.O_RDWR)
    kept = os.dup(theirs.fileno())
    os.posix_spawn(
        sys.executable,
        [sys.executable, "-S", "-s", "-B", "-c", ZYGOTE_LOADER],
        {name: os.environ[name] for name in ("PATH", "LC_ALL", "PYTHONHASHSEED") if name in os.environ},
        file_actions=[
            (os.POSIX_SPAWN_DUP2, nothing, 0), (os.POSIX_SPAWN_DUP2, nothing, 1),
            (os.POSIX_SPAWN_DUP2, nothing, 2), (os.POSIX_SPAWN_DUP2, kept, 3),
        ],
    )  # fmt: skip
    for file in (nothing, kept):
        os.close(file)
    theirs.close()
    data = marshal.dumps((program, configuration))
    ours.sendall(len(data).to_bytes(4, "little") + data)
    return ours


ZYGOTE_LOADER = """
import marshal, os, sys
sys.path[:] = [path for path in sys.path if path]
size = int.from_bytes(os.read(3, 4), "little")
data = b""
while len(data) < size:
    data += os.read(3, size - len(data))
program, configuration = marshal.loads(data)
sys.path += configuration["paths"]
exec(marshal.loads(program))
"""


def stuck(*_):
    raise TestsStuck


def main():
    global OUTPUT
    OUTPUT = os.dup(1)
    program, configuration = SOLUTION, CONFIGURATION
    sys.path[:] = [path for path in sys.path if path]
    sys.path += configuration["paths"]
    control = start_zygote(program, configuration)
    judge = Judge(control, configuration)
    try:
        layers = marshal.loads(judge.receive())
    except SandboxLost:
        write_frame({"problem": "the zygote of solutions ended at its start"})
        os._exit(1)
    restricted = Layers(set(configuration["leftOut"]))
    restricted.attempt("judge-no-new-privileges", prctl, PR_SET_NO_NEW_PRIVS, 1)
    cache = [configuration["cache"]] if configuration["cache"] else []
    restricted.attempt("judge-landlock", restrict_files, readable_paths(configuration["paths"]), cache)
    states = list(layers.items()) + list(restricted.states.items())
    signal.signal(signal.SIGALRM, stuck)
    nothing = os.open(os.devnull, os.O_RDWR)
    for file in (1, 2):
        os.dup2(nothing, file)
    write_frame({"layers": states, "missing": missing_minimum(layers)})
    try:
        judge.serve()
    except SandboxLost:
        os._exit(1)


main()
