"""The judge of `unittest` cases: they run in the candidate's process, and their reports are checked.

What such a run says cannot be proof, since the candidate is where the tests are. A pass needs every
method that held for the canonical solution reported once, with the run's token, a word that it is the
end, and a process that then ends as it is told to.
"""

import ast
import json
import marshal
import os
import secrets
import shutil

from instrument import SCOPES, Tests, modules_of, span_of
from isolation import NOBODY
from judge import Judge, Run, SandboxLost
from problem import Reference, Unusable
from recorder import MOST_FAILURES, described, exception_of
from remote import Report, SolutionGone, Tampering, number_of, text_of
from values import brief_text
from wire import TESTS_FILE, frame

LONGEST_SUITE = 60.0  # CPU seconds of a canonical solution
MOST_REPORTS = 5000
COMPARING = {  # how what an assertion wants is shown, and whether its first value may be what it wants
    "assertEqual": "%s", "assertAlmostEqual": "about %s", "assertListEqual": "%s",
    "assertDictEqual": "%s", "assertSetEqual": "%s", "assertTupleEqual": "%s",
    "assertSequenceEqual": "%s", "assertMultiLineEqual": "%s", "assertCountEqual": "the elements of %s",
    "assertIs": "%s", "assertNotEqual": "!= %s", "assertNotAlmostEqual": "not about %s",
    "assertIsNot": "is not %s", "assertGreater": "> %s", "assertGreaterEqual": ">= %s",
    "assertLess": "< %s", "assertLessEqual": "<= %s", "assertIn": "in %s", "assertNotIn": "not in %s",
    "assertIsInstance": "an instance of %s", "assertNotIsInstance": "no instance of %s",
    "assertRegex": "a match of %s", "assertNotRegex": "no match of %s",
}  # fmt: skip
MIRRORED_CASES = {
    "assertGreater": "< %s", "assertGreaterEqual": "<= %s", "assertLess": "> %s",
    "assertLessEqual": ">= %s", "assertIn": "contains %s", "assertNotIn": "lacks %s",
}  # fmt: skip
STATING = {
    "assertTrue": "True", "assertFalse": "False", "assertIsNone": "None", "assertIsNotNone": "not None",
}  # fmt: skip


SCRATCH = "koderz-scratch-"  # and the judge's process number


def remove_abandoned_scratch(parent):
    """Removes the directories of judges that were killed: nobody else can, once they are gone."""
    try:
        left = [name for name in os.listdir(parent) if name.startswith(SCRATCH)]
        for name in left:
            number = name[len(SCRATCH):]
            if number.isdigit() and not os.path.exists("/proc/" + number) and os.path.exists("/proc/self"):
                shutil.rmtree(os.path.join(parent, name), ignore_errors=True)
    except OSError:
        pass  # another judge is at it, or it is not ours


class SuiteJudge(Judge):
    """The judge of problems whose tests are `unittest` cases."""

    longest_reference = LONGEST_SUITE

    @staticmethod
    def make_scratch(configuration):
        """A directory for runs, should the zygote come to have no file system of its own."""
        parent = os.environ.get("TMPDIR", "/tmp")
        remove_abandoned_scratch(parent)
        path = configuration["scratch"] = os.path.join(parent, SCRATCH + str(os.getpid()))
        try:
            os.mkdir(path, 0o700)
            if os.geteuid() == 0:
                os.chown(path, NOBODY, NOBODY)
        except OSError:
            configuration["scratch"] = "/nonexistent"

    def remove_unused_scratch(self, layers):
        """With a root of its own the zygote has an empty `/tmp` there."""
        if layers.get("minimal-root") == "":
            try:
                os.rmdir(self.configuration["scratch"])
            except OSError:
                pass

    def prepare(self, given):
        """Has the zygote import what the tests need; a module that is missing ends the job."""
        suite = SuiteProblem(given, self.cache, self.configuration["paths"])
        names = {**dict(suite.modules), **{name: True for name, needed in suite.modules if needed}}
        try:
            self.control.sendall(frame(marshal.dumps({"modules": list(names)})))
        except OSError:
            raise SandboxLost from None
        for name, reason in marshal.loads(self.receive()):
            if names[name]:
                raise Unusable(missing_module(name, reason))
        return suite

    def new_run(self, problem, reference, code, session):
        return SuiteRun(problem, reference, code, session)


