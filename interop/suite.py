"""Proves the channels with clients that others wrote. Started by `interop/run`, which sets the environment up."""

import argparse
import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import sample
from horme import Horme, listening, stop

HERE = Path(__file__).parent
ROOT = HERE.parent
BIN = HERE / ".cache/npm/node_modules/.bin"
LEGACY, MODERN = "2025-11-25", "2026-07-28"


def python(environment, *words):
    return [str(HERE / ".cache/venv" / environment / "bin" / words[0]), *words[1:]]


def version(environment, package):
    done = subprocess.run(python(environment, "pip", "show", package), capture_output=True, text=True)
    return next(line.split()[1] for line in done.stdout.splitlines() if line.startswith("Version:"))


def npm_version(package):
    return json.loads((HERE / ".cache/npm/node_modules" / package / "package.json").read_text())["version"]


class Findings:
    """What fails and why that stands: the rows of findings.md. A row that excuses nothing is itself a failure of a whole run."""

    def __init__(self):
        rows = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \| (.+) \|$", (HERE / "findings.md").read_text(), re.M)
        self.rows, self.used = rows, Counter()

    def excuse(self, where, what):
        for row in self.rows:
            if fnmatch.fnmatch(where, row[0]) and fnmatch.fnmatch(what, row[1]):
                self.used[row] += 1
                return True
        return False

    def idle(self):
        return [row for row in self.rows if not self.used[row]]


class Report:
    def __init__(self):
        self.findings, self.rows, self.failures = Findings(), [], []

    def add(self, client, of_version, era, checks):
        """`checks`: pairs of a name and what is wrong with it, or None."""
        where = f"{client} {era}".strip()
        counts = Counter()
        for name, wrong in checks:
            verdict = "passed" if wrong is None else "explained" if self.findings.excuse(where, name) else "failed"
            counts[verdict] += 1
            if verdict == "failed":
                self.failures.append((where, name, wrong))
                print(f"   FAILED {where}: {name}: {str(wrong)[:600]}", flush=True)
        self.rows.append((client, of_version, era or "–", sum(counts.values()), counts["passed"], counts["explained"], counts["failed"]))
        print(f"   {where} {of_version}: {dict(counts)} after {time.monotonic() - START:.0f} s", flush=True)


START = time.monotonic()
HEADS = ("client", "version", "era", "checks", "passed", "explained", "failed")


def same(got, want):
    """Equal but for how long it took and under which id it ran."""
    return settled(got) == settled(want)


def settled(value):
    if isinstance(value, dict):
        return {key: settled(inner) for key, inner in value.items() if key not in ("took_us", "request_id")}
    return [settled(inner) for inner in value] if isinstance(value, list) else value


def judged(steps, lines, crash):
    """The verdict on each step, from the lines a client printed."""
    got = {line["id"]: line for line in lines}
    for step in steps:
        line = got.get(step["id"])
        if line is None:
            yield step["id"], f"no answer; {crash[-500:]}"
        elif "error" in line:
            yield step["id"], line["error"]
        elif "want" in step and not same(line["value"], step["want"]):
            yield step["id"], f"answers {json.dumps(line['value'])[:300]} instead of {json.dumps(step['want'])[:300]}"
        else:
            yield step["id"], None if line["value"] else "is empty"


def client(words, plan):
    """Runs a client on the plan, without what the answers must be; verdicts."""
    asked = [{key: value for key, value in step.items() if key != "want"} for step in plan["steps"]]
    done = subprocess.run(words, input=json.dumps({**plan, "steps": asked}), capture_output=True, text=True, timeout=300, cwd=HERE)
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return list(judged(plan["steps"], lines, done.stderr))


def sdk_clients(quick):
    """Name, version, era, words, and how a commitment is confirmed there."""
    mcp, node = version("mcp", "mcp"), str(BIN / "node")
    yield "Python mcp", mcp, "auto", python("mcp", "python", "python/sdk.py", "auto"), "form"
    yield "Python mcp", mcp, "legacy", python("mcp", "python", "python/sdk.py", "legacy"), "token"
    yield "Python mcp", mcp, MODERN, python("mcp", "python", "python/sdk.py", MODERN), "form"
    if quick:
        return
    yield "fastmcp", version("fastmcp", "fastmcp-slim"), "auto", python("fastmcp", "python", "python/fast.py"), "form"
    yield "TypeScript sdk", npm_version("@modelcontextprotocol/sdk"), "legacy", [node, "node/v1.mjs"], "token"
    for era, by in (("auto", "form"), ("legacy", "token"), (MODERN, "form")):
        yield "TypeScript client", npm_version("@modelcontextprotocol/client"), era, [node, "node/v2.mjs", era], by


