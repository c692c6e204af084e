"""What an interpreter that was just found runs: it says who it is, and joins and compiles the programs.

The other files import what they use from each other, so that a linter and a reader can follow them. A
program has none of these imports: its files are joined, each behind those that it imports, and share
one set of globals. The files come on standard input, a name and a text for each, with NUL between.
"""

import os
import sys

OLDEST = (3, 10)
# What each program begins with. `wire` is first: it sets the builtins of all that is defined after it.
PROGRAMS = (("<judge>", "wire", "main"), ("<zygote>", "wire", "zygote"), ("<suite>", "wire", "libraries"))


def identity():
    """Version, path, kind and places of packages, the first digits of the executable's SHA-256."""
    import site

    executable = os.path.realpath(sys.executable)
    folder = os.path.dirname(os.path.dirname(os.path.abspath(sys.executable)))
    is_environment = os.path.exists(os.path.join(folder, "pyvenv.cfg"))  # -S leaves sys.prefix alone
    paths = site.getsitepackages([folder] if is_environment else None)
    packages = ["environment" if is_environment else "system", *filter(os.path.isdir, paths)]
    return ["%d.%d.%d" % sys.version_info[:3], executable, ":".join(packages), digest(executable)]


def digest(path):
    """The first 12 hexadecimal digits of a file's SHA-256; `none` where it cannot be read."""
    try:
        import hashlib

        with open(path, "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()[:12]
    except (ImportError, OSError):
        return "none"


def compiled(files):
    """The marshalled code objects of the programs, without docstrings, in one marshalled tuple."""
    import marshal

    parts = {name: parted(text, files) for name, text in files.items()}
    programs = [
        marshal.dumps(compile(joined(roots, parts), title, "exec", optimize=2))
        for title, *roots in PROGRAMS
    ]
    return marshal.dumps(tuple(programs))


def parted(text, files):
    """The names of the files that one imports, and its text with blank lines in their place.

    Only the form `from file import name` is known, at the beginning of a line; names in parentheses
    may take several lines.
    """
    imported, lines, is_inside = [], [], False
    for line in text.split("\n"):
        words = line.split(None, 2)
        if is_inside:
            is_inside = not line.startswith(")")
        elif line.startswith("from ") and words[1] in files:
            imported.append(words[1])
            is_inside = line.endswith("(")
        else:
            lines.append(line)
            continue
        lines.append("")
    return imported, "\n".join(lines)


def joined(roots, parts):
    """The text of a program: each file once, behind those that it imports."""
    return "\n".join(parts[name][1] for name in ordered(roots, parts))


def ordered(roots, parts):
    """The files of a program, each behind those that it imports."""
    found = []

    def visit(name):
        if name not in found:
            for one in parts[name][0]:
                visit(one)
            found.append(name)

    for name in roots:
        visit(name)
    return found


def main():
    sys.stdout.write("\n".join(["koderz", *identity(), ""]))
    sys.stdout.flush()
    if sys.version_info < OLDEST:
        sys.stdout.write("none")
        return
    given = sys.stdin.buffer.read().decode("utf-8").split("\0")
    sys.stdout.buffer.write(compiled(dict(zip(given[::2], given[1::2]))))


if __name__ == "__main__":
    main()
