"""The solution's process: loads the candidate and answers calls. It never sees a test.

It is forked from the zygote and sealed before it reads the candidate. Whatever the candidate does to
it, all that can leave are frames that answer calls, and the judge rebuilds the values in them.
"""

import gc
import marshal
import os
import signal
import sys

from decoding import Decoder
from names import undefined_names
from values import brief_text
from wire import (
    BROKEN, CANDIDATE_FILE, LAZY_ITERATORS, MOST_FRAMES, SCALARS, Encoder, bases_of, dump, frame,
    marshalled, names_of, overriding,
)  # fmt: skip

LOCATE = signal.SIGUSR2  # "write down where you are"

# What a candidate may patch is taken before it runs.
read, write, leave, process_id = os.read, os.write, os._exit, os.getpid
ModuleType = type(sys)


class Solution:
    """A loaded candidate, and the objects of its that the judge has handles of."""

    def __init__(self, file, evidence):
        self.file, self.evidence = file, evidence
        self.request = self.owner = None
        self.handles, self.numbers = [], {}
        self.encoder = Encoder(self.encode_object)
        self.decoder = Decoder(self.decode_object)
        self.members = {}

    # Frames.

    def send(self, text):
        """Sends a frame of JSON, and what was printed before it to the evidence."""
        self.evidence.flush()
        if process_id() != self.owner:  # a process that the candidate forked
            leave(0)
        data = memoryview(frame(text.encode("ascii")))
        while data:
            data = data[write(self.file, data) :]

    def receive(self):
        size = int.from_bytes(self.exactly(4), "little")
        return self.exactly(size)

    def exactly(self, count):
        """So many bytes from the judge; the process ends with the connection."""
        data = b""
        while len(data) < count:
            more = read(self.file, count - len(data))
            if not more:
                leave(0)
            data = data + more if data else more
        return data

    # Objects that stay here.

    def encode_object(self, value):
        """A handle for an object that has no plain form: it stays here."""
        number = self.numbers.get(id(value))
        if number is None:
            number = self.numbers[id(value)] = len(self.handles)
            self.handles.append(value)
        kind = type(value)
        bases = [base.__name__ for base in bases_of(kind)]
        return {"h": [number, form_of(value, kind), bases, overriding(kind), self.state(value, kind)]}

    def state(self, value, kind):
        """The attributes of an instance, when they are plain: the judge may know the class."""
        members = getattr(value, "__dict__", None)
        if type(members) is not dict or kind.__module__ != "candidate":
            return None
        return self.encoder.encode(members) if marshalled(members) else None

    def decode_object(self, item):
        """What the judge means by a handle: an object from here, or something of the judge's."""
        number, form = item
        if form == "mine":
            return self.handles[number]
        if form == "class":
            return self.members[number]
        return Theirs(self, number) if form == "call" else (one for one in TheirItems(self, number))

    # Life.

    def run(self, request):
        """Everything after the seal; never returns."""
        try:
            gc.enable()
            self.request, self.owner = request, process_id()
            self.answer_calls()
        finally:
            leave(BROKEN)

    def answer_calls(self):
        """Loads the candidate, answers the calls that came with it, then each as it comes."""
        if not self.load():
            leave(0)
        self.send('{"v":null}')
        for call in self.request["script"] or ():
            self.send(self.answer(call))
        while True:
            self.send(self.answer(self.receive()))

    def module(self):
        return ModuleType("candidate")

    def load(self):
        """Compiles and runs the candidate; whether its entry point can be called."""
        module = self.module()
        sys.modules["candidate"] = module
        sys.modules["__main__"] = ModuleType("__main__")  # this program's code is not to be had by name
        self.members = vars(module)
        try:
            code = compile(self.request["code"], CANDIDATE_FILE, "exec", dont_inherit=True)
        except BaseException as error:
            self.send(dump({"x": self.unreadable_source(error)}))
            return False
        found = undefined_names(code, self.members, self.request["code"])
        if found:
            self.send('{"n":%s}' % dump(found))
        try:
            exec(code, self.members)
        except BaseException as error:
            self.send(self.raised(error, "load"))
            return False
        function = self.members.get(self.request["entryPoint"])
        if not callable(function):
            self.send(dump({"x": ["no-entry", ["b:NameError"], [], {"d": []}, self.no_entry(), [], None, None]}))
            return False
        self.function = function
        return True

    def answer(self, message):
        """The reply to a message, as text; an exception is a reply too."""
        try:
            if message[0] == 67:  # C: a call with plain arguments
                return self.call(message)
            operation, *operands = self.decoder.value(message)
            return self.encoded(getattr(self, "do_" + operation)(*operands))
        except BaseException as error:
            return self.raised(error, "test")

    def call(self, message):
        """The reply to a plain call: the result, and the arguments where the call changed them."""
        data = memoryview(message)[1:]
        arguments, named = marshal.loads(data)
        result = self.encoder.text(self.function(*arguments, **named))
        if is_unchanged((arguments, named), data):
            return '{"v":%s}' % result
        return '{"m":[%s,%s]}' % (result, self.after(arguments, named))

    def after(self, arguments, named):
        """The arguments as the call left them; iterators among them are the candidate's now."""
        self.encoder.consumes = False
        try:
            return self.encoder.text([list(arguments), named])
        finally:
            self.encoder.consumes = True

    def encoded(self, value):
        return value if type(value) is Ready else '{"v":%s}' % self.encoder.text(value)

    def do_call(self, number, arguments, named):
        function = self.function if number is None else self.handles[number]
        result = self.encoder.text(function(*arguments, **named))
        return Ready('{"m":[%s,%s]}' % (result, self.after(arguments, named)))

    def do_get(self, number, name):
        return getattr(self.handles[number], name)

    def do_set(self, number, name, value):
        setattr(self.handles[number], name, value)

    def do_next(self, number):
        return next(self.handles[number])

    def do_send(self, number, value):
        return self.handles[number].send(value)

    def do_iterate(self, number):
        return Ready('{"v":%d}' % self.encode_object(iter(self.handles[number]))["h"][0])

    def do_item(self, number, key):
        return self.handles[number][key]

    def do_store(self, number, key, value):
        self.handles[number][key] = value

    def do_length(self, number):
        return len(self.handles[number])

    def do_text(self, number, form):
        return (str if form == "str" else repr)(self.handles[number])

    def do_enter(self, number):
        return self.handles[number].__enter__()

    def do_exit(self, number):
        return bool(self.handles[number].__exit__(None, None, None))

    # Errors.

    def raised(self, error, phase):
        """An exception: phase, classes, arguments, attributes, message, frames, line, column."""
        try:
            names, frames = names_of(type(error)), frames_of(error.__traceback__)
            state = error.__dict__ if marshalled(error.__dict__) else {}
            told = [phase, names, brief_arguments(error), self.encoder.encode(state)]
            return dump({"x": [*told, brief_text(error), frames, None, None]})
        except BaseException as second:
            return dump({"x": [phase, names_of(type(second)), [], {"d": []}, "", [], None, None]})

    def unreadable_source(self, error):
        """The report of a candidate that Python's compiler refuses."""
        source = self.request["code"]
        kind, message, line, column = type(error).__name__, brief_text(error), None, None
        if isinstance(error, SyntaxError):
            message, line, column = error.msg, error.lineno, error.offset
        elif isinstance(error, RecursionError):
            kind, message = "SyntaxError", "nested too deeply for Python's compiler"
        elif isinstance(error, MemoryError):
            if len(source) > 1 << 20:
                return ["load", ["b:MemoryError"], [], {"d": []}, "", [], None, None]
            kind, message = "SyntaxError", "nested too deeply for Python's parser"
        elif isinstance(error, UnicodeEncodeError):
            kind, message = "SyntaxError", "a lone surrogate is no character"
            line = source.count("\n", 0, error.start) + 1
        elif isinstance(error, ValueError):
            kind, message = "SyntaxError", "source code cannot contain null bytes"
            line = source.count("\n", 0, source.find("\0")) + 1
        return ["syntax", ["b:" + kind], [], {"d": []}, brief_text(message), [], line, column]

    def no_entry(self):
        """What the code defines in place of the entry point."""
        name = self.request["entryPoint"]
        if name in self.members:
            return "%s is defined but cannot be called" % name
        kinds = (type(frames_of), type)
        defined = [one for one, value in self.members.items() if type(value) in kinds]
        return "%s is not defined; the code defines %s" % (name, brief_text(", ".join(defined)) or "no function")


