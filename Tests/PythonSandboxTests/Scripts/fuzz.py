"""Throws frames at the decoder of values, and plain values at encoder and decoder.

Takes the directory of the harness and how many of each; writes what is wrong. The same number gives
the same frames every time.
"""

import collections
import datetime
import decimal
import fractions
import json
import random
import sys

sys.path.insert(0, sys.argv[1])

from decoding import BUILDERS, OWN_TAGS, PARTS, Answer
from remote import Remote, RemoteIterator, Session
from wire import FINITE_ITERATORS, PLAIN_TYPES, Encoder, Unreadable

COUNT = int(sys.argv[2])
TAGS = [*BUILDERS, *OWN_TAGS, *PARTS]

# What a decoded value may consist of: nothing that could have its own say in a comparison.
CONTAINERS = (list, tuple, set, frozenset, collections.deque)
MAPPINGS = (dict, collections.OrderedDict, collections.Counter, collections.defaultdict)
PLAIN = {
    int, float, str, bool, type(None), bytes, bytearray, complex, range, slice, type(Ellipsis),
    type(NotImplemented), decimal.Decimal, fractions.Fraction, datetime.date, datetime.datetime,
    datetime.time, datetime.timedelta, Remote, RemoteIterator, type(one for one in ()),
    type({}.keys()), type({}.values()), type({}.items()), *FINITE_ITERATORS,
}  # fmt: skip


def strange(value):
    """The first class in a value that is not plain; None when all are."""
    waiting, known = [value], set()
    while waiting:
        one = waiting.pop()
        if id(one) in known:
            continue
        known.add(id(one))
        kind = type(one)
        if kind in CONTAINERS:
            waiting.extend(one)
        elif kind in MAPPINGS:
            waiting.extend(one.keys())
            waiting.extend(one.values())
        elif kind in (type({}.keys()), type({}.values()), type({}.items())):
            waiting.extend(one)
        elif kind is type:
            if PLAIN_TYPES.get(one.__name__) is not one:
                return one
        elif isinstance(one, BaseException):
            if any(name in vars(base) for base in kind.__mro__[:-3] for name in ("__eq__", "__bool__")):
                return kind
            waiting.extend(one.args)
        elif isinstance(one, tuple) and hasattr(kind, "_fields"):
            waiting.extend(tuple(one))
        elif kind not in PLAIN:
            return kind
    return None


# Frames.


def junk(chance, depth=0):
    """JSON that means nothing, or nearly something."""
    what = chance.randrange(12 if depth < 5 else 7)
    if what == 0:
        return chance.choice([0, 1, -1, 255, 1 << 40, -(10**30), 10**4000])
    if what == 1:
        return chance.choice(["", "x", "1/0", "NaN", "keys", "values", "date", "timedelta", "b:OSError",
                              "__class__", "int", "type", "object", "\ud800", "é", "0x" + "f" * 99])  # fmt: skip
    if what == 2:
        return chance.choice([None, True, False, 0.5, float("nan"), float("inf")])
    if what == 3:
        return []
    if what == 4:
        return chance.choice([[1, 0], ["a", ["b", "c"], [1, 2]], [[1, 2]], [[[], 1]], ["date", [7, 231, 1]],
                              [0, "object", ["A"], [], None], [0, "generator", ["G"], [], None],
                              [["b:ValueError"], ["x"], {"d": []}], ["b:KeyError", "b:OSError"],
                              [["c:Popen"], [1], {"d": [["args", 1]]}], [["o:x", 1], [], {}]])  # fmt: skip
    if what == 5:
        return {}
    if what == 6:
        return {"v": 1, "x": 2}
    if what < 9:
        return [junk(chance, depth + 1) for _ in range(chance.randrange(4))]
    return {chance.choice(TAGS): junk(chance, depth + 1)}


def tangle(chance):
    """A graph whose numbers may lead anywhere."""
    count = chance.randrange(1, 6)
    numbers = lambda: [chance.randrange(-2, count + 2) for _ in range(chance.randrange(4))]
    nodes = [
        {"gv": junk(chance, 3)} if chance.random() < 0.3 else {chance.choice(["gl", "gt", "gd", "gs", "gf"]): numbers()}
        for _ in range(count)
    ]
    return {"g": nodes}


def spoiled(chance, data):
    """The same bytes with a few changed, left out or repeated."""
    data = bytearray(data)
    for _ in range(chance.randrange(1, 5)):
        place = chance.randrange(len(data))
        what = chance.randrange(4)
        if what == 0:
            data[place] = chance.randrange(256)
        elif what == 1:
            del data[place : place + chance.randrange(1, 4)]
        elif what == 2:
            data[place:place] = data[place : place + 8]
        else:
            data[place] = ord(chance.choice('{}[]",:0123456789eE-ntfNI'))
        if not data:
            return b""
    return bytes(data)


def frames(chance):
    for number in range(COUNT):
        what = number % 4
        if what == 0:
            yield json.dumps({chance.choice("vmxkn"): junk(chance)}).encode()
        elif what == 1:
            yield json.dumps({"v": tangle(chance)}).encode()
        elif what == 2:
            yield ('{"v":%s}' % Encoder(None).text(plain(chance))).encode()
        else:
            yield spoiled(chance, ('{"v":%s}' % Encoder(None).text(plain(chance))).encode())
    for text in ("[" * 100_000, '{"v":' * 100_000, '{"v":%s}' % ("9" * 1_000_000), "", "{}", "1 2", "\0",
                 '{"v":NaN}', '{"v":-Infinity}', '{"v":1,"v":2}', '{"v":1}{"v":2}', '{"v":"é"}', "nul",
                 '{"v":{"t":' * 5_000 + "[]" + "}}" * 5_000, '{"v":{"g":[]}}', '{"v":{"g":{}}}',
                 '{"v":{"gl":[0]}}', '{"v":{"v":1}}', '{"v":[{"gv":1}]}', '{"v":{"x":[1]}}'):  # fmt: skip
        yield text.encode()


