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

from outcome import read_evidence, verdict_of
from problem import SHAPES, Cache, Unusable
from recorder import Recorder
from remote import Ending, OtherArguments, Session, SolutionGone, Tampering, TestsWithoutCheck
from wire import EVIDENCE_SIZE, TRACE

LONGEST_REFERENCE = 10.0
LONGEST_FIRST = 60_000  # bytes that go with the descriptors
LONGEST_BEYOND = 10.0  # CPU seconds that the judge itself may take beyond a run's wall limit


class SandboxLost(Exception):
    """The solution zygote is no more: this process is of no use either."""


class Judge:
    """Holds problems and has candidates run against them, one request after the other."""

    longest_reference = LONGEST_REFERENCE

    def __init__(self, control, configuration):
        self.control, self.problems, self.cache = control, {}, Cache(configuration["cache"])
        self.configuration = configuration

    def serve(self, koderz):
        """Answers requests until koderz is gone."""
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
        """The problem of a request, known by its key or given whole."""
        if type(given) is str:
            found = self.problems.get(given)
        else:
            if len(self.problems) >= 512:
                self.problems.clear()
            try:
                found = self.prepare(given)
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

    def prepare(self, given):
        """A problem made ready from its parts."""
        return SHAPES[given["shape"]](given, self.cache)

    def run(self, request):
        """The reply to a request; a run whose calls were not foreseen is made again."""
        problem = self.problem(request["problem"])
        reference = problem.reference or self.measure_reference(problem)
        given = {name: limit for name, limit in (request["limits"] or {}).items() if limit is not None}
        limits = {**reference.limits(), **given}
        try:
            result = self.run_once(problem, reference, request["code"], limits, reference.script)
        except OtherArguments:
            result = self.run_once(problem, reference, request["code"], limits, None)
        if reference.warning:
            known = result.get("message")
            result["message"] = "%s; %s" % (known, reference.warning) if known else reference.warning
        return result

    def measure_reference(self, problem):
        """Runs the canonical solution: how many assertions, how much time, called with what."""
        if not problem.canonical:
            problem.reference = problem.empty_reference()
            return problem.reference
        longest = self.longest_reference
        limits = {"cpu": longest, "wall": 4 * longest, "memory": 1 << 30}
        code = problem.prompt + problem.canonical
        result = self.run_once(problem, problem.empty_reference(), code, limits, None, [])
        if result["outcome"] == "infra":
            raise Unusable(result.get("message", ""))
        warning = ""
        if result["outcome"] != "pass":
            warning = "the canonical solution does not pass its own tests (%s, %d of %d)" % (
                result["outcome"], result["passed"], result["total"])  # fmt: skip
        problem.keep_reference(result, warning)
        return problem.reference

    # One run.

    def run_once(self, problem, reference, code, limits, script, log=None):
        """One run of a candidate: a process of its own, the tests, its end, the verdict."""
        ours, theirs = socket.socketpair()
        evidence = os.memfd_create("evidence", os.MFD_CLOEXEC)
        os.ftruncate(evidence, EVIDENCE_SIZE)
        os.lseek(evidence, TRACE, 0)
        try:
            self.send_request(problem, code, limits, script, theirs, evidence)
            theirs.close()
            run = self.new_run(problem, reference, code, Session(ours.fileno(), script, log, {}))
            run.go(limits)
            ours.close()
            end = self.end_run(run.is_gone)
            run.output, trace = read_evidence(evidence)
        finally:
            ours.close()
            os.close(evidence)
        if run.ending is OtherArguments:
            raise OtherArguments
        result = run.verdict(reference, limits, end, trace)
        result.update(
            cpuMs=1000 * end.cpu, wallMs=1000 * end.wall, peakMemoryBytes=end.memory,
            limit=end.limit, output=run.output,
        )  # fmt: skip
        if log is not None:
            result["reference"] = run.reference_data
        return result

    def new_run(self, problem, reference, code, session):
        return Run(problem, code, session)

    def send_request(self, problem, code, limits, script, theirs, evidence):
        """Has the zygote start a process: the candidate, its limits, the two descriptors."""
        request = marshal.dumps(
            {"code": code, "entryPoint": problem.entry_point,
             "script": script, **problem.request_extras, **limits}
        )  # fmt: skip
        files = array.array("i", [theirs.fileno(), evidence])
        try:
            head = len(request).to_bytes(4, "little") + request[:LONGEST_FIRST]
            sent = self.control.sendmsg([head], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, files)])
            self.control.sendall(memoryview(request)[sent - 4 :])
        except OSError:
            raise SandboxLost from None

    def end_run(self, is_gone):
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
    def reference_data(self):
        """What this run adds to the reference: the calls that were made, as they were sent."""
        return self.session.log

    def verdict(self, reference, limits, end, trace):
        return verdict_of(self, reference, limits, end, trace)

    def assertion(self, letter, details=None):
        """The result of one assertion, and what there is to show of a failure."""
        self.letters.append(letter)
        if details is not None:
            self.failures.append(details["failure"])
            self.first = self.first or details

    def go(self, limits):
        """Runs the tests; whatever ends them is noted, never raised."""
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
        """Runs the instrumented tests against the candidate."""
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