def missing_module(name, reason):
    """Says which module is missing and, where Python is to blame, what to set."""
    if not reason.startswith("ModuleNotFoundError"):
        return "the problem needs the module %s, which cannot be imported (%s)" % (name, reason)
    return (
        "the problem needs the module %s, which this Python has not: "
        "set python PATH to an environment that has it" % name.partition(".")[0]
    )


class SuiteProblem:
    """A problem whose tests are classes of `unittest.TestCase`."""

    preamble = None

    def __init__(self, members, cache, paths):
        self.entry_point, self.prompt = members["entryPoint"], members["prompt"]
        self.canonical, self.cache = members["canonical"], cache
        source = members["tests"]
        self.key = cache.key("suite", paths, self.entry_point, self.prompt, self.canonical, source)
        try:
            tree = ast.parse(source)
            self.own_modules = [name for name, _ in modules_of(tree)]
            self.statements = {
                line: node for node in ast.walk(tree) if isinstance(node, ast.stmt)
                and not isinstance(node, (*SCOPES, ast.For, ast.While, ast.If, ast.Try))
                for line in range(node.lineno, statement_end(node) + 1)
            }  # fmt: skip
            self.names = methods_of(tree)
            tree = ast.fix_missing_locations(WatchingCalls(self.entry_point).visit(ast.parse(source)))
            code = compile(tree, TESTS_FILE, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError) as error:
            raise Unusable("the problem's tests are not Python: %s" % described(error)) from None
        self.tests = Tests(source, {"code": code, "notes": [], "sites": []})
        self.modules, self.solution_classes = modules_of(ast.parse(source)), []
        try:
            solution = ast.parse(self.prompt + self.canonical)
        except (SyntaxError, ValueError, RecursionError):
            solution = ast.Module([], [])
        self.modules += modules_of(solution)
        self.solution_classes = [node.name for node in ast.walk(solution) if isinstance(node, ast.ClassDef)]
        self.request_extras = {"watched": self.own_modules}
        known = cache.load(self.key)
        self.reference = SuiteReference(*known) if known else None

    def empty_reference(self):
        """Before the canonical solution has run: nothing; without one, the methods written down."""
        return SuiteReference(self.names if not self.canonical else None)

    def keep_reference(self, result, warning):
        """Notes which methods held and their time; all count where the solution does not pass."""
        names = result["reference"] if not warning else self.names or result["reference"]
        known = names, result["cpuMs"] / 1000, warning
        self.reference = SuiteReference(*known)
        if not warning:  # with other libraries it may do
            self.cache.store(self.key, known)

    def expression(self, line):
        """The statement at a line, and the arguments of the call that it is."""
        node = self.statements.get(line)
        if node is None:
            return "", []
        if isinstance(node, ast.With):
            return self.tests.text((node.lineno, node.col_offset, *end_of(node.items[-1].context_expr))), []
        call = node.value if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) else None
        return self.tests.text(span_of(node)), call.args if call else []


def statement_end(node):
    """The last line that counts as a statement's own; of a `with` the one before its body."""
    return node.body[0].lineno - 1 if isinstance(node, ast.With) else node.end_lineno


def end_of(node):
    return node.end_lineno, node.end_col_offset


def methods_of(tree):
    """The test methods that classes in the source define themselves."""
    return [
        "%s.%s" % (kind.name, method.name)
        for kind in sorted((n for n in tree.body if isinstance(n, ast.ClassDef)), key=lambda n: n.name)
        for method in sorted(kind.body, key=lambda n: getattr(n, "name", ""))
        if isinstance(method, (ast.FunctionDef, ast.AsyncFunctionDef)) and method.name.startswith("test")
    ]


