"""Rewrites tests so that every assertion is judged on its own.

    assert candidate([1, 2]) == 3, "sum"

becomes

    try:
        __judge__.begin(7)
        __judge__.end(7, __judge__.left("==", candidate([1, 2])) == __judge__.right(3), lambda: "sum")
    except BaseException as __judge_error__:
        __judge__.error(7, __judge_error__)

* A loop whose body asserts goes on after an exception outside the assertions; the exception counts
  for the first assertion of the body that this iteration did not reach.
* A statement or loop that calls an asserting helper (`assertion(candidate(x), 3)`) is guarded too.
* Assertions that always hold (`assert True`) are left alone and not counted.
* An assertion that a surrounding `try` would catch, or inside a generator or coroutine, keeps its
  own meaning; `notes` says so and the run is exact only to its first failure.
"""

import ast

OPERATORS = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip
CATCHES_ASSERTIONS = {"AssertionError", "Exception", "BaseException"}
DISPLAYS = (ast.List, ast.Tuple, ast.Dict, ast.Set, ast.Constant)
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


class Site:
    """One place in the tests that gives results: where it is and how to show it."""

    __slots__ = ("line", "span", "expected")

    def __init__(self, line, span, expected):
        self.line, self.span, self.expected = line, span, expected


def span_of(node):
    return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset


def syntax_of(source, filename):
    """The syntax tree of Python source."""
    return compile(source, filename, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)


def as_check(assertions, setup):
    """Assertions that stand alone, as the `check` function that Python would have of them.

    Their lines stay what they are; `setup`, whose lines come after theirs, is run before.
    """
    check = ast.parse("def check(candidate): pass").body[0]
    check.body = assertions.body or check.body
    return ast.Module([*setup.body, check], [])


def instrumented(tree, entry_point, filename):
    """The rewritten tests as plain values: code, sites, notes, and the modules to have loaded."""
    modules = modules_of(tree)
    rewriter = Rewriter(asserting_functions(tree), {"candidate", entry_point})
    rewriter.rewrite_children(tree)
    code = compile(ast.fix_missing_locations(tree), filename, "exec", dont_inherit=True)
    return {"code": code, "sites": rewriter.sites, "notes": rewriter.notes, "modules": modules}


def modules_of(tree):
    """The modules that code imports, and whether it cannot do without."""
    guarded = {
        id(inner) for node in walk_code(tree) if isinstance(node, ast.Try) for inner in walk_code(node)
    }
    found = []
    for node in walk_code(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, id(node) not in guarded) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append((node.module, id(node) not in guarded))
    return found


class Tests:
    """Instrumented tests and their source."""

    def __init__(self, source, parts):
        self.lines = source.split("\n")
        self.code, self.notes = parts["code"], parts["notes"]
        self.sites = [Site(*site) for site in parts["sites"]]

    def text(self, span, limit=500):
        """The source between two places, on one line, bounded."""
        line, column, end_line, end_column = span
        rows = [row[: 4 * limit] for row in self.lines[line - 1 : min(end_line, line + 40)]]
        rows = [row.encode("utf-8", "surrogatepass") for row in rows]
        if end_line - line < len(rows):
            rows[-1] = rows[-1][:end_column]
        rows[0] = rows[0][column:]
        text = " ".join(row.decode("utf-8", "replace").strip() for row in rows)
        return text if len(text) <= limit else text[:limit] + "…"


