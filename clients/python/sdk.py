"""The official Python SDK. `sdk.py auto|legacy|2026-07-28|stdio`; the plan comes on standard input."""

import asyncio
import json
import sys

import mcp_types as types
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client

import steps


async def approve(context, params):
    return types.ElicitResult(action="accept", content={"approve": True})


class Sdk:
    def __init__(self, client):
        self.client = client

    async def tools(self):
        async def page(cursor):
            answer = await self.client.list_tools(cursor=cursor)
            return [tool.name for tool in answer.tools], answer.next_cursor

        return await steps.every(page)

    async def call(self, tool, arguments):
        answer = await self.client.call_tool(tool, arguments)
        return json.loads(answer.content[0].text) if answer.is_error else answer.structured_content

    async def resources(self):
        fixed = await self.client.list_resources()
        open_ = await self.client.list_resource_templates()
        return [r.uri for r in fixed.resources] + [t.uri_template for t in open_.resource_templates]

    async def read(self, uri):
        return (await self.client.read_resource(uri)).contents[0].text

    async def prompts(self):
        return [prompt.name for prompt in (await self.client.list_prompts()).prompts]

    async def prompt(self, name, arguments):
        return (await self.client.get_prompt(name, arguments)).messages[0].content.text

    async def complete(self, template, argument, typed):
        ref = types.ResourceTemplateReference(type="ref/resource", uri=template)
        return (await self.client.complete(ref, {"name": argument, "value": typed})).completion.values


async def main(mode):
    plan = steps.plan()
    if mode == "stdio":
        command, *arguments = plan["stdio"]
        server, mode = StdioServerParameters(command=command, args=arguments), "auto"
    else:
        http = create_mcp_http_client(headers={"Authorization": f"Bearer {plan['token']}"})
        server = streamable_http_client(plan["url"], http_client=http)
    async with Client(server, mode=mode, elicitation_callback=approve) as client:
        await steps.run(Sdk(client), plan)


asyncio.run(main(sys.argv[1]))
