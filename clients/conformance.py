"""The protocol's own suite: on the product, and with its own tools behind the product's door (`fixture/`)."""

import json
import re
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from horme import listening, stop
from tools import BIN, HERE, LEGACY, MODERN, npm_version


@contextmanager
def started(words, pattern):
    """A program of ours, and what it printed first; stopped in any case."""
    with tempfile.NamedTemporaryFile("w+", prefix="horme-interop-") as log:
        process = subprocess.Popen(words, stdout=log)
        try:
            yield listening(process, Path(log.name), pattern)
        finally:
            stop(process)


def with_token(url, token):
    """The suite cannot send a token: a door that adds it."""
    return started([str(BIN / "node"), str(HERE / "node/with-token.mjs"), url, token], r"http://\S+")


SUITE = "@modelcontextprotocol/conformance"


def run(url, *selection):
    """What the suite found, by scenario: pairs of a check and what is wrong with it, or None. And its own verdict."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([str(BIN / "conformance"), "server", "--url", url, *selection, "-o", folder], capture_output=True, text=True, timeout=300)
        found = {}
        for file in sorted(Path(folder).glob("*/checks.json")):
            scenario = re.sub(r"^server-(.*?)-\d{4}-\d\d-\d\dT.*$", r"\1", file.parent.name)
            for check in json.loads(file.read_text()):
                if check["status"] not in ("SKIPPED", "INFO"):
                    wrong = None if check["status"] == "SUCCESS" else check.get("errorMessage") or check["status"]
                    found.setdefault(scenario, []).append((f"{scenario}:{check['id']}", wrong))
    return found, None if done.returncode == 0 else f"exit {done.returncode}: {done.stdout[-1000:]}"


def ran(report, title, url, era, *selection):
    found, _ = run(url, *selection)
    checks = [check for checks in found.values() for check in checks]
    report.add(title, npm_version(SUITE), era, checks or [("any check", "the suite ran nothing")])


def frozen(report, title, url, era):
    """The revision's frozen requirements with the suite's own verdict on them, and apart what it runs beside them and does not score."""
    listed = subprocess.run([str(BIN / "conformance"), "list", "--requirements", era], capture_output=True, text=True, timeout=60).stdout
    required, _, beside = listed.partition("never scored")
    required = set(re.findall(r"- (\S+)$", required.partition("Client scenarios")[0], re.M))
    unscored = set(re.findall(r"- (\S+) \[server\]$", beside, re.M))
    found, verdict = run(url, "--requirements", era)
    missing = [(scenario, "did not run") for scenario in sorted(required - found.keys())]
    checks = [check for scenario in found if scenario not in unscored for check in found[scenario]]
    report.add(title, npm_version(SUITE), era, [("the suite's own verdict", verdict), *missing, *checks])
    if era == MODERN:
        report.add(f"{title}, not scored", npm_version(SUITE), era, [check for scenario in found if scenario in unscored for check in found[scenario]])


def of_product(report, horme, quick):
    with with_token(horme.url, horme.token) as url:
        for era in (LEGACY, MODERN):
            if quick:
                for scenario in ("dns-rebinding-protection", "tools-list"):
                    ran(report, f"conformance, {scenario}", f"{url}/mcp", era, "--scenario", scenario, "--spec-version", era)
            else:
                ran(report, "conformance, product", f"{url}/mcp", era, "--suite", "all", "--spec-version", era)


def of_transport(report, fixture):
    """The frozen requirements of each revision. Those of the earlier one ask the client in the middle of a call, which takes a
    session: the fixture keeps one at `/sessions`; at `/mcp` it does as the product does."""
    with started([str(fixture)], r"http://\S+ \S+") as line:
        url, token = line.split()
        with with_token(url, token) as base:
            frozen(report, "conformance, transport with sessions", f"{base}/sessions", LEGACY)
            frozen(report, "conformance, transport", f"{base}/mcp", LEGACY)
            frozen(report, "conformance, transport", f"{base}/mcp", MODERN)
