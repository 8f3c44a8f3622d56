// The second TypeScript SDK. `v2.mjs auto|legacy|2026-07-28`; the plan comes on standard input.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { plan, run } from './steps.mjs';

const [wanted] = process.argv.slice(2);
const given = await plan();
const requestInit = { headers: { authorization: `Bearer ${given.token}` } };
const mode = wanted.includes('-') ? { pin: wanted } : wanted;
const client = new Client(
  { name: 'interop', version: '1.0.0' },
  { capabilities: { elicitation: { form: {} } }, versionNegotiation: { mode } },
);
client.setRequestHandler('elicitation/create', async () => ({ action: 'accept', content: { approve: true } }));
await client.connect(new StreamableHTTPClientTransport(new URL(given.url), { requestInit }));
await run(client, given);
await client.close();
