"""Random pairs of values: what `difference` says of them, whatever they are.

Takes the directory of the harness; writes how many pairs were compared.
"""

import collections
import datetime
import decimal
import fractions
import json
import random
import sys
import time

sys.path.insert(0, sys.argv[1])

from difference import DIFFERENCE_LENGTH, Steps, difference
from remote import Remote

PAIRS = 4_000
chance = random.Random(7)
SCALAR = (int, float, bool, str, bytes, type(None), complex)


def scalar():
    return chance.choice((
        lambda: chance.randrange(-3, 4), lambda: chance.choice((0.5, -1.5, 2.0, 1e300, float("inf"))),
        lambda: chance.random() < 0.5, lambda: None, lambda: 10 ** chance.randrange(400),
        lambda: "".join(chance.choice("ab \n\té値") for _ in range(chance.randrange(60))),
        lambda: bytes(chance.randrange(3) for _ in range(chance.randrange(4))), lambda: 1 + 2j,
    ))()  # fmt: skip


def hashable(depth):
    return tuple(hashable(depth - 1) for _ in range(chance.randrange(3))) if depth and chance.random() < 0.3 else scalar()


Point = collections.namedtuple("Point", "x y")


def value(depth):
    if not depth or chance.random() < 0.3:
        return scalar()
    few = range(chance.choice((0, 1, 2, 3, 5)))
    return chance.choice((
        lambda: [value(depth - 1) for _ in few], lambda: tuple([value(depth - 1) for _ in few]),
        lambda: {hashable(1): value(depth - 1) for _ in few}, lambda: {hashable(1) for _ in few},
        lambda: frozenset([hashable(1) for _ in few]), lambda: collections.deque([scalar() for _ in few]),
        lambda: collections.OrderedDict({"a": scalar()}), lambda: collections.Counter("aab"[: len(few)]),
        lambda: decimal.Decimal(len(few)), lambda: fractions.Fraction(len(few), 3),
        lambda: datetime.date(2020, 1, 1 + len(few)), lambda: Point(scalar(), value(depth - 1)),
        lambda: [chance.randrange(9) for _ in range(chance.randrange(2000))],
    ))()  # fmt: skip


def changed(one):
    """The value with one thing in it another, or with its items in another order."""
    kind = type(one)
    if kind in (list, tuple) and one:
        items, place = list(one), chance.randrange(len(one))
        chance.choice((
            lambda: items.__setitem__(place, changed(items[place])), lambda: items.pop(place),
            lambda: items.insert(place, scalar()), lambda: chance.shuffle(items), items.reverse,
        ))()  # fmt: skip
        return kind(items)
    if kind is dict and one:
        items, key = dict(one), chance.choice(list(one))
        chance.choice((
            lambda: items.__setitem__(key, changed(items[key])), lambda: items.pop(key),
            lambda: items.__setitem__("new", 1),
        ))()  # fmt: skip
        return items
    return scalar()


def check(expected, got):
    text = difference(expected, got)
    assert text is None or type(text) is str and 0 < len(text) <= DIFFERENCE_LENGTH, (expected, got, text)
    assert text is None or "\n" not in text, text
    if expected == got:
        assert text is None, (expected, got, text)
    elif type(expected) not in SCALAR or type(got) not in SCALAR:
        if type(expected) is not type(got) or type(expected) in (list, tuple, dict, set, frozenset):
            assert text, (expected, got)


class Hostile:
    """Its methods are not to be called."""

    def dead(self, *_):
        raise SystemExit("a method of an object was called")

    __eq__ = __hash__ = __repr__ = __str__ = __len__ = __iter__ = __bool__ = __lt__ = __getattr__ = dead


def bounded(name, expected, got, seconds=1.0):
    begin = time.process_time()
    text = difference(expected, got)
    took = time.process_time() - begin
    assert took < seconds, (name, took)
    assert text is None or len(text) <= DIFFERENCE_LENGTH, (name, text)
    return text


def deep(depth, end):
    made = end
    for _ in range(depth):
        made = [made]
    return made


def colliding(count, shift):
    return {(shift + place) * ((1 << 61) - 1) for place in range(count)}


