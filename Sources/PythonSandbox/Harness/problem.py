"""Problems as the judge holds them: tests instrumented, what they import loaded, kept on the disk."""

import ast
import hashlib
import marshal
import os
import sys

from instrument import Tests, as_check, instrumented, preamble, syntax_of
from recorder import described
from wire import PRISTINE_BUILTINS, TESTS_FILE

CACHE_FORMAT = 3
SEAL_SIZE = 16
LARGEST_KEPT = 32 << 20


class Unusable(Exception):
    """The job cannot be judged: its own tests are at fault, or what they need is missing."""


class Problem:
    """A problem with its tests instrumented and what they import loaded."""

    request_extras = {}  # what the solution's process is told beyond the candidate

    def __init__(self, members, cache):
        self.entry_point, self.prompt = members["entryPoint"], members["prompt"]
        self.canonical, self.cache = members["canonical"], cache
        self.key = cache.key(self.entry_point, self.prompt, self.canonical, *self.contents(members))
        self.parts = cache.load(self.key) or self.prepared(members)
        self.tests = Tests("".join(self.contents(members)), self.parts["tests"])
        self.preamble = self.parts["preamble"]
        for name, is_needed in self.parts["tests"]["modules"]:
            self.load_module(name, is_needed)
        for name in self.parts["promptModules"]:
            self.load_module(name, False)
        known = self.parts["reference"]
        self.reference = Reference(*known) if known else None

    def contents(self, members):
        """The texts that the lines of the tests count through."""
        return (members["tests"],)

    def tree(self, members):
        """The tests' syntax, with the function `check` in it."""
        return syntax_of(members["tests"], TESTS_FILE)

    def prepared(self, members):
        """What is kept on the disk: instrumented tests, the prompt's code, no reference yet."""
        try:
            tests = instrumented(self.tree(members), self.entry_point, TESTS_FILE)
        except (SyntaxError, ValueError, RecursionError) as error:
            raise Unusable("the problem's tests are not Python: %s" % described(error)) from None
        code, modules = preamble(self.prompt, self.canonical, self.entry_point, "<prompt>")
        return {"tests": tests, "preamble": code, "promptModules": modules, "reference": None}

    def empty_reference(self):
        """What is known before the canonical solution has run: nothing."""
        return Reference()

    def keep_reference(self, result, warning):
        """Notes what the canonical solution's run showed, here and on the disk."""
        script = None if warning else result["reference"]
        self.parts["reference"] = known = (result["total"], result["cpuMs"] / 1000, script, warning)
        self.reference = Reference(*known)
        self.cache.store(self.key, self.parts)

    def load_module(self, name, needed):
        """Imports a module for the tests; one that is not there counts only when it is needed."""
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


class AssertionList(Problem):
    """A problem whose tests are assertions one below the other, run after a setup."""

    def contents(self, members):
        return members["tests"].rstrip("\n") + "\n", members["setup"]

    def tree(self, members):
        tests, setup = self.contents(members)
        setup = syntax_of(setup, TESTS_FILE)
        ast.increment_lineno(setup, tests.count("\n"))
        return as_check(syntax_of(tests, TESTS_FILE), setup)


# How the tests of a problem can be written, by the name that koderz gives it.
SHAPES = {"check": Problem, "assertions": AssertionList}


class Cache:
    """Prepared problems on the disk, by content, Python and machine; without it all takes longer."""

    def __init__(self, directory):
        self.directory = directory

    def key(self, *contents):
        """The name of an entry: a hash of all that it depends on."""
        version = (CACHE_FORMAT, sys.version, os.uname().nodename)
        return hashlib.sha256(marshal.dumps((version, contents), 2)).hexdigest()

    def path(self, key):
        return os.path.join(self.directory, key)

    def load(self, key):
        """An entry's parts; None where it is missing or spoiled."""
        if not self.directory:
            return None
        try:
            with open(self.path(key), "rb") as file:
                entry = file.read()
        except OSError:
            return None
        data = entry[SEAL_SIZE:]
        return marshal.loads(data) if entry[:SEAL_SIZE] == seal(data) else None

    def store(self, key, parts):
        """Writes an entry beside its place and renames it; without room for it nothing is kept."""
        if not self.directory:
            return
        data = marshal.dumps(parts)
        if len(data) > LARGEST_KEPT:
            return
        path = "%s.%d" % (self.path(key), os.getpid())
        try:
            try:
                with open(path, "wb") as file:
                    file.write(seal(data) + data)
                os.rename(path, self.path(key))
            except OSError:
                os.unlink(path)
        except OSError:
            pass


def seal(data):
    """What stands before an entry: one that was cut short or spoiled is made anew."""
    return hashlib.sha256(data).digest()[:SEAL_SIZE]


class Reference:
    """What the canonical solution's own run says of a problem."""

    def __init__(self, total=None, cpu=None, script=None, warning=""):
        self.total, self.cpu, self.script, self.warning = total, cpu, script, warning

    def limits(self):
        """Ten times the canonical solution's CPU time, within 3...10 s."""
        cpu = 10.0 if self.cpu is None else min(10.0, max(3.0, 10 * self.cpu))
        return {"cpu": cpu, "wall": 4 * cpu, "memory": 1 << 30}
