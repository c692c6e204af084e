"""The profile for tests that run beside the candidate: libraries, a directory to write to, more memory.

The zygote imports what a problem names before it forks, so that a run pays for none of it. Names come
from the problem, which is trusted, never from a candidate.
"""

import gc
import os
import shutil
import sys

from isolation import (
    ALLOWED, CLONE_NEWNS, FILE_CALLS, HARMLESS_FCNTL, LARGEST_SCRATCH, LOCKING_FCNTL,
    SystemCallFilter, mount_scratch, readable_paths, restrict_files, set_run_limits,
    set_static_limits, unshare,
)  # fmt: skip
from suite import Guard, Suite, remember_classes, watch_assertions
from zygote import Zygote

RESERVED = 3 << 30  # bytes of address space: the libraries reserve far more than they use
MOST_FILES = 256
ALWAYS = "unittest unittest.mock tempfile shutil io os json datetime time pathlib".split()
QUIET = {  # one thread per run, and no window
    "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1", "LOKY_MAX_CPU_COUNT": "1", "MPLBACKEND": "Agg",
}  # fmt: skip


class LibraryZygote(Zygote):
    """The zygote of runs whose tests are in the candidate's process."""

    kind = Suite

    def __init__(self, control, configuration):
        super().__init__(control, configuration)
        self.scratch = scratch_place(readable_paths(configuration["paths"]))
        self.is_mounting, self.readable, self.guards = False, [], {}  # guards by what they watch

    # Once.

    def preload(self):
        os.environ.update(QUIET)
        super().preload()
        for name in ALWAYS:
            __import__(name)
        watch_assertions()

    def limit(self, counts_processes):
        set_static_limits(counts_processes, LARGEST_SCRATCH, MOST_FILES)

    def restrict(self, readable):
        """Tried here and put on in each run, since a restricted process may mount nothing."""
        return "" if succeeds(restrict_files, readable, [self.scratch]) else "the kernel has none"

    def seal(self):
        """Puts the layers on, and tries whether each run can have a directory of its own."""
        self.readable = readable_paths(self.configuration["paths"])
        super().seal()
        if not self.layers.has("minimal-root"):
            self.scratch = self.configuration["scratch"]
        for name in ("HOME", "TMPDIR", "MPLCONFIGDIR", "NLTK_DATA"):
            os.environ[name] = self.scratch
        self.layers.attempt("private-files", self.try_mount)
        self.is_mounting = self.layers.has("private-files")

    def try_mount(self):
        """Whether each run can have a directory of its own; the reason where it cannot."""
        is_possible = self.layers.has("minimal-root") and succeeds(self.mount)
        return "" if is_possible else "nothing may be mounted: one directory, emptied after each run"

    def mount(self):
        unshare(CLONE_NEWNS)
        mount_scratch(self.scratch)

    def make_filter(self):
        self.filter = SystemCallFilter({**ALLOWED, **FILE_CALLS}, HARMLESS_FCNTL + LOCKING_FCNTL)

    # Again and again.

    def answer(self, request, files, poll):
        """A run, or the import of modules that a problem names."""
        if "modules" in request:
            return self.prepare(request["modules"])
        request["guard"] = self.guard(tuple(request["watched"]))
        result = super().answer(request, files, poll)
        if not self.is_mounting:
            empty_directory(self.scratch)
        return result

    def prepare(self, modules):
        """Imports modules; the missing ones with what was said of them."""
        missing = []
        for name in modules:
            try:
                __import__(name)
            except Exception as error:
                missing.append((name, "%s: %s" % (type(error).__name__, str(error)[:200])))
        remember_classes()
        gc.collect()
        gc.freeze()
        return missing

    def guard(self, modules):
        """Made here, where no candidate has been yet, and kept for the next run."""
        if modules not in self.guards:
            self.guards[modules] = Guard(modules)
        return self.guards[modules]

    def enter_run(self, request):
        """The layers that each run puts on itself, in its own directory."""
        if self.is_mounting:
            self.mount()
        os.chdir(self.scratch)
        if self.layers.has("landlock"):
            restrict_files(self.readable, [self.scratch])
        set_run_limits(request["cpu"], request["memory"] + RESERVED)
        sys.modules["random"].seed(0)
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.seed(0)


def succeeds(action, *arguments):
    """Whether an action succeeds, in a process of its own."""
    child = os.fork()
    if child == 0:
        try:
            action(*arguments)
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


def scratch_place(readable):
    """`/tmp`, as tests name it too, unless packages lie in there."""
    return "/scratch" if any(path.startswith("/tmp/") for path in readable) else "/tmp"


def empty_directory(directory):
    """Removes all that is in a directory, whatever a run did to its permissions."""
    os.chmod(directory, 0o777)
    for name in os.listdir(directory):
        path = os.path.join(directory, name)
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path, onerror=open_and_retry)
        else:
            os.unlink(path)


def open_and_retry(function, path, _):
    """A directory that the run closed to itself is opened again."""
    os.chmod(os.path.dirname(path), 0o700)
    try:
        os.chmod(path, 0o700)
        function(path)
    except OSError:
        pass