class Ready(str):
    """A reply that is JSON already."""


class Theirs:
    """A function of the judge's, passed as an argument: calling it asks the judge."""

    def __init__(self, solution, number):
        self.solution, self.number = solution, number

    def __call__(self, *arguments, **named):
        solution = self.solution
        solution.send('{"k":[%d,%s]}' % (self.number, solution.encoder.text([list(arguments), named])))
        kind, value = solution.decoder.value(solution.receive())
        if kind == "raise":
            raise value
        return value


class TheirItems:
    """An iterator of the judge's, passed as an argument."""

    def __init__(self, solution, number):
        self.next = Theirs(solution, number)

    def __iter__(self):
        return self

    def __next__(self):
        ended, value = self.next()
        if ended:
            raise StopIteration
        return value


def form_of(value, kind):
    """What a handle stands for, as far as the judge must know it."""
    if kind.__name__ == "generator" and kind.__module__ == "builtins":
        return "generator"
    if kind in LAZY_ITERATORS or kind.__module__ == "itertools":
        return "iterator"
    if isinstance(value, type):
        return "class"
    return "function" if callable(value) else "object"


def brief_arguments(error):
    """The arguments of an exception where they are short and plain."""
    arguments = BaseException.args.__get__(error)
    kept = []
    for value in arguments[:8]:
        if type(value) is str:
            kept.append(value[:2000])
        elif type(value) in SCALARS and (type(value) is not int or -(1 << 60) < value < 1 << 60):
            kept.append(value)
        else:
            kept.append(brief_text(value))
    return kept


def frames_of(traceback):
    """The candidate's own levels, outermost first; of a deep recursion both ends."""
    found = []
    while traceback is not None:
        if (code := traceback.tb_frame.f_code).co_filename == CANDIDATE_FILE:
            found.append((traceback.tb_lineno, code.co_name))
        traceback = traceback.tb_next
    if len(found) > MOST_FRAMES:
        found = found[: MOST_FRAMES // 2] + found[-MOST_FRAMES // 2 :]
    return [[line, brief_text(name, 80)] for line, name in found]


def is_unchanged(arguments, data):
    """Whether arguments are still what was sent.

    They are compared first: marshal would take for ever over a list that has come to hold itself.
    """
    try:
        return arguments == marshal.loads(data) and marshalled(arguments) == data
    except BaseException:
        return False