class WatchingCalls(ast.NodeTransformer):
    """Has the tests' calls of the candidate go through `__watched__`; its name stays to be patched."""

    def __init__(self, entry_point):
        self.entry_point = entry_point

    def visit_Call(self, node):
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id == self.entry_point:
            watched = ast.Name("__watched__", ast.Load())
            node.func = ast.copy_location(ast.Call(watched, [node.func], []), node.func)
        return node


class SuiteReference(Reference):
    """The methods that held for the canonical solution, and its time."""

    def __init__(self, names=None, cpu=None, warning=""):
        super().__init__(len(names) if names is not None else None, cpu, None, warning)
        self.names = names

    def limits(self):
        """Ten times the canonical solution's CPU time within 3...10 s, and three times it at least."""
        limits = super().limits()
        if self.cpu is not None:
            limits["cpu"] = max(limits["cpu"], 3 * self.cpu)
        return {**limits, "wall": 6 * limits["cpu"]}


class SuiteRun(Run):
    """A run of the methods in the candidate's process, as far as the judge can follow it."""

    def __init__(self, problem, reference, code, session):
        super().__init__(problem, code, session)
        self.reference, self.results, self.is_complete, self.is_released = reference, {}, False, False

    @property
    def is_gone(self):
        return self.ending is SolutionGone or self.is_released

    @property
    def reference_data(self):
        """The methods that held or failed; those that were skipped are nobody's."""
        return [name for name, result in self.results.items() if result != "s"]

    def test(self):
        """Sends the tests, takes the reports, tells the process to end and waits until it has."""
        token = secrets.token_hex(16)
        self.session.send(marshal.dumps((token, self.problem.tests.code, self.problem.solution_classes)))
        for _ in range(MOST_REPORTS):
            if self.take_report(self.report_with(token)):
                break
        else:
            raise Tampering("reported more methods than there can be")
        self.require_every_method()
        self.is_complete = True
        self.session.send(b"")
        try:
            self.session.frame()
        except SolutionGone:
            self.is_released = True
            return
        raise Tampering("reported something after the end")

    def report_with(self, token):
        """The next report; one without the token is not the harness's own."""
        data = self.session.frame()
        try:
            members = json.loads(data)
            known = secrets.compare_digest(members.pop("token"), token)
        except Exception:
            known = False
        if not known:
            raise Tampering("wrote into the connection to the judge")
        return members

    def take_report(self, members):
        """Takes a report in; whether it was the last."""
        if "deceit" in members:
            raise Tampering(brief_text(members["deceit"]))
        kind = members.get("kind")
        if kind == "end":
            return True
        try:
            finding = Finding(members)
        except Exception:
            raise Tampering("reported a result that cannot be") from None
        if kind == "broken":
            self.take_failure_outside(finding)
        else:
            self.take_method(finding)
        return False

    def take_method(self, finding):
        """The result of one method: counted once, and only where the canonical solution has one."""
        expected = self.reference.names
        if finding.name in self.results:
            raise Tampering("reported the method %s twice" % finding.name)
        self.results[finding.name] = finding.result
        if expected is not None and finding.name not in expected:
            if finding.result != "s" and finding.name not in self.problem.names:
                raise Tampering("reported a method %s that does not exist" % finding.name)
            return  # skipped for the canonical solution
        if finding.result == "s" and expected is None:
            return
        letter = "n" if finding.result == "s" else finding.result
        self.assertion(letter, None if letter == "p" else self.details(finding))

    def take_failure_outside(self, finding):
        """Something beside the methods failed: the loading of the tests, `tearDownClass`."""
        details = self.details(finding)
        self.failures.append(details["failure"])
        self.first = self.first or details

    def require_every_method(self):
        """A run that is silent about a method has not passed it."""
        missing = [name for name in self.reference.names or () if name not in self.results]
        if missing and not self.first:
            raise Tampering("did not report the method %s" % missing[0])

    def details(self, finding):
        """What a verdict shows of a failed, broken or skipped method."""
        text, arguments = self.problem.expression(finding.line)
        expected, got = compared(finding.assertion, arguments, self.problem.entry_point)
        message = finding.message
        if finding.result == "e":
            message = "%s: %s" % (finding.raised.type, message) if message else finding.raised.type
        elif finding.result == "s":
            message = "skipped: %s" % message
        if finding.subtest:
            message = "%s: %s" % (finding.subtest, message)
        failure = {
            "index": len(self.letters), "expression": text or finding.name,
            "call": "%s: %s" % (finding.name, finding.call) if finding.call else finding.name,
            "expected": expected, "got": got, "line": finding.line, "message": message,
        }  # fmt: skip
        if len(self.failures) >= MOST_FAILURES:
            failure = None
        return {"cause": finding.cause, "failure": failure, "exception": self.exception(finding)}

    def exception(self, finding):
        return exception_of(finding.raised, self.code.split("\n")) if finding.raised else None

    def assertion(self, letter, details=None):
        """Beyond `MOST_FAILURES` a failure counts, but is not shown."""
        super().assertion(letter, details)
        if self.failures and self.failures[-1] is None:
            self.failures.pop()

    def verdict(self, reference, limits, end, trace):
        """The usual verdict, unless the process did not end as told; it is no proof either way."""
        result = super().verdict(reference, limits, end, trace)
        if self.is_complete and not self.ending and not ended_as_told(end):
            told = {"outcome": "tampered", "message": "the candidate did not let its process end as it was told to"}
            total = reference.total or 0
            result.update(told, passed=0, failures=[], total=total, results="n" * total)
        if result["outcome"] == "infra" and self.is_complete:
            result["message"] = "the problem's tests hold no test method"
        result["proof"] = "same-process"
        return result


