"""Runs the methods of `unittest` classes beside the candidate, and reports each as it ends.

The candidate is loaded before the tests are in this process. They come with a token that every later
report must carry. Before the candidate is loaded a `Guard` notes down what a test relies on; after
loading and after each method it is compared.
"""

import builtins
import functools
import marshal
import sys
import unittest
import unittest.mock

from solution import Solution, frames_of, leave
from values import BRIEF_LENGTH, brief, brief_text
from wire import (
    CANDIDATE_FILE, CONTAINERS, DECEIVING, HEAP_TYPE, SCALARS, TESTS_FILE, bases_of, dump, flags_of,
    marshalled, members_of, names_of,
)  # fmt: skip

MOST_EXAMINED = 2000  # values inside one that is looked at
LONGEST_TEXT = 2000

FUNCTIONS = (type(lambda: 0), type(len), type(str.join), type(object.__init__))
FUNCTION = FUNCTIONS[0]
WRAPPERS = (classmethod, staticmethod, property)
RELIED_ON = """unittest unittest.case unittest.mock unittest.result unittest.suite unittest.util
    builtins math""".split()
REPLACED_BY_ITSELF = ("matplotlib",)  # packages that exchange functions of theirs as they run


class Suite(Solution):
    """A candidate and the tests in one process."""

    def module(self):
        module = super().module()
        module.__builtins__ = builtins  # where `patch("builtins.open")` reaches it
        return module

    def answer_calls(self):
        """Loads the candidate, then takes the tests, runs and reports them, and ends when told."""
        if not self.load():
            leave(0)
        self.send('{"v":null}')
        self.test(*marshal.loads(self.receive()))
        self.receive()  # the judge has seen the end
        leave(0)

    def test(self, token, code, own):
        """Runs every method, and looks after each report whether something was exchanged."""
        guard, watch = self.request["guard"], WATCH
        watch.solution_classes = frozenset(own)

        def report(**members):
            self.send(dump({**members, "token": token}))
            fault = guard.fault()
            if fault or watch.lie:
                self.send(dump({"token": token, "deceit": fault or watch.lie}))
                leave(0)

        if fault := guard.fault():
            report(deceit=fault)
        classes, error = self.classes(code)
        if error is not None:
            report(kind="broken", **self.failure("the tests", error))
        for kind in classes:
            self.test_class(kind, report)
        report(kind="end")

    def classes(self, code):
        """The classes of the tests by name, and what their loading raised."""
        members = self.members
        members["__builtins__"], members["__name__"] = builtins, "tests"
        members["__watched__"] = WATCH.candidate
        sys.modules["tests"] = sys.modules["candidate"]
        before = dict(members)
        try:
            exec(code, members)
            if callable(set_up := members.get("setUpModule")):
                set_up()
        except BaseException as error:
            return [], error
        found = [
            value for name, value in members.items()
            if is_class(value) and unittest.TestCase in bases_of(value)
            and before.get(name) is not value and value.__module__ == "tests"
        ]  # fmt: skip
        return sorted(set(found), key=lambda kind: kind.__qualname__), None

    def test_class(self, kind, report):
        """Runs and reports the methods of a class; all fail or are skipped with `setUpClass`."""
        names = unittest.defaultTestLoader.getTestCaseNames(kind)
        title = kind.__qualname__
        try:
            if getattr(kind, "__unittest_skip__", False):
                raise unittest.SkipTest(getattr(kind, "__unittest_skip_why__", ""))
            kind.setUpClass()
        except BaseException as error:
            for name in names:
                name = "%s.%s" % (title, name)
                if isinstance(error, unittest.SkipTest):
                    report(kind="method", name=name, result="s", message=brief_text(error))
                else:
                    report(kind="method", **self.failure(name, error))
            kind.doClassCleanups()
            return
        for name in names:
            report(kind="method", **self.test_method(kind, name, "%s.%s" % (title, name)))
        self.clean_up(kind, "%s.tearDownClass" % title, report)

    def clean_up(self, kind, title, report):
        """Ends a class; what its `tearDownClass` raises is a failure beside the methods."""
        try:
            kind.tearDownClass()
            kind.doClassCleanups()
            if kind.tearDown_exceptions:
                raise kind.tearDown_exceptions[0][1]
        except BaseException as error:
            report(kind="broken", **self.failure(title, error))

    def test_method(self, kind, name, title):
        """Runs one method; the members of its report."""
        WATCH.forget()
        results = Results()
        try:
            kind(name).run(results)
        except BaseException as error:
            results.errors_seen.append(error)
        if results.errors_seen:
            if results.state:
                WATCH.assertion, WATCH.line, WATCH.call = results.state
            return self.failure(title, results.errors_seen[0], results.subtest)
        if results.surprise:
            return {"name": title, "result": "f", "message": "it succeeded, a failure was expected"}
        if results.skipped_for is not None:
            return {"name": title, "result": "s", "message": results.skipped_for}
        return {"name": title, "result": "p"}

    def failure(self, title, error, subtest=""):
        """What there is to show: `f` where the tests' own assertion failed, `e` for other exceptions."""
        line, is_ours = place_of(error.__traceback__)
        failed = isinstance(error, AssertionError) and not is_ours
        assertion, call = WATCH.shown(line) if failed else (None, WATCH.call_shown())
        frames = [] if failed else frames_of(error.__traceback__)
        names = names_of(type(error))
        message = brief_text(error, LONGEST_TEXT if failed else BRIEF_LENGTH)
        return {
            "name": title, "result": "f" if failed else "e", "line": line, "subtest": subtest,
            "message": message, "assertion": assertion, "call": call or WATCH.call_shown(),
            "raised": None if failed else ["test", names, [], {}, message[:BRIEF_LENGTH], frames, None, None],
        }  # fmt: skip


