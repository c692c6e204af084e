"""The start of the judge's process: begins the zygote, puts on the judge's own layers, serves.

The process lives as long as koderz does. On standard input and output it speaks in frames of JSON:
which layers are on first, then one reply for each request.
"""

import json
import marshal
import os
import resource
import signal
import socket
import sys

from cases import SuiteJudge
from isolation import (
    PR_SET_NO_NEW_PRIVS, Layers, missing_minimum, prctl, readable_paths, restrict_files, set_limit,
)  # fmt: skip
from judge import Judge, SandboxLost
from remote import TestsStuck
from wire import frame

LARGEST_JUDGE = 4 << 30  # bytes of address space: what a candidate returns is unfolded here


class Connection:
    """Frames of JSON from koderz and to it."""

    def __init__(self, input_file, output_file):
        self.input, self.output = input_file, output_file

    def read(self):
        """The next frame's value; None when koderz is gone."""
        head = self.exactly(4)
        return json.loads(self.exactly(int.from_bytes(head, "little"))) if head else None

    def exactly(self, count):
        """So many bytes; None at the end of the input."""
        parts = []
        while count:
            data = os.read(self.input, min(count, 1 << 20))
            if not data:
                return None
            parts.append(data)
            count -= len(data)
        return b"".join(parts)

    def write(self, members):
        data = memoryview(frame(json.dumps(members).encode("ascii")))
        while data:
            data = data[os.write(self.output, data) :]


def main(configuration, solution, suite):
    """Never returns. `solution` and `suite` are the marshalled programs of the two zygotes."""
    koderz = Connection(0, os.dup(1))
    program, kind = (suite, SuiteJudge) if configuration["profile"] == "libraries" else (solution, Judge)
    configuration["zygote"] = "LibraryZygote" if kind is SuiteJudge else "Zygote"
    sys.path[:] = [path for path in sys.path if path]
    sys.path += configuration["paths"]
    kind.make_scratch(configuration)
    judge = kind(start_zygote(program, configuration), configuration)
    try:
        layers = marshal.loads(judge.receive())
    except SandboxLost:
        koderz.write({"problem": "the zygote of solutions ended at its start"})
        os._exit(1)
    judge.remove_unused_scratch(layers)
    states = [*layers.items(), *restricted(configuration).items()]
    signal.signal(signal.SIGALRM, end_tests)
    silence()
    koderz.write({"layers": states, "missing": missing_minimum(layers)})
    try:
        judge.serve(koderz)
    except SandboxLost:
        os._exit(1)


def restricted(configuration):
    """Puts on the judge's own layers; the state of each."""
    layers = Layers(set(configuration["leftOut"]))
    layers.attempt("judge-limits", set_limit, resource.RLIMIT_AS, LARGEST_JUDGE, LARGEST_JUDGE)
    layers.attempt("judge-no-new-privileges", prctl, PR_SET_NO_NEW_PRIVS, 1)
    cache = [configuration["cache"]] if configuration["cache"] else []
    layers.attempt("judge-landlock", restrict_files, readable_paths(configuration["paths"]), cache)
    return layers.states


def silence():
    """What tests print must not reach koderz."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for file in (1, 2):
        os.dup2(nothing, file)


def end_tests(*_):
    """The handler of the timer that a run sets: tests that do not end are ended here."""
    raise TestsStuck


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
serve_solutions(globals()[configuration["zygote"]], configuration)
"""
