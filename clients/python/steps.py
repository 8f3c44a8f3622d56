"""What every Python client does, whatever its SDK: the steps of the plan in order, a line of JSON for each.

A step is {"id", "do", ...}; the line is {"id", "value"} or {"id", "error"}. Whether a value is right, the suite decides.
"""

import json
import sys


async def run(client, plan):
    for step in plan["steps"]:
        try:
            line = {"id": step["id"], "value": await DO[step["do"]](client, step)}
        except Exception as error:  # Whatever an SDK raises is this step's result.
            line = {"id": step["id"], "error": f"{type(error).__name__}: {error}"}
        print(json.dumps(line), flush=True)


async def every(page):
    """All elements of a list that comes in pages; `page(cursor)` answers (elements, next cursor)."""
    found, cursor = [], None
    while True:
        elements, cursor = await page(cursor)
        found += elements
        if not cursor:
            return found


async def tools(client, step):
    return sorted(await client.tools())


async def call(client, step):
    return await client.call(step["tool"], step["arguments"])


async def walk(client, step):
    async def page(cursor):
        arguments = step["arguments"] | ({"cursor": cursor} if cursor else {})
        answer = await client.call(step["tool"], arguments)
        return answer[step["rows"]], answer["next_cursor"]

    return await every(page)


async def confirm(client, step):
    """A commitment: asked through the client's form where there is one, else by repeating the call with the token."""
    answer = await client.call(step["tool"], step["arguments"])
    if answer.get("code") == "confirmation.required":
        answer = await client.call(step["tool"], step["arguments"] | {"confirm": answer["extra"]["confirm"]})
        return {"by": "token", "state": answer.get("state")}
    return {"by": "form", "state": answer.get("state")}


async def resources(client, step):
    return sorted(await client.resources())


async def read(client, step):
    return json.loads(await client.read(step["uri"]))


async def prompts(client, step):
    return sorted(await client.prompts())


async def prompt(client, step):
    return await client.prompt(step["name"], step["arguments"])


async def complete(client, step):
    return await client.complete(step["template"], step["argument"], step["typed"])


DO = {f.__name__: f for f in (tools, call, walk, confirm, resources, read, prompts, prompt, complete)}


def plan():
    return json.load(sys.stdin)
