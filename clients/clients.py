"""Clients that take the steps of `sample.py`, one program each, and how their answers are judged."""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor

from tools import BIN, HERE, MODERN, npm_version, pip_version, python


def same(got, want):
    """Equal but for how long it took, under which id it ran, and what `verify_data` found to check by then."""
    return settled(got) == settled(want)


def settled(value):
    if isinstance(value, dict):
        return {key: settled(inner) for key, inner in value.items() if key not in ("took_us", "request_id", "invariants")}
    return [settled(inner) for inner in value] if isinstance(value, list) else value


def judged(steps, lines, crash=""):
    """The verdict on each step, from the lines a client printed: its name, and what is wrong or None."""
    if not lines:
        yield "starts", crash[-1500:]
        return
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


def run(words, plan):
    """Runs a client on the plan, without what the answers must be; verdicts."""
    asked = [{key: value for key, value in step.items() if key != "want"} for step in plan["steps"]]
    done = subprocess.run(words, input=json.dumps({**plan, "steps": asked}), capture_output=True, text=True, timeout=300, cwd=HERE)
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return list(judged(plan["steps"], lines, done.stderr))


def sdks(quick):
    """Name, version, era, words, and how a commitment is confirmed there."""
    mcp, node = pip_version("mcp", "mcp"), str(BIN / "node")
    yield "Python mcp", mcp, "auto", python("mcp", "python", "python/sdk.py", "auto"), "form"
    yield "Python mcp", mcp, "legacy", python("mcp", "python", "python/sdk.py", "legacy"), "token"
    yield "Python mcp", mcp, MODERN, python("mcp", "python", "python/sdk.py", MODERN), "form"
    if quick:
        return
    yield "fastmcp", pip_version("fastmcp", "fastmcp-slim"), "auto", python("fastmcp", "python", "python/fast.py"), "form"
    yield "TypeScript sdk", npm_version("@modelcontextprotocol/sdk"), "legacy", [node, "node/v1.mjs"], "token"
    for era, by in (("auto", "form"), ("legacy", "token"), (MODERN, "form")):
        yield "TypeScript client", npm_version("@modelcontextprotocol/client"), era, [node, "node/v2.mjs", era], by


def over_http(report, plan, programs, numbers):
    """Every program on the plan, and each sends a quotation of its own."""
    for (name, version, era, words, by), number in zip(programs, numbers):
        commit = {"tool": "send_quotation", "arguments": {"number": number, "idempotency_key": f"interop-{number}"}}
        confirm = {"id": "confirm", "do": "confirm", **commit, "want": {"by": by, "state": "sent"}}
        report.add(name, version, era, run(words, {**plan, "steps": [*plan["steps"], confirm]}))


def over_stdio(report, plan, command):
    report.add("Python mcp", pip_version("mcp", "mcp"), "stdio", run(python("mcp", "python", "python/sdk.py", "stdio"), {**plan, "stdio": command}))


def websocket(report, horme, number):
    """A recorded conversation, if this server has the channel."""
    if horme.http("GET", "/ws").get("code") == "route.unknown":
        return
    answer = horme.over_http("get_product", {"sku": "106093"})
    body = {"number": number}
    refused = horme.over_http("send_quotation", body)
    method, path = horme.routes["send_quotation"]
    headers = {"Authorization": f"Bearer {horme.token}", "Content-Type": "application/json", "Idempotency-Key": f"interop-{number}"}
    plan = {
        "ws": horme.url.replace("http://", "ws://") + "/ws",
        "token": horme.token,
        "number": number,
        "call": {"operation": "get_product", "input": {"sku": "106093"}},
        "change": {"method": method, "url": horme.url + path.format(number=number), "body": {"confirm": refused["extra"]["confirm"]}, "headers": headers},
    }
    want = {
        "before signing in": {"type": "error", "status": 401},
        "auth": {"type": "auth_success", "principal": "token"},
        "call": answer,
        "refused call": {"type": "error", "code": "product.not_found"},
        "ping": "pong",
        "subscribe": "draft",
        "event": {"id": number, "state": "sent", "as over HTTP": True},
        "reconnect": {"type": "result", "the same event": True},
        "nothing twice": {"type": "result", "events": 0},
    }
    steps = [{"id": name, "want": value} for name, value in want.items()]
    report.add("Python websockets", pip_version("mcp", "websockets"), "", run(python("mcp", "python", "python/socket_client.py"), {**plan, "steps": steps}))


def inspector(report, plan):
    """The Inspector's command line, a process for each step."""
    able = [step for step in plan["steps"] if step["do"] in WORDS]
    for era in ("legacy", "modern"):
        with ThreadPoolExecutor(2) as pool:
            lines = list(pool.map(lambda step: inspected(plan, step, era), able))
        report.add("Inspector", npm_version("@modelcontextprotocol/inspector"), era, judged(able, lines))


WORDS = {
    "tools": lambda step: ["tools/list", "--strict"],
    "call": lambda step: ["tools/call", "--tool-name", step["tool"], "--tool-args-json", json.dumps(step["arguments"])],
    "read": lambda step: ["resources/read", "--uri", step["uri"]],
    "prompts": lambda step: ["prompts/list"],
    "prompt": lambda step: ["prompts/get", "--prompt-name", step["name"], "--prompt-args", *(f"{name}={value}" for name, value in step["arguments"].items())],
}

VALUES = {
    "tools": lambda answer: sorted(tool["name"] for tool in answer["tools"]),
    "call": lambda answer: answer["structuredContent"] if "structuredContent" in answer else json.loads(answer["content"][0]["text"]),
    "read": lambda answer: json.loads(answer["contents"][0]["text"]),
    "prompts": lambda answer: answer["prompts"],
    "prompt": lambda answer: answer["messages"],
}


def inspected(plan, step, era):
    door = ["--transport", "http", "--header", f"Authorization: Bearer {plan['token']}", "--protocol-era", era, "--format", "json", "-q"]
    words = [str(BIN / "mcp-inspector"), "--cli", plan["url"], *door, "--method", *WORDS[step["do"]](step)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    refused = step["do"] == "call" and "code" in step["want"]
    try:
        if done.returncode != (5 if refused else 0):
            raise ValueError(f"exit {done.returncode}")
        answer = json.loads(done.stdout)
        return {"id": step["id"], "value": VALUES[step["do"]](answer.get("result", answer))}
    except (ValueError, KeyError) as error:
        return {"id": step["id"], "error": f"{error!r}: {done.stdout[-300:]} {done.stderr[-300:]}"}
