"""The candidate's process: seals itself, loads the code, runs the tests, reports line by line."""

import faulthandler
import json
import os
import signal
import sys

LOCATE = signal.SIGUSR2  # "write down where you are"


class Channel:
    """Lines to the judge: `p`, `f`, `e` for one assertion, or a JSON object."""

    def __init__(self, file):
        self.file, self.count = file, 0

    def write(self, line):
        data = memoryview((line + "\n").encode("ascii"))
        while data:
            data = data[os.write(self.file, data) :]

    def assertion(self, letter, details=None):
        self.count += 1
        if details is None:
            self.write(letter)
        else:
            self.send("assertion", letter=letter, **details)

    def send(self, kind, **members):
        self.write(json.dumps({"kind": kind, **members}))


class Guard:
    """The modules that the tests use, as they were before the candidate was loaded."""

    def __init__(self, names):
        present = {name: sys.modules[name] for name in names if name in sys.modules and name != "sys"}
        self.originals = {name: (module, dict(vars(module))) for name, module in present.items()}

    def check(self):
        for name, (module, members) in self.originals.items():
            if sys.modules.get(name) is not module:
                raise Tampering("replaced the module %s, which the tests use" % name)
            now = vars(module)
            for member, value in members.items():
                if now.get(member) is not value:
                    raise Tampering("replaced %s.%s, which the tests use" % (name, member))


def run_candidate(job, tests, channel, token):
    """Everything after the fork; never returns."""
    try:
        ending = tested(job, tests, channel)
    except MemoryError:
        ending = {"outcome": "memory"}
    except Tampering as error:
        ending = {"outcome": "tampered", "message": str(error)}
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:
            pass  # the candidate may have closed or replaced it
    channel.send("end", token=token, count=channel.count, **ending)
    os._exit(0)


def tested(job, tests, channel):
    code, ending = compiled(job["code"])
    if ending:
        return ending
    recorder = Recorder(channel.assertion, tests.tests, job["entryPoint"], job["code"])
    guard = Guard(tests.modules)
    names = {"__name__": "tests", "__builtins__": dict(PRISTINE_BUILTINS), "__judge__": recorder}
    if tests.preamble is not None:
        exec(tests.preamble, names)

    module = type(sys)("candidate")
    sys.modules["candidate"] = module
    sys.modules["__main__"] = type(sys)("__main__")  # the judge's own code is not to be had by name
    try:
        exec(code, vars(module))
    except MemoryError:
        raise
    except BaseException as error:
        return {"outcome": "exception", "phase": "load", "exception": recorder.exception(error)}
    function = vars(module).get(job["entryPoint"])
    if not callable(function):
        return {"outcome": "no-entry", "message": no_entry(job["entryPoint"], vars(module))}
    channel.send("loaded")

    sys.settrace(None)
    sys.setprofile(None)
    share_classes(names, vars(module))
    names[job["entryPoint"]] = watched = recorder.watched(function)
    guard.check()
    if "random" in sys.modules:
        sys.modules["random"].seed(0)
    try:
        exec(tests.tests.code, names)
        names["check"](watched)
    except (MemoryError, Tampering):
        raise
    except BaseException as error:
        return {"outcome": "exception", "phase": "test", "exception": recorder.exception(error)}
    guard.check()
    return {"outcome": "complete"}


def share_classes(names, members):
    """Classes of the prompt are the candidate's own: the tests must know what it raises and makes."""
    for name, value in list(names.items()):
        theirs = members.get(name)
        if isinstance(value, type) and value.__module__ == "tests" and isinstance(theirs, type):
            names[name] = theirs


def compiled(source):
    """The candidate's code object, or how the run ends without one."""
    try:
        return compile(source, CANDIDATE_FILE, "exec", dont_inherit=True), None
    except SyntaxError as error:
        return None, syntax(source, type(error).__name__, error.msg, error.lineno, error.offset)
    except RecursionError:
        return None, syntax(source, "SyntaxError", "nested too deeply for Python's compiler")
    except MemoryError:
        if len(source) > 1 << 20:
            raise
        return None, syntax(source, "SyntaxError", "nested too deeply for Python's parser")
    except UnicodeEncodeError as error:
        line = source.count("\n", 0, error.start) + 1
        return None, syntax(source, "SyntaxError", "a lone surrogate is no character", line)
    except ValueError:
        line = source.count("\n", 0, source.find("\0")) + 1
        return None, syntax(source, "SyntaxError", "source code cannot contain null bytes", line)


def syntax(source, kind, message, line=None, column=None):
    lines = source.split("\n")
    frames = [frame(lines, line, "<module>")] if line else []
    exception = {"type": kind, "message": brief_text(message), "frames": frames, "column": column}
    return {"outcome": "syntax", "phase": "load", "exception": exception}


def no_entry(name, members):
    kind = type(no_entry)
    functions = [one for one, value in members.items() if type(value) in (kind, type)]
    if name in members:
        return "%s is defined but cannot be called" % name
    defined = brief_text(", ".join(functions))
    return "%s is not defined; the code defines %s" % (name, defined or "no function")


def start_candidate(job, tests, files, layers, token):
    """The first things in the new process, then the candidate."""
    result, output, trace = (os.dup2(file, 100 + place) for place, file in enumerate(files))
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.closerange(3, 100)
    os.close(output)
    os.closerange(103, 4096)
    channel = Channel(os.dup2(result, 3))
    faulthandler.register(LOCATE, file=(tracing := os.dup2(trace, 4)), all_threads=False)
    faulthandler.enable(file=tracing, all_threads=False)
    os.close(result)
    os.close(trace)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    seal(layers, job["limits"], os.getcwd())
    sys.stdin = open(0, closefd=False)
    sys.stdout.reconfigure(line_buffering=True, errors="backslashreplace")
    channel.send("layers", layers=layers)
    run_candidate(job, tests, channel, token)
