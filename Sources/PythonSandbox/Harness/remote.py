"""The judge's side of a run: the candidate as the tests see it, and the objects it keeps.

The tests call a `Candidate`; its answers are plain values that were rebuilt here. What cannot be
rebuilt stays in the solution's process and is a `Remote` here: its attributes, items and calls are
asked for, and are plain values again. A comparison, a truth value or arithmetic of such an object is
decided here, or, where its class would have its own say, ends the run as tampering.
"""

import os

from decoding import Answer, Decoder
from values import TEXTS, brief_text
from wire import (
    HEAP_TYPE, LONGEST_FRAME, LONGEST_NAME, MOST_FRAMES, MOST_NAMES, Encoder, Unreadable, flags_of,
    frame, marshalled,
)  # fmt: skip


class Ending(BaseException):
    """Ends the tests at once, past every `except` of theirs."""


class Tampering(Ending):
    """The candidate was caught interfering."""


class SolutionGone(Ending):
    """The solution's process is no more."""


class OtherArguments(Ending):
    """The tests call with other arguments than the canonical solution was called with."""


class TestsStuck(Ending):
    """The problem's own tests do not end."""


class TestsWithoutCheck(Ending):
    """The problem's tests define nothing to call."""


class Untransferable(Ending):
    """The tests pass what has no form to cross in."""


class Report:
    """What the solution's process said of an exception."""

    __slots__ = ("phase", "names", "arguments", "state", "message", "frames", "line",
                 "column")  # fmt: skip

    def __init__(self, members):
        phase, names, arguments, state, message, frames, line, column = members
        self.phase, self.message = text_of(phase), text_of(message)
        self.names = [text_of(name) for name in names[:100]]
        self.arguments, self.state = list(arguments), dict(state)
        self.frames = [(number_of(line), text_of(name)) for line, name in frames[:MOST_FRAMES]]
        self.line = None if line is None else number_of(line)
        self.column = None if column is None else number_of(column)
        if not self.names:
            raise ValueError("an exception without a class")

    @property
    def type(self):
        return self.names[0].partition(":")[2]


def text_of(value):
    """A text that was sent, in short; ValueError for anything else."""
    if type(value) is not str:
        raise ValueError(type(value).__name__)
    return brief_text(value)


def number_of(value):
    """A number that was sent, neither negative nor beyond 31 bits; ValueError for anything else."""
    if type(value) is not int or not 0 <= value < 1 << 31:
        raise ValueError(type(value).__name__)
    return value


def undefined_names_of(found):
    """What the solution's process found before it ran the candidate: a hint, and not to be trusted."""
    try:
        names = [(name, number_of(line), number_of(column)) for name, line, column in found]
    except Exception:
        raise Tampering("answered with what is no answer") from None
    if len(names) > MOST_NAMES or not all(is_name(name) for name, _, _ in names):
        raise Tampering("answered with what is no answer")
    return [{"name": name, "line": line, "column": column} for name, line, column in names]


def is_name(value):
    return type(value) is str and len(value) <= LONGEST_NAME and value.isidentifier()


