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

LONGEST_FRAME = 16 << 20
SCALARS = frozenset((int, float, str, bool, type(None)))
CONTAINERS = frozenset((list, tuple, dict, set, frozenset))

# Methods by which an object could make a test hold that should not.
DECEIVING = frozenset(
    """__eq__ __ne__ __lt__ __le__ __gt__ __ge__ __hash__ __bool__ __contains__ __class__ __abs__
    __sub__ __rsub__ __add__ __radd__ __float__ __int__ __index__ __round__ __instancecheck__
    __len__ __iter__ __getitem__""".split()
)  # fmt: skip
HEAP_TYPE = 1 << 9

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
        try:
            return dump(self.encode(value))
        except RecursionError:
            return dump({"g": self.graph(value)})
        except ValueError:  # an integer with more digits than Python writes
            return dump(with_hexadecimal(self.encode(value)))

    def encode(self, value):
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
        return self.rarely(value, kind)

    def rarely(self, value, kind):
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
        found = self.of_library(value, kind) if is_from_library(kind) else self.of_candidate(value, kind)
        return self.handle(value) if found is None else found

    def of_library(self, value, kind):
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
            return self.exception(value)
        return self.flattened(value, kind)

    def of_candidate(self, value, kind):
        fields = members_of(kind).get("_fields")
        if issubclass(kind, tuple) and type(fields) is tuple and not overriding_besides_namedtuple(kind):
            return {"nt": [kind.__name__, list(fields), [self.encode(item) for item in tuple.__iter__(value)]]}
        if issubclass(kind, BaseException):
            return self.exception(value)
        return self.flattened(value, kind)

    def exception(self, value):
        return {"er": [names_of(type(value)), [self.encode(item) for item in value.args], {"d": []}]}

    def flattened(self, value, kind):
        """A value of a subclass of a builtin as that builtin; what the class overrides is told."""
        plain = flat(value)
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
    return [name for name in overriding(kind) if name in members_of(kind)]


def is_array(value, kind):
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


