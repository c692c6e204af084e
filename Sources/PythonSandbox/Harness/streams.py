"""The candidate's standard streams. What it prints is kept where the judge finds it after its end."""

import sys

from wire import COUNT, EVIDENCE, EVIDENCE_SIZE, TAIL


class Output:
    """Standard output and error: the first and the last 4,096 characters are kept, in the evidence."""

    encoding, errors, newlines, line_buffering, mode = "utf-8", "backslashreplace", None, True, "w"
    closed = False

    def __init__(self, name, evidence):
        self.name, self.evidence = name, evidence

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not %s" % type(text).__name__)
        self.evidence.add(text)
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        pass

    def isatty(self):
        return False

    def writable(self):
        return True

    def readable(self):
        return False

    def seekable(self):
        return False

    def fileno(self):
        raise OSError("this stream has no file descriptor")

    def close(self):
        pass

    def reconfigure(self, **options):
        pass

    @property
    def buffer(self):
        return Bytes(self.evidence)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


class Bytes:
    """The binary side of an output stream."""

    closed = False

    def __init__(self, evidence):
        self.evidence = evidence

    def write(self, data):
        self.evidence.add(bytes(data).decode("utf-8", "replace"))
        return len(data)

    def flush(self):
        pass


class Evidence:
    """What was printed, where the judge finds it whatever becomes of this process."""

    def __init__(self, file):
        self.file, self.map, self.length = file, None, 0
        self.pending, self.size = [], 0

    def add(self, text):
        """Keeps a text back until there is enough to write."""
        self.pending.append(text)
        self.size += len(text)
        if self.size > 256:
            self.flush()

    def flush(self):
        """Writes what is kept back; of very long texts only the two ends."""
        if not self.pending:
            return
        text = "".join(self.pending)
        self.pending, self.size = [], 0
        if self.map is None:
            import mmap

            self.map = mmap.mmap(self.file, EVIDENCE_SIZE)
        if len(text) > 2 * TAIL:
            left_out = len(text) - 2 * TAIL
            self.write_into_ring(text[:TAIL].encode("utf-8", "backslashreplace"))
            self.length += left_out
            text = text[-TAIL:]
        self.write_into_ring(text.encode("utf-8", "backslashreplace"))

    def write_into_ring(self, data):
        """Fills the head first, then goes round in the tail: its oldest bytes are overwritten."""
        room = TAIL - self.length
        if room > 0:
            head = data[:room]
            self.map[self.length : self.length + len(head)] = head
        rest = data[max(room, 0) :][-TAIL:]
        place = (self.length + len(data) - len(rest)) % TAIL
        for start, part in ((place, rest[: TAIL - place]), (0, rest[TAIL - place :])):
            self.map[TAIL + start : TAIL + start + len(part)] = part
        self.length += len(data)
        self.map[COUNT : COUNT + 8] = self.length.to_bytes(8, "little")


class Input:
    """Standard input that has ended."""

    encoding, errors, closed, name = "utf-8", "strict", False, "<stdin>"

    def read(self, size=-1):
        return ""

    def readline(self, size=-1):
        return ""

    def readlines(self, hint=-1):
        return []

    def __iter__(self):
        return iter(())

    def isatty(self):
        return False

    def readable(self):
        return True

    def fileno(self):
        raise OSError("this stream has no file descriptor")

    def close(self):
        pass


def evidence_of_streams():
    """Puts our streams in the place of Python's; what is printed goes to the evidence."""
    evidence = Evidence(EVIDENCE)
    sys.stdin = sys.__stdin__ = Input()
    sys.stdout = sys.__stdout__ = Output("<stdout>", evidence)
    sys.stderr = sys.__stderr__ = Output("<stderr>", evidence)
    return evidence