class Results(unittest.TestResult):
    """What one method came to."""

    def __init__(self):
        super().__init__()
        self.errors_seen, self.subtest, self.skipped_for, self.surprise = [], "", None, False
        self.state = None  # of the watch, when the first subtest failed

    def addError(self, test, error):
        self.errors_seen.append(error[1])

    addFailure = addError

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.state = self.state or (WATCH.assertion, WATCH.line, WATCH.call)
            self.subtest = self.subtest or brief_text(subtest._subDescription())
            self.errors_seen.append(error[1])

    def addSkip(self, test, reason):
        self.skipped_for = brief_text(reason)

    def addUnexpectedSuccess(self, test):
        self.surprise = True

    def addExpectedFailure(self, test, error):
        pass


def place_of(traceback):
    """The tests' last line on the way, and whether the candidate's code was below it."""
    line, is_below = None, False
    while traceback is not None:
        name = traceback.tb_frame.f_code.co_filename
        if name == TESTS_FILE:
            line, is_below = traceback.tb_lineno, False
        elif name == CANDIDATE_FILE:
            is_below = True
        traceback = traceback.tb_next
    return line, is_below


# What the tests see of the candidate, and what they assert.


class Watch:
    """The last call of the candidate and the last assertion; lies about equality in either."""

    def __init__(self):
        self.solution_classes, self.lie = frozenset(), None
        self.forget()

    def forget(self):
        """Begins a method: nothing was called or asserted yet."""
        self.depth, self.call, self.assertion, self.line = 0, None, None, None

    def candidate(self, function):
        """The candidate as a test sees it, where it is the candidate still and no stand-in."""
        if type(function) is not FUNCTION or function.__code__.co_filename != CANDIDATE_FILE:
            return function

        @functools.wraps(function)
        def watched(*arguments, **named):
            plain = marshalled((arguments, named))
            self.call = function.__name__, plain if plain and len(plain) < 4096 else (arguments, named)
            result = function(*arguments, **named)
            self.examine(result)
            return result

        return watched

    def asserted(self, name, method):
        """An assertion of `unittest` that notes itself, unless another one calls it."""
        @functools.wraps(method)
        def assertion(case, *arguments, **named):
            if self.depth:
                return method(case, *arguments, **named)
            self.assertion, self.line = (name, arguments), sys._getframe(1).f_lineno
            self.depth += 1
            try:
                for value in arguments[:2]:
                    self.examine(value)
                return method(case, *arguments, **named)
            finally:
                self.depth -= 1

        return assertion

    def examine(self, value):
        """Notes the first object whose class has its own say in comparisons."""
        if self.lie is None and (found := find_lie(value, self.solution_classes)):
            self.lie = "used an object whose class %s defines %s" % found

    # Shown when something fails.

    def shown(self, line):
        """Name and two values of the assertion at a line, and the call before it."""
        if self.assertion is None or self.line != line:
            return None, self.call_shown()
        name, arguments = self.assertion
        return [name, *(brief(value) for value in arguments[:2])], self.call_shown()

    def call_shown(self):
        """The last call of the candidate, as source code."""
        if self.call is None:
            return None
        name, arguments = self.call
        arguments, named = marshal.loads(arguments) if type(arguments) is bytes else arguments
        parts = [brief(value, 80) for value in arguments]
        parts += ["%s=%s" % (keyword, brief(value, 80)) for keyword, value in named.items()]
        return brief_text("%s(%s)" % (name, ", ".join(parts)), BRIEF_LENGTH)