FLATTENED = (
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


def flat(value):
    """The value of a subclass of a builtin type as that builtin; None for others."""
    bases = bases_of(type(value))  # what the value says of its class does not count
    for kind, convert in FLATTENED:
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


class Decoder:
    """Turns JSON text back into values. `resolve` gives what a handle stands for here."""

    def __init__(self, resolve, classes=None, on_lie=None):
        self.resolve, self.on_lie = resolve, on_lie
        self.classes = {} if classes is None else classes
        self.is_tangled = False  # whether cyclic or deep values have come
        self.decode = json.JSONDecoder(object_hook=self.built).decode

    def value(self, data):
        try:
            return self.decode(data.decode("ascii"))
        except (ValueError, RecursionError, TypeError, KeyError, IndexError, AttributeError) as error:
            raise Unreadable("%s: %s" % (type(error).__name__, str(error)[:100])) from None

    def built(self, members):
        if len(members) != 1:
            raise Unreadable("a value with %d tags" % len(members))
        ((tag, item),) = members.items()
        make = BUILDERS.get(tag)
        if make is not None:
            return make(item)
        make = getattr(self, "build_" + tag, None) if tag in OWN_TAGS else None
        if make is None:
            raise Unreadable("the tag %s" % tag[:20])
        return make(item)

    def build_h(self, item):
        return self.resolve(item)

    def build_l(self, item):
        value, name, method = item
        if self.on_lie:
            self.on_lie("returned an object whose class %s defines %s" % (str(name)[:60], str(method)[:20]))
        return value

    def build_er(self, item):
        return self.exception(*item)

    def exception(self, names, arguments, state):
        """An exception of the nearest class that is known here."""
        kind = self.exception_class(names)
        if flags_of(kind) & HEAP_TYPE:  # its own `__init__` may want anything
            error = kind.__new__(kind, *arguments)
            error.args = tuple(arguments)
            vars(error).update(state)
            return error
        try:
            return kind(*arguments)
        except Exception:
            return kind.__new__(kind)

    def exception_class(self, names):
        bases = []
        for name in names:
            origin, _, name = name.partition(":")
            kind = self.classes.get(name) if origin == "c" else EXCEPTIONS.get(name) if origin == "b" else None
            if isinstance(kind, type) and issubclass(kind, BaseException):
                if not any(issubclass(known, kind) for known in bases):
                    bases.append(kind)
        if len(bases) == 1:
            return bases[0]
        try:
            return type(names[0].partition(":")[2], tuple(bases), {})
        except TypeError:
            return bases[0] if bases else Exception

    def build_ob(self, item):
        name, state = item
        kind = self.classes.get(name)
        if not isinstance(kind, type):
            raise Unreadable("an instance of %s" % str(name)[:60])
        value = object.__new__(kind)
        value.__dict__.update(state)
        return value

    def build_g(self, nodes):
        if any(type(node) is not Node for node in nodes):
            raise Unreadable("a graph of something else")
        self.is_tangled = True
        made = [node.empty() for node in nodes]
        freeze(nodes, made)
        for node, value in zip(nodes, made):
            items = [made[number] for number in node.items] if node.kind in "lds" else ()
            if node.kind == "l":
                value.extend(items)
            elif node.kind == "s":
                value.update(items)
            elif node.kind == "d":
                value.update(zip(items[::2], items[1::2]))
        return made[0]


class Node:
    """One node of a graph: a value, or a container of the nodes with these numbers."""

    __slots__ = ("kind", "items")

    def __init__(self, kind, items):
        self.kind, self.items = kind, items

    def empty(self):
        return self.items if self.kind == "v" else {"l": list, "d": dict, "s": set}.get(self.kind, tuple)()


def freeze(nodes, made):
    """Makes the tuples and frozensets of a graph, those without unmade ones inside first."""
    unmade = {place for place, node in enumerate(nodes) if node.kind in "tf"}
    users, missing = {}, {}
    for place in unmade:
        inner = {number for number in nodes[place].items if number in unmade}
        missing[place] = len(inner)
        for number in inner:
            users.setdefault(number, []).append(place)
    ready = [place for place in unmade if not missing[place]]
    count = 0
    while ready:
        place = ready.pop()
        count += 1
        items = [made[number] for number in nodes[place].items]
        made[place] = tuple(items) if nodes[place].kind == "t" else frozenset(items)
        for user in users.get(place, ()):
            missing[user] -= 1
            if not missing[user]:
                ready.append(user)
    if count < len(unmade):
        raise Unreadable("a cycle of tuples")


OWN_TAGS = frozenset(("h", "l", "er", "ob", "g"))
EXCEPTIONS = {
    name: kind
    for name, kind in vars(__import__("builtins")).items()
    if isinstance(kind, type) and issubclass(kind, BaseException)
}


def library(module, name):
    def make(*arguments):
        return getattr(__import__(module), name)(*arguments)

    return make


def build_array(item):
    import numpy

    kind, shape, values = item
    return numpy.array(values, dtype=kind).reshape(shape)


def build_namedtuple(item):
    name, fields, values = item
    return library("collections", "namedtuple")(name, fields)(*values)


def build_datetime(item):
    name, state = item
    if name == "timedelta":
        return library("datetime", name)(*state)
    if name not in ("date", "datetime", "time"):
        raise Unreadable("a date of kind %s" % str(name)[:20])
    return library("datetime", name)(bytes(state))


def build_view(item):
    name, items = item
    if name == "keys":
        return dict.fromkeys(items).keys()
    return dict(enumerate(items)).values() if name == "values" else dict(items).items()


BUILDERS = {
    "t": tuple,
    "d": dict,
    "s": set,
    "fs": frozenset,
    "b": lambda item: item.encode("latin-1"),
    "ba": lambda item: bytearray(item.encode("latin-1")),
    "c": lambda item: complex(*item),
    "r": lambda item: range(*item),
    "i": lambda item: int(item, 16),
    "el": lambda item: Ellipsis,
    "ni": lambda item: NotImplemented,
    "it": iter,
    "dv": build_view,
    "sl": lambda item: slice(*item),
    "ty": lambda item: PLAIN_TYPES[item],
    "dq": lambda item: library("collections", "deque")(*item),
    "od": lambda item: library("collections", "OrderedDict")(item),
    "ct": lambda item: library("collections", "Counter")(dict(item)),
    "dd": lambda item: library("collections", "defaultdict")(None, item),
    "dec": lambda item: library("decimal", "Decimal")(item),
    "fr": lambda item: library("fractions", "Fraction")(*item),
    "dt": build_datetime,
    "nt": build_namedtuple,
    "ar": build_array,
    "gv": lambda item: Node("v", item),
    "gl": lambda items: Node("l", items),
    "gt": lambda items: Node("t", items),
    "gd": lambda items: Node("d", items),
    "gs": lambda items: Node("s", items),
    "gf": lambda items: Node("f", items),
}  # fmt: skip


def frame(data):
    return len(data).to_bytes(4, "little") + data


def marshalled(value):
    """The bytes of a plain value; None when it is not plain."""
    try:
        return marshal.dumps(value, 2)
    except ValueError:
        return None
