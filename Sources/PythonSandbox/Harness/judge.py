"""The judge: holds problems and their tests, has candidates run, decides.

A request is one object:

    {"op": "run", "problem": {...} or key, "code", "limits": {"cpu", "wall", "memory"} or null}
"""

import array
import gc
import marshal
import os
import random
import signal
import socket

from outcome import decided, read_evidence
from problem import Cache, Problem, Unusable
from recorder import Recorder
from remote import Ending, OtherArguments, Session, SolutionGone, Tampering, TestsWithoutCheck
from wire import EVIDENCE_SIZE, TRACE

LONGEST_REFERENCE = 10.0
LONGEST_FIRST = 60_000  # bytes that go with the descriptors
LONGEST_BEYOND = 10.0  # CPU seconds that the judge itself may take beyond a run's wall limit


class SandboxLost(Exception):
    """The solution zygote is no more: this process is of no use either."""


class Judge:
    longest_reference = LONGEST_REFERENCE

    def __init__(self, control, configuration):
        self.control, self.problems, self.cache = control, {}, Cache(configuration["cache"])
        self.configuration = configuration

    def serve(self, koderz):
        while True:
            request = koderz.read()
            if request is None:
                os._exit(0)
            try:
                reply = self.run(request)
            except Unusable as error:
                reply = {"outcome": "infra", "message": str(error)}
            koderz.write(reply)

    def problem(self, given):
        if type(given) is str:
            found = self.problems.get(given)
        else:
            if len(self.problems) >= 512:
                self.problems.clear()
            try:
                found = self.prepared(given)
            except Unusable as error:
                found = error
            self.problems[given["key"]] = found
            gc.freeze()  # problems stay: the collector need not look at them again and again
        if isinstance(found, Unusable):
            raise found
        if found is None:
            raise Unusable("unknown problem")
        return found

    @staticmethod
    def make_scratch(configuration):
        """Makes what the zygote cannot make any more once it is sealed."""

    def remove_unused_scratch(self, layers):
        """Takes away what the layers made needless."""

    def prepared(self, given):
        return Problem(given, self.cache)

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
            problem.reference = problem.unlearnt()
            return problem.reference
        longest = self.longest_reference
        limits = {"cpu": longest, "wall": 4 * longest, "memory": 1 << 30}
        code = problem.prompt + problem.canonical
        result = self.attempt(problem, problem.unlearnt(), code, limits, None, [])
        if result["outcome"] == "infra":
            raise Unusable(result.get("message", ""))
        doubt = ""
        if result["outcome"] != "pass":
            doubt = "the canonical solution does not pass its own tests (%s, %d of %d)" % (
                result["outcome"], result["passed"], result["total"])  # fmt: skip
        problem.learn(result, doubt)
        return problem.reference

    # One run.

    def attempt(self, problem, reference, code, limits, script, log=None):
        ours, theirs = socket.socketpair()
        evidence = os.memfd_create("evidence", os.MFD_CLOEXEC)
        os.ftruncate(evidence, EVIDENCE_SIZE)
        os.lseek(evidence, TRACE, 0)
        try:
            self.begin(problem, code, limits, script, theirs, evidence)
            theirs.close()
            run = self.started(problem, reference, code, Session(ours.fileno(), script, log, {}))
            run.go(limits)
            ours.close()
            end = self.finish(run.is_gone)
            run.output, trace = read_evidence(evidence)
        finally:
            ours.close()
            os.close(evidence)
        if run.ending is OtherArguments:
            raise OtherArguments
        result = run.decided(reference, limits, end, trace)
        result.update(
            cpuMs=1000 * end.cpu, wallMs=1000 * end.wall, peakMemoryBytes=end.memory,
            limit=end.limit, output=run.output,
        )  # fmt: skip
        if log is not None:
            result["learnt"] = run.learnt
        return result

    def started(self, problem, reference, code, session):
        return Run(problem, code, session)

    def begin(self, problem, code, limits, script, theirs, evidence):
        request = marshal.dumps(
            {"code": code, "entryPoint": problem.entry_point,
             "script": script, **problem.demands, **limits}
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
        self.is_loaded, self.recorder = False, None

    @property
    def is_gone(self):
        """Whether the solution's process has closed its connection."""
        return self.ending is SolutionGone

    @property
    def learnt(self):
        return self.session.log

    def decided(self, reference, limits, end, trace):
        return decided(self, reference, limits, end, trace)

    def assertion(self, letter, details=None):
        self.letters.append(letter)
        if details is not None:
            self.failures.append(details["failure"])
            self.first = self.first or details

    def go(self, limits):
        signal.setitimer(signal.ITIMER_REAL, limits["wall"] + 2.0, 0.2)
        # Where no handler is reached, in C code over a value of the candidate's, this one kills.
        signal.setitimer(signal.ITIMER_PROF, limits["wall"] + LONGEST_BEYOND)
        try:
            self.report = self.session.loaded()
            if self.report is None:
                self.is_loaded = True
                self.test()
        except Ending as ending:
            self.ending, self.message = type(ending), str(ending)
        except BaseException as error:
            if self.is_loaded:
                self.raised = error
            else:
                self.ending, self.message = Tampering, "answered with what is no answer"
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)

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