def check_extremes():
    many = list(range(10**6))
    other = [*many[:-1], 0]
    assert bounded("a long list", many, other)
    assert bounded("pairs", [[one] for one in many], [[one] for one in other])
    assert bounded("a long list in another order", many, many[::-1])
    assert bounded("lengths", many, many[:-5])
    assert bounded("a long text", "x" * 10**7, "x" * (10**7 - 1) + "y")
    assert bounded("a dict", dict.fromkeys(many), dict.fromkeys(many[:-1]))
    assert bounded("a set", set(many), set(many[1:]))
    assert bounded("deep", deep(10**5, 1), deep(10**5, 2))
    assert bounded("not so deep", deep(3000, 1), deep(3000, 2))
    assert bounded("digits", [10**50000], [10**50000 + 1])
    assert bounded("keys that collide", colliding(3000, 0), colliding(3000, 7), 2.0)
    one, two = [1], [1]
    one.append(one)
    two.append(two)
    assert bounded("cyclic and alike", one, two) is None
    two.append(3)
    assert bounded("cyclic and not alike", one, two)
    wide = wide_other = 1
    for _ in range(64):
        wide, wide_other = [wide, wide], [wide_other, wide_other]
    assert bounded("shared", wide, wide_other) is None
    steps = Steps()
    begin = time.process_time()
    for _ in range(20):
        difference([[one] for one in range(10**5)], [[one] for one in range(10**5)], steps)
    assert time.process_time() - begin < 3, "all differences of a verdict"


def check_objects():
    remote = Remote(None, 3, "object", "Shape", frozenset(("__eq__", "__hash__")))
    for strange in (Hostile(), remote):
        difference(strange, 3)
        difference(3, strange)
        difference([1, strange], [1, 2])
        difference([1, strange], [strange, 1])
        difference({"a": strange}, {"b": 2})
        difference([Hostile()], [strange])
        difference(None, strange)
        difference([strange, 1], [strange, 2])


def main():
    for _ in range(PAIRS):
        one = value(4)
        check(one, changed(one) if chance.random() < 0.7 else value(2))
        check(one, one)
    check_extremes()
    check_objects()
    for expected, got, told in CASES:
        text = difference(eval(expected), eval(got))
        assert text == told, "%s, %s: %r instead of %r" % (expected, got, text, told)
    json.dump({"pairs": PAIRS}, sys.stdout)


CASES = [
    ("3", "4", "one more"),
    ("3", "-3", "the sign differs"),
    ("30", "300", "10 times as much"),
    ("30", "37", None),
    ("1", "1.0", None),
    ("3", "'3'", "'3' (str) instead of 3 (int)"),
    ("3", "None", "None, what a function without return gives, instead of an int"),
    ("True", "1.5", "1.5 (float) instead of True (bool)"),
    ("2.0", "2.002", "off by 0.002, relative 0.001"),
    ("1.0", "float('nan')", "NaN is equal to nothing, not even to itself"),
    ("float('inf')", "1.0", None),
    ("[1, 2, 3]", "[1, 2, 7]", "[2]: 7 instead of 3"),
    ("[1, 2.5]", "[1, -2.5]", "[1]: -2.5 instead of 2.5 (the sign differs)"),
    ("{'a': [1, 2, 8]}", "{'a': [1, 2, 7]}", "['a'][2]: 7 instead of 8 (one less)"),
    ("[1, 2, 3]", "[3, 2, 1]", "the same items in reverse order"),
    ("[[1, 2, 3], 4]", "[[1, 3, 2], 4]", "[0]: the same items in another order; first at [1]: 3 instead of 2"),
    ("[1, 2, 3]", "[1, 2]", "2 items instead of 3; missing at the end: 3"),
    ("[1, 2, 3]", "[2, 3]", "2 items instead of 3; missing: 1 at [0]"),
    ("[1, 2, 3]", "[1, 9, 2, 3]", "4 items instead of 3; extra: 9 at [1]"),
    ("[1, 2, 3, 4]", "[1, 5]", "2 items instead of 4; first difference at [1]: 5 instead of 2"),
    ("[1, 2, 3, 4]", "[]", "no items instead of 4"),
    ("[1, 2, 3, 4, 5, 6]", "[1]", "1 item instead of 6; missing at the end: 2, 3, 4 and 2 more"),
    ("(1, 2)", "[1, 2]", "a list instead of a tuple with the same items"),
    ("[1, 2]", "{1, 2}", "a set instead of a list"),
    ("[1, 2]", "None", "None, what a function without return gives, instead of a list"),
    ("[[1]]", "[None]", "[0]: None instead of a list"),
    ("{1, 2, 3}", "{1, 4}", "missing members: 2, 3; extra member: 4"),
    ("{'a': 1, 'b': 2}", "{'a': 1}", "missing key: 'b'"),
    ("'Yes'", "'yes'", "only upper and lower case differ"),
    ("'a b'", "'ab'", "only whitespace differs"),
    ("'abc'", "'abd'", None),
    ("['abc']", "['abd']", "[0]: 'abd' instead of 'abc'"),
    ("'x' * 30 + 'y'", "'x' * 30", "30 instead of 31 characters; it ends before …'y'"),
    ("'ab' * 20", "'ab' * 9 + 'c' + 'ab' * 10 + 'b'",
     "first difference at character 19: …'ababababcabababababa'… instead of …'abababababababababab'…"),
]  # fmt: skip

main()
