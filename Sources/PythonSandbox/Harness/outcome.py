"""From what the judge observed to a verdict."""

import os
import signal

from recorder import described, exception_of, frame_of
from remote import SolutionGone, Tampering, TestsStuck, TestsWithoutCheck, Untransferable
from wire import BROKEN, CANDIDATE_FILE, COUNT, EVIDENCE_SIZE, MOST_FRAMES, SEAL_FAILED, TAIL, TRACE

MOST_OUTPUT = 980  # bytes of each end that a verdict keeps


def verdict_of(run, reference, limits, end, trace):
    """The verdict: from the judge's own observations."""
    letters, total = run.letters, reference.total or 0
    result = {
        "failures": run.failures,
        "total": max(total, len(letters)),
        "passed": letters.count("p"),
        "results": "".join(letters) + "n" * (total - len(letters)),
        "phase": "test" if run.is_loaded else "load",
        "split": "first-failure" if run.problem.tests.notes else "exact",
    }
    if run.session.undefined_names:
        result["undefinedNames"] = run.session.undefined_names
    result.update(outcome_of(run, reference, limits, end, trace))
    if result["outcome"] == "tampered":  # nothing that it said counts
        result.update(passed=0, failures=[], total=total, results="n" * total, undefinedNames=None)
    if result["outcome"] in ("pass", "no-entry"):
        result["phase"] = None
    return result


def outcome_of(run, reference, limits, end, trace):
    """The outcome and what goes with it; the first that applies, from tampering to a pass."""
    if run.ending is Tampering:
        return {"outcome": "tampered", "message": "the candidate " + run.message}
    if run.ending is TestsStuck:
        if reference.total:  # they ended on what the canonical solution returned
            message = "the tests did not end on what the candidate returned"
            return {"outcome": "timeout", "message": message}
        return {"outcome": "infra", "message": "the problem's tests do not end"}
    if run.ending is TestsWithoutCheck:
        return {"outcome": "infra", "message": "the problem's tests define no function check"}
    if run.ending is Untransferable:
        return {"outcome": "infra", "message": run.message}
    if run.ending is SolutionGone and not run.first:
        return process_ended(run, limits, end, trace)
    if run.report is not None:
        return load_failure(run, limits)
    if run.raised is not None and not run.first:
        return exception_between(run, limits)
    if run.first:  # as it would have ended an untouched `check`
        found = {"outcome": run.first["cause"]}
        if run.first["cause"] != "wrong":
            found["exception"] = run.first.get("exception")
        if run.first["cause"] == "memory":
            found["message"] = memory_message(limits)
        return found
    if not run.letters:
        if reference.total:
            return {"outcome": "wrong", "message": "the tests ended without reaching an assertion"}
        return {"outcome": "infra", "message": "the problem's tests hold no assertion"}
    return {"outcome": "pass", "total": len(run.letters), "results": "p" * len(run.letters)}


def load_failure(run, limits):
    """The candidate could not be loaded, or defines no entry point."""
    report = run.report
    if report.phase == "no-entry":
        return {"outcome": "no-entry", "message": report.message}
    if "b:MemoryError" in report.names:
        return {"outcome": "memory", "message": memory_message(limits)}
    outcome = "syntax" if report.phase == "syntax" else "exception"
    return {"outcome": outcome, "exception": exception_of(report, run.code.split("\n"))}


def exception_between(run, limits):
    """An exception ended `check` outside every assertion."""
    cause = run.recorder.cause_of(run.raised)
    if cause == "memory":
        return {"outcome": "memory", "message": memory_message(limits)}
    exception = run.recorder.exception(run.raised)
    if cause == "wrong":
        return {"outcome": "wrong", "message": "the tests raised %s" % described(run.raised)}
    return {"outcome": "exception", "exception": exception}


def process_ended(run, limits, end, trace):
    """The solution's process ended before the tests did."""
    frames = candidate_frames(trace, run.code)
    status, limit = end.status, end.limit
    if limit is None and os.WIFSIGNALED(status) and end.cpu >= limits["cpu"]:
        limit = end.limit = "cpu"
    if limit:
        return timed_out(limits, limit, end.cpu, frames)
    if not end.is_by_itself:
        return {"outcome": "tampered", "message": "the candidate closed its connection to the judge"}
    if not os.WIFSIGNALED(status):
        return exit_outcome(os.WEXITSTATUS(status))
    number = os.WTERMSIG(status)
    if number == signal.SIGKILL and end.memory > 0.8 * limits["memory"]:
        return {"outcome": "memory", "message": memory_message(limits)}
    name = signal.Signals(number).name if number in signal.valid_signals() else "signal %d" % number
    exception = {"type": name, "message": signal.strsignal(number) or "", "frames": frames}
    return {"outcome": "crash", "message": "the process died from %s" % name, "exception": exception}


def exit_outcome(status):
    """The solution's process left with a status of its own, which no harness gives."""
    if status == SEAL_FAILED:
        return {"outcome": "infra", "message": "a layer of the sandbox could not be put on"}
    if status == BROKEN:
        message = "the candidate broke the process that answers for it"
    else:
        message = "the candidate ended its process with status %d before the tests were complete" % status
    return {"outcome": "tampered", "message": message}


def timed_out(limits, limit, cpu, frames):
    """A limit of time ended the run; where the candidate was then is shown."""
    if limit == "cpu":
        message = "the CPU limit of %g s was used up" % limits["cpu"]
    else:
        message = "the wall limit of %g s passed with %.1f s of CPU used" % (limits["wall"], cpu)
    if frames:
        message += ", at line %d" % frames[-1]["line"]
    exception = {"type": "TimeoutError", "message": message, "frames": frames}
    return {"outcome": "timeout", "message": message, "exception": exception if frames else None}


def memory_message(limits):
    return "the memory limit of %d MiB was met" % (limits["memory"] >> 20)


def read_evidence(file):
    """What was printed, its head and its tail; and where the process said that it was."""
    data = os.pread(file, EVIDENCE_SIZE, 0)
    length = int.from_bytes(data[COUNT : COUNT + 8], "little")
    head = data[: min(length, TAIL)]
    if length <= TAIL:
        printed, left_out = head, 0
    else:
        place = length % TAIL
        ring = data[TAIL + place : 2 * TAIL] + data[TAIL : TAIL + place]
        tail = ring[-(length - TAIL) :] if length < 2 * TAIL else ring
        printed, left_out = head + tail, max(0, length - 2 * TAIL)
    trace = data[TRACE:].rstrip(b"\0").decode("ascii", "replace")
    return without_middle(printed, left_out, length), trace


def without_middle(printed, left_out, length):
    """Both ends of what was printed; how much is left out stands between them."""
    if len(printed) <= 2 * MOST_OUTPUT and not left_out:
        return printed.decode("utf-8", "replace")
    middle = "\n... %d bytes left out ...\n" % (length - 2 * MOST_OUTPUT)
    head, tail = printed[:MOST_OUTPUT], printed[-MOST_OUTPUT:]
    return head.decode("utf-8", "replace") + middle + tail.decode("utf-8", "replace")


def candidate_frames(trace, source):
    """The candidate's lines in what faulthandler wrote, outermost first."""
    lines, found = source.split("\n"), []
    for text in trace.split("\n"):
        head, _, rest = text.strip().partition('File "%s", line ' % CANDIDATE_FILE)
        number, _, name = rest.partition(" in ")
        if not head and number.isdecimal():
            found.append(frame_of(lines, int(number), name))
    return found[:MOST_FRAMES][::-1]
