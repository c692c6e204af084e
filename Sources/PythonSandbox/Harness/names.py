"""Names that a candidate uses and can never have: found in its code objects before it runs.

A hint for a person, never an outcome: the line may not be reached.
"""

import opcode
import sys

from wire import LONGEST_NAME, MOST_NAMES, PRISTINE_BUILTINS

# Where one of these is used, a name may be bound in ways that its code does not show.
BINDING = frozenset("exec globals locals vars setattr __dict__ __builtins__ builtins modules".split())
READING = frozenset(
    opcode.opmap[name] for name in ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS")
    if name in opcode.opmap
)  # fmt: skip
LOAD_GLOBAL, STORE_NAME = opcode.opmap["LOAD_GLOBAL"], opcode.opmap["STORE_NAME"]
STORE_GLOBAL, EXTENDED = opcode.opmap["STORE_GLOBAL"], opcode.EXTENDED_ARG
WITH_FLAG = sys.version_info >= (3, 11)  # the lowest bit of what LOAD_GLOBAL reads is no index
OPTIMIZED = 1  # flag of a function's code; a module's and a class's have names of their own
CodeType = type((lambda: None).__code__)


def undefined_names(module, known, source):
    """`[name, line, column]` of each first use, in order; columns count from 1.

    `known` are the names that the module has from the start.
    """
    try:
        return search(module, known, source)
    except Exception:  # a hint is not worth a run
        return []


def search(module, known, source):
    """The first uses of names that are bound nowhere, in the module and all code inside it."""
    codes = [module]
    for code in codes:  # it grows while it is walked
        codes += [one for one in code.co_consts if type(one) is CodeType]
        if ("*",) in code.co_consts or not BINDING.isdisjoint(code.co_names):
            return []
    bound = stored(module, STORE_NAME)
    bound.update(known)
    uses = []
    for code in codes:
        doubtful = [name for name in code.co_names if name not in bound and name not in PRISTINE_BUILTINS]
        if doubtful:
            uses += unbound_uses(code, bound)
    if not uses:
        return []
    for code in codes:
        bound |= stored(code, STORE_GLOBAL)
    return first_uses([use for use in uses if use[0] not in bound], source)


def operations(code):
    """Place, operation and operand of each instruction."""
    data, high = code.co_code, 0
    for place in range(0, len(data), 2):
        operand = high | data[place + 1]
        if data[place] == EXTENDED:
            high = operand << 8
        else:
            high = 0
            yield place, data[place], operand


def stored(code, operation):
    """The names that a code object stores by an operation."""
    names = code.co_names
    return {names[operand] for _, one, operand in operations(code) if one == operation}


def unbound_uses(code, bound):
    """The first use of each name that is bound nowhere and no builtin: name, code, place."""
    names, found = code.co_names, {}
    own = frozenset() if code.co_flags & OPTIMIZED else stored(code, STORE_NAME)
    for place, operation, operand in operations(code):
        if operation in READING:
            name = names[operand >> 1 if operation == LOAD_GLOBAL and WITH_FLAG else operand]
            if not (name in bound or name in own or name in PRISTINE_BUILTINS or name[:2] == "__"):
                found.setdefault(name, (name, code, place))
    return list(found.values())


def first_uses(uses, source):
    """The first place of each name, in order; no more than `MOST_NAMES`."""
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first, positions = {}, {}
    for name, code, place in uses:
        if id(code) not in positions:
            positions[id(code)] = positions_of(code)
        where = position(name, *positions[id(code)](place), lines)
        first[name] = min(where, first.get(name, where))
    ordered = sorted((*where, name) for name, where in first.items())
    return [[name[:LONGEST_NAME], line, column] for line, column, name in ordered[:MOST_NAMES]]


def positions_of(code):
    """Gives the line of an instruction, and its column in bytes where Python keeps it."""
    if WITH_FLAG:
        known = list(code.co_positions())
        return lambda place: (known[place // 2][0], known[place // 2][2])
    known = list(code.co_lines())
    return lambda place: (next(line for start, end, line in known if start <= place < end), None)


def position(name, line, start, lines):
    """Line and column, in characters from 1."""
    line = line or 1
    text = lines[line - 1] if line <= len(lines) else ""
    column = len(text.encode()[: start or 0].decode("utf-8", "replace"))
    if not text.startswith(name, column):  # inside an f-string the columns of older versions are others
        column = max(0, text.find(name))
    return line, column + 1