class Session:
    """The conversation with one solution process."""

    def __init__(self, file, script, log, classes):
        self.file, self.script, self.log, self.classes = file, script, log, classes
        self.buffer, self.place = b"", 0
        self.calls, self.answered = 0, 0
        self.early = {}  # answers to scripted calls that came before something else was asked
        self.lie = None
        self.remotes, self.callbacks, self.reports = {}, [], {}
        self.is_gone = False
        self.undefined_names = []
        self.encoder = Encoder(self.encode_object)
        self.encoder.consumes = False  # an iterator of the tests may be used after the call too
        self.decoder = Decoder(self.decode_object, classes, self.note_lie)

    def note_lie(self, text):
        """Keeps the first lie: the next assertion ends the run."""
        self.lie = self.lie or brief_text(text)

    # Frames.

    def read_until(self, needed):
        """Reads until so many bytes are waiting."""
        parts = [self.buffer[self.place :]]
        count = len(parts[0])
        while count < needed:
            try:
                data = os.read(self.file, 262144)
            except ConnectionError:
                data = b""
            if not data:
                self.is_gone = True
                raise SolutionGone
            parts.append(data)
            count += len(data)
        self.buffer, self.place = b"".join(parts), 0

    def frame(self):
        """The bytes of the next frame."""
        if len(self.buffer) - self.place < 4:
            self.read_until(4)
        size = int.from_bytes(self.buffer[self.place : self.place + 4], "little")
        if size > LONGEST_FRAME:
            raise Tampering("answered with %d bytes" % size)
        if len(self.buffer) - self.place < 4 + size:
            self.read_until(4 + size)
        start = self.place + 4
        self.place = start + size
        return self.buffer[start : self.place]

    def send(self, data):
        """Sends a frame; raises `SolutionGone` where nobody reads it."""
        data = memoryview(frame(data))
        try:
            while data:
                data = data[os.write(self.file, data) :]
        except ConnectionError:
            self.is_gone = True
            raise SolutionGone from None

    def message(self):
        """The next answer as its kind and value; calls of the judge's own functions are served."""
        while True:
            data = self.frame()
            try:
                members = self.decoder.value(data)
            except Unreadable as error:
                raise Tampering("answered with what is no value (%s)" % error) from None
            if type(members) is not Answer:
                raise Tampering("answered with what is no answer")
            if members.kind != "k":
                return members
            self.serve(members.value)

    def loaded(self):
        """Waits until the candidate is loaded; the report of what went wrong, else None."""
        answer = self.message()
        if answer.kind == "n":
            self.undefined_names = undefined_names_of(answer.value)
            answer = self.message()
        return self.read_report(answer.value) if answer.kind == "x" else None

    # Calls.

    def marshalled_arguments(self, arguments, named):
        """Arguments as marshal writes them; None where it cannot, or would not end."""
        return None if self.decoder.has_graphs else marshalled((arguments, named))

    def call(self, arguments, named, plain):
        """Calls the candidate; `plain` is what marshal made of the arguments, or None."""
        place = self.calls
        self.calls += 1
        data = b"C" + plain if plain is not None else None
        if self.log is not None and data is not None and len(self.log) == place:
            self.log.append(data)
        if self.script is not None:
            if place >= len(self.script) or self.script[place] != data:
                raise OtherArguments
            return self.value_of(self.scripted_answer(place), arguments, named)
        if data is None:
            data = self.operation("call", None, list(arguments), named)
        self.send(data)
        return self.value_of(self.message(), arguments, named)

    def scripted_answer(self, place):
        """The answer to a call that was sent ahead."""
        if place in self.early:
            return self.early.pop(place)
        answer = self.message()
        self.answered += 1
        return answer

    def ask(self, operation, *operands):
        """Has something done to an object that stays in the solution's process."""
        if self.decoder.is_reading:
            raise Unreadable("an object in place of a value")
        self.send(self.operation(operation, *operands))
        if self.script is not None:  # the answers to all the calls come first
            while self.answered < len(self.script):
                self.early[self.answered] = self.message()
                self.answered += 1
        answer = self.message()
        changed = operands[1:3] if operation == "call" else ()
        return self.value_of(answer, *changed)

    def operation(self, *parts):
        """A request beyond plain calls; from now on, calls cannot be foreseen."""
        self.log = None
        return self.encoder.text(list(parts)).encode("ascii")

    def value_of(self, answer, arguments=None, named=None):
        """The value of an answer; what the call did to its arguments is done here too."""
        if answer.kind == "v":
            return answer.value
        if answer.kind == "m":
            try:
                value, (after, named_after) = answer.value
                if arguments is not None:
                    carry_over(arguments, after)
                    carry_over(named, named_after)
            except Exception:
                raise Tampering("answered with arguments that cannot be") from None
            return value
        if answer.kind != "x":
            raise Tampering("answered with what is no answer")
        raise self.raised(answer.value)

    def read_report(self, members):
        """The report of an exception, checked to be one."""
        try:
            return Report(members)
        except Exception:
            raise Tampering("reported an exception that cannot be") from None

    def raised(self, members):
        """The exception to raise here for one that was reported."""
        report = self.read_report(members)
        try:
            error = self.decoder.exception(report.names, report.arguments, report.state)
        except Exception:
            raise Tampering("reported an exception that cannot be") from None
        self.reports[id(error)] = error, report
        return error

    def report(self, error):
        """What the solution's process said of this very exception; None for others."""
        return self.reports.get(id(error), (None, None))[1]

    # Objects.

    def decode_object(self, item):
        """What stands here for an object that stays with the solution, the same each time."""
        number, form, bases, methods, state = item
        if type(number) is not int or type(bases) is not list or not bases:
            raise Unreadable("a handle of something else")
        known = self.remotes.get(number)
        if known is not None:
            return known
        self.log = None  # what is asked of an object is no call that could be foreseen
        kind = self.classes.get(bases[0])
        if form == "generator":
            made = generate(self, number)
        elif form == "iterator":
            made = RemoteIterator(self, number)
        elif form == "class" and isinstance(kind, type):
            made = kind
        elif state is not None and isinstance(kind, type):
            made = object.__new__(kind)
            made.__dict__.update(state)
        else:
            made = Remote(self, number, form, brief_text(bases[0], 60), frozenset(methods))
        self.remotes[number] = made
        return made

    def encode_object(self, value):
        """The form of an object of the tests that is no plain value; raises `Untransferable`."""
        if type(value) is Remote:
            return {"h": [value.__judge_number__(), "mine"]}
        if isinstance(value, type) and self.classes.get(value.__name__) is value:
            return {"h": [value.__name__, "class"]}
        if self.classes.get(type(value).__name__) is type(value):
            return {"ob": [type(value).__name__, self.encoder.encode(vars(value))]}
        if hasattr(value, "__next__"):
            return {"h": [self.callback(lambda: next_of(value)), "items"]}
        if callable(value):
            return {"h": [self.callback(value), "call"]}
        raise Untransferable(
            "the tests pass an object of the class %s, which cannot cross to the candidate's process"
            % type(value).__name__
        )

    def callback(self, function):
        """The number by which the candidate can call a function of the tests."""
        self.callbacks.append(function)
        return len(self.callbacks) - 1

    def serve(self, request):
        """The candidate calls a function of the tests."""
        try:
            number, (arguments, named) = request
            function = self.callbacks[number]
        except Exception:
            raise Tampering("called a function that it was not given") from None
        try:
            reply = ["return", function(*arguments, **named)]
        except Ending:
            raise
        except BaseException as error:
            reply = ["raise", error]
        self.send(self.encoder.text(reply).encode("ascii"))


