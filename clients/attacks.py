"""Programs that look for what breaks or should not be there."""

import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

import sample
from tools import HERE, LEGACY, MODERN, pip_version, python


def read_json(words, **more):
    """What the program printed as JSON, or why it is none."""
    done = subprocess.run(words, capture_output=True, text=True, timeout=600, **more)
    try:
        return json.loads(done.stdout[done.stdout.index("{") :]), None
    except ValueError:
        return None, done.stdout[-500:] + done.stderr[-1000:]


def probe(report, horme, names):
    """Calls every tool that destroys nothing, with our arguments where only a real name makes sense."""
    ours = {}
    for tool, arguments in [*sample.cases(names), *sample.writes(names)]:
        if "code" not in horme.over_http(tool, arguments):
            ours.setdefault(tool, []).append(arguments)
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(ours, file)
        file.flush()
        words = python("probe", "amagi-mcp-probe", "--url", f"{horme.url}/mcp/x/all", "--header", f"Authorization: Bearer {horme.token}")
        answer, broken = read_json([*words, "--strict", "--args", file.name, "--format", "json"])
    checks = [("starts", broken)] if broken else []
    for server in answer["servers"] if answer else []:
        found = [(tool["name"], finding) for tool in [{"name": "server", **server}, *server["tools"]] for finding in tool["findings"]]
        checks += [(f"{finding['check']} {tool}", finding["message"]) for tool, finding in found if finding["severity"] != "info"]
        wrong = {tool for tool, _ in found}
        checks += [(tool["name"], None) for tool in server["tools"] if tool["status"] == "pass" and tool["name"] not in wrong]
    report.add("amagi-mcp-probe --strict", pip_version("probe", "amagi-mcp-probe"), LEGACY, checks)


def harness(report, horme, number, other):
    """Attacks on the wire; an attack that does not apply here is not a check."""
    token = f"Authorization:Bearer {horme.token}"

    def send(number):
        arguments = {"number": number, "idempotency_key": f"harness-{number}"}
        can = {"io.modelcontextprotocol/clientCapabilities": {"elicitation": {"form": {}}}}
        return json.dumps({"method": "tools/call", "params": {"name": "send_quotation", "arguments": arguments, "_meta": can}})

    words = python("harness", "agent-security", "test", "mcp", "--transport", "http", "--url", f"{horme.url}/mcp", "--header", token, "--json")
    words += ["--protocol-version", MODERN, "--cache-resource-uri", "seller://settings"]
    words += ["--mrtr-probe", send(number), "--mrtr-altered-probe", send(other), "--mrtr-attacker-header", "Authorization:Bearer not-ours"]
    words += ["--mrtr-input-responses", json.dumps({"confirmation": {"action": "accept", "content": {"approve": True}}})]
    answer, broken = read_json(words)
    checks = [("starts", broken)] if broken else []
    for result in answer["results"] if answer else []:
        if not result["details"].startswith("INCONCLUSIVE"):
            checks.append((f"{result['test_id']} {result['name']}", None if result["passed"] else result["details"]))
    report.add("agent-security-harness", pip_version("harness", "agent-security-harness"), MODERN, checks)


def scanner(report, horme):
    """Poison in the words that a model reads: tools, prompts, resources, instructions."""
    environment = {**os.environ, "LITELLM_LOCAL_MODEL_COST_MAP": "True"}  # Else it asks the network for prices of models.
    checks = []
    for kind, more in (("remote", ()), ("prompts", ()), ("resources", ("--mime-types", "application/json")), ("instructions", ())):
        words = python("scanner", "mcp-scanner", "--analyzers", "yara", "--format", "summary", kind, "--server-url", f"{horme.url}/mcp/x/all")
        done = subprocess.run([*words, "--bearer-token", horme.token, *more], capture_output=True, text=True, timeout=600, env=environment)
        counts = {word.lower(): int(number) for word, number in re.findall(r"^(\w+)[^:\n]*: (\d+)$", done.stdout, re.M)}
        safe = max(counts.get("safe", 0), counts.get("tools", 0) and counts["tools"] - counts.get("unsafe", 0))
        wrong = counts.get("unsafe", 0) + counts.get("incomplete", 0)
        checks += [(f"{kind} {number}", None) for number in range(safe)]
        if wrong or not safe:
            checks.append((kind, done.stdout[-800:] + done.stderr[-300:]))
    report.add("mcp-scanner, yara", pip_version("scanner", "cisco-ai-mcp-scanner"), LEGACY, checks)


def schemathesis(report, horme, seconds):
    """Every operation of /openapi.json, with inputs that fit the schema and inputs that do not."""
    with tempfile.TemporaryDirectory() as folder:
        words = python("schemathesis", "st", "--config-file", str(HERE / "schemathesis.toml"), "run", f"{horme.url}/openapi.json")
        words += ["-H", f"Authorization: Bearer {horme.token}", "--mode", "all", "-n", "30", "--max-time", str(seconds), "--generation-database", "none"]
        done = subprocess.run([*words, "--report", "json", "--report-json-path", f"{folder}/report.json"], capture_output=True, text=True, cwd=folder)
        file = Path(folder, "report.json")
        answer = json.loads(file.read_text()) if file.exists() else None
    report.add("schemathesis", pip_version("schemathesis", "schemathesis"), "", schemathesis_checks(answer, done.stdout))


def schemathesis_checks(answer, output):
    if not answer:
        return [("starts", output[-1500:])]
    seen = lambda code: output[output.find(f"- {code} ") :][:900]  # The answer, and how to get it again.
    wrong = [
        (f"{failure['title']}, {operation}", f"{failure['code']}, see `st explain {failure['code']}`\n{seen(failure['code'])}")
        for failure in answer["failures"]
        for operation in failure["operations"]
    ]
    wrong += [(error["title"], f"{error['count']} times:\n{output[:1500]}") for error in answer["errors"]]
    if answer["operations"]["tested"] != answer["operations"]["total"]:
        wrong.append(("covers every operation", json.dumps(answer["operations"])))
    failing = {operation for failure in answer["failures"] for operation in failure["operations"]}
    return wrong + [(operation, None) for operation in answer["valid_rates"] if operation not in failing]
