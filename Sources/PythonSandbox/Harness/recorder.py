"""Notes the result of every assertion, and what was compared, while the tests run."""

import marshal

from difference import Steps, difference
from remote import Ending, Tampering
from values import BRIEF_LENGTH, brief, brief_text

MOST_FAILURES = 20
MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "in": "contains", "not in": "lacks"}


class Call:
    """One call of the candidate; its text is made when it is needed."""

    __slots__ = ("name", "arguments", "result", "error")

    def __init__(self, name, arguments):
        self.name, self.arguments, self.result, self.error = name, arguments, None, None

    @property
    def text(self):
        """The call as source code, in short."""
        if type(self.arguments) is str:
            return self.arguments
        arguments, named = marshal.loads(self.arguments)
        return call_text(self.name, arguments, named)


def call_text(name, arguments, named):
    """A call as source code; the arguments share `BRIEF_LENGTH` characters."""
    room, parts = BRIEF_LENGTH, []
    for keyword, value in [*((None, value) for value in arguments), *named.items()]:
        text = brief(value, max(room, 10))
        parts.append(text if keyword is None else "%s=%s" % (keyword, text))
        room -= len(text)
    return "%s(%s)" % (name, ", ".join(parts))


class Sides:
    """The last comparison inside an assertion."""

    __slots__ = ("operator", "left", "right", "tolerance", "calls_left", "calls_before", "complete")

    def __init__(self, operator, left, calls_before, calls_left):
        self.operator, self.left = operator, left
        self.calls_before, self.calls_left = calls_before, calls_left
        self.right = self.tolerance = None
        self.complete = False


