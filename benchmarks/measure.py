"""Running programs and taking times: what every measurement here shares."""

import json
import os
import random
import resource
import statistics
import subprocess
import time

ROUNDS = 1_000
SEED = 20_260_302


def say(text):
    print(f"   {text}", flush=True)


def load():
    """Processes that were ready to run over the last minute; the machine has two cores."""
    with open("/proc/loadavg", encoding="ascii") as file:
        return float(file.read().split()[0])


def run(command, **options):
    """Output, seconds and peak memory (kB) of a program that must succeed."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options) as process:
        output, errors = process.stdout.read(), process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}: {errors[-2000:]} {output[-500:]}")
    return output, seconds, usage.ru_maxrss


def run_json(command, **options):
    output, seconds, peak = run(command, **options)
    return json.loads(output), seconds, peak


def peak_kb(process_id):
    """Most memory a running process ever held."""
    with open(f"/proc/{process_id}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM:"))


def own_peak_kb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def spread(rounds):
    """Median over the rounds of each round's p50 and p99, in milliseconds."""
    at = lambda times, share: sorted(times)[int((len(times) - 1) * share)] * 1e3
    return {
        "p50_ms": statistics.median(at(times, 0.5) for times in rounds),
        "p99_ms": statistics.median(at(times, 0.99) for times in rounds),
        "queries": len(rounds[0]),
        "rounds": len(rounds),
    }


def share(flags):
    """Share of true ones with its 95 % bootstrap interval."""
    chance = random.Random(SEED)
    count = len(flags)
    value = sum(flags) / count
    means = sorted(sum(chance.choices(flags, k=count)) / count for _ in range(ROUNDS))
    return value, means[int(ROUNDS * 0.025)], means[int(ROUNDS * 0.975)]


def dotted(value):
    return "–" if value is None else f"{value:.3f}".removeprefix("0")


def share_text(measured):
    value, low, high = measured
    return f"{dotted(value)} ({dotted(low)}–{dotted(high)})"


def estimate_text(of):
    """An estimate of the program's."""
    return share_text((of["mean"], of["low"], of["high"]))
