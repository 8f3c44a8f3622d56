"""FastMCP's client. The plan comes on standard input."""

import asyncio
import json

import mcp_types as types
from fastmcp import Client
from fastmcp.client.transports import StreamableHttpTransport

import steps


async def approve(message, response_type, params, context):
    return {"approve": True}


class Fast:
    def __init__(self, client):
        self.client = client

    async def tools(self):
        return [tool.name for tool in await self.client.list_tools()]

    async def call(self, tool, arguments):
        answer = await self.client.call_tool(tool, arguments, raise_on_error=False)
        return json.loads(answer.content[0].text) if answer.is_error else answer.structured_content

    async def resources(self):
        fixed, open_ = await self.client.list_resources(), await self.client.list_resource_templates()
        return [str(r.uri) for r in fixed] + [t.uri_template for t in open_]

    async def read(self, uri):
        return (await self.client.read_resource(uri))[0].text

    async def prompts(self):
        return [prompt.name for prompt in await self.client.list_prompts()]

    async def prompt(self, name, arguments):
        return (await self.client.get_prompt(name, arguments)).messages[0].content.text

    async def complete(self, template, argument, typed):
        ref = types.ResourceTemplateReference(type="ref/resource", uri=template)
        return (await self.client.complete(ref, {"name": argument, "value": typed})).values


async def main():
    plan = steps.plan()
    transport = StreamableHttpTransport(plan["url"], headers={"Authorization": f"Bearer {plan['token']}"})
    async with Client(transport, elicitation_handler=approve) as client:
        await steps.run(Fast(client), plan)


asyncio.run(main())