def with_token(url, token):
    log = Path(tempfile.mkstemp(prefix="horme-interop-")[1])
    process = subprocess.Popen([str(BIN / "node"), str(HERE / "node/with-token.mjs"), url, token], stdout=log.open("w"))
    return process, listening(process, log, r"http://\S+")


def conformance(report, title, url, era, *selection):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([str(BIN / "conformance"), "server", "--url", url, *selection, "-o", folder], capture_output=True, timeout=300)
        checks = []
        for file in sorted(Path(folder).glob("*/checks.json")):
            scenario = re.sub(r"^server-(.*?)-\d{4}-\d\d-\d\dT.*$", r"\1", file.parent.name)
            for check in json.loads(file.read_text()):
                if check["status"] not in ("SKIPPED", "INFO"):
                    wrong = None if check["status"] == "SUCCESS" else check.get("errorMessage") or check["status"]
                    checks.append((f"{scenario}:{check['id']}", wrong))
        if not checks:
            checks = [("any check", "the suite ran nothing")]
        report.add(title, npm_version("@modelcontextprotocol/conformance"), era, checks)


def conformance_of_product(report, horme, quick):
    process, url = with_token(horme.url, horme.token)
    try:
        for era in (LEGACY, MODERN):
            if quick:
                for scenario in ("dns-rebinding-protection", "tools-list"):
                    conformance(report, f"conformance, {scenario}", f"{url}/mcp", era, "--scenario", scenario, "--spec-version", era)
            else:
                conformance(report, "conformance, product", f"{url}/mcp", era, "--suite", "all", "--spec-version", era)
    finally:
        stop(process)


def conformance_of_transport(report, fixture):
    log = Path(tempfile.mkstemp(prefix="horme-interop-")[1])
    served = subprocess.Popen([str(fixture)], stdout=log.open("w"))
    passing = None
    try:
        url, token = listening(served, log, r"http://\S+ \S+").split()
        passing, base = with_token(url, token)
        for era in (LEGACY, MODERN):
            conformance(report, "conformance, transport", f"{base}/mcp", era, "--requirements", era)
    finally:
        stop(passing)
        stop(served)


def inspector(report, horme, plan):
    base = [str(BIN / "mcp-inspector"), "--cli", f"{horme.url}/mcp/x/all", "--transport", "http", "--format", "json", "-q"]
    base += ["--header", f"Authorization: Bearer {horme.token}"]

    def asked(step, era):
        words = {
            "tools": ["tools/list", "--strict"],
            "call": ["tools/call", "--tool-name", step.get("tool"), "--tool-args-json", json.dumps(step.get("arguments"))],
            "read": ["resources/read", "--uri", step.get("uri")],
            "prompts": ["prompts/list"],
            "prompt": ["prompts/get", "--prompt-name", step.get("name"), "--prompt-args", *(f"{k}={v}" for k, v in step.get("arguments", {}).items())],
        }[step["do"]]
        done = subprocess.run([*base, "--protocol-era", era, "--method", *words], capture_output=True, text=True, timeout=120)
        refused = step["do"] == "call" and "code" in step["want"]
        if done.returncode != (5 if refused else 0):
            return {"id": step["id"], "error": f"exit {done.returncode}: {done.stdout[-300:]} {done.stderr[-300:]}"}
        answer = json.loads(done.stdout or done.stderr)
        answer = answer.get("result", answer)
        value = {
            "tools": lambda: sorted(tool["name"] for tool in answer["tools"]),
            "call": lambda: answer["structuredContent"],
            "read": lambda: json.loads(answer["contents"][0]["text"]),
            "prompts": lambda: answer["prompts"],
            "prompt": lambda: answer["messages"],
        }[step["do"]]
        return {"id": step["id"], "value": value()}

    def line(step, era):
        try:
            return asked(step, era)
        except Exception as error:
            return {"id": step["id"], "error": repr(error)}

    able = [step for step in plan["steps"] if step["do"] in ("tools", "call", "read", "prompts", "prompt")]
    for era in ("legacy", "modern"):
        with ThreadPoolExecutor(2) as pool:
            lines = list(pool.map(lambda step: line(step, era), able))
        report.add("Inspector", npm_version("@modelcontextprotocol/inspector"), era, judged(able, lines, ""))


