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


def ran(report, title, url, era, *selection):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([str(BIN / "conformance"), "server", "--url", url, *selection, "-o", folder], capture_output=True, timeout=300)
        checks = []
        for file in sorted(Path(folder).glob("*/checks.json")):
            scenario = re.sub(r"^server-(.*?)-\d{4}-\d\d-\d\dT.*$", r"\1", file.parent.name)
            for check in json.loads(file.read_text()):
                if check["status"] not in ("SKIPPED", "INFO"):
                    wrong = None if check["status"] == "SUCCESS" else check.get("errorMessage") or check["status"]
                    checks.append((f"{scenario}:{check['id']}", wrong))
    report.add(title, npm_version("@modelcontextprotocol/conformance"), era, checks or [("any check", "the suite ran nothing")])


def of_product(report, horme, quick):
    with with_token(horme.url, horme.token) as url:
        for era in (LEGACY, MODERN):
            if quick:
                for scenario in ("dns-rebinding-protection", "tools-list"):
                    ran(report, f"conformance, {scenario}", f"{url}/mcp", era, "--scenario", scenario, "--spec-version", era)
            else:
                ran(report, "conformance, product", f"{url}/mcp", era, "--suite", "all", "--spec-version", era)


def of_transport(report, fixture):
    with started([str(fixture)], r"http://\S+ \S+") as line:
        url, token = line.split()
        with with_token(url, token) as base:
            for era in (LEGACY, MODERN):
                ran(report, "conformance, transport", f"{base}/mcp", era, "--requirements", era)
