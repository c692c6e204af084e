"""The solution zygote: sealed once, it forks a process per run and ends it when the judge says so.

It never sees a test and reads nothing that a candidate wrote. Every import makes every fork dearer,
so that only what candidates use most is loaded.
"""

import ctypes
import faulthandler
import gc
import marshal
import os
import select
import signal
import sys
import time

import _socket

from isolation import (
    ALLOWED, CLONE_NEWIPC, CLONE_NEWNET, CLONE_NEWPID, CLONE_NEWUTS, MOST_DESCRIPTORS,
    PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS, PR_SET_PDEATHSIG, SIGKILL, Layers, SystemCallFilter,
    become_nobody, can_enter_user_namespace, checked, drop_capabilities, enter_minimal_root,
    enter_user_namespace, libc, prctl, readable_paths, restrict_files, set_run_limits,
    set_static_limits, unshare,
)  # fmt: skip
from names import undefined_names
from solution import LOCATE, Solution
from streams import evidence_of_streams
from wire import CONNECTION, EVIDENCE, SEAL_FAILED, TRACE, frame, marshalled

PRELOADED = (
    "typing math collections itertools re string functools operator heapq bisect copy random"
)
CONTROL = 3
# Run once in the zygote: what it makes Python set up, every process forked later has already.
WARMING = '''
from typing import Dict, List, Optional, Tuple
import math
def warming(numbers: List[float], text: str = "a b", *rest, **named) -> Dict[str, int]:
    """ A function as candidates have it.
    >>> warming([1.5])
    {}
    """
    found = {}
    for index, one in enumerate(sorted(numbers, key=lambda x: -x)):
        if one > 0 and index % 2 == 0 or not text:
            found[str(one)] = found.get(str(one), 0) + 1
        elif isinstance(one, float):
            continue
    try:
        pairs = [(a, b) for a, b in zip(numbers, numbers[1:]) if abs(a - b) < 1e-6]
        words = {word.lower(): len(word) for word in text.split() if word != ""}
    except (ValueError, KeyError) as error:
        raise TypeError(f"no {error}") from None
    while pairs:
        pairs.pop()
    return {**found, **words}
warming([1.0, 2.0, 3.5])
'''
GONE = b"G"  # the judge's word for a run whose connection is closed; any other: it is done


