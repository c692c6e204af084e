"""How values cross between the judge's process and the solution's: frames, and what is in them.

A frame is its length in four bytes, little-endian, and as many bytes.

The judge sends `C` and the marshalled arguments of a call where these are plain, else JSON. The
solution's process, which is not to be trusted, sends JSON only. Scalars and lists are themselves;
every other value is an object with one member, its tag:

    t tuple   d dict (pairs)   s set   fs frozenset   b bytes   ba bytearray   c complex   r range
    i int beyond 4,000 digits, in hexadecimal   el ...   ni NotImplemented   ty builtin type, by name
    it iterator over a container   dv view of a dict   sl slice
    dq deque   od OrderedDict   dd defaultdict   ct Counter   dec Decimal   fr Fraction   dt datetime
    nt namedtuple   er exception   ob instance of a class of the prompt   ar numpy array
    l value of a class that overrides comparisons: value, class, method
    h handle of an object that stays where it is   g graph, for cyclic and deep values

Decoding builds plain builtin values. No class of the candidate's ever reaches the judge, so that
none can lie there about equality, order or truth.
"""

import builtins
import json
import marshal
import sys

# Functions take their builtins from the globals they are defined under. With a copy here, a
# candidate that replaces `builtins.len` changes its own world and not ours.
PRISTINE_BUILTINS = dict(vars(builtins))
__builtins__ = PRISTINE_BUILTINS

CANDIDATE_FILE, TESTS_FILE = "<candidate>", "<tests>"
CONNECTION, EVIDENCE = 3, 4  # the descriptors of a solution's process
SEAL_FAILED, BROKEN = 71, 72  # its statuses when a layer failed, when its candidate broke it

# The evidence, a file without a name that the judge reads when the process is gone: the first and the
# last bytes printed, how many they were, and where the process said that it was.
TAIL, COUNT, TRACE, EVIDENCE_SIZE = 4096, 8192, 12288, 32768

LONGEST_FRAME = 16 << 20
MOST_FRAMES = 20  # of a traceback
MOST_NAMES, LONGEST_NAME = 10, 80  # that are never defined
SCALARS = frozenset((int, float, str, bool, type(None)))
CONTAINERS = frozenset((list, tuple, dict, set, frozenset))

# Methods by which an object could make a test hold that should not.
DECEIVING = frozenset(
    """__eq__ __ne__ __lt__ __le__ __gt__ __ge__ __hash__ __bool__ __contains__ __class__ __abs__
    __sub__ __rsub__ __add__ __radd__ __float__ __int__ __index__ __round__ __instancecheck__
    __len__ __iter__ __getitem__""".split()
)  # fmt: skip
HEAP_TYPE = 1 << 9

# Python's own exceptions by name: they cross by name.
EXCEPTIONS = {
    name: kind
    for name, kind in PRISTINE_BUILTINS.items()
    if isinstance(kind, type) and issubclass(kind, BaseException)
}

# Read through `type` itself: a metaclass cannot answer in its place.
bases_of = type.__dict__["__mro__"].__get__
flags_of = type.__dict__["__flags__"].__get__
members_of = type.__dict__["__dict__"].__get__


class Unreadable(Exception):
    """What came is not what the other side may send."""


class Uncrossable(Exception):
    """A value that has no form to cross in."""


def is_from_library(kind):
    """Whether a class is Python's own or one of the standard library's."""
    if not flags_of(kind) & HEAP_TYPE:
        return True
    name = members_of(kind).get("__module__")
    if type(name) is not str or name.partition(".")[0] not in sys.stdlib_module_names:
        return False
    module = sys.modules.get(name)
    return any(member is kind for member in list(vars(module).values())) if module else False


def overriding(kind):
    """The comparing methods that a class of the candidate's own defines, in order of its bases."""
    return [
        name
        for base in bases_of(kind)
        if flags_of(base) & HEAP_TYPE and not is_from_library(base)
        for name in members_of(base)
        if name in DECEIVING and members_of(base)[name] is not None
    ]


