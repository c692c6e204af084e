"""Where two values first differ and how, in a few words: made from the whole values.

Only builtin and library values are looked into, by their own types' methods: nothing of a candidate's
or of a test's class is called. However large, deep or cyclic values are, the steps are counted.
"""

import time

from remote import Remote
from values import DEEPEST, BriefWriter, Full, brief_text
from wire import SCALARS, bases_of, is_from_library, members_of, overriding

DIFFERENCE_LENGTH = 200
MOST_STEPS = 20_000  # of one difference; a step takes about a microsecond
ALL_STEPS = 100_000  # of all that a verdict shows
LONGEST_LOOK = 0.1  # seconds: keys whose hashes collide make steps long
CHUNK = 512  # scalars that are compared at once, for the price of CHUNK // 32 steps
SHORT_TEXT = 24

NUMBERS = frozenset((int, float, bool, complex))
SEQUENCES = frozenset(("list", "tuple", "deque"))
FAMILIES = {
    str: "str", bytes: "bytes", bytearray: "bytes", list: "list", tuple: "tuple", dict: "dict",
    set: "set", frozenset: "set", range: "value", type(None): "none", type(...): "ellipsis",
    **{kind: "number" for kind in NUMBERS},
}  # fmt: skip
LIBRARY_FAMILIES = {
    "collections": {"deque": "deque", "OrderedDict": "dict", "defaultdict": "dict", "Counter": "dict"},
    "decimal": {"Decimal": "value"},
    "fractions": {"Fraction": "value"},
    "datetime": dict.fromkeys(("date", "datetime", "time", "timedelta"), "value"),
}


class Costly(Exception):
    """The values are too large, or of a kind that cannot be looked into."""


class Steps:
    """How much may still be looked at."""

    def __init__(self, count=ALL_STEPS):
        self.left, self.end, self.until = count, 0, 0.0

    def start(self):
        """Begins a difference: it may use `MOST_STEPS` of what is left, and `LONGEST_LOOK`."""
        self.end, self.until = max(0, self.left - MOST_STEPS), time.monotonic() + LONGEST_LOOK

    def spend(self, count=1):
        """Counts steps; raises `Costly` where there are no more."""
        self.left -= count
        if self.left < self.end:
            raise Costly

    def spend_on_key(self):
        """A step that hashes a key: it looks at the clock too, since keys may collide."""
        self.spend()
        if time.monotonic() > self.until:
            raise Costly


def difference(expected, got, steps=None, is_identity=False):
    """Says how `got` differs from `expected`; None where they are equal or speak for themselves."""
    steps = steps or Steps()
    steps.start()
    try:
        text = Comparison(steps).text(expected, got, is_identity)
    except Exception:
        text = None
    return text if text is None or len(text) <= DIFFERENCE_LENGTH else text[: DIFFERENCE_LENGTH - 1] + "…"


def family(value):
    """The kind of value for comparing: what is in one family may be equal, what is not differs."""
    kind = type(value)
    known = FAMILIES.get(kind)
    if known is not None:
        return known
    if kind is not Remote:
        if is_from_library(kind):
            return LIBRARY_FAMILIES.get(kind.__module__, {}).get(kind.__name__, "object")
        if tuple in bases_of(kind) and type(members_of(kind).get("_fields")) is tuple and not overriding(kind):
            return "tuple"  # a named tuple
    return "object"


