"""Lesson 4 in Python: four threads add one to one counter, 100,000 times each.

    python counter.py
"""

import sys
import threading

from measured import arguments, check, count, measured, show

THREADS = 4
TIMES = 100_000

counter = 0
lock = threading.Lock()


# ANCHOR: plain
def plain(times):
    global counter
    for _ in range(times):
        counter += 1
# ANCHOR_END: plain


# ANCHOR: with_a_call
def with_a_call(times):
    """The same sum, with a call between read and write."""
    global counter
    for _ in range(times):
        counter += int(1)
# ANCHOR_END: with_a_call


# ANCHOR: with_a_lock
def with_a_lock(times):
    global counter
    for _ in range(times):
        with lock:
            counter += int(1)
# ANCHOR_END: with_a_lock


# ANCHOR: count
def count_on_threads(increment, times):
    global counter
    counter = 0
    threads = [threading.Thread(target=increment, args=(times,)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counter
# ANCHOR_END: count


# A thread that wants the interpreter asks for it after this many seconds: 0.005 unless changed.
OFTEN = 0.000_001

WAYS = {
    "plain": (plain, None),
    "plain, asked often": (plain, OFTEN),
    "with a call": (with_a_call, None),
    "lock": (with_a_lock, None),
}


def main():
    parser = arguments(__doc__.splitlines()[0], WAYS)
    parser.add_argument("--times", type=count, default=TIMES, metavar="N", help="increments of a thread (100,000)")
    args = parser.parse_args()
    usual = sys.getswitchinterval()

    rows = []
    for name in [args.only] if args.only else WAYS:
        increment, interval = WAYS[name]
        sys.setswitchinterval(interval or usual)
        row, counted = measured(name, lambda: count_on_threads(increment, args.times))
        expected = THREADS * args.times
        # A wrong count is what this program is about; more than was added, or a lock that loses, is another matter.
        check(0 < counted <= expected, f"{name}: counted {counted} of {expected}")
        check(name != "lock" or counted == expected, f"the lock lost {expected - counted} of {expected}")
        row |= {"expected": expected, "lost": expected - counted}
        rows.append(row)
    show(rows, args.json)


if __name__ == "__main__":
    main()