FINITE_ITERATORS = {
    type(iter([])), type(iter(())), type(iter("")), type(iter("é")), type(iter({})), type(iter(set())),
    type(iter(range(0))), type(reversed([])), type(iter({}.values())), type(iter({}.items())),
    type(reversed({})), type(iter(b"")),
}  # fmt: skip
LAZY_ITERATORS = {map, filter, zip, enumerate, reversed}
VIEWS = {type({}.keys()): "keys", type({}.values()): "values", type({}.items()): "items"}
PLAIN_TYPES = {
    kind.__name__: kind
    for kind in (int, float, str, bool, type(None), list, tuple, dict, set, frozenset, bytes,
                 bytearray, complex, range, slice, object, type)
}  # fmt: skip


class Encoder:
    """Turns values into what JSON holds. `handle` gives the form of an object that stays here."""

    def __init__(self, handle):
        self.handle = handle
        self.consumes = True  # whether iterators are run to their end

    def text(self, value):
        """One value as JSON text; deep and cyclic ones as a graph."""
        form = None
        try:
            form = self.encode(value)
            return dump(form)
        except RecursionError:
            form = {"g": self.graph(value)}
        except ValueError:  # an integer with more digits than Python writes
            if form is None:
                raise
        try:
            return dump(form)
        except ValueError:
            return dump(with_hexadecimal(form))

    def encode(self, value):
        """What JSON holds for a value; the most frequent types come first."""
        kind = type(value)
        if kind in SCALARS:
            return value
        if kind is list:
            return [item if type(item) in SCALARS else self.encode(item) for item in value]
        if kind is tuple:
            return {"t": [item if type(item) in SCALARS else self.encode(item) for item in value]}
        if kind is dict:
            return {"d": [[self.encode(key), self.encode(item)] for key, item in value.items()]}
        if kind is set or kind is frozenset:
            return {"s" if kind is set else "fs": [self.encode(item) for item in value]}
        return self.encode_rare(value, kind)

    def encode_rare(self, value, kind):
        """The other types of Python's own; what has no form becomes a handle."""
        if kind is bytes or kind is bytearray:
            return {"b" if kind is bytes else "ba": value.decode("latin-1")}
        if kind is complex:
            return {"c": [value.real, value.imag]}
        if kind is range:
            return {"r": [value.start, value.stop, value.step]}
        if value is Ellipsis or value is NotImplemented:
            return {"el" if value is Ellipsis else "ni": 0}
        if kind in FINITE_ITERATORS and self.consumes:
            return {"it": [self.encode(item) for item in value]}
        if kind in VIEWS:
            return {"dv": [VIEWS[kind], [self.encode(item) for item in value]]}
        if kind is slice:
            return {"sl": [self.encode(one) for one in (value.start, value.stop, value.step)]}
        if kind is type and PLAIN_TYPES.get(value.__name__) is value:
            return {"ty": value.__name__}
        if is_array(value, kind):
            return {"ar": [str(value.dtype), list(value.shape), self.encode(value.tolist())]}
        encode = self.encode_library_value if is_from_library(kind) else self.encode_instance
        found = encode(value, kind)
        return self.handle(value) if found is None else found

    def encode_library_value(self, value, kind):
        """A value of a library's class; None where it has no form."""
        name = kind.__name__
        if kind.__module__ == "collections":
            if name == "deque":
                return {"dq": [[self.encode(item) for item in value], value.maxlen]}
            if name == "OrderedDict":
                return {"od": [[self.encode(key), self.encode(item)] for key, item in value.items()]}
            if name == "Counter":
                return {"ct": [[self.encode(key), self.encode(item)] for key, item in dict.items(value)]}
            if name == "defaultdict":
                return {"dd": [[self.encode(key), self.encode(item)] for key, item in dict.items(value)]}
        if name == "Decimal":
            return {"dec": str(value)}
        if name == "Fraction":
            return {"fr": [self.encode(value.numerator), self.encode(value.denominator)]}
        if kind.__module__ == "datetime" and name in ("date", "datetime", "time", "timedelta"):
            if getattr(value, "tzinfo", None) is None:
                return {"dt": [name, list(value.__reduce__()[1][0]) if name != "timedelta"
                               else [value.days, value.seconds, value.microseconds]]}  # fmt: skip
        if issubclass(kind, BaseException):
            return self.encode_exception(value)
        return self.encode_as_builtin(value, kind)

    def encode_instance(self, value, kind):
        """A value of a class of the candidate's; None where it has no form."""
        fields = members_of(kind).get("_fields")
        if issubclass(kind, tuple) and type(fields) is tuple and not overriding_besides_namedtuple(kind):
            return {"nt": [kind.__name__, list(fields), [self.encode(item) for item in tuple.__iter__(value)]]}
        if issubclass(kind, BaseException):
            return self.encode_exception(value)
        return self.encode_as_builtin(value, kind)

    def encode_exception(self, value):
        """Classes and arguments; attributes go with what the run reports, not here."""
        return {"er": [names_of(type(value)), [self.encode(item) for item in value.args], {"d": []}]}

    def encode_as_builtin(self, value, kind):
        """A value of a subclass of a builtin as that builtin; what the class overrides is told."""
        plain = as_builtin(value)
        if plain is None:
            return None
        found = overriding(kind)
        if found:
            return {"l": [self.encode(plain), kind.__name__, found[0]]}
        return self.encode(plain)

    # Deep and cyclic values, without recursion.

    def graph(self, value):
        """Nodes: a leaf in its usual form, or a tag with the numbers of its items."""
        nodes, numbers, waiting, kept = [], {}, [], []

        def number(item):
            kind = type(item)
            if kind in CONTAINERS:
                known = numbers.get(id(item))
                if known is None:
                    known = numbers[id(item)] = len(nodes)
                    kept.append(item)
                    nodes.append(None)
                    waiting.append((known, item, kind))
                return known
            nodes.append({"gv": self.encode(item)})
            return len(nodes) - 1

        number(value)
        while waiting:
            place, item, kind = waiting.pop()
            if kind is dict:
                children = [number(one) for pair in item.items() for one in pair]
            else:
                children = [number(one) for one in item]
            nodes[place] = {GRAPH_TAGS[kind]: children}
        return nodes


