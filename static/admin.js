// The page at "/admin": tables of what /api/admin/* answers, and acts on users. The token stays in this tab.
const KEY = "professor-lock.admin";
const id = (name) => document.getElementById(name);
let token = sessionStorage.getItem(KEY) || "";

/** An address beside this page: a proxy may serve all of it below a path of its own. */
const at = (path) => new URL(path, document.baseURI).pathname;

/** The JSON that an address answers; throws an Error with words for an operator. */
async function ask(path, body) {
  const headers = { Authorization: `Bearer ${token}` };
  const init = body
    ? { method: "POST", body: JSON.stringify(body), headers: { ...headers, "Content-Type": "application/json" } }
    : { headers };
  const answer = await fetch(
    at(`api/admin/${path.split("?")[0]}`) + (path.includes("?") ? `?${path.split("?")[1]}` : ""),
    init,
  );
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) return said;
  const error = new Error(said.message || `The server answered ${answer.status}.`);
  error.status = answer.status;
  throw error;
}

function shown(name, value) {
  if (value === null || value === undefined) return "";
  if (name.endsWith("_micros")) return `$${(value / 1e6).toFixed(4)}`;
  if (name === "bytes") return `${(value / 1048576).toFixed(1)} MiB`;
  if (/(_at|^at|_until|_from|leased_until)$/.test(name)) return new Date(value).toLocaleString();
  return String(value);
}

function table(name, rows) {
  const place = document.querySelector(`[data-table="${name}"]`);
  if (!rows.length) {
    place.textContent = "Nothing.";
    return;
  }
  const columns = Object.keys(rows[0]);
  const made = document.createElement("table");
  const head = made.createTHead().insertRow();
  for (const column of columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = column.replace(/_micros$/, "").replaceAll("_", " ");
    head.append(cell);
  }
  const body = made.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const column of columns) line.insertCell().textContent = shown(column, row[column]);
  }
  place.replaceChildren(made);
}

function trouble(error) {
  id("trouble").textContent = error ? error.message : "";
  id("trouble").hidden = !error;
}

async function users(user) {
  table("users", (await ask(user ? `users?user_id=${encodeURIComponent(user)}` : "users")).users);
}

async function look() {
  try {
    const [found, said] = await Promise.all([ask("overview"), ask("feedback"), users("")]);
    for (const name of [
      "turns",
      "failures",
      "latency",
      "money",
      "sources",
      "credits",
      "limits",
      "numbers",
      "jobs",
      "tables",
      "retention",
    ])
      table(name, found[name]);
    for (const place of document.querySelectorAll("[data-process]"))
      place.textContent = `the process ${found.process.name}`;
    table("feedback", said.feedback);
    table("audit", (await ask("audit")).audit);
    sessionStorage.setItem(KEY, token);
    inside(true);
    trouble(null);
  } catch (error) {
    if ([401, 403, 404].includes(error.status)) leave();
    trouble(error);
  }
}

function inside(is) {
  id("enter").hidden = is;
  id("sections").hidden = id("again").hidden = id("leave").hidden = !is;
}

function leave() {
  token = "";
  sessionStorage.removeItem(KEY);
  inside(false);
}

id("enter").addEventListener("submit", (event) => {
  event.preventDefault();
  token = event.target.elements.token.value.trim();
  event.target.reset();
  look();
});
id("find").addEventListener("submit", (event) => {
  event.preventDefault();
  users(event.target.elements.user.value.trim()).catch(trouble);
});
id("act").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { act, user_id, why } = event.target.elements;
  try {
    await ask("act", { act: act.value, user_id: user_id.value.trim(), why: why.value || null });
    id("done").textContent = `Done: ${act.value.replaceAll("_", " ")}, ${user_id.value.trim()}`;
    await look();
  } catch (error) {
    trouble(error);
  }
});
id("again").addEventListener("click", look);
id("leave").addEventListener("click", leave);
if (token) look();