def next_of(iterator):
    """Whether an iterator has ended, and its next item."""
    for item in iterator:
        return False, item
    return True, None


def carry_over(before, after):
    """Makes a container what it is after a call, the same objects further inside too."""
    kind = type(before)
    if kind is tuple and type(after) in (tuple, list) and len(before) == len(after):
        return all([carry_over(old, new) or old is new or old == new for old, new in zip(before, after)])
    if kind is not type(after):
        return False
    if kind is list:
        before[:] = [
            carried_over(before[place], item) if place < len(before) else item
            for place, item in enumerate(after)
        ]
    elif kind is dict:
        merged = {key: carried_over(before.get(key), item) for key, item in after.items()}
        before.clear()
        before.update(merged)
    elif kind is set:
        before.clear()
        before.update(after)
    elif kind is bytearray:
        before[:] = after
    elif flags_of(kind) & HEAP_TYPE and kind is not Remote and hasattr(before, "__dict__"):
        vars(before).clear()
        vars(before).update(vars(after))
    else:
        return False
    return True


def carried_over(before, after):
    """The old container with its new content, where it can take it; else the new one."""
    return before if carry_over(before, after) else after


def generate(session, number):
    """A generator of the candidate's, as one here."""
    value = None
    while True:
        try:
            item = session.ask("next", number) if value is None else session.ask("send", number, value)
        except StopIteration as end:
            return end.value
        value = yield item


