"""The `websockets` package against `/ws`: sign in, call, watch, hear of a change made over HTTP, come back without missing one.

The plan comes on standard input: {"ws", "token", "number", "call": {...}, "change": {"method", "url", "body", "headers"}}.
A line of JSON for each step: {"id", "value"} or {"id", "error"}.
"""

import asyncio
import json
import sys
import urllib.request

import websockets

WAIT = 15  # Seconds for an answer.


class Socket:
    def __init__(self, connection):
        self.connection, self.events, self.count = connection, [], 0

    async def ask(self, kind, data, ident=None):
        """The answer with our id; events that come meanwhile are kept."""
        self.count += 1
        ident = ident or self.count
        await self.connection.send(json.dumps({"type": kind, "id": ident, "data": data}))
        while True:
            message = await self.hear()
            if message["type"] == "event":
                self.events.append(message["data"])
            elif message.get("id") == ident:
                return message

    async def hear(self):
        return json.loads(await asyncio.wait_for(self.connection.recv(), WAIT))

    async def event(self):
        return self.events.pop(0) if self.events else (await self.hear())["data"]


def over_http(change):
    request = urllib.request.Request(change["url"], method=change["method"], headers=change["headers"], data=json.dumps(change["body"]).encode())
    with urllib.request.urlopen(request, timeout=WAIT) as answer:
        return json.load(answer)


async def talk(plan, say):
    watched = {"quotation": plan["number"]}
    async with websockets.connect(plan["ws"], max_size=None) as connection:
        socket = Socket(connection)
        early = await socket.ask("call", {"operation": "get_seller", "input": {}})
        say("before signing in", {"type": early["type"], "status": early["data"]["status"]})
        signed = await socket.ask("auth", {"token": plan["token"]})
        say("auth", {"type": signed["type"], "principal": signed["data"]["principal"]})
        called = await socket.ask("call", plan["call"])
        say("call", called["data"])
        refused = await socket.ask("call", {"operation": "get_product", "input": {"sku": "no/such sku"}})
        say("refused call", {"type": refused["type"], "code": refused["data"]["code"]})
        say("ping", (await socket.ask("ping", {}))["type"])
        begun = await socket.ask("subscribe", watched, ident="watch")
        say("subscribe", begun["data"]["state"]["state"])
        changed = await asyncio.to_thread(over_http, plan["change"])
        event = await socket.event()
        say("event", {"id": event["id"], "state": event["state"]["state"], "as over HTTP": event["state"] == changed})
    async with websockets.connect(plan["ws"], max_size=None, additional_headers={"Authorization": f"Bearer {plan['token']}"}) as connection:
        socket = Socket(connection)
        again = await socket.ask("subscribe", {**watched, "after": begun["data"]["position"]}, ident="again")
        missed = await socket.event()
        say("reconnect", {"type": again["type"], "the same event": missed["position"] == event["position"]})
        later = await socket.ask("subscribe", {**watched, "after": event["position"]}, ident="later")
        say("nothing twice", {"type": later["type"], "events": len(socket.events)})


async def main():
    plan = json.load(sys.stdin)

    def say(ident, value):
        print(json.dumps({"id": ident, "value": value}), flush=True)

    try:
        await talk(plan, say)
    except Exception as error:
        print(json.dumps({"id": "the conversation", "error": f"{type(error).__name__}: {error}"}), flush=True)


asyncio.run(main())
