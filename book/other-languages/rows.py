"""Which rows are recorded, and how one is made of several runs of a program."""

import statistics
from dataclasses import dataclass, field


@dataclass
class Row:
    name: str  # cited by the book: `values.md` makes its anchors of it
    program: str
    lesson: int
    way: str  # the program's --only
    base: str = ""  # the row that the speedup is over
    flags: dict = field(default_factory=dict)
    environment: dict = field(default_factory=dict)
    once_in_flight: int = 0  # the most requests that the server must have had at one moment


def fetches(language, program):
    order = f"{language} fetch in order"
    yield Row(order, program, 1, "in order", order, {"requests": 4}, once_in_flight=1)
    if language == "python":
        yield Row("python fetch listed", program, 1, "listed", order, {"requests": 4}, once_in_flight=1)
        yield Row("python fetch group", program, 1, "group", order, {"requests": 4}, once_in_flight=4)
        yield Row("python fetch threads", program, 1, "threads", order, {"requests": 4}, once_in_flight=4)
        yield Row("python fetch 1,000 threads", program, 1, "threads", "", {"requests": 1000})
    yield Row(f"{language} fetch at once", program, 1, "at once", order, {"requests": 4}, once_in_flight=4)
    yield Row(f"{language} fetch 1,000 at once", program, 1, "at once", "", {"requests": 1000})


SLEEP = "go sleep 1 proc"
NO_PREEMPTION = {"GODEBUG": "asyncpreemptoff=1"}

ROWS = [
    *fetches("python", "fetch.py"),
    *fetches("go", "fetch.go"),
    Row("python images in order", "images.py", 2, "in order", "python images in order"),
    Row("python images 1 thread", "images.py", 2, "threads", "python images in order", {"workers": 1}),
    Row("python images threads", "images.py", 2, "threads", "python images in order"),
    Row("python images processes", "images.py", 2, "processes", "python images in order"),
    Row("go images in order", "images.go", 2, "in order", "go images in order"),
    Row("go images", "images.go", 2, "workers", "go images in order"),
    Row("go cpu 1 proc", "scheduler.go", 3, "cpu 1 proc", "go cpu 1 proc"),
    Row("go cpu all procs", "scheduler.go", 3, "cpu all procs", "go cpu 1 proc"),
    Row(SLEEP, "scheduler.go", 3, "sleep 1 proc", SLEEP),
    Row("go sleep all procs", "scheduler.go", 3, "sleep all procs", SLEEP),
    Row("go heartbeat", "scheduler.go", 3, "heartbeat"),
    Row("go heartbeat without preemption", "scheduler.go", 3, "heartbeat", environment=NO_PREEMPTION),
    Row("python cpu in order", "gil.py", 3, "in order", "python cpu in order"),
    Row("python cpu threads", "gil.py", 3, "threads", "python cpu in order"),
    Row("python cpu processes", "gil.py", 3, "processes", "python cpu in order"),
    Row("python counter", "counter.py", 4, "plain"),
    Row("python counter asked often", "counter.py", 4, "plain, asked often"),
    Row("python counter with a call", "counter.py", 4, "with a call"),
    Row("python counter lock", "counter.py", 4, "lock"),
    Row("go counter", "counter.go", 4, "plain"),
    Row("go counter load and store", "counter.go", 4, "load and store"),
    Row("go counter mutex", "counter.go", 4, "mutex"),
    Row("go counter atomic", "counter.go", 4, "atomic"),
]

# Rows of the lessons, run beside the others: (name, lesson, its package, the row's name there or how it begins).
RUST_ROWS = [
    ("rust fetch in order", 1, "async-fetch", "one after another"),
    ("rust fetch at once", 1, "async-fetch", "at once"),
    ("rust fetch 1,000 at once", 1, "async-fetch", "1,000 at once"),
    ("rust fetch 1,000 threads", 1, "async-fetch", "1,000 threads"),
    ("rust images in order", 2, "parallel-images", "sequential"),
    ("rust images", 2, "parallel-images", "parallel, "),
    ("rust cpu 1 worker", 3, "scheduler-scaling", "1 worker"),
    ("rust cpu all workers", 3, "scheduler-scaling", "{cores} workers"),
    ("rust counter", 4, "race-counter", "threads started one by one"),
    ("rust counter mutex", 4, "race-counter", "std::sync::Mutex"),
    ("rust counter atomic", 4, "race-counter", "fetch_add"),
]


def summed_up(row, runs, walls):
    """One row of the record: medians of `runs`, each as the program printed it; `walls` has the rows before it."""
    def middle(key):
        values = [run[key] for run in runs if run.get(key) is not None]
        return statistics.median(values) if values else None

    all_walls = [run["wall_s"] for run in runs]
    wall, cpu = statistics.median(all_walls), middle("cpu_s")
    walls[row.name] = wall
    made = {
        "name": row.name, "file": row.program, "lesson": row.lesson, "runs": len(runs),
        "wall_s": wall, "wall_min_s": min(all_walls), "wall_max_s": max(all_walls),
        "cpu_s": cpu, "cores_used": None if cpu is None else cpu / wall,
        "speedup": walls[row.base] / wall if row.base else None,
    }
    first = runs[0]
    made |= {key: first[key] for key in ("requests", "pictures", "workers", "procs", "steps", "expected") if key in first}
    if "requests" in first:
        made |= {"cpu_per_request_s": cpu / first["requests"], "resident_bytes": middle("resident_bytes")}
        made["high_water"] = middle("high_water")
    if "steps" in first:
        made["ns_per_step"] = None if cpu is None else cpu / (8 * first["steps"]) * 1e9
    if "beats" in first:
        made["beats"] = middle("beats")
    if "lost" in first:
        made["lost"] = [run["lost"] for run in runs]
        made["runs_that_lost"] = sum(run["lost"] > 0 for run in runs)
        made["ns_per_increment_contended"] = wall / first["expected"] * 1e9
    return made