GRAPH_TAGS = {list: "gl", tuple: "gt", dict: "gd", set: "gs", frozenset: "gf"}


def overriding_besides_namedtuple(kind):
    """The comparing methods that a named tuple's own class defines."""
    return [name for name in overriding(kind) if name in members_of(kind)]


def is_array(value, kind):
    """Whether a value is numpy's, which need not be there."""
    name = kind.__module__
    return type(name) is str and name.partition(".")[0] == "numpy" and hasattr(value, "tolist")


def names_of(kind):
    """The classes of an exception: `b:` Python's own, `c:` the candidate's, `o:` others."""
    names = []
    for base in bases_of(kind):
        name = base.__name__
        origin = "b" if EXCEPTIONS.get(name) is base else "c" if base.__module__ == "candidate" else "o"
        names.append("%s:%s" % (origin, name[:80]))
    return names


TO_BUILTIN = (
    (int, lambda value: int.__add__(value, 0)),
    (float, lambda value: float.__add__(value, 0.0)),
    (str, lambda value: "".join(str.__iter__(value))),
    (list, lambda value: list(list.__iter__(value))),
    (tuple, lambda value: tuple(tuple.__iter__(value))),
    (dict, lambda value: dict(dict.items(value))),
    (set, lambda value: set(set.__iter__(value))),
    (frozenset, lambda value: frozenset(frozenset.__iter__(value))),
    (bytes, lambda value: bytes.__getitem__(value, slice(None))),
    (bytearray, lambda value: bytes(bytearray.__getitem__(value, slice(None)))),
)


def as_builtin(value):
    """The value of a subclass of a builtin type as that builtin; None for others."""
    bases = bases_of(type(value))  # what the value says of its class does not count
    for kind, convert in TO_BUILTIN:
        if kind in bases:
            return convert(value)
    return None


def with_hexadecimal(value):
    """The encoded value with its long integers in hexadecimal."""
    if type(value) is int:
        return value if -(1 << 256) < value < 1 << 256 else {"i": hex(value)}
    if type(value) is list:
        return [with_hexadecimal(item) for item in value]
    if type(value) is dict:
        return {tag: with_hexadecimal(item) for tag, item in value.items()}
    return value


def dump(value):
    """JSON text. Made once, in C: nothing of it is left for a candidate to patch."""
    return "".join(chunks(value, 0))


chunks = json.encoder.c_make_encoder(
    None, None, json.encoder.c_encode_basestring_ascii, None, ":", ",", False, False, True
)


def frame(data):
    """The bytes with their length before them."""
    return len(data).to_bytes(4, "little") + data


def marshalled(value):
    """The bytes of a plain value; None when it is not plain."""
    try:
        return marshal.dumps(value, 2)
    except ValueError:
        return None
