"""Lesson 3 in Python: the same tasks that compute, one after another, on threads, and in processes.

    python gil.py
"""

import multiprocessing
import sys
from concurrent.futures import ThreadPoolExecutor

from measured import arguments, check, cores, count, measured, show

TASKS = 8


# ANCHOR: work
def cpu_intensive_work(steps):
    result = 0
    for i in range(steps):
        result += i % 1000
    return result
# ANCHOR_END: work


def expected(steps):
    """The same sum by formula."""
    whole, rest = divmod(steps, 1000)
    return whole * (999 * 1000 // 2) + rest * (rest - 1) // 2


# ANCHOR: ways
def in_order(tasks, workers):
    return [cpu_intensive_work(steps) for steps in tasks]


def with_threads(tasks, workers):
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(cpu_intensive_work, tasks))


def with_processes(tasks, workers):
    with multiprocessing.Pool(workers) as pool:
        return pool.map(cpu_intensive_work, tasks, chunksize=1)
# ANCHOR_END: ways


WAYS = {"in order": in_order, "threads": with_threads, "processes": with_processes}


# ANCHOR: gil
def has_gil():
    """Whether one lock keeps the threads from computing at once: not in a free-threaded Python, 3.13 or newer."""
    return getattr(sys, "_is_gil_enabled", lambda: True)()
# ANCHOR_END: gil


def main():
    parser = arguments(__doc__.splitlines()[0], WAYS)
    parser.add_argument("--steps", type=count, default=5_000_000, metavar="N", help="steps of a task (5,000,000)")
    parser.add_argument("--workers", type=count, default=cores(), metavar="N", help="threads or processes (a core each)")
    args = parser.parse_args()

    rows = []
    for name in [args.only] if args.only else WAYS:
        tasks = [args.steps] * TASKS
        row, sums = measured(name, lambda: WAYS[name](tasks, args.workers), processes=name == "processes")
        check(sums == [expected(args.steps)] * TASKS, f"{name}: a sum is not what the formula gives")
        row |= {"steps": args.steps, "workers": 1 if name == "in order" else args.workers}
        rows.append(row)
    if not args.json:
        print(f"Python {sys.version.split()[0]}, {'with' if has_gil() else 'without'} a global interpreter lock")
    show(rows, args.json)


if __name__ == "__main__":
    main()
