"""Short texts of values, for a person to read."""

BRIEF_LENGTH = 200
DEEPEST = 8
TEXTS = {}  # classes that are not shown by `repr`, and what shows them
BRACKETS = {list: "[]", tuple: "()", set: "{}", frozenset: ("frozenset({", "})"), dict: "{}"}


class Full(Exception):
    """The text has reached its limit."""


class BriefWriter:
    """Writes a value as `repr` would, and stops at the limit instead of cutting afterwards.

    A list of ten million elements costs no more than one of a hundred.
    """

    def __init__(self, limit):
        self.parts, self.room = [], limit

    def add(self, text):
        """Writes a text; raises `Full` where it does not fit whole."""
        self.parts.append(text[: self.room])
        self.room -= len(text)
        if self.room < 0:
            raise Full

    def write(self, value, depth=0):
        """Writes a value; whatever is deeper than `DEEPEST` is an ellipsis."""
        kind = type(value)
        if kind in BRACKETS and depth >= DEEPEST:
            self.add("…")
        elif kind is dict:
            self.write_items(kind, value.items(), len(value), depth)
        elif kind in BRACKETS and (value or kind in (list, tuple)):
            self.write_items(kind, value, len(value), depth)
        elif kind in (str, bytes, bytearray) and len(value) > self.room:
            self.add(repr(value[: self.room + 1]))
            raise Full
        elif kind in TEXTS:
            self.add(TEXTS[kind](value))
        elif kind is int and value.bit_length() > 4 * BRIEF_LENGTH:
            self.add("<int of %d bits>" % value.bit_length())
        else:
            self.add(repr(value))

    def write_items(self, kind, items, count, depth):
        opening, closing = BRACKETS[kind]
        self.add(opening)
        for index, item in enumerate(items):
            if index:
                self.add(", ")
            if kind is dict:
                self.write(item[0], depth + 1)
                self.add(": ")
                item = item[1]
            self.write(item, depth + 1)
        self.add("," + closing if kind is tuple and count == 1 else closing)


def brief(value, limit=BRIEF_LENGTH):
    """`repr(value)`, at most `limit` characters and an ellipsis."""
    writer = BriefWriter(limit)
    try:
        writer.write(value)
    except Full:
        writer.parts.append("…")
    except BaseException as error:  # a candidate's __repr__ may raise anything
        writer.parts.append("<repr raised %s>" % type(error).__name__)
    return "".join(writer.parts)


def brief_text(text, limit=BRIEF_LENGTH):
    """`str(text)` cut at the limit, whatever its `__str__` does."""
    try:
        text = str(text)
    except BaseException as error:
        return "<str raised %s>" % type(error).__name__
    text = str.__getitem__(text, slice(limit + 1))
    return text if len(text) <= limit else text[:limit] + "…"
