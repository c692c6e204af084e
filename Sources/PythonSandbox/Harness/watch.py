"""Watches a candidate's process: its report, its output, its time."""

import json
import os
import select
import signal
import time

LONGEST_LINE = 64 << 10
LONGEST_REPORT = 16 << 20
KEPT_OUTPUT = 1000
CAUSES = {"wrong", "exception", "memory"}


class Output:
    """The head and the tail of what was printed."""

    def __init__(self):
        self.head, self.tail, self.length = b"", b"", 0

    def add(self, data):
        self.length += len(data)
        room = KEPT_OUTPUT - len(self.head)
        self.head += data[:room]
        self.tail = (self.tail + data[room:] if room < len(data) else self.tail)[-KEPT_OUTPUT:]

    def text(self):
        left_out = self.length - len(self.head) - len(self.tail)
        middle = b"\n... %d bytes left out ...\n" % left_out if left_out > 0 else b""
        kept = self.tail[len(middle) :] if middle else self.tail
        return (self.head + middle + kept).decode("utf-8", "replace")


class Report:
    """What the candidate's process said, believed only where it is well formed."""

    def __init__(self, token):
        self.token = token
        self.rest, self.length = b"", 0
        self.letters, self.failures = [], []
        self.first = None  # what the first failure says: its cause and exception
        self.layers, self.loaded, self.ending, self.lie = {}, False, None, None

    def add(self, data):
        self.length += len(data)
        *lines, self.rest = (self.rest + data).split(b"\n")
        if self.length > LONGEST_REPORT or len(self.rest) > LONGEST_LINE:
            self.lie = "its report is too long"
        for line in lines:
            if self.lie is None:
                self.read(line)

    def read(self, line):
        if self.ending is not None:
            self.lie = "its report went on after the end"
        elif line in (b"p", b"f", b"e"):
            self.letters.append(line.decode())
        else:
            try:
                self.understand(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                self.lie = "its report could not be read"

    def understand(self, message):
        kind = message["kind"]
        if kind == "layers" and not self.layers:
            self.layers = message["layers"]
        elif kind == "loaded":
            self.loaded = True
        elif kind == "assertion" and message["letter"] in ("f", "e") and message["cause"] in CAUSES:
            self.failures.append(well_formed(message["failure"], FAILURE))
            self.letters.append(message["letter"])
            self.first = self.first or checked_exception(message)
        elif kind == "end" and message["token"] == self.token and message["count"] == len(self.letters):
            self.ending = checked_exception(message)
        else:
            raise ValueError(kind)


TEXT, OPTIONAL, NUMBER = (str,), (str, type(None)), (int, type(None))
FAILURE = {
    "index": NUMBER, "expression": TEXT, "call": OPTIONAL, "expected": OPTIONAL,
    "got": OPTIONAL, "line": NUMBER, "message": TEXT,
}  # fmt: skip
ENDING = {"outcome": TEXT, "message": TEXT, "phase": OPTIONAL}
FRAME = {"line": (int,), "function": TEXT, "source": TEXT}


def well_formed(members, shape):
    """The members when they have just these names and kinds; else ValueError."""
    for name, value in members.items():
        if type(value) not in shape[name] or type(value) is int and not 0 <= value < 1 << 31:
            raise ValueError(name)
    return members


def checked_exception(message):
    if exception := message.get("exception"):
        rest = {name: value for name, value in exception.items() if name != "frames"}
        well_formed(rest, {"type": TEXT, "message": TEXT, "column": NUMBER})
        for one in exception["frames"]:
            well_formed(one, FRAME)
    well_formed({name: value for name, value in message.items() if name in ENDING}, ENDING)
    return message


class Watch:
    """Reads what a candidate's process says until it ends or has used what it may."""

    def __init__(self, process, report, files, limits):
        self.process, self.report, self.limits = process, report, limits
        self.result, self.printed, self.trace = files
        self.output, self.located = Output(), b""
        self.clock = (~process << 3) | 2  # CPU clock of a process: see clock_getcpuclockid(3)
        self.started = time.monotonic()
        self.cpu, self.limit = 0.0, None
        self.poll = select.poll()
        for file in files:
            os.set_blocking(file, False)
            self.poll.register(file, select.POLLIN)
        try:
            self.poll.register(os.pidfd_open(process), select.POLLIN)
            self.longest_wait = 1.0
        except OSError:
            self.longest_wait = 0.01

    def run(self):
        """Returns the exit status and resource usage."""
        while True:
            ended = self.reaped(os.WNOHANG)
            self.read()
            if ended:
                return ended
            if self.report.lie:
                return self.killed()
            self.limit = self.exceeded()
            if self.limit:
                self.locate()
                return self.killed()
            self.wait(self.next_check())

    def wait(self, seconds):
        self.poll.poll(max(1, int(1000 * min(seconds, self.longest_wait))))

    def reaped(self, options):
        process, status, usage = os.wait4(self.process, options)
        self.wall = time.monotonic() - self.started
        return (status, usage) if process else None

    def killed(self):
        os.kill(self.process, signal.SIGKILL)
        ended = self.reaped(0)
        self.read()
        return ended

    def cpu_used(self):
        try:
            self.cpu = time.clock_gettime(self.clock)
        except OSError:
            pass  # it has just ended
        return self.cpu

    def next_check(self):
        wall = self.limits["wall"] - (time.monotonic() - self.started)
        return max(0.002, min(self.limits["cpu"] - self.cpu, wall))

    def exceeded(self):
        if self.cpu_used() >= self.limits["cpu"]:
            return "cpu"
        return "wall" if time.monotonic() - self.started >= self.limits["wall"] else None

    def read(self):
        for file, take in (
            (self.result, self.report.add),
            (self.printed, self.output.add),
            (self.trace, self.add_trace),
        ):
            for _ in range(64):
                try:
                    data = os.read(file, 1 << 16)
                except BlockingIOError:
                    break
                except OSError:
                    data = b""
                if not data:
                    self.forget(file)
                    break
                take(data)

    def forget(self, file):
        try:
            self.poll.unregister(file)
        except KeyError:
            pass

    def add_trace(self, data):
        self.located = (self.located + data)[: 1 << 14]

    def locate(self):
        """Asks the process where it is; one that runs on without answering is not waited for."""
        asked, used = time.monotonic(), self.cpu_used()
        os.kill(self.process, LOCATE)
        while time.monotonic() - asked < 0.5 and self.cpu_used() - used < 0.02:
            seen = len(self.located)
            self.wait(0.005)
            self.read()
            if seen and len(self.located) == seen:
                return

    def frames(self, source):
        """The candidate's lines in what faulthandler wrote, outermost first."""
        lines, found = source.split("\n"), []
        for text in self.located.decode("ascii", "replace").split("\n"):
            head, _, rest = text.strip().partition('File "%s", line ' % CANDIDATE_FILE)
            number, _, name = rest.partition(" in ")
            if not head and number.isdecimal():
                found.append(frame(lines, int(number), name))
        return found[:MOST_FRAMES][::-1]
