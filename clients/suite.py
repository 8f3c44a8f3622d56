"""Proves the channels with clients that others wrote. Started by `./interop`, which sets the environment up."""

import argparse
import fnmatch
import json
import os
import re
import shutil
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

import attacks
import clients
import conformance
import sample
from horme import Horme
from tools import BIN, HERE

ROOT = HERE.parent
START = time.monotonic()
HEADS = ("client", "version", "era", "checks", "passed", "explained", "failed")


class Findings:
    """What fails and why that stands: the rows of findings.md, where `*` stands for anything."""

    def __init__(self):
        self.rows = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \| (.+) \|$", (HERE / "findings.md").read_text(), re.M)
        self.used = Counter()

    def explain(self, where, what):
        for row in self.rows:
            if fnmatch.fnmatchcase(where, row[0]) and fnmatch.fnmatchcase(what, row[1]):
                self.used[row] += 1
                return True
        return False


class Report:
    def __init__(self):
        self.findings, self.rows, self.failures = Findings(), [], []

    def add(self, client, version, era, checks):
        """`checks`: pairs of a name and what is wrong with it, or None."""
        where, counts = f"{client} {era}".strip(), Counter()
        for name, wrong in checks:
            verdict = "passed" if wrong is None else "explained" if self.findings.explain(where, name) else "failed"
            counts[verdict] += 1
            if verdict == "failed":
                self.failures.append(f"{where}: {name}: {str(wrong)[:1000]}")
        self.rows.append((client, version, era or "–", sum(counts.values()), counts["passed"], counts["explained"], counts["failed"]))
        print(f"   {where}: {counts['passed']} passed, {counts['failed']} failed ({time.monotonic() - START:.0f} s)", flush=True)

    def idle_findings(self):
        """A finding that is found no more is to be taken out; what depends on chance and haste does not come every time."""
        for where, what, _ in (row for row in self.findings.rows if not self.findings.used[row] and row[0] not in ("schemathesis", "agent-security-harness *")):
            self.failures.append(f"findings.md explains `{where}`, `{what}`, which does not fail any more")

    def table(self):
        cells = [HEADS, *(tuple(map(str, row)) for row in self.rows)]
        widths = [max(len(row[column]) for row in cells) for column in range(len(HEADS))]
        aligned = lambda row: " ".join(cell.rjust(w) if n > 2 else cell.ljust(w) for n, (cell, w) in enumerate(zip(row, widths)))
        return "\n".join(map(aligned, cells))

    def page(self):
        rows = ["| " + " | ".join(map(str, row)) + " |" for row in (HEADS, ("---",) * len(HEADS), *self.rows)]
        failed = "\n".join(["", "Failed:", "", *(f"- {failure.splitlines()[0]}" for failure in self.failures)]) if self.failures else ""
        text = PAGE.format(day=date.today(), table="\n".join(rows), failed=failed)
        (ROOT / "docs/interop.md").write_text(text)


PAGE = """# Clients that others wrote

Written by `./interop` on {day}. Each client is installed in the version named, from its registry, and talks to a `horme serve` of its own on
sample data; the answers of the SDK clients are compared with those of HTTP and of the command line, value for value. *Explained*: fails, and
[clients/findings.md](../clients/findings.md) says why that stands.

{table}
{failed}
- *Python mcp*, *fastmcp*, *TypeScript sdk* and *client*, *Inspector*: list the tools, call every tool that only reads, follow cursors to the end, read
  resources, get a prompt, complete an argument, and send a quotation that a person confirms: by a form where the protocol has one, else by the
  token of the refusal.
- *conformance, transport*: the protocol's frozen requirements for each revision, with the suite's own tools behind the product's router, token,
  Host, Origin and size checks, and the suite's own verdict on them. Those of 2025-11-25 ask the client in the middle of a call, which takes a
  session. The product keeps none, so *with sessions* is the same door with sessions of the SDK behind it, and the row without them shows what that
  costs a client of that revision: questions in mid-call, and nothing else. *Not scored*: extensions, which the suite runs and does not count.
- *conformance, product*: everything of the suite that applies to the product itself.
- *schemathesis*: every operation of `/openapi.json`, examples, boundaries, random inputs and sequences of calls, right and wrong ones.
- *amagi-mcp-probe*, *agent-security-harness*, *mcp-scanner*: made-up arguments against the schemas, attacks on the wire, poison in texts.
"""


def main():
    options = argparse.ArgumentParser(prog="./interop", description=__doc__)
    options.add_argument("--quick", action="store_true", help="the Python clients and the conformance suite's two cheapest scenarios")
    options.add_argument("--only", default="*", help="these suites alone: sdk, websocket, conformance, transport, inspector, attacks, schemathesis")
    options.add_argument("--seconds", type=int, default=300, help="how long schemathesis looks [300]")
    options.add_argument("--horme", type=Path, required=True)
    options.add_argument("--fixture", type=Path)
    given = options.parse_args()
    os.environ["PATH"] = f"{BIN}:{os.environ['PATH']}"  # The suites need the newer node.
    report, horme = Report(), Horme(given.horme)
    wanted = lambda name: fnmatch.fnmatchcase(name, given.only)
    try:
        prove(report, horme, given, wanted)
    finally:
        horme.stop()
    if given.only == "*" and not given.quick:
        report.idle_findings()
        report.page()
    print(f"\n{report.table()}\n")
    for failure in report.failures:
        print(f"FAILED {failure}")
    print(f"{sum(row[4] for row in report.rows)} passed, {len(report.failures)} failed")
    sys.exit(1 if report.failures else 0)


def prove(report, horme, given, wanted):
    sdks = list(clients.sdks(given.quick))
    names = sample.prepare(horme, len(sdks) + 5)
    cases = sample.cases(names)
    by_command = [horme.command_line(*case) for case in cases]
    beside = f"{horme.folder.name}/stdio"  # Two processes do not share a store.
    shutil.copytree(horme.data, beside, ignore=shutil.ignore_patterns("lock"))
    horme.serve()

    listed = json.loads((ROOT / "contract/mcp-tools.json").read_text())["tools"]
    without = {tool["name"] for tool in listed if tool["annotations"]["readOnlyHint"]} - {tool for tool, _ in cases}
    report.add("a case for every reading tool", "", "", [(tool, "has none in clients/sample.py") for tool in sorted(without)] or [("all", None)])
    steps = sample.steps(horme, names)
    differs = lambda step, answer: None if clients.same(answer, step["want"]) else f"{answer} instead of {step['want']}"
    report.add("horme call", "", "", [(step["id"], differs(step, answer)) for step, answer in zip(steps, by_command)])
    plan = {"url": f"{horme.url}/mcp/x/all", "token": horme.token, "steps": steps}

    _, for_websocket, for_attack, for_another, *for_sdks = names["numbers"][:-1]
    if wanted("sdk"):
        clients.over_stdio(report, plan, [str(given.horme), "--data-dir", beside, "mcp", "--toolset", "all"])
        clients.over_http(report, plan, sdks, for_sdks)
    if wanted("websocket"):
        clients.websocket(report, horme, for_websocket)
    if wanted("conformance"):
        conformance.of_product(report, horme, given.quick)
    if given.quick:
        return
    if wanted("transport"):
        conformance.of_transport(report, given.fixture)
    if wanted("inspector"):
        clients.inspector(report, plan)
    if wanted("attacks"):
        attacks.probe(report, horme, names)
        attacks.harness(report, horme, for_attack, for_another)
        attacks.scanner(report, horme)
    if wanted("schemathesis"):  # Last: it leaves nothing as it was.
        attacks.schemathesis(report, horme, given.seconds)


main()