class Recorder:
    """`__judge__` in the instrumented tests.

    `report` takes one letter (`p` held, `f` did not, `e` raised) and, for the first failures, what
    there is to show.
    """

    def __init__(self, report, tests, session, problem, source):
        self.report, self.tests, self.session = report, tests, session
        self.entry_point, self.source_lines = problem.entry_point, source.split("\n")
        self.order = []  # sites in order of their results
        self.entered = {}  # first site of a guarded body: length of `order` when it was entered
        self.failures = 0
        self.calls = []  # of the current assertion; before the first, of the lines above it
        self.before = []
        self.sides = None
        self.steps = Steps()  # what the differences may cost in all

    # The candidate, watched.

    def watched(self):
        """The candidate as the tests get it: calls are noted, and go to the other process."""
        recorder, session = self, self.session

        def candidate(*arguments, **named):
            plain = session.marshalled_arguments(arguments, named)
            text = plain if plain is not None else call_text(recorder.entry_point, arguments, named)
            call = Call(recorder.entry_point, text)
            recorder.calls = [*recorder.calls[-2:], call]
            try:
                call.result = session.call(arguments, named, plain)
            except BaseException as error:
                call.error = error
                raise
            return call.result

        candidate.__name__ = candidate.__qualname__ = self.entry_point
        return candidate

    # What instrumented assertions call.

    def begin(self, site):
        """An assertion begins: calls before it are its context."""
        self.before, self.calls, self.sides = self.calls, [], None

    def left(self, operator, value):
        """The left side of a comparison, on its way into it."""
        self.sides = Sides(operator, value, 0, len(self.calls))
        return value

    def right(self, value):
        """The right side of a comparison, on its way into it."""
        self.sides.right, self.sides.complete = value, True
        return value

    def tolerance(self, value):
        """The limit of a distance: `abs(left - right) < tolerance`."""
        if self.sides is not None:
            self.sides.tolerance = value
        return value

    def truth(self, wanted, value):
        """A value whose truth is all that is asserted."""
        self.sides = Sides("truth", value, 0, len(self.calls))
        self.sides.right = wanted
        return value

    def end(self, site, value, message):
        """An assertion was evaluated: it held, or it did not."""
        if self.session.lie is not None:
            raise Tampering(self.session.lie)
        if value:
            self.note(site, "p")
        else:
            self.fail(site, "f", "wrong", self.own_message(message))

    def error(self, site, error):
        """An assertion was not evaluated, because something was raised."""
        if isinstance(error, Ending):
            raise error
        self.fail(site, "e", self.cause_of(error), described(error), error)

    # Bodies with assertions, guarded against exceptions between them.

    def enter_body(self, first, last):
        """A body with assertions is entered; exceptions between them belong to this round."""
        self.entered[first] = len(self.order)
        self.before, self.calls, self.sides = [], [], None

    def error_between(self, first, last, error):
        """An exception outside the assertions: it counts for the first one not reached."""
        reached = set(self.order[self.entered.get(first, 0) :])
        missing = (site for site in range(first, last) if site not in reached)
        self.before, self.sides = [], None
        self.error(next(missing, last - 1), error)

    # Results.

    def note(self, site, letter, details=None):
        """Reports a result."""
        self.order.append(site)
        self.report(letter, details)
        if not self.calls:
            self.calls = self.before

    def fail(self, site, letter, cause, message, error=None):
        """Reports a failure with its details; from `MOST_FAILURES` on, the result only."""
        self.failures += 1
        if self.failures > MOST_FAILURES:
            return self.note(site, letter)
        calls = self.calls or self.before[-1:]
        place = self.tests.sites[site]
        expected, got, differing = self.compared(calls) if error is None else (None, None, None)
        if error is not None and place.expected:
            expected = self.tests.text(place.expected, BRIEF_LENGTH)
        details = {
            "cause": cause,
            "failure": {
                "index": len(self.order),
                "expression": self.tests.text(place.span),
                "call": "; ".join(call.text for call in calls) or None,
                "expected": expected,
                "got": got,
                "difference": differing,
                "line": place.line,
                "message": message,
            },
        }
        if error is not None and self.failures == 1:
            details["exception"] = self.exception(error)
        self.note(site, letter, details)

    def compared(self, calls):
        """What was wanted, what was given and how they differ, by the last comparison."""
        sides = self.sides
        if sides is None:
            return None, None, None
        if sides.operator == "truth":
            if not calls or calls[-1].result is sides.left:
                return repr(sides.right), brief(sides.left), None
            return None, brief(calls[-1].result), None
        mirrored = bool(calls) and self.is_candidate_on_right(sides, calls)
        expected, got = (sides.left, sides.right) if mirrored else (sides.right, sides.left)
        operator = MIRRORED.get(sides.operator, sides.operator) if mirrored else sides.operator
        text = brief(expected)
        if operator == "~":
            tolerance = sides.tolerance
            text = "%s ± %s" % (text, brief(tolerance, 40)) if tolerance is not None else "about " + text
        elif operator == "!=" or operator not in ("==", "is"):
            text = "%s %s" % (operator, text)
        differing = None
        if operator in ("==", "is", "~") and sides.complete:
            differing = difference(expected, got, self.steps, operator == "is")
        return text, brief(got), differing

    def is_candidate_on_right(self, sides, calls):
        """Whether the right side is what the candidate gave."""
        if calls is self.calls and len(self.calls) > 0:
            return sides.calls_left == 0
        return calls[-1].result is sides.right and calls[-1].result is not sides.left

    def cause_of(self, error):
        """`wrong` when the test itself raised over a value it was given."""
        report = self.session.report(error)
        if report is None:
            return "wrong"
        return "memory" if isinstance(error, MemoryError) else "exception"

    def own_message(self, message):
        """The message that the assertion itself has, evaluated."""
        try:
            value = message() if message is not None else None
        except BaseException as error:
            return "the assertion's message raised %s" % type(error).__name__
        return "" if value is None else brief_text(value)

    def exception(self, error):
        """What is shown of an exception: the candidate's, or one of the tests' own."""
        report = self.session.report(error)
        if report is not None:
            return exception_of(report, self.source_lines)
        return {"type": brief_text(type(error).__name__, 80), "message": brief_text(error), "frames": []}


def exception_of(report, source_lines):
    """What the solution's process said of an exception, with the candidate's own lines."""
    frames = [frame_of(source_lines, line, name) for line, name in report.frames]
    if report.line is not None:
        frames = [frame_of(source_lines, report.line, "<module>")]
    return {"type": report.type, "message": report.message, "frames": frames, "column": report.column}


def frame_of(source_lines, line, name):
    """One level of a traceback, with its line of the source."""
    inside = 0 < line <= len(source_lines)
    return {
        "line": line,
        "function": brief_text(name, 80),
        "source": brief_text(source_lines[line - 1].strip()) if inside else "",
    }


def described(error):
    """An exception as the last line of a traceback has it."""
    text = brief_text(error)
    name = brief_text(type(error).__name__, 80)
    return "%s: %s" % (name, text) if text else name
