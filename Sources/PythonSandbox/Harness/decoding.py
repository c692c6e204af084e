"""Decoding: from what crossed to plain values, whatever was sent."""

import json

from wire import EXCEPTIONS, HEAP_TYPE, PLAIN_TYPES, Unreadable, flags_of


class Decoder:
    """Turns JSON text back into values. `resolve` gives what a handle stands for here."""

    def __init__(self, resolve, classes=None, on_lie=None):
        self.resolve, self.on_lie = resolve, on_lie
        self.classes = {} if classes is None else classes
        self.has_graphs = False  # whether cyclic or deep values have come
        self.is_reading = False  # nothing may be asked of a candidate in the middle of its answer
        self.unplaced = 0  # parts that are not where they belong
        self.decode = json.JSONDecoder(object_hook=self.built).decode

    def value(self, data):
        """The value of a frame. Raises `Unreadable` for whatever is not of this language."""
        self.is_reading, self.unplaced = True, 0
        try:
            value = self.decode(data.decode("ascii"))
        except Exception as error:
            raise Unreadable("%s: %s" % (type(error).__name__, str(error)[:100])) from None
        finally:
            self.is_reading = False
        if self.unplaced and not (self.unplaced == 1 and type(value) is Answer):
            raise Unreadable("a part without its whole")
        return value

    def built(self, members):
        """What an object of JSON stands for: it has one member, the tag; called innermost first."""
        if len(members) != 1:
            raise Unreadable("a value with %d tags" % len(members))
        ((tag, item),) = members.items()
        make = BUILDERS.get(tag)
        if make is not None:
            if type(item) not in GIVEN:  # a value in place of its parts might unfold without end
                raise Unreadable("the tag %s with a value" % tag)
            return make(item)
        make = PARTS.get(tag)
        if make is not None:
            self.unplaced += 1
            return make(item)
        make = getattr(self, "build_" + tag, None) if tag in OWN_TAGS else None
        if make is None:
            raise Unreadable("the tag %s" % tag[:20])
        return make(item)

    def build_h(self, item):
        """A handle: an object that stays at the other side."""
        return self.resolve(item)

    def build_l(self, item):
        """A value whose class overrides comparisons: it is decoded, and the lie is reported."""
        value, name, method = item
        if self.on_lie:
            self.on_lie("returned an object whose class %s defines %s" % (str(name)[:60], str(method)[:20]))
        return value

    def build_er(self, item):
        """An exception: classes, arguments, attributes."""
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
        """The nearest known class; of several unrelated ones a class that is all of them."""
        bases = []
        for name in names:
            origin, _, name = name.partition(":")
            kind = self.classes.get(name) if origin == "c" else EXCEPTIONS.get(name) if origin == "b" else None
            if isinstance(kind, type) and issubclass(kind, BaseException):
                if not any(issubclass(known, kind) for known in bases):
                    bases.append(kind)
        if len(bases) < 2:
            return bases[0] if bases else Exception
        try:
            return type(names[0].partition(":")[2], tuple(bases), {})
        except TypeError:
            return bases[0]

    def build_ob(self, item):
        """An instance of a class that both sides have, made without its `__init__`."""
        name, state = item
        kind = self.classes.get(name)
        if not isinstance(kind, type):
            raise Unreadable("an instance of %s" % str(name)[:60])
        value = object.__new__(kind)
        value.__dict__.update(state)
        return value

    def build_g(self, nodes):
        """A graph: containers are made empty and filled afterwards: they may hold each other."""
        if any(type(node) is not Node for node in nodes):
            raise Unreadable("a graph of something else")
        self.unplaced -= len(nodes)
        self.has_graphs = True
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


class Answer:
    """A frame of the solution's.

    v value, m value and arguments, x exception, k call of a function of the judge's, n names that are
    never defined.
    """

    __slots__ = ("kind", "value")

    def __init__(self, kind, value):
        self.kind, self.value = kind, value


class Node:
    """One node of a graph: a value, or a container of the nodes with these numbers."""

    __slots__ = ("kind", "items")

    def __init__(self, kind, items):
        self.kind, self.items = kind, items

    def empty(self):
        """The node's container without its items; a leaf's value."""
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


def library(module, name):
    """A function that makes a value of a library's class, imported when first needed."""
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


def build_fraction(item):
    """Two integers: `Fraction` would also read texts, and some of these never end."""
    numerator, denominator = item
    if type(numerator) is not int or type(denominator) is not int:  # of "1e999999999" it makes a number
        raise Unreadable("a fraction of something else")
    return library("fractions", "Fraction")(numerator, denominator)


def build_datetime(item):
    """A date or time from the bytes that Python itself pickles it as; a difference from numbers."""
    name, state = item
    if name == "timedelta":
        return library("datetime", name)(*state)
    if name not in ("date", "datetime", "time"):
        raise Unreadable("a date of kind %s" % str(name)[:20])
    return library("datetime", name)(bytes(state))


def build_view(item):
    """A view of a dict, over a dict made for it."""
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
    "fr": build_fraction,
    "dt": build_datetime,
    "nt": build_namedtuple,
    "ar": build_array,
}  # fmt: skip
GIVEN = frozenset((list, str, int, float, bool, type(None)))  # what JSON itself knows, but for objects
# What means something at one place only: the nodes of a graph, an answer as a whole.
PARTS = {"g" + kind: lambda item, kind=kind: Node(kind, item) for kind in "vltdsf"}
PARTS.update({kind: lambda item, kind=kind: Answer(kind, item) for kind in "vmxkn"})