class RemoteIterator:
    """An iterator of the candidate's."""

    def __init__(self, session, number):
        self.session, self.number = session, number

    def __iter__(self):
        return self

    def __next__(self):
        return self.session.ask("next", self.number)


def forwarded(operation):
    """A method that has the operation done where the object is."""
    def method(self, *operands):
        session, number = object.__getattribute__(self, "_where")
        return session.ask(operation, number, *operands)

    return method


def decided_here(name, default):
    """A method that decides an assertion: the candidate's class must not have its own."""

    def method(self, *operands):
        if defines(self, name):
            raise Tampering(
                "returned an object whose class %s defines %s" % (object.__getattribute__(self, "_name"), name)
            )
        return default(self, *operands)

    return method


def defines(remote, name):
    """Whether the class of a remote object has a method of its own by that name."""
    return name in object.__getattribute__(remote, "_methods")


def unsupported(self, *_):
    """Arithmetic and order, of which nothing can be known here."""
    raise TypeError("unsupported operand for an object of the class %s" % object.__getattribute__(self, "_name"))


class Remote:
    """An object that stays in the solution's process."""

    __slots__ = ("_where", "_form", "_name", "_methods", "__weakref__")

    def __init__(self, session, number, form, name, methods):
        object.__setattr__(self, "_where", (session, number))
        object.__setattr__(self, "_form", form)
        object.__setattr__(self, "_name", name)
        object.__setattr__(self, "_methods", methods)

    def __judge_number__(self):
        return object.__getattribute__(self, "_where")[1]

    def __judge_text__(self):
        return "<%s %s>" % (object.__getattribute__(self, "_name"), object.__getattribute__(self, "_form"))

    def __getattribute__(self, name):
        if name.startswith("__") and name.endswith("__"):
            return object.__getattribute__(self, name)
        session, number = object.__getattribute__(self, "_where")
        return session.ask("get", number, name)

    def __setattr__(self, name, value):
        session, number = object.__getattribute__(self, "_where")
        session.ask("set", number, name, value)

    def __call__(self, *arguments, **named):
        session, number = object.__getattribute__(self, "_where")
        return session.ask("call", number, list(arguments), named)

    def __iter__(self):
        session, number = object.__getattribute__(self, "_where")
        return RemoteIterator(session, session.ask("iterate", number))

    def __str__(self):
        session, number = object.__getattribute__(self, "_where")
        return str(session.ask("text", number, "str"))

    def __repr__(self):
        session, number = object.__getattribute__(self, "_where")
        return str(session.ask("text", number, "repr"))

    def __exit__(self, *_):
        session, number = object.__getattribute__(self, "_where")
        return session.ask("exit", number)

    __next__, __getitem__, __setitem__ = forwarded("next"), forwarded("item"), forwarded("store")
    __len__, __enter__ = forwarded("length"), forwarded("enter")
    __eq__ = decided_here("__eq__", lambda self, other: self is other)
    __ne__ = decided_here("__ne__", lambda self, other: self is not other)
    __hash__ = decided_here("__hash__", object.__hash__)
    __bool__ = decided_here("__bool__", lambda self: not defines(self, "__len__") or len(self) > 0)
    __contains__ = decided_here("__contains__", lambda self, item: any(one == item for one in self))


for name in """lt le gt ge abs round float int index add radd sub rsub mul rmul truediv rtruediv floordiv
mod pow neg pos and or xor""".split():
    setattr(Remote, "__%s__" % name, decided_here("__%s__" % name, unsupported))


TEXTS[Remote] = Remote.__judge_text__