class Zygote:
    """The process that every solution's process is forked from."""

    kind = Solution  # what answers for a candidate
    scratch = None

    def __init__(self, control, configuration):
        self.control, self.configuration = control, configuration
        self.layers = Layers(set(configuration["leftOut"]))
        self.filter = self.solution = None
        self.own_namespace = -1

    # Once.

    def preload(self):
        """Imports what candidates use most, and runs everything once."""
        # `random` would reseed itself in every child: slow, and not reproducible.
        register, os.register_at_fork = os.register_at_fork, lambda **_: None
        for name in PRELOADED.split() + self.configuration["preload"]:
            try:
                __import__(name)
            except ImportError:
                pass
        os.register_at_fork = register
        sys.modules["random"].seed(0)
        self.warm()
        faulthandler.register(LOCATE, file=EVIDENCE, all_threads=False)
        faulthandler.enable(file=EVIDENCE, all_threads=False)

    def warm(self):
        """Goes once through what every run goes through."""
        names = {}
        code = compile(WARMING, "<warming>", "exec", dont_inherit=True)
        undefined_names(code, names, WARMING)
        exec(code, names)
        solution = Solution(-1, None)
        solution.function = names["warming"]
        for value in ([1.0, 2.5], {"a": (1, "b")}, {1, 2}, None, "text"):
            solution.encoder.text(value)
        solution.answer(b"C" + marshalled((([1.0, 2.0], "a b"), {})))
        solution.answer(b"C" + marshalled((([1.0], 7), {})))  # it raises
        self.solution = self.kind(CONNECTION, evidence_of_streams())

    def seal(self):
        """Puts the layers on that can be put on once; what each run puts on itself is tried."""
        layers = self.layers
        layers.states["separate-judge"] = ""
        readable = readable_paths(self.configuration["paths"])
        proc = None
        try:
            proc = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError:
            pass
        self.enter_namespaces(layers, readable, proc)
        layers.attempt("limits", self.limit, layers.has("user-namespace"))
        layers.attempt("no-new-privileges", prctl, PR_SET_NO_NEW_PRIVS, 1)
        layers.attempt("landlock", self.restrict, readable)
        prctl(PR_SET_DUMPABLE, 0)
        if layers.attempt("seccomp", self.make_filter):
            layers.states["seccomp"] = self.filter.attempt()
        layers.attempt("no-capabilities", lambda: "")
        if proc is not None:
            os.close(proc)

    def limit(self, counts_processes):
        set_static_limits(counts_processes)

    def restrict(self, readable):
        restrict_files(readable)

    def enter_namespaces(self, layers, readable, proc):
        """The namespaces, in an order that keeps the rights that the next one needs."""
        is_possible = (
            proc is not None and "user-namespace" not in layers.left_out and can_enter_user_namespace(proc)
        )
        if is_possible or os.geteuid() != 0:
            layers.attempt("unprivileged", become_nobody)
        if is_possible:
            layers.attempt("user-namespace", enter_user_namespace, proc)
        else:
            layers.refuse("user-namespace", "the kernel does not let this process make one")
        layers.attempt("minimal-root", enter_minimal_root, readable, self.scratch)
        for name, kind in (
            ("network-namespace", CLONE_NEWNET),
            ("ipc-namespace", CLONE_NEWIPC),
            ("host-name-namespace", CLONE_NEWUTS),
        ):
            layers.attempt(name, unshare, kind)
        if layers.attempt("pid-namespace", unshare, CLONE_NEWPID):
            self.become_first()
            if is_possible:  # else the rights to make one end with the change of user
                layers.states["pid-namespace"] = self.try_namespace_per_run(proc)
        if not is_possible and os.geteuid() == 0:
            layers.attempt("unprivileged", become_nobody)

    def become_first(self):
        """The first process of the namespace goes on; the one that made it only waits for its end."""
        child = os.fork()
        if child:
            prctl(PR_SET_PDEATHSIG, SIGKILL)
            self.control.close()
            os.waitpid(child, 0)
            os._exit(0)
        prctl(PR_SET_PDEATHSIG, SIGKILL)

    def try_namespace_per_run(self, proc):
        """Every run gets a namespace of its own; going back is needed before the next is made."""
        if proc is None:
            return "without /proc there is no way back from one"
        try:
            self.own_namespace = os.open("self/ns/pid", os.O_RDONLY | os.O_CLOEXEC, dir_fd=proc)
            unshare(CLONE_NEWPID)
            self.return_to_own_namespace()
        except OSError as error:
            self.own_namespace = -1
            return error.strerror or str(error)
        return ""

    def return_to_own_namespace(self):
        checked(libc.setns(self.own_namespace, ctypes.c_int(CLONE_NEWPID)), "setns")

    def make_filter(self):
        self.filter = SystemCallFilter(ALLOWED)

    # Again and again.

    def serve(self):
        """Takes one request after the other until the judge is gone."""
        gc.collect()
        gc.freeze()
        gc.disable()
        for file in (CONNECTION, EVIDENCE):
            os.close(file)
        poll = select.poll()
        poll.register(self.control.fileno(), select.POLLIN)
        while True:
            request, files = self.receive()
            self.report(self.answer(request, files, poll))

    def answer(self, request, files, poll):
        """The result of a request, whose two descriptors came with it."""
        if files != [CONNECTION, EVIDENCE]:  # these are free: they are what the kernel gives
            os._exit(1)
        return self.run(request, poll)

    def receive(self):
        """A request and the descriptors that came with its first bytes."""
        head, extra, _, _ = self.control.recvmsg(1 << 16, _socket.CMSG_SPACE(8))
        if not head:
            os._exit(0)
        head += self.exactly(4 - len(head)) if len(head) < 4 else b""
        files = [
            int.from_bytes(data[place : place + 4], sys.byteorder)
            for _, _, data in extra
            for place in range(0, len(data), 4)
        ]
        data, size = head[4:], int.from_bytes(head[:4], "little")
        return marshal.loads(data + self.exactly(size - len(data))), files

    def exactly(self, count):
        parts = []
        while count:
            data = self.control.recv(min(count, 1 << 20))
            if not data:
                os._exit(0)
            parts.append(data)
            count -= len(data)
        return b"".join(parts)

    def report(self, result):
        self.control.sendall(frame(marshal.dumps(result)))

    def run(self, request, poll):
        """One run: status, whether it ended by itself, limit, CPU and wall seconds, peak memory."""
        started = time.monotonic()
        if self.own_namespace >= 0:
            unshare(CLONE_NEWPID)
        process = os.fork()
        if process == 0:
            try:
                self.become_solution(request)
            finally:
                os._exit(SEAL_FAILED)
        if self.own_namespace >= 0:
            self.return_to_own_namespace()
        os.close(CONNECTION)
        clock = (~process << 3) | 2  # CPU clock of a process: see clock_getcpuclockid(3)
        limit, is_gone = self.wait_for_end_or_limit(request, started, clock, poll)
        if limit:
            self.ask_for_trace(process, clock)
        os.close(EVIDENCE)
        ended = self.reap(process) if is_gone else (0,)
        if not ended[0]:
            os.kill(process, signal.SIGKILL)
            ended = os.wait4(process, 0)
            is_gone = False
        _, status, usage = ended
        wall = time.monotonic() - started
        if limit:
            self.wait_for_judge(poll)
        cpu = usage.ru_utime + usage.ru_stime
        return status, is_gone, limit, cpu, wall, 1024 * usage.ru_maxrss

    def wait_for_end_or_limit(self, request, started, clock, poll):
        """Waits until the judge is done or a limit is met.

        Returns the limit's name or None, and whether the judge says that the process is gone.
        """
        cpu_limit, wall_limit = request["cpu"], request["wall"]
        cpu = 0.0
        while True:
            wall = wall_limit - (time.monotonic() - started)
            if poll.poll(max(1, int(1000 * min(cpu_limit - cpu, wall)))):
                word = self.control.recv(1)
                if not word:
                    os._exit(0)
                return None, word == GONE
            try:
                cpu = time.clock_gettime(clock)
            except OSError:
                cpu = 0.0  # it has ended; the judge is about to say so
            if cpu >= cpu_limit:
                return "cpu", False
            if time.monotonic() - started >= wall_limit:
                return "wall", False

    def wait_for_judge(self, poll):
        """Waits until the judge has seen that a limit ended the run."""
        poll.poll()
        if not self.control.recv(1):
            os._exit(0)

    def reap(self, process):
        """Its connection is closed: it is about to end, or has closed it and goes on."""
        for _ in range(200):
            ended = os.wait4(process, os.WNOHANG)
            if ended[0]:
                break
            time.sleep(0.0005)
        return ended

    def ask_for_trace(self, process, clock):
        """Asks a process where it is; one that runs on without answering is not waited for.

        How long it ran on is its CPU time: on a busy machine it may have to wait before it can answer.
        """
        try:
            os.kill(process, LOCATE)
            last = time.clock_gettime(clock) + 0.02
            for _ in range(100):
                time.sleep(0.002)
                if os.pread(EVIDENCE, 1, TRACE) not in (b"", b"\0"):
                    time.sleep(0.002)
                    return
                if time.clock_gettime(clock) > last:
                    return
        except OSError:
            pass

    def become_solution(self, request):
        """The first things in the new process; what fails here fails the run.

        Little is done here, and what can be made before is made before: every object that is used,
        every instruction that runs, costs the process copies of pages that the zygote has already.
        """
        os.closerange(EVIDENCE + 1, MOST_DESCRIPTORS)
        if self.own_namespace < 0:  # else the end of the zygote is the end of its namespace
            prctl(PR_SET_PDEATHSIG, SIGKILL)
        self.enter_run(request)
        if "no-capabilities" not in self.layers.left_out:
            drop_capabilities()
        if self.layers.has("seccomp"):
            self.filter.enter()
        self.solution.run(request)

    def enter_run(self, request):
        set_run_limits(request["cpu"], request["memory"])


def serve_solutions(kind, configuration):
    """The start of the zygote's process; never returns."""
    control = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM, 0, os.dup2(CONTROL, 5, False))
    for file in (CONNECTION, EVIDENCE):  # taken until the requests come, which bring these two
        os.dup2(0, file, False)
    zygote = kind(control, configuration)
    zygote.preload()
    zygote.seal()
    zygote.report(zygote.layers.states)
    zygote.serve()