def ended_as_told(end):
    """Whether the process left with status 0, by itself and within its limits."""
    return end.is_by_itself and end.limit is None and end.status == 0


class Finding:
    """A report of one method, checked to be one."""

    def __init__(self, members):
        self.name, self.result = text_of(members["name"]), members["result"]
        if self.result not in ("p", "f", "e", "s"):
            raise ValueError("no result")
        line = members.get("line")
        self.line = None if line is None else number_of(line)
        self.message, self.subtest = (limited_text(members.get(one), 2000) for one in ("message", "subtest"))
        self.call = limited_text(members.get("call"), 200) or None
        assertion = members.get("assertion")
        self.assertion = [text_of(one) for one in assertion] if assertion else None
        self.raised = Report(members["raised"]) if members.get("raised") else None
        if self.result == "e" and self.raised is None:
            raise ValueError("no exception")

    @property
    def cause(self):
        """`wrong` when the tests themselves raised over what they were given."""
        if self.raised is None:
            return "wrong"
        if "b:MemoryError" in self.raised.names:
            return "memory"
        is_theirs = not self.raised.frames and "b:Exception" in self.raised.names
        return "wrong" if is_theirs and self.line is not None else "exception"


def limited_text(value, limit):
    """A text of a report, cut at the limit; None is the empty text."""
    if value is not None and type(value) is not str:
        raise ValueError(type(value).__name__)
    return brief_text(value or "", limit)


def compared(assertion, arguments, entry_point):
    """What was wanted and what was given, in the words of the assertion."""
    if not assertion:
        return None, None
    name, *values = assertion
    if name in STATING and values:
        return STATING[name], values[0]
    if name in ("assertRaises", "assertRaisesRegex") and values:
        return values[0].removeprefix("<class '").removesuffix("'>"), "no such exception"
    if name not in COMPARING or len(values) < 2:
        return None, None
    given, wanted = values[:2]
    if len(arguments) >= 2 and is_mirrored(*arguments[:2], entry_point):
        return MIRRORED_CASES.get(name, COMPARING[name]) % given, wanted
    return COMPARING[name] % wanted, given


def is_mirrored(first, second, entry_point):
    """Whether the first argument is what a test wants, and the second what it was given."""
    calls = [
        any(getattr(one, "id", "") == entry_point for one in ast.walk(node)) for node in (first, second)
    ]
    return calls == [False, True] or is_wanted(first) and not is_wanted(second) and not calls[0]


def is_wanted(node):
    """Whether an argument is what a test wants, by its looks: a value written down, or named so."""
    if isinstance(node, (ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Set, ast.UnaryOp)):
        return True
    return any("expect" in getattr(one, "id", "").lower() for one in ast.walk(node))