WATCH = Watch()


def watch_assertions():
    """Puts itself before every assertion of `unittest.TestCase`."""
    for name, method in list(vars(unittest.TestCase).items()):
        if name.startswith("assert") and type(method) is FUNCTION:
            setattr(unittest.TestCase, name, WATCH.asserted(name, method))
    remember_classes()


OLDER_CLASSES = set()  # classes that are older than the candidate, by identity


def remember_classes():
    """All classes that there are now: none of them is the candidate's."""
    waiting = [object]
    while waiting:
        kind = waiting.pop()
        if id(kind) not in OLDER_CLASSES:
            OLDER_CLASSES.add(id(kind))
        waiting += [below for below in type.__subclasses__(kind) if id(below) not in OLDER_CLASSES]


def find_lie(value, own):
    """A class of the candidate's inside a value, with the comparing method that it defines."""
    waiting, seen = [value], set()
    while waiting and len(seen) < MOST_EXAMINED:
        one = waiting.pop()
        kind = type(one)
        if kind in SCALARS or id(one) in seen:
            continue
        seen.add(id(one))
        if id(kind) not in OLDER_CLASSES:
            if found := deceiving_method(kind, own):
                return brief_text(kind.__name__, 60), found
        elif kind is dict:
            waiting += [*dict.keys(one), *dict.values(one)]
        elif kind in CONTAINERS:
            waiting += one
    return None


def deceiving_method(kind, own):
    """The comparing method that a class of the candidate's defines, else None."""
    for base in bases_of(kind):
        if id(base) in OLDER_CLASSES or base.__name__ in own:
            continue
        for name, member in members_of(base).items():
            if name in DECEIVING and member is not None and is_from_candidate(member):
                return name
    return None


def is_from_candidate(member):
    """Whether a method is not a library's, and no function of the tests."""
    code = getattr(member, "__code__", None) or getattr(getattr(member, "fget", None), "__code__", None)
    if code is None:
        return type(member).__module__ != "unittest.mock"
    return code.co_filename != TESTS_FILE and not code.co_filename.startswith(tuple(sys.path))


# What a candidate might exchange.


def is_class(value):
    """Asked of its type: what a value says of its class may be an answer of its own making."""
    return type in bases_of(type(value))


class Guard:
    """Functions and classes that tests rely on, as they were before the candidate was loaded."""

    def __init__(self, modules):
        self.modules = [(name, sys.modules[name]) for name in {*RELIED_ON, *modules} if name in sys.modules]
        self.known, self.codes, seen = [], [], set()
        for name, module in self.modules:
            if name.partition(".")[0] in REPLACED_BY_ITSELF:
                continue
            members = vars(module)
            self.note(name, members)
            for title, kind in list(members.items()):
                if is_class(kind) and id(kind) not in seen and flags_of(kind) & HEAP_TYPE:
                    seen.add(id(kind))
                    self.note("%s.%s" % (name, title), members_of(kind))

    def note(self, owner, members):
        """Keeps the functions and classes of a module or class, and the code of the functions."""
        for name, value in members.items():
            if type(value) in (*FUNCTIONS, *WRAPPERS) or is_class(value):
                self.known.append((owner, members, name, value))
                while type(value) is FUNCTION:
                    self.codes.append((owner, name, value, value.__code__))
                    value = getattr(value, "__wrapped__", None)

    def fault(self):
        """What is no longer as it was, in words; None when all is."""
        for name, module in self.modules:
            if sys.modules.get(name) is not module:
                return "replaced the module %s" % name
        for owner, members, name, value in self.known:
            if members.get(name) is not value:
                return "replaced %s.%s" % (owner, name)
        for owner, name, function, code in self.codes:
            if function.__code__ is not code:
                return "replaced %s.%s" % (owner, name)
        return None