def probe(report, horme, names):
    """Calls every tool that destroys nothing, with arguments made from its schema, or ours where only a real name makes sense."""
    ours = {}
    for tool, arguments in sample.cases(names):
        ours.setdefault(tool, []).append(arguments)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "arguments.json")
        file.write_text(json.dumps(ours))
        words = python("probe", "amagi-mcp-probe", "--url", f"{horme.url}/mcp/x/all", "--header", f"Authorization: Bearer {horme.token}")
        done = subprocess.run([*words, "--strict", "--args", str(file), "--format", "json"], capture_output=True, text=True, timeout=300)
    report.add("amagi-mcp-probe --strict", version("probe", "amagi-mcp-probe"), LEGACY, probed(done))


def probed(done):
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        return [("any check", done.stdout[-500:] + done.stderr[-500:])]
    found = [finding for server in answer.get("servers", [answer]) for finding in server.get("findings", [])]
    wrong = [(f"{finding.get('check')} {finding.get('tool') or ''}".strip(), finding.get("message")) for finding in found if finding.get("level", finding.get("severity")) in ("error", "warning")]
    calls = sum(len(server.get("calls", server.get("tools", []))) for server in answer.get("servers", [answer]))
    return wrong + [(f"tool {index}", None) for index in range(max(calls - len(wrong), 0))]


def table(rows):
    cells = [HEADS, *(tuple(map(str, row)) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(HEADS))]
    return [" ".join(cell.rjust(w) if column > 2 else cell.ljust(w) for column, (cell, w) in enumerate(zip(row, widths))) for row in cells]


def main():
    options = argparse.ArgumentParser(prog="interop/run", description=__doc__)
    options.add_argument("--quick", action="store_true", help="the Python client and the conformance suite's two cheapest scenarios")
    options.add_argument("--horme", type=Path, required=True)
    options.add_argument("--fixture", type=Path)
    options.add_argument("--only", default="*", help="suites by name, as in `--only 'inspector'`")
    given = options.parse_args()
    os.environ["PATH"] = f"{BIN}:{os.environ['PATH']}"  # The suites need the newer node.
    report, horme = Report(), Horme(given.horme)

    def wanted(name):
        return fnmatch.fnmatch(name, given.only)

    try:
        sdks = list(sdk_clients(given.quick))
        names = sample.prepare(horme, len(sdks) + 2)
        on_command_line = [(case, horme.command_line(*case)) for case in sample.cases(names)]
        beside = f"{horme.folder.name}/stdio"
        shutil.copytree(horme.data, beside, ignore=shutil.ignore_patterns("lock"))
        horme.serve()
        steps = sample.steps(horme, names)
        plan = {"url": f"{horme.url}/mcp/x/all", "token": horme.token, "steps": steps}

        reading = {tool["name"] for tool in json.loads((ROOT / "contract/mcp-tools.json").read_text())["tools"] if tool["annotations"]["readOnlyHint"]}
        cased = {tool for tool, _ in sample.cases(names)}
        report.add("every reading tool has a case", "", "", [(tool, None if tool in cased else "has none in interop/sample.py") for tool in sorted(reading)])
        alike = [(f"{index} {case[0]}", None if same(answer, horme.over_http(*case)) else f"{answer} differs from HTTP") for index, (case, answer) in enumerate(on_command_line)]
        report.add("horme call, as HTTP", "", "", alike)

        if wanted("sdk"):
            stdio = {**plan, "stdio": [str(given.horme), "--data-dir", beside, "mcp", "--toolset", "all"]}
            report.add("Python mcp", version("mcp", "mcp"), "stdio", client(python("mcp", "python", "python/sdk.py", "stdio"), stdio))
            for (name, of_version, era, words, by), number in zip(sdks, names["numbers"][1:]):
                commit = {"tool": "send_quotation", "arguments": {"number": number, "idempotency_key": f"interop-{number}"}}
                confirm = {"id": "confirm", "do": "confirm", **commit, "want": {"by": by, "state": "sent"}}
                report.add(name, of_version, era, client(words, {**plan, "steps": [*steps, confirm]}))
        if wanted("conformance"):
            conformance_of_product(report, horme, given.quick)
        if not given.quick:
            if wanted("transport") and given.fixture:
                conformance_of_transport(report, given.fixture)
            if wanted("inspector"):
                inspector(report, horme, plan)
            if wanted("probe"):
                probe(report, horme, names)
    finally:
        horme.stop()

    print("\n".join(["", *table(report.rows)]))
    for where, name, wrong in report.failures:
        print(f"FAILED {where}: {name}: {str(wrong)[:1000]}")
    failed = len(report.failures)
    passed = sum(row[4] for row in report.rows)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
