"""Imports the harness's files as modules, and joins them into the programs.

Takes the directory of the harness; writes what is wrong and the titles of the programs.
"""

import ast
import glob
import importlib
import json
import os
import sys

sys.path.insert(0, sys.argv[1])

import introduction

STANDALONE = ("introduction",)
faults = []
files = {}
for path in glob.glob(os.path.join(sys.argv[1], "*.py")):
    name = os.path.basename(path)[:-3]
    if name not in STANDALONE:
        with open(path, encoding="utf-8") as file:
            files[name] = file.read()
trees = {name: ast.parse(text) for name, text in files.items()}
parts = {name: introduction.parted(text, files) for name, text in files.items()}


def bound(tree):
    """The names that a file defines; those that it imports are another's."""
    found = set()
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.For) else []
        found |= {one.id for target in targets for one in ast.walk(target) if is_bound(one)}
    return found


def is_bound(node):
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def check_imports(name):
    """Only the form that is taken out again may name another file of the harness."""
    importlib.import_module(name)  # it fails for names that are not there, and for cycles
    for node in ast.walk(trees[name]):
        if isinstance(node, ast.Import) and any(one.name in files for one in node.names):
            faults.append("%s, line %d: import of a whole file" % (name, node.lineno))
        elif isinstance(node, ast.ImportFrom) and node.module in files:
            if node not in trees[name].body or any(one.asname or one.name == "*" for one in node.names):
                faults.append("%s, line %d: an import that is not taken out" % (name, node.lineno))
            for one in node.names:
                if one.name not in bound(trees[node.module]):
                    faults.append("%s: %s is not defined in %s" % (name, one.name, node.module))
    left = ast.walk(ast.parse(parts[name][1]))
    if any(isinstance(node, ast.ImportFrom) and node.module in files for node in left):
        faults.append("%s: an import was not taken out" % name)


def check_program(title, roots):
    """No two files of a program define the same name, and none has builtins that can be patched."""
    owners = {}
    for name in introduction.ordered(roots, parts):
        for one in bound(trees[name]):
            if owners.setdefault(one, name) != name:
                faults.append("%s: %s is defined in %s and in %s" % (title, one, owners[one], name))
    members = {"__name__": title}
    exec(compile(introduction.joined(roots, parts), title, "exec"), members)
    for name, value in members.items():
        if type(value) is type(check_program) and value.__module__ == title:
            if value.__builtins__ is not members["PRISTINE_BUILTINS"]:
                faults.append("%s: %s has other builtins" % (title, name))


for name in files:
    check_imports(name)
for title, *roots in introduction.PROGRAMS:
    check_program(title, roots)
json.dump({"faults": faults, "programs": [title for title, *_ in introduction.PROGRAMS]}, sys.stdout)