def walk_code(node):
    """All nodes but those inside displays: test inputs of a megabyte hold nothing of interest."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, DISPLAYS):
            waiting.extend(ast.iter_child_nodes(node))


def is_generator(function):
    """Whether the function itself yields; functions inside it are not asked."""
    waiting = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(node, (*DISPLAYS, *SCOPES)):
            waiting.extend(ast.iter_child_nodes(node))
    return False


def asserts(node):
    """Whether an `assert` is somewhere in the code."""
    return any(isinstance(inner, ast.Assert) for inner in walk_code(node))


def asserting_functions(tree):
    """The names of helpers that assert."""
    functions = (node for node in walk_code(tree) if isinstance(node, ast.FunctionDef))
    return {node.name for node in functions if node.name != "check" and asserts(node)}


def catches_assertions(handler):
    """Whether a handler would catch the `AssertionError` of a test."""
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(kind, ast.Name) and kind.id in CATCHES_ASSERTIONS for kind in kinds)


def call(method, *arguments):
    """The code of a call of `__judge__`."""
    judge = ast.Name("__judge__", ast.Load())
    return ast.Call(ast.Attribute(judge, method, ast.Load()), list(arguments), [])


class Rewriter:
    """Walks statements only; expressions are looked into where an assertion stands."""

    def __init__(self, asserting, candidates):
        self.asserting, self.candidates = asserting, candidates
        self.sites, self.notes = [], []

    def rewrite_children(self, node):
        """Rewrites the statements inside a node, in place."""
        for field in ("body", "orelse", "finalbody"):
            if isinstance(body := getattr(node, field, None), list):
                setattr(node, field, [self.rewrite_statement(inner) for inner in body])
        for inner in [*getattr(node, "handlers", ()), *getattr(node, "cases", ())]:
            self.rewrite_children(inner)

    def rewrite_statement(self, node):
        """The statement to stand in the place of one."""
        match node:
            case ast.Assert():
                return self.assertion(node)
            case ast.For() | ast.While():
                return self.loop(node)
            case ast.FunctionDef():
                return self.function(node)
            case ast.AsyncFunctionDef() | ast.ClassDef() if asserts(node):
                self.notes.append("line %d: assertions in a class or coroutine" % node.lineno)
                return node
            case ast.Try() if any(catches_assertions(one) for one in node.handlers) and any(
                asserts(inner) for inner in node.body
            ):
                return self.guard_catching_try(node)
            case ast.Expr() if self.calls_asserting(node):
                return self.guarded([node], node, self.add_site(node))
        self.rewrite_children(node)
        return node

    def add_site(self, node, expected=None):
        """Adds a site for a node and gives its number."""
        self.sites.append((node.lineno, span_of(node), span_of(expected) if expected is not None else None))
        return len(self.sites) - 1

    def calls_asserting(self, node):
        """Whether an asserting helper is called in a node."""
        return any(
            isinstance(inner, ast.Call) and getattr(inner.func, "id", None) in self.asserting
            for inner in walk_code(node)
        )

    def assertion(self, node):
        """`begin` and `end` around the test of an assertion, guarded."""
        if isinstance(node.test, ast.Constant) and node.test.value:
            return node
        site = self.add_site(node.test, self.expected_side(node.test))
        begin = ast.Expr(call("begin", ast.Constant(site)))
        message = ast.Lambda(
            ast.arguments([], [], None, [], [], None, []), node.msg or ast.Constant(None)
        )
        end = ast.Expr(call("end", ast.Constant(site), self.observed(node.test), message))
        return self.guarded([begin, end], node, site)

    def guarded(self, body, node, site):
        """`body`, with an exception counted as the result of `site`."""
        return self.in_try(body, node, call("error", ast.Constant(site), error_name()))

    def in_try(self, body, node, handling, *rest):
        """The statements in a `try` whose handler takes every exception."""
        handler = ast.ExceptHandler(
            ast.Name("BaseException", ast.Load()), "__judge_error__", [ast.Expr(handling), *rest]
        )
        return ast.copy_location(ast.Try(body, [handler], [], []), node)

    def loop(self, node):
        """A loop with assertions in it: it goes on after an exception, a `while` loop ends."""
        first = len(self.sites)
        helped = self.calls_asserting(node)
        self.rewrite_children(node)
        if first == len(self.sites) and not helped:
            return node
        if first == len(self.sites):
            self.add_site(node)
        self.guard_body(node, first, *([ast.Break()] if isinstance(node, ast.While) else []))
        return node

    def function(self, node):
        """A function with assertions in it; of `check` the whole body is guarded."""
        if asserts(node) and is_generator(node):
            self.notes.append("line %d: assertions in a generator" % node.lineno)
            return node
        first = len(self.sites)
        self.rewrite_children(node)
        if node.name == "check":
            if first == len(self.sites):
                self.add_site(node)
            self.guard_body(node, first)
        return node

    def guard_body(self, node, first, *rest):
        """Exceptions outside the body's assertions count for the first one that was not reached."""
        sites = [ast.Constant(first), ast.Constant(len(self.sites))]
        enter = ast.copy_location(ast.Expr(call("enter_body", *sites)), node)
        body = self.in_try(node.body, node, call("error_between", *sites, error_name()), *rest)
        node.body = [enter, body]

    def guard_catching_try(self, node):
        """One site for a `try` that would catch its own assertions: they keep their meaning."""
        self.notes.append("line %d: assertions inside a try that catches them" % node.lineno)
        site = self.add_site(node)
        held = ast.Expr(call("end", ast.Constant(site), ast.Constant(True), ast.Constant(None)))
        begin = ast.Expr(call("begin", ast.Constant(site)))
        return self.guarded([begin, node, held], node, site)

    # What an assertion compares.

    def names_candidate(self, node):
        return any(isinstance(one, ast.Name) and one.id in self.candidates for one in walk_code(node))

    def expected_side(self, test):
        """The literal that a candidate's call is compared with: known even when the call raises."""
        match test:
            case ast.Compare(left=left, ops=[ast.Eq() | ast.Is()], comparators=[right]):
                for side, other in ((right, left), (left, right)):
                    if isinstance(side, (*DISPLAYS, ast.UnaryOp)) and self.names_candidate(other):
                        return side
        return None

    def observed(self, test):
        """The same expression, its sides passed through the judge on the way."""
        match test:
            case ast.Compare(left=left, ops=[ast.Lt() | ast.LtE()], comparators=[tolerance]) if (
                difference := difference_in(left)
            ):
                difference.left = call("left", ast.Constant("~"), difference.left)
                difference.right = call("right", difference.right)
                test.comparators = [call("tolerance", tolerance)]
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                test.left = call("left", ast.Constant(OPERATORS[type(operator)]), left)
                test.comparators = [call("right", right)]
            case ast.Call(func=function, args=[left, right, *_]) if name_of(function) == "isclose":
                test.args[:2] = [call("left", ast.Constant("~"), left), call("right", right)]
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                test.operand = call("truth", ast.Constant(False), operand)
            case ast.BoolOp(op=ast.And(), values=values):
                test.values = [self.observed(value) for value in values]
            case _:
                return call("truth", ast.Constant(True), test)
        return test


def error_name():
    return ast.Name("__judge_error__", ast.Load())


def name_of(function):
    return getattr(function, "id", None) or getattr(function, "attr", None)


def difference_in(node):
    """The subtraction inside `abs(a - b)`."""
    match node:
        case ast.Call(func=function, args=[ast.BinOp(op=ast.Sub()) as difference]) if (
            name_of(function) in ("abs", "fabs")
        ):
            return difference
    return None


def preamble(prompt, canonical, entry_point, filename):
    """The prompt's imports and helpers without the entry point, compiled, and their modules."""
    head = prompt[: position] if (position := prompt.find("def %s(" % entry_point)) >= 0 else ""
    for source in (prompt + "\n    pass\n", prompt + canonical, head):
        try:
            tree = compile(source, filename, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
        except (SyntaxError, ValueError):
            continue
        tree.body = [node for node in tree.body if getattr(node, "name", None) != entry_point]
        modules = [name for name, _ in modules_of(tree)]
        return compile(tree, filename, "exec", dont_inherit=True), modules
    return None, []