# Values.


def hashable(chance, depth):
    what = chance.randrange(7 if depth < 3 else 5)
    if what < 5:
        return scalar(chance, nan=False)
    if what == 5:
        return tuple(hashable(chance, depth + 1) for _ in range(chance.randrange(3)))
    return frozenset(hashable(chance, depth + 1) for _ in range(chance.randrange(3)))


def scalar(chance, nan=True):
    return chance.choice([
        0, 1, -1, True, False, None, 1 << 70, 10**5000, -(10**4400), 0.1, -0.0, 1e308, 5e-324, float("inf"),
        float("nan") if nan else 2.5, "", "a\0b", "é\ud800\U0001f600", b"", b"\xff\0", 1j, complex(-0.0, 2),
        range(3), range(10, -10**20, -3), ..., NotImplemented, int, list, type(None),
        decimal.Decimal("1.10"), decimal.Decimal("-0"), fractions.Fraction(1, 3),
        datetime.date(2024, 2, 29), datetime.datetime(1, 1, 1, 2, 3, 4, 5, fold=1), datetime.time(23, 59),
        datetime.timedelta(-1, 2, 3), chance.randrange(1 << 64), chance.random(),
    ])  # fmt: skip


def plain(chance, depth=0):
    what = chance.randrange(16 if depth < 4 else 4)
    some = range(chance.randrange(4))
    if what < 4:
        return scalar(chance)
    if what < 7:
        return [plain(chance, depth + 1) for _ in some]
    if what == 7:
        return tuple(plain(chance, depth + 1) for _ in some)
    if what < 10:
        return {hashable(chance, depth): plain(chance, depth + 1) for _ in some}
    if what == 10:
        return {hashable(chance, depth) for _ in some}
    if what == 11:
        return bytearray(b"abc")
    if what == 12:
        return collections.deque((plain(chance, depth + 1) for _ in some), chance.choice([None, 5]))
    if what == 13:
        return collections.Counter({hashable(chance, depth): chance.randrange(9) for _ in some})
    if what == 14:
        return collections.OrderedDict((hashable(chance, depth), plain(chance, depth + 1)) for _ in some)
    return chance.choice([slice(1, None, -2), ValueError("x", 3), collections.defaultdict(None, {1: [2]})])


def tangled(chance):
    """Containers that hold each other, or many levels of them."""
    if chance.random() < 0.3:
        value = scalar(chance)
        for _ in range(chance.choice([50, 3000])):
            value = chance.choice([lambda: [value, 1], lambda: (value,), lambda: {"k": value}])()
        return value
    made = [chance.choice([[], {}, [], [scalar(chance)]]) for _ in range(chance.randrange(1, 5))]
    for one in made:
        for place in range(chance.randrange(1, 4)):
            item = chance.choice([*made, scalar(chance), (chance.choice(made), {scalar(chance, nan=False)})])
            if type(one) is list:
                one.append(item)
            else:
                one[place] = item
    return made[0]


def same(one, other):
    """Whether two values are equal with the same types throughout, and hold themselves alike."""
    waiting, known = [(one, other)], {}
    while waiting:
        a, b = waiting.pop()
        if type(a) is not type(b):
            return False
        if known.get(id(a)) == id(b):
            continue
        known[id(a)] = id(b)
        if type(a) in (list, tuple, collections.deque):
            if len(a) != len(b) or type(a) is collections.deque and a.maxlen != b.maxlen:
                return False
            waiting.extend(zip(a, b))
        elif type(a) in MAPPINGS:
            if len(a) != len(b):
                return False
            waiting.extend(zip(a.keys(), b.keys()))
            waiting.extend(zip(a.values(), b.values()))
        elif type(a) in (set, frozenset):
            if a != b:
                return False
        elif isinstance(a, BaseException):
            waiting.append((a.args, b.args))
        elif type(a) is int:
            if a != b:
                return False
        elif type(a) in (float, complex, decimal.Decimal):
            if repr(a) != repr(b):
                return False
        elif a is not b and a != b:
            return False
    return True


faults, kept, refused = [], [], 0


def fault(what, data):
    faults.append("%s: %r" % (what, data[:200]))


chance = random.Random(1)
for data in frames(chance):
    session = Session(-1, None, None, {})
    try:
        value = session.decoder.value(data)
    except Unreadable:
        refused += 1
        continue
    except BaseException as error:
        fault("%s came out" % type(error).__name__, data)
        continue
    if type(value) is Answer:
        value = value.value
    if found := strange(value):
        fault("gave a %s" % found.__name__, data)

for number in range(COUNT):
    value = (plain if number % 2 else tangled)(chance)
    try:
        text = Encoder(None).text(value)
        back = Session(-1, None, None, {}).decoder.value(text.encode("ascii"))
        is_same = same(value, back)
    except BaseException as error:
        faults.append(
            "value %d: %s: %s" % (number, type(error).__name__, str(error)[:200]))
        continue
    if not is_same:
        fault("another value came back", text)

json.dump({"faults": faults[:20], "count": len(faults), "refused": refused}, sys.stdout)