class Comparison:
    """Walks through two values side by side, up to where they first differ."""

    def __init__(self, steps):
        self.steps, self.is_incomplete, self.seen = steps, False, set()
        self.lengths_told = 0

    def text(self, expected, got, is_identity):
        """How two whole values differ; None where their texts say enough."""
        if family(expected) == family(got) == "number":
            if is_identity and type(expected) is not type(got):
                return types_differ(expected, got)
            return number_note(expected, got)
        try:
            trail = self.find(expected, got)
        except Costly:
            return sizes(expected, got) or "no difference in the part that was looked at"
        if trail is None:
            if is_identity and type(expected) is not type(got):
                return types_differ(expected, got)
            return "objects that were not looked into" if self.is_incomplete else None
        return self.describe_order(trail) or self.describe_place(trail)

    def find(self, expected, got):
        """The pairs down to the first that differs, with their keys; None when none does."""
        trail, waiting = [], [iter([(None, expected, got)])]
        while waiting:
            pair = next(waiting[-1], None)
            if pair is None:
                waiting.pop()
                del trail[-1:]
                continue
            self.steps.spend()
            found = self.compare(pair[1], pair[2])
            if found is False:
                return [*trail, pair]
            if found is not True:
                waiting.append(found)
                trail.append(pair)
        return None

    def compare(self, left, right):
        """Whether two values are equal; for containers that may be, the pairs inside."""
        if left is right:
            return True
        kind = family(left)
        if kind != family(right):  # a Decimal may be equal to an int
            return {kind, family(right)} == {"number", "value"} and left == right
        if kind == "object":
            if type(left) is type(right) is Remote:
                return False
            self.is_incomplete = True
            return True
        if kind not in SEQUENCES and kind not in ("dict", "set"):
            return left == right
        if len(left) != len(right):
            return False
        if (id(left), id(right)) in self.seen:
            return True
        self.seen.add((id(left), id(right)))
        if kind in SEQUENCES:
            return self.pairs(listed(left), listed(right))
        if not self.all_plain(left) or not self.all_plain(right):
            self.is_incomplete = True
            return True
        if self.absent_from(left, right, 1) or self.absent_from(right, left, 1):
            return False
        if kind == "set":
            return True
        return ((key, dict.get(left, key), dict.get(right, key)) for key in left)

    def pairs(self, left, right):
        """The items of two sequences of one length; equal chunks of scalars are skipped."""
        for start in range(0, len(left), CHUNK):
            one, other = left[start : start + CHUNK], right[start : start + CHUNK]
            self.steps.spend(CHUNK // 32)
            if SCALARS.issuperset(map(type, one)) and SCALARS.issuperset(map(type, other)) and one == other:
                continue
            yield from zip(range(start, start + CHUNK), one, other)

    # Members of sets, keys of dicts.

    def all_plain(self, keys):
        return all(self.is_plain(key) for key in keys)

    def is_plain(self, key, depth=0):
        """Whether a key is of builtin values only, so that hashing it calls nobody's method."""
        self.steps.spend()
        kind = type(key)
        if kind in SCALARS or kind is bytes or kind is complex:
            return True
        if kind not in (tuple, frozenset) or depth > 5:
            return False
        return all(self.is_plain(item, depth + 1) for item in key)

    def absent_from(self, keys, others, most=None):
        """The keys that others lack."""
        found = []
        for key in keys:
            self.steps.spend_on_key()
            if key not in others:
                found.append(key)
                if len(found) == most:
                    break
        return found

    def describe_members(self, expected, got, what):
        """Such as `missing: 3, 5; extra: 7`."""
        try:
            if not self.all_plain(expected) or not self.all_plain(got):
                raise Costly
            missing, extra = self.absent_from(expected, got), self.absent_from(got, expected)
        except Costly:
            return sizes(expected, got) or "other %s" % what
        parts = []
        for name, keys in (("missing", missing), ("extra", extra)):
            if keys:
                count = "%s %s" % (number(len(keys)), what) if len(keys) > 3 else singular(what, len(keys))
                parts.append("%s %s: %s" % (name, count, first_three(keys)))
        return "; ".join(parts)

    # Order.

    def describe_order(self, trail):
        """Whether the outermost sequences on the way hold the same items in another order."""
        for depth, (_, expected, got) in enumerate(trail):
            if family(expected) not in SEQUENCES or family(expected) != family(got):
                continue
            expected, got = listed(expected), listed(got)
            if len(expected) != len(got):
                continue
            try:
                if not self.same_items(expected, got):
                    continue
                is_reverse = len(got) > 2 and self.is_same(expected[::-1], got)
            except (Costly, RecursionError):
                return None
            order = "in reverse order" if is_reverse else "in another order"
            first = "" if is_reverse else self.describe_first(trail[depth:])
            return "%sthe same items %s%s" % (head(trail[: depth + 1]), order, first)
        return None

    def describe_first(self, trail):
        """Where two sequences with the same items in another order first differ."""
        key, expected, got = trail[1]
        return "; first at [%s]: %s instead of %s" % (key, shown(got, 50), shown(expected, 50))

    def same_items(self, expected, got):
        """Whether two sequences hold the same items equally often."""
        counts = {}
        for item in expected:
            key = self.key(item)
            counts[key] = counts.get(key, 0) + 1
        for item in got:
            key = self.key(item)
            if not counts.get(key):
                return False
            counts[key] -= 1
        return True

    def key(self, value, depth=0):
        """A hashable value that is equal for equal values."""
        self.steps.spend_on_key()
        kind = family(value)
        if depth > 20 or kind == "object":
            raise Costly
        if kind in SEQUENCES:
            return kind, tuple([self.key(item, depth + 1) for item in listed(value)])
        if kind == "dict":
            items = dict.items(value)
            return kind, frozenset([(self.key(key, depth + 1), self.key(item, depth + 1)) for key, item in items])
        if kind == "set":
            return kind, frozenset([self.key(item, depth + 1) for item in value])
        return (kind, bytes(value)) if kind == "bytes" else value

    def is_same(self, expected, got):
        """Whether no difference is found and nothing was left out of the search."""
        comparison = Comparison(self.steps)
        return comparison.find(expected, got) is None and not comparison.is_incomplete

    # Words.

    def describe_place(self, trail):
        """The difference of the innermost pair, behind the keys that lead to it."""
        _, expected, got = trail[-1]
        told = self.describe(expected, got, len(trail) == 1)
        return told and head(trail) + told

    def describe(self, expected, got, is_whole):
        """How the values of one pair differ, by their family."""
        kind = family(expected)
        if kind != family(got) or kind == "object":
            return self.describe_types(expected, got, is_whole)
        if kind in SEQUENCES:
            return self.describe_lengths(listed(expected), listed(got))
        if kind == "dict":
            return self.describe_members(expected, got, "keys")
        if kind == "set":
            return self.describe_members(expected, got, "members")
        if kind in ("str", "bytes"):
            return text_note(expected, got, is_whole)
        told = "%s instead of %s" % (shown(got), shown(expected))
        if kind == "number":
            note = number_note(expected, got)
            return "%s (%s)" % (told, note) if note else told
        if kind == "value" and type(expected) is not type(got):
            return types_differ(expected, got)
        return None if is_whole else told

    def describe_types(self, expected, got, is_whole):
        """How values of different families differ."""
        if got is None and is_whole:
            return "None, what a function without return gives, instead of %s" % kind_name(expected)
        kinds = family(expected), family(got)
        if kinds[0] in SEQUENCES and kinds[1] in SEQUENCES:
            told = "%s instead of %s" % (kind_name(got), kind_name(expected))
            try:
                inner = Comparison(self.steps).find(list(listed(expected)), list(listed(got)))
            except Costly:
                return told
            return told + (" with the same items" if inner is None else "; other items too")
        if containing(expected) or containing(got):
            return "%s instead of %s" % (kind_or_value(got), kind_or_value(expected))
        return types_differ(expected, got)

    def describe_lengths(self, expected, got):
        """How sequences of different lengths differ: what is missing, left out or put in."""
        told = "%s instead of %s" % (items(len(got)), number(len(expected)))
        shorter = min(len(expected), len(got))
        self.lengths_told += 1
        if self.lengths_told > 2:  # cyclic values have them without end
            return told
        if not shorter:
            return told
        try:
            trail = self.find(expected[:shorter], got[:shorter])
        except Costly:
            return told
        if trail is None:
            more = expected[shorter:] or got[shorter:]
            where = "missing at the end" if len(expected) > shorter else "more at the end"
            return "%s; %s: %s" % (told, where, first_three(more[:4], len(more)))
        place = trail[1][0]
        one = self.one_off(expected, got, place)
        return "%s; %s" % (told, one or "first difference at " + (self.describe_place(trail) or "").lstrip())

    def one_off(self, expected, got, place):
        """One item left out, or one put in."""
        longer, shorter = (expected, got) if len(expected) > len(got) else (got, expected)
        if len(longer) - len(shorter) != 1:
            return None
        try:
            if not self.is_same(longer[place + 1 :], shorter[place:]):
                return None
        except Costly:
            return None
        return "%s: %s at [%d]" % ("missing" if longer is expected else "extra", shown(longer[place]), place)


def listed(value):
    """A sequence as a list or tuple, by its builtin type's own methods."""
    if type(value) in (list, tuple):
        return value
    return tuple(tuple.__iter__(value)) if tuple in bases_of(type(value)) else list(value)


def containing(value):
    """Whether a value is one of many parts, whose text would be long."""
    return family(value) in ("list", "tuple", "deque", "dict", "set", "object")


def head(trail):
    """The keys on the way to a pair: `[0]["a"]: `."""
    keys = ["[%s]" % shown(key, 30) for key, _, _ in trail[1:]]
    if len(keys) > 6:
        keys = [*keys[:3], "…", *keys[-2:]]
    return "".join(keys) + ": " if keys else ""


class PlainWriter(BriefWriter):
    """Writes builtin and library values only; of others it names the class."""

    def write(self, value, depth=0):
        kind, known = type(value), family(value)
        if kind in FAMILIES or kind is Remote:
            return super().write(value, depth)
        if known == "dict":
            self.write_items(dict, dict.items(value), len(value), depth)
        elif known in SEQUENCES:
            self.write_items(list if known == "deque" else tuple, listed(value), len(value), depth)
        else:
            self.add(repr(value) if known == "value" else "<%s>" % brief_text(kind.__name__, 40))

    def write_items(self, kind, items, count, depth):
        if depth >= DEEPEST:
            self.add("…")
        else:
            super().write_items(kind, items, count, depth)


def shown(value, limit=40):
    """The value's text, cut at the limit; of foreign objects the class."""
    writer = PlainWriter(limit)
    try:
        writer.write(value)
    except Full:
        writer.parts.append("…")
    return "".join(writer.parts)


def first_three(values, count=None):
    """The first three of some values."""
    count = len(values) if count is None else count
    told = ", ".join([shown(value, 30) for value in values[:3]])
    return "%s and %s more" % (told, number(count - 3)) if count > 3 else told


def kind_name(value):
    """The value's class with its article."""
    if type(value) is Remote:
        return value.__judge_text__()
    if value is None:
        return "None"
    name = brief_text(type(value).__name__, 40)
    return "%s %s" % ("an" if name[0] in "aeiouAEIO" else "a", name)


def kind_or_value(value):
    """Short values by themselves, others by their class."""
    return kind_name(value) if containing(value) else shown(value)


def types_differ(expected, got):
    """Two values with their types: `1 (int) instead of True (bool)`."""
    return "%s instead of %s" % (with_type(got), with_type(expected))


def with_type(value):
    return shown(value) if value is None else "%s (%s)" % (shown(value), brief_text(type(value).__name__, 40))


def number(count):
    return format(count, ",d")


def items(count):
    return "no items" if not count else "1 item" if count == 1 else number(count) + " items"


def singular(plural, count):
    """The word for so many: `keys` or `key`."""
    return plural[:-1] if count == 1 else plural


def sizes(expected, got):
    """The lengths, where values of one family differ in them."""
    if containing(expected) and family(expected) == family(got) != "object" and len(expected) != len(got):
        return "%s instead of %s" % (items(len(got)), number(len(expected)))
    return None


# Numbers.


def number_note(expected, got):
    """How far apart two numbers are, where that is worth saying."""
    if expected != expected or got != got:
        return "NaN is equal to nothing, not even to itself"
    if expected == got:
        return None
    if bool in (type(expected), type(got)):
        return None if type(expected) is type(got) else types_differ(expected, got)
    if complex in (type(expected), type(got)):
        return None
    if expected and got == -expected:
        return "the sign differs"
    try:
        return integer_note(expected, got) if type(expected) is type(got) is int else float_note(expected, got)
    except OverflowError:
        return None


def integer_note(expected, got):
    """What two different integers have to do with each other: one more or less, a factor."""
    if abs(got - expected) == 1:
        return "one more" if got > expected else "one less"
    return factor_note(expected, got)


def factor_note(expected, got):
    """The factor 2, 10, 100 or 1000 between two numbers, in words."""
    if expected and got and abs(expected) != 1 and abs(got) != 1:
        for factor in (2, 10, 100, 1000):
            if got == factor * expected:
                return "%d times as much" % factor
            if expected == factor * got:
                return "half as much" if factor == 2 else "a %dth as much" % factor
    return None


def float_note(expected, got):
    """The absolute and the relative distance of two numbers, and a factor between them."""
    distance = abs(float(got) - float(expected))
    if distance in (float("inf"), 0.0):
        return None
    told = "off by %.3g" % distance
    if expected:
        told += ", relative %.3g" % (distance / abs(float(expected)))
    factor = factor_note(expected, got)
    return "%s: %s" % (told, factor) if factor else told


# Texts.


def text_note(expected, got, is_whole):
    """Where two texts first differ, or that they differ in case or whitespace only."""
    place = common_length(expected, got)
    kind = ""
    if type(expected) is str and max(len(expected), len(got)) <= 100_000:
        kind = texts_alike(expected, got)
    if len(expected) <= SHORT_TEXT and len(got) <= SHORT_TEXT:
        told = None if is_whole else "%s instead of %s" % (shown(got), shown(expected))
        return "%s (%s)" % (told, kind) if told and kind else kind or told
    parts = [kind] if kind else []
    if len(expected) != len(got):
        parts.append("%s instead of %s characters" % (number(len(got)), number(len(expected))))
    start = max(0, place - 8)
    theirs, ours = window(expected, start, place), window(got, start, place)
    if place == len(got):
        parts.append("it ends before %s" % window(expected, place, place))
    elif place == len(expected):
        parts.append("it goes on with %s" % window(got, place, place))
    else:
        parts.append("first difference at character %s: %s instead of %s" % (number(place + 1), ours, theirs))
    return "; ".join(parts)


def window(text, start, place):
    """A few characters around a place, with an ellipsis where the text goes on."""
    end = place + 12
    return ("…" if start else "") + shown(text[start:end], 60) + ("…" if end < len(text) else "")


def texts_alike(expected, got):
    """In what two texts differ only, in words; empty where it is more."""
    if "".join(expected.split()) == "".join(got.split()):
        return "only whitespace differs"
    return "only upper and lower case differ" if expected.casefold() == got.casefold() else ""


def common_length(one, other):
    """How many characters two texts begin with in common."""
    most, step = min(len(one), len(other)), 1 << 16
    start = 0
    while start < most and one[start : start + step] == other[start : start + step]:
        start += step
    while step > 1 and start < most:
        step //= 2
        if one[start : start + step] == other[start : start + step]:
            start += step
    return min(start, most)
