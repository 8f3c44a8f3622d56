"""Runs the benchmarks and writes docs/benchmarks.md and docs/accuracy.md with their pictures. Started by ./bench."""

import argparse
import csv
import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import accuracy
import measure
import ours
import peers
import report
from measure import say

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "benchmarks" / "data" / "line-matching"


def main():
    parser = argparse.ArgumentParser(
        prog="./bench",
        description="Measures speed, memory and accuracy of Horme and, in the same job, of other engines; writes docs/benchmarks.md and "
        "docs/accuracy.md with their pictures. A whole run is meant to take at most 25 minutes on two idle cores besides building; --quick works on less data "
        "and writes to the target folder instead.",
    )
    parser.add_argument("--quick", action="store_true", help="small data, single runs; the figures only show that everything works")
    parser.add_argument("--only-ours", action="store_true", help="leave the other engines out; writes to the target folder")
    parser.add_argument("--only-accuracy", action="store_true", help="measure no speed and no other engine; writes docs/accuracy.md")
    parser.add_argument("--target", type=Path, default=ROOT / "target", help=argparse.SUPPRESS)
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, default=20, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        return one_peer(options)
    if options.only_accuracy:
        return accuracy_alone(options)
    whole(options)


def rows_of(file):
    with open(file, encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


class Steps:
    def __init__(self, names):
        self.names, self.started = names, time.monotonic()

    def __call__(self, name):
        at = self.names.index(name) + 1
        print(f"== {at} of {len(self.names)}: {name} ({time.monotonic() - self.started:.0f} s, load {measure.load():.1f})", flush=True)


def whole(options):
    quick, target = options.quick, options.target
    horme, example = target / "release" / "horme", target / "release" / "examples" / "search_speed"
    sizes = [1_000, 10_000] if quick else [10_000, 100_000, 1_000_000]
    main_size = sizes[1]
    runs, queries, seconds = (1, 500, 2) if quick else (3, 2_000, 10)
    step = Steps(["catalogues and our index", "our searches", "the program", "accuracy", "other engines", "report"])
    results = {"facts": facts(quick), "loads": [], "sizes": sizes, "main_size": main_size}
    with tempfile.TemporaryDirectory(prefix="horme-bench-") as work:
        work = Path(work)
        folders = {size: work / f"{size}" for size in sizes}
        step("catalogues and our index")
        results["built"] = {}
        for size in sizes:
            say(f"{size:,} products (1,000,000 take about two minutes)")
            results["built"][size] = ours.generate(example, folders[size], size, queries)
        keep(results, target)
        step("our searches")
        results["ours"] = {size: ours.searched(example, folders[size], 1 if quick or size > 100_000 else runs) for size in sizes}
        keep(results, target)
        step("the program")
        results["program"] = ours.program(horme, folders[main_size], work, runs, seconds)
        keep(results, target)
        step("accuracy")
        results["eval"] = accuracy.measured(horme, DATA, work, quick)
        keep(results, target)
        step("other engines")
        results["peers"] = {}
        for peer in [] if options.only_ours else peers.PEERS:
            results["peers"][peer.NAME] = measured = {"version": None, "speed": {}, "accuracy": {}}
            jobs = [("speed", size, folders[size]) for size in sizes if size <= peer.BIGGEST]
            jobs += [("accuracy", name, DATA / name) for name in ours.SETS]
            for kind, key, folder in jobs:
                say(f"{peer.NAME}: {key if kind == 'accuracy' else f'{key:,} products'}")
                measured[kind][key] = ask_peer(peer, folder, 3 if quick else 15, target)
                keep(results, target)
        step("report")
    out = target / "benchmarks" if quick or options.only_ours else ROOT / "docs"
    write_accuracy(results, out)
    report.write(json.loads(json.dumps(results)), out, ROOT / "docs" / "benchmarks.md")
    say(f"{out}/benchmarks.md, {out}/benchmarks.svg; {time.monotonic() - step.started:.0f} s")


def accuracy_alone(options):
    results = {"facts": facts(options.quick)}
    with tempfile.TemporaryDirectory(prefix="horme-bench-") as work:
        results["eval"] = accuracy.measured(options.target / "release" / "horme", DATA, Path(work), options.quick)
    write_accuracy(results, options.target / "benchmarks" if options.quick else ROOT / "docs")


def write_accuracy(results, out):
    accuracy.write(results, out, ROOT / "docs" / "accuracy.md")
    say(f"{out}/accuracy.md, {out}/accuracy.svg")


def keep(results, target):
    """What is measured so far, with the load of this moment: a run that fails later loses nothing."""
    results["loads"].append(measure.load())
    (target / "benchmarks").mkdir(parents=True, exist_ok=True)
    (target / "benchmarks" / "results.json").write_text(json.dumps(results, indent=1))


def facts(quick):
    ask = lambda *command: subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        models = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    return {
        "commit": ask("git", "rev-parse", "--short", "HEAD") + ("+" if ask("git", "status", "--porcelain", "--untracked-files=no") else ""),
        "date": datetime.date.today().isoformat(),
        "machine": f"{models[0] if models else platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "quick": quick,
    }


def ask_peer(peer, folder, seconds, target):
    """In a process of its own, so that memory and caches are its own. What fails is said, and the others go on."""
    command = [sys.executable, "-B", __file__, "--peer", peer.NAME, "--folder", folder, "--seconds", str(seconds), "--target", target]
    try:
        return measure.run_json(command)[0]
    except (RuntimeError, json.JSONDecodeError) as error:
        say(f"failed: {error}")
        return {"failed": str(error)[-200:]}


def one_peer(options):
    peer = next(peer for peer in peers.PEERS if peer.NAME == options.peer)
    peer.target = options.target
    answer = lines_of(peer, options.folder) if (options.folder / "truth.csv").exists() else log_of(peer, options)
    print(json.dumps({"peak_kb": measure.own_peak_kb(), **answer, "version": peer.version()}))


def log_of(peer, options):
    """Times over the query log, as many queries as fit the time; whether the product each was made from is in the first ten."""
    rows, log = rows_of(options.folder / "catalogue.csv"), rows_of(options.folder / "queries.csv")
    started = time.perf_counter()
    engine = peer(rows)
    built = time.perf_counter() - started
    del rows
    clock = time.perf_counter

    def timed(row):
        begun = clock()
        found = engine.search(row["query"])
        return getattr(engine, "seconds", clock() - begun), row["target"] in found

    try:
        trial = sum(timed(row)[0] for row in log[:20]) / 20
        count = max(20, min(len(log), int(options.seconds / 3 / trial)))
        rounds, found = [], []
        for _ in range(3):
            seen = [timed(row) for row in log[:count]]
            rounds.append([one[0] for one in seen])
            found = [one[1] for one in seen]
        own_process = {"peak_kb": engine.peak_kb()} if hasattr(engine, "peak_kb") else {}
    finally:
        getattr(engine, "close", lambda: None)()
    return {**measure.spread(rounds), **own_process, "build_s": built, "found": sum(found) / len(found)}


def lines_of(peer, folder):
    """R@1 and R@5, with the name alone or with all texts, whichever gives more lines the right product first."""
    catalogue, lines, truth = (rows_of(folder / f"{name}.csv") for name in ("catalogue", "lines", "truth"))
    right = {}
    for pair in truth:
        right.setdefault(pair["line_id"], set()).add(pair["sku"])
    best = None
    for said, fields in [("names", ["name"]), ("names and makers", ["name", "manufacturer"]), ("all texts", ["name", "manufacturer", "description"])]:
        if said == "names and makers" and "manufacturer" not in catalogue[0]:
            continue
        engine = peer([{"sku": row["sku"], **{field: row[field] for field in fields if field in row}} for row in catalogue])
        try:
            ranks = []
            for line in lines:
                if line["line_id"] in right:
                    asked = " ".join(filter(None, (line.get({"name": "text"}.get(field, field)) for field in fields)))
                    found = engine.search(asked, 5)
                    ranks.append(next((at for at, sku in enumerate(found) if sku in right[line["line_id"]]), None))
        finally:
            getattr(engine, "close", lambda: None)()
        first = measure.share([rank == 0 for rank in ranks])
        if best is None or first[0] > best["first"][0]:
            best = {"fields": said, "first": first, "five": measure.share([rank is not None for rank in ranks]), "lines": len(ranks)}
    return best


if __name__ == "__main__":
    main()
