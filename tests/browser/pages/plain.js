// Keeps every event of the element, so that a test can read them.
const NAMES = ["ready", "error", "effect", "deeplink", "response.start", "response.end", "history.open", "history.close", "thread.change", "thread.load.start", "thread.load.end", "tool.change"];
window.events = [];
window.logs = [];
const chat = document.getElementById("chat");
const plain = (detail) => JSON.parse(JSON.stringify(detail?.error ? { ...detail, error: detail.error.message, name: detail.error.name } : detail));
for (const name of NAMES) {
  chat.addEventListener(`chatkit.${name}`, ({ detail }) => window.events.push({ name, detail: plain(detail) }));
}
chat.addEventListener("chatkit.log", ({ detail }) => window.logs.push(detail));
window.start = async (options = {}) => {
  await customElements.whenDefined("openai-chatkit");
  chat.setOptions({ api: { url: "/chatkit", domainKey: "any", ...(options.api ?? {}) }, ...Object.fromEntries(Object.entries(options).filter(([key]) => key !== "api")) });
};
