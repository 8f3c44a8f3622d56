// The TypeScript SDKs, whose clients have the same methods: the steps of the plan in order, a line of JSON for each.
// A step is {id, do, ...}; the line is {id, value} or {id, error}. Whether a value is right, the suite decides.

export async function run(client, plan) {
  for (const step of plan.steps) {
    let line;
    try {
      line = { id: step.id, value: await DO[step.do](client, step) };
    } catch (error) {
      line = { id: step.id, error: String(error) };
    }
    console.log(JSON.stringify(line));
  }
}

async function every(page) {
  const found = [];
  let cursor;
  do {
    const [elements, next] = await page(cursor ? { cursor } : {});
    found.push(...elements);
    cursor = next;
  } while (cursor);
  return found;
}

// The answer; of a refusal the problem, which is text alone.
async function answered(client, tool, args) {
  const { isError, content, structuredContent } = await client.callTool({ name: tool, arguments: args });
  return isError ? JSON.parse(content[0].text) : structuredContent;
}

const DO = {
  tools: async (client) =>
    (await every(async (at) => {
      const { tools, nextCursor } = await client.listTools(at);
      return [tools.map((tool) => tool.name), nextCursor];
    })).sort(),

  call: (client, step) => answered(client, step.tool, step.arguments),

  walk: (client, step) =>
    every(async (at) => {
      const answer = await answered(client, step.tool, { ...step.arguments, ...at });
      return [answer[step.rows], answer.next_cursor];
    }),

  // A commitment: asked through the client's form where there is one, else by repeating the call with the token.
  confirm: async (client, step) => {
    const answer = await answered(client, step.tool, step.arguments);
    if (answer.code !== 'confirmation.required') return { by: 'form', state: answer.state };
    const done = await answered(client, step.tool, { ...step.arguments, confirm: answer.extra.confirm });
    return { by: 'token', state: done.state };
  },

  resources: async (client) => {
    const { resources } = await client.listResources();
    const { resourceTemplates } = await client.listResourceTemplates();
    return [...resources.map((r) => r.uri), ...resourceTemplates.map((t) => t.uriTemplate)].sort();
  },

  read: async (client, step) => JSON.parse((await client.readResource({ uri: step.uri })).contents[0].text),

  prompts: async (client) => (await client.listPrompts()).prompts.map((prompt) => prompt.name).sort(),

  prompt: async (client, step) =>
    (await client.getPrompt({ name: step.name, arguments: step.arguments })).messages[0].content.text,

  complete: async (client, step) => {
    const ref = { type: 'ref/resource', uri: step.template };
    return (await client.complete({ ref, argument: { name: step.argument, value: step.typed } })).completion.values;
  },
};

export async function plan() {
  let text = '';
  for await (const piece of process.stdin) text += piece;
  return JSON.parse(text);
}
