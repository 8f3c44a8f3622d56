// The first TypeScript SDK, which speaks the handshake eras. The plan comes on standard input.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { plan, run } from './steps.mjs';

const given = await plan();
const requestInit = { headers: { authorization: `Bearer ${given.token}` } };
const client = new Client({ name: 'interop', version: '1.0.0' });
await client.connect(new StreamableHTTPClientTransport(new URL(given.url), { requestInit }));
await run(client, given);
await client.close();
