"""What the Python programs here share: measuring, printing, and refusing to show a time for a wrong result."""

import argparse
import json
import os
import sys
import time

if sys.version_info < (3, 11):
    print(f"These programs need Python 3.11 or newer; this is {sys.version.split()[0]}.", file=sys.stderr)
    sys.exit(2)

try:
    import resource
except ImportError:  # Windows: it does not tell what the processes took that a process started.
    resource = None


def cores():
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def cpu_seconds():
    """CPU time so far of this process with all its threads, and of the processes that it started and that have ended."""
    if resource is None:
        return time.process_time()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


# ANCHOR: measured
def measured(name, work, processes=False):
    """Runs `work` and returns a row with its times, and what it returned."""
    cpu, start = cpu_seconds(), time.perf_counter()
    result = work()
    wall = time.perf_counter() - start
    cpu = None if processes and resource is None else cpu_seconds() - cpu
    return {"name": name, "wall_s": wall, "cpu_s": cpu, "cores_used": None if cpu is None else cpu / wall}, result
# ANCHOR_END: measured


def peak_memory():
    """The most memory that this process has had, in bytes; `None` where the system does not tell."""
    if sys.platform == "linux":
        # Not `getrusage`: it counts what the parent had before it became this program.
        with open("/proc/self/status", encoding="ascii") as status:
            return next((int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:")), None)
    if sys.platform == "darwin":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return None


def check(holds, otherwise):
    """Ends the program, before any time is shown, if a result is wrong."""
    if not holds:
        sys.exit(f"WRONG: {otherwise}")


def refuse(sentence):
    """Ends the program for what it was given: exit code 2."""
    print(sentence, file=sys.stderr)
    sys.exit(2)


def count(text):
    """A whole number from 1 up, for `argparse`."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return int(text)


def arguments(description, ways):
    """A parser with the flags that all programs have; `--only` names one of `ways`."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--only", choices=ways, metavar="WAY", help="one of: " + ", ".join(ways))
    parser.add_argument("--json", action="store_true", help="print the rows as JSON")
    return parser


def show(rows, as_json):
    """Prints the rows, as a table or as JSON."""
    if as_json:
        print(json.dumps(rows))
        return
    known = ("name", "wall_s", "cpu_s", "cores_used")
    extras = [key for key in rows[0] if key not in known]
    print(f"{'':24}{'wall':>11}{'CPU':>11}{'cores used':>12}" + "".join(f"{key:>20}" for key in extras))
    for row in rows:
        cpu, used = ("?", "?") if row["cpu_s"] is None else (f"{row['cpu_s']:.4f} s", f"{row['cores_used']:.3f}")
        print(f"{row['name']:24}{row['wall_s']:>9.4f} s{cpu:>11}{used:>12}"
              + "".join(f"{row[key]:>20}" for key in extras))
