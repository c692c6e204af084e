"""Makes mutants of canonical solutions and has the untouched check judge each.

Takes a file of JSON with `problems` and `count`, the number of mutants to make of each; writes a JSON
array of mutants with `passes`. The same problem and count give the same mutants every time.
"""

import ast
import copy
import json
import os
import random
import resource
import signal
import sys

CPU_LIMIT, WALL_LIMIT, MEMORY_LIMIT = 2.0, 60, 1 << 30

SWAPPED = {
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.Add: (ast.Sub,), ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add, ast.FloorDiv), ast.Div: (ast.FloorDiv, ast.Mult), ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,), ast.Pow: (ast.Mult,), ast.And: (ast.Or,), ast.Or: (ast.And,),
    ast.USub: (ast.UAdd,), ast.BitAnd: (ast.BitOr,), ast.BitOr: (ast.BitAnd,), ast.BitXor: (ast.BitOr,),
}  # fmt: skip


RETURNED = (
    "[x]", "(x,)", "not x", "str(x)", "x and x", "x or 0", "[x][-1]", "0", "1", "True", "False", "''", "[]"
)  # fmt: skip


def changes(node, coarse):
    """What can be done to one node, each a function that does it in place.

    The coarse ones are for bodies that are too short for enough others.
    """
    found = []

    def later(change, *arguments):
        found.append(lambda node: change(node, *arguments))

    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            for other in SWAPPED.get(type(operator), ()):
                later(lambda node, place, other: node.ops.__setitem__(place, other()), place, other)
    if isinstance(node, (ast.BinOp, ast.BoolOp, ast.UnaryOp, ast.AugAssign)):
        for other in SWAPPED.get(type(node.op), ()):
            later(lambda node, other: setattr(node, "op", other()), other)
    if isinstance(node, ast.BinOp):
        later(exchange_sides)
    if isinstance(node, ast.Constant):
        for value in other_constants(node.value):
            later(lambda node, value: setattr(node, "value", value), value)
    if isinstance(node, (ast.If, ast.While, ast.IfExp)):
        later(lambda node: setattr(node, "test", ast.UnaryOp(ast.Not(), node.test)))
    if isinstance(node, ast.Return) and node.value is not None:
        later(lambda node: setattr(node, "value", ast.Constant(None)))
        for text in RETURNED if coarse else ():
            later(return_other, text)
    if isinstance(node, ast.Call) and len(node.args) >= 2:
        later(lambda node: node.args.reverse())
    for body in ("body", "orelse"):
        for place, statement in enumerate(getattr(node, body, None) or ()) if isinstance(node, ast.stmt) else ():
            if not isinstance(statement, (ast.Pass, ast.FunctionDef)) and not is_docstring(statement):
                later(lambda node, body, place: getattr(node, body).__setitem__(place, ast.Pass()), body, place)
    return found


def return_other(node, text):
    value, node.value = node.value, ast.parse(text, mode="eval").body
    for inner in ast.walk(node.value):
        for name, item in ast.iter_fields(inner):
            if isinstance(item, ast.Name) and item.id == "x":
                setattr(inner, name, value)
            elif isinstance(item, list):
                item[:] = [value if isinstance(one, ast.Name) and one.id == "x" else one for one in item]


def exchange_sides(node):
    node.left, node.right = node.right, node.left


def other_constants(value):
    if type(value) is bool:
        return (not value,)
    if type(value) in (int, float):
        return (value + 1, value - 1)
    if type(value) is str:
        return (value + "x",) if value else ("x",)
    return ()


def is_docstring(statement):
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def sites(tree, first_line, coarse):
    """The places of the nodes that may be changed: the prompt stays as it is."""
    documentation = {id(node.value) for node in ast.walk(tree) if is_docstring(node)}
    return [
        (place, index)
        for place, node in enumerate(ast.walk(tree))
        if id(node) not in documentation
        and (getattr(node, "lineno", 0) >= first_line or is_unfinished(node, first_line))
        for index in range(len(changes(node, coarse)))
    ]


def is_unfinished(node, first_line):
    """A function whose head is in the prompt and whose body is not."""
    return isinstance(node, ast.FunctionDef) and node.end_lineno >= first_line


def changed(tree, place, index, coarse):
    tree = copy.deepcopy(tree)
    node = list(ast.walk(tree))[place]
    changes(node, coarse)[index](node)
    return tree


def mutants(problem, count):
    """Distinct sources with one change each; with two when there are not enough of these."""
    source = problem["prompt"] + problem["canonical"]
    first_line = problem["prompt"].count("\n") + 1
    original = ast.parse(source)
    order = random.Random("1/" + problem["taskID"])
    found, known = [], {ast.unparse(original)}
    for coarse in (False, True):
        trees = [original]
        while trees and len(found) < count:
            tree = trees.pop(0)
            places = sites(tree, first_line, coarse)
            order.shuffle(places)
            for place, index in places:
                other = ast.fix_missing_locations(changed(tree, place, index, coarse))
                text = ast.unparse(other)
                if len(found) < count and text not in known and compiles(text):
                    known.add(text)
                    trees.append(other)
                    found.append(text)
    return found


def compiles(text):
    try:
        compile(text, "<mutant>", "exec")
        return True
    except (SyntaxError, ValueError):
        return False


def start(problem, code):
    """The check as it comes, in a process of its own."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        for file in (0, 1, 2):
            os.dup2(nothing, file)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        signal.setitimer(signal.ITIMER_PROF, CPU_LIMIT)
        signal.alarm(WALL_LIMIT)
        random.seed(0)
        names = {"__name__": "candidate"}
        exec(compile(code, "<candidate>", "exec"), names)
        candidate = names[problem["entryPoint"]]  # it may be called `check` itself
        exec(compile(problem["tests"], "<tests>", "exec"), names)
        names["check"](candidate)
        os._exit(0)
    except BaseException:
        os._exit(1)
    finally:
        os._exit(1)


def main():
    with open(sys.argv[1]) as file:
        request = json.load(file)
    made = [
        {"taskID": problem["taskID"], "code": code, "problem": problem}
        for problem in request["problems"]
        for code in mutants(problem, request["count"])
    ]
    running = {}
    for mutant in made + [None] * 2:
        if len(running) == 2 or mutant is None and running:
            child, status = os.wait()
            running.pop(child)["passes"] = status == 0
        if mutant is not None:
            running[start(mutant["problem"], mutant["code"])] = mutant
    assert not running
    for mutant in made:
        del mutant["problem"]
    json.dump(made, sys.stdout)


main()
