// Every component and every card with sample data, shown as one conversation whose server is this file.
import { COMPONENTS } from "./catalogue-components.js";

const parameters = new URLSearchParams(location.search);
const chat = document.getElementById("chat");
let dark = parameters.get("theme") === "dark";
let rtl = parameters.get("dir") === "rtl";
const only = parameters.get("only");

async function cards() {
  const response = await fetch(new URL("catalogue-cards.json", import.meta.url));
  return response.ok ? response.json() : [];
}

function thread(entries) {
  const at = "2026-01-01T00:00:00";
  const items = entries.flatMap(({ name, widget, item }, index) => [
    {
      id: `u${index}`,
      thread_id: "catalogue",
      created_at: at,
      type: "user_message",
      content: [{ type: "input_text", text: name }],
      attachments: [],
      inference_options: {},
    },
    { id: `w${index}`, thread_id: "catalogue", created_at: at, ...(item ?? { type: "widget", widget }) },
  ]);
  return {
    id: "catalogue",
    title: "Catalogue",
    created_at: at,
    status: { type: "active" },
    metadata: {},
    items: { data: items, has_more: false },
  };
}

const all = [...COMPONENTS, ...(await cards())].filter((entry) => !only || entry.name === only);
const answer = (body) => new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });

function fakeFetch(_url, init) {
  const { type, params } = JSON.parse(init.body);
  if (type === "threads.get_by_id") return Promise.resolve(answer(thread(all)));
  if (type === "threads.list") return Promise.resolve(answer({ data: [], has_more: false }));
  console.info("action", JSON.stringify(params));
  if (type === "threads.sync_custom_action") return Promise.resolve(answer({}));
  const text = `data: ${JSON.stringify({ type: "notice", level: "info", message: `Sent: \`${JSON.stringify(params.action ?? params)}\`` })}\n\n`;
  return Promise.resolve(new Response(text, { headers: { "Content-Type": "text/event-stream" } }));
}

function paint() {
  document.documentElement.classList.toggle("dark", dark);
  document.documentElement.dir = rtl ? "rtl" : "ltr";
  chat.setOptions({
    api: { url: "/chatkit", domainKey: "catalogue", fetch: fakeFetch },
    initialThread: "catalogue",
    locale: rtl ? "ar" : "en",
    theme: { colorScheme: dark ? "dark" : "light" },
    threadItemActions: { feedback: true, retry: true },
    widgets: { onAction: async (action) => console.info("client action", action.type) },
  });
}

document.getElementById("theme").addEventListener("click", () => {
  dark = !dark;
  paint();
});
document.getElementById("direction").addEventListener("click", () => {
  rtl = !rtl;
  paint();
});
await customElements.whenDefined("openai-chatkit");
paint();
