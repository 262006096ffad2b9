// Chat completions of a small local model that completes a column of odds prose: it invents numbers, as small models do.
// Arguments: the model's file, a file for a log. It prints the port it listens on.
// A question "About TEAM (LEAGUE): ..." is answered by a call of get_odds_visual, and its result by the column.
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import { getLlama, LlamaCompletion } from "node-llama-cpp";

const [modelPath, logPath] = process.argv.slice(2);
const MAX_TOKENS = 44;
const EXAMPLES = `Facts: Boston Celtics @ New York Knicks | spread: Celtics -3.5 -110 FanDuel, Knicks +3.5 -110 BetMGM | moneyline: Celtics -165 FanDuel, Knicks +140 BetMGM
Column: The Celtics are -165 at FanDuel and have won seven of their last ten. New York gets 3.5 points at home, and the Knicks at +140 imply 41.7%.

Facts: Dallas Stars @ Colorado Avalanche | total: O 6.5 -105 Caesars, U 6.5 -115 DraftKings | moneyline: Stars +120 DraftKings, Avalanche -142 Caesars
Column: Colorado is a -142 favorite and scored 4 goals a night last week. The total is 6.5, with the under at -115; Dallas pays +120.

`;

const llama = await getLlama({ gpu: false, build: "never", maxThreads: 1 });
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({ contextSize: 1024, threads: 1 });
const completion = new LlamaCompletion({ contextSequence: context.getSequence() });

const textOf = (message) =>
  typeof message?.content === "string" ? message.content : (message?.content ?? []).map((part) => part.text ?? "").join("");

function chunk(delta, finish = null) {
  const choice = { index: 0, delta, finish_reason: finish };
  return `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 0, model: "small", choices: [choice] })}\n\n`;
}

async function column(messages, tool, response) {
  const facts = textOf(tool).split("\n").slice(1, 2).join(" ").slice(0, 420);
  let said = "";
  let open = true;
  const stop = new AbortController();
  response.write(chunk({ role: "assistant", content: "" }));
  const prompt = `${EXAMPLES}Facts: ${facts}\nColumn:`;
  try {
    await completion.generateCompletion(prompt, {
      maxTokens: MAX_TOKENS,
      temperature: 0.9,
      seed: messages.length + said.length + Math.floor(Math.random() * 1e9),
      signal: stop.signal,
      stopOnAbortSignal: true,
      onTextChunk: (text) => {
        if (!open) return;
        const end = (said + text).search(/\nFacts|\n\n/);
        const more = end < 0 ? text : (said + text).slice(said.length, end);
        said += more;
        if (more) response.write(chunk({ content: more }));
        if (end >= 0) {
          open = false;
          stop.abort();
        }
      },
    });
  } finally {
    appendFileSync(logPath, `${JSON.stringify({ tool: textOf(tool), said })}\n`);
    response.end(`${chunk({}, "stop")}data: [DONE]\n\n`);
  }
}

let queue = Promise.resolve();
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (data) => (body += data));
  request.on("end", () => {
    const { messages = [] } = JSON.parse(body || "{}");
    response.writeHead(200, { "content-type": "text/event-stream" });
    const tool = messages.at(-1)?.role === "tool" ? messages.at(-1) : null;
    if (tool) {
      queue = queue.then(() => column(messages, tool, response)).catch((error) => response.destroy(error));
      return;
    }
    const asked = /About (.+?) \((\w+)\)/.exec(textOf(messages.filter((one) => one.role === "user").at(-1))) ?? [];
    const call = { name: "get_odds_visual", arguments: JSON.stringify({ sport: asked[2] ?? "nba", team: asked[1] ?? null }) };
    const calls = [{ index: 0, id: `call_${Date.now()}`, type: "function", function: call }];
    response.write(chunk({ role: "assistant", tool_calls: calls }));
    response.end(`${chunk({}, "tool_calls")}data: [DONE]\n\n`);
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
