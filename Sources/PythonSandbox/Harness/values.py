"""Looking at values that a candidate made: short texts of them, and whether they can lie.

The files of this directory are joined in the order values, isolation, instrument, recorder,
candidate, watch, harness and run as one program; see README.md.
"""

import builtins
import sys

# Functions take their builtins from the globals they are defined under. With a copy here, a
# candidate that replaces `builtins.len` changes its own world and not the judge's.
PRISTINE_BUILTINS = dict(vars(builtins))
__builtins__ = PRISTINE_BUILTINS

BRIEF_LENGTH = 200
DEEPEST = 8
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
        self.parts.append(text[: self.room])
        self.room -= len(text)
        if self.room < 0:
            raise Full

    def write(self, value, depth=0):
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
    return text if len(text) <= limit else text[:limit] + "…"


PLAIN = frozenset(
    (type(None), bool, int, float, complex, str, bytes, bytearray, range, slice)
)
CONTAINERS = frozenset((list, tuple, set, frozenset))
VALUES_LOOKED_AT = 2000
HEAP_TYPE = 1 << 9

# Methods by which an object could make a test hold that should not.
DECEIVING = frozenset(
    """__eq__ __ne__ __lt__ __le__ __gt__ __ge__ __hash__ __bool__ __contains__ __class__ __abs__
    __sub__ __rsub__ __float__ __round__ __instancecheck__""".split()
)

# Read through `type` itself: a metaclass cannot answer in its place.
bases_of = type.__dict__["__mro__"].__get__
flags_of = type.__dict__["__flags__"].__get__
members_of = type.__dict__["__dict__"].__get__


def is_from_library(kind):
    """Whether a class is one of the standard library's own."""
    name = members_of(kind).get("__module__")
    if type(name) is not str or name.partition(".")[0] not in sys.stdlib_module_names:
        return False
    module = sys.modules.get(name)
    return any(member is kind for member in vars(module).values()) if module else False


def deceiving_method(kind):
    """The first method of a candidate's own class that decides comparisons, or None."""
    for base in bases_of(kind):
        if flags_of(base) & HEAP_TYPE and not is_from_library(base):
            for name in members_of(base):
                if name in DECEIVING and members_of(base)[name] is not None:
                    return name
    return None


def deceiving(value):
    """Why a value's comparisons cannot be trusted, or None.

    Looks at the first 2,000 values inside containers.
    """
    waiting, looked_at = [value], 0
    while waiting and looked_at < VALUES_LOOKED_AT:
        value = waiting.pop()
        kind = type(value)
        looked_at += 1
        if kind in PLAIN:
            continue
        if kind in CONTAINERS:
            waiting.extend(item for item, _ in zip(value, range(VALUES_LOOKED_AT)))
        elif kind is dict:
            waiting.extend(item for item, _ in zip(value.values(), range(VALUES_LOOKED_AT)))
        elif method := deceiving_method(kind):
            return "returned an object whose class %s defines %s" % (
                brief_text(members_of(kind).get("__qualname__", kind.__name__), 60), method)
    return None
