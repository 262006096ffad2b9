// The page at "/": Professor Lock in the open ChatKit element, under one header row with a menu.
import { Rejoin, stopOnServer } from "./extensions.js";
import { wireMyData } from "./my-data.js";
import { LANGUAGES, NARROW, pageOptions, speechOf } from "./page-options.js";

const chat = document.getElementById("chat");
const kept = {
  read: (key) => {
    try {
      return localStorage.getItem(`professor-lock.${key}`);
    } catch {
      return null; // storage is switched off: the choice lasts as long as the page
    }
  },
  write: (key, value) => {
    try {
      localStorage.setItem(`professor-lock.${key}`, value);
    } catch {
      // as above
    }
  },
};

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
const identity = {
  user: kept.read("user") || "dev-user",
  tier: kept.read("tier") || "free",
  zone: kept.read("zone") || zone,
};
const systemDark = matchMedia("(prefers-color-scheme: dark)");
let speech = speechOf(kept.read("language") || null, navigator.languages);
let theme = kept.read("theme") ?? "system";
let server = { demo: false, resume: false, stop: false, attachments: null };
let developing = false;
let caughtUp = 0;
let keeping = Promise.resolve();
/** How long, after the server has answered, an answer that is re-joined may take to turn out to be over. */
const REJOINED_MS = 2000;
/** From when on, in ms since the epoch, an answer is certain to be under way; Infinity while none is. */
let answeringFrom = Infinity;
let rejoining = false;
let goingBack = false;
/** The conversation that is being opened; undefined while none is. */
let opening;
const narrow = matchMedia(NARROW);

/** Adds who is asking. In production the server looks at a session instead of these. */
function withIdentity(url, init = {}) {
  const headers = { ...init.headers };
  if (developing) {
    headers["X-User-Id"] = identity.user;
    headers["X-User-Tier"] = identity.tier;
  }
  if (identity.zone) headers["X-User-Timezone"] = identity.zone;
  headers["Accept-Language"] ??= speech.locale;
  return fetch(url, { ...init, headers, credentials: "same-origin" });
}
/** An address beside this page: a proxy may serve all of it below a path of its own. */
const at = (path) => new URL(path, document.baseURI).pathname;
const rejoin = new Rejoin(() => server.resume);
const send = stopOnServer(sendAndNote, () => (server.stop ? rejoin.thread : null));

/** Asks for the rest of an answer; there may be none. */
async function act(action) {
  rejoining = true;
  try {
    await chat.sendCustomAction(action);
  } finally {
    rejoining = false;
  }
}

async function sendAndNote(url, init) {
  const response = await withIdentity(url, init);
  const streams = new Headers(init?.headers).get("accept") === "text/event-stream";
  if (rejoining && streams) answeringFrom = Date.now() + REJOINED_MS;
  return response;
}

function options() {
  const dark = isDark();
  return {
    api: { url: at("chatkit"), domainKey: "self-hosted", fetch: send, uploadStrategy: { type: "two_phase" } },
    locale: speech.locale,
    frameTitle: "Professor Lock",
    header: { enabled: false }, // the page's own row has its buttons
    initialThread: threadInAddress(),
    ...pageOptions(server, { dark, narrow: narrow.matches }, speech),
    threadItemActions: { feedback: true, retry: true },
  };
}

function addressOf(thread) {
  return thread ? `#thread=${encodeURIComponent(thread)}` : location.pathname + location.search;
}

function threadInAddress() {
  return new URLSearchParams(location.hash.slice(1)).get("thread");
}

function isDark() {
  return theme === "system" ? systemDark.matches : theme === "dark";
}

function paint() {
  document.documentElement.classList.toggle("dark", isDark());
  speak();
  chat.setOptions(options());
}

/** The page's words, and its direction, in the language that is chosen. */
function speak() {
  const { words, language, dir } = speech;
  Object.assign(document.documentElement, { lang: language, dir });
  for (const element of document.querySelectorAll("[data-word]")) {
    const { word, example } = element.dataset;
    element.textContent = example ? `${words[word]} \u2066${example}\u2069` : words[word];
  }
  for (const element of document.querySelectorAll("[data-title]")) {
    element.title = words[element.dataset.title];
    if (element.localName === "button") element.ariaLabel = element.title;
  }
  for (const element of document.querySelectorAll("[data-label]")) element.ariaLabel = words[element.dataset.label];
}

function listen() {
  chat.addEventListener("chatkit.thread.change", ({ detail }) => {
    rejoin.threadChanged(detail.threadId);
    fresh.hidden = detail.threadId === null;
    if (detail.threadId !== opening) setAddress(detail.threadId);
  });
  chat.addEventListener("chatkit.thread.load.start", ({ detail }) => {
    opening = detail.threadId;
    setAddress(opening); // not when it has opened: by then the user may have asked for another one
  });
  chat.addEventListener("chatkit.thread.load.end", ({ detail }) => {
    if (detail.threadId === opening) opening = undefined;
  });
  chat.addEventListener("chatkit.thread.load.end", ({ detail }) => rejoin.threadLoaded(detail.threadId, act));
  chat.addEventListener("chatkit.error", ({ detail }) => rejoin.failed(detail.error));
  chat.addEventListener("chatkit.response.start", () => wait(true));
  chat.addEventListener("chatkit.response.end", () => wait(false));
  chat.addEventListener("chatkit.response.end", () => rejoin.responseEnded(act));
  addEventListener("popstate", goBack);
  document.addEventListener("visibilitychange", catchUp);
  addEventListener("focus", catchUp);
}

/** The address names this conversation from now on. */
function setAddress(thread) {
  if (threadInAddress() !== thread) history.pushState(null, "", addressOf(thread));
}

/**
 * Back and forward go through the conversations; while an answer comes the page stays with it. Pressed again before a
 * conversation has opened, they end in the one that the address names last.
 */
async function goBack() {
  if (goingBack) return; // the loop below is at work, and looks at the address again
  goingBack = true;
  let wanted;
  do {
    wanted = threadInAddress();
    try {
      await chat.setThreadId(wanted);
    } catch (error) {
      if (error.name !== "IntegrationError") continue; // the chat shows what is wrong with that conversation
      if (Date.now() >= answeringFrom) {
        setAddress(rejoin.thread);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 50)); // another one opens, or is asked for its rest
      wanted = undefined;
    }
  } while (wanted !== threadInAddress());
  goingBack = false;
}

/** What was said in another tab or on another device meanwhile. */
async function catchUp() {
  if (document.hidden || !rejoin.thread || Date.now() - caughtUp < 1000) return;
  caughtUp = Date.now();
  try {
    await chat.fetchUpdates();
  } catch (error) {
    console.info("Not caught up:", error.message); // an answer is under way, or the server is not there
  }
}

const fresh = document.getElementById("new");
const earlier = document.getElementById("history");

/** While an answer comes no other conversation can be opened. */
function wait(answering) {
  answeringFrom = answering && !rejoining ? Date.now() : Infinity;
  fresh.disabled = earlier.disabled = answering;
}

function wireHeader() {
  fresh.addEventListener("click", async () => {
    await chat.setThreadId(null);
    await chat.focusComposer();
  });
  earlier.addEventListener("click", () => chat.showHistory());
}

/** What is on the page is being deleted: it begins anew, and nothing of it is asked for again. */
async function forget() {
  await chat.hideHistory();
  while (rejoin.thread) {
    try {
      await chat.setThreadId(null);
    } catch (error) {
      if (error.name !== "IntegrationError") throw error; // an answer is being stopped
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  history.replaceState(null, "", addressOf(null));
}

/** Opens and closes the menu: by its button, Escape, or a click elsewhere. */
function wireMenu() {
  const panel = document.getElementById("panel");
  const opener = document.getElementById("menu");
  const show = (open) => {
    panel.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
  };
  opener.addEventListener("click", () => {
    show(panel.hidden);
    if (!panel.hidden) panel.querySelector("select, input, button").focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    show(false);
    opener.focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!panel.hidden && !event.target.closest("#panel, #menu, dialog")) show(false);
  });
  const themes = document.getElementById("theme");
  themes.value = theme;
  themes.addEventListener("change", () => {
    theme = themes.value;
    kept.write("theme", theme);
    paint();
  });
  const languages = document.getElementById("language");
  languages.append(...LANGUAGES.map(languageOption));
  languages.value = kept.read("language") ?? "";
  languages.addEventListener("change", () => {
    kept.write("language", languages.value);
    speech = speechOf(languages.value || null, navigator.languages);
    paint();
    const chosen = languages.value || null;
    keeping = keeping.then(() => keepLanguage(chosen)); // one after the other: the last choice is what is kept
  });
}

/** A language in the menu, by its own name. */
function languageOption(tag) {
  const name = new Intl.DisplayNames([tag], { type: "language" }).of(tag);
  const option = new Option(name.charAt(0).toLocaleUpperCase(tag) + name.slice(1), tag);
  option.lang = tag;
  return option;
}

/** The server keeps the choice: it writes in that language on every device, and what is shown here is written anew. */
async function keepLanguage(language) {
  const body = JSON.stringify({ language, ...(rejoin.thread ? { thread_id: rejoin.thread } : {}) });
  const headers = { "Content-Type": "application/json" };
  try {
    const response = await withIdentity(at("api/me/preferences"), { method: "POST", headers, body });
    if (response.ok && rejoin.thread) await chat.fetchUpdates();
  } catch (error) {
    console.info("The language is kept in this browser alone:", error.message);
  }
}

/** In development one can be another user. */
function wireDeveloper() {
  const form = document.getElementById("developer");
  form.hidden = !developing;
  for (const [name, value] of Object.entries(identity)) form.elements[name].value = value;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    for (const name of Object.keys(identity)) {
      identity[name] = form.elements[name].value.trim();
      kept.write(name, identity[name]);
    }
    history.replaceState(null, "", location.pathname);
    location.reload(); // nothing of the other user stays on the page
  });
}

/** How the user reads prices is kept by the server: it holds on every device, and what is shown here is written anew. */
async function wireOdds() {
  const box = document.getElementById("odds");
  const menu = box.querySelector("select");
  const address = at("api/me/preferences");
  let kept;
  const read = async () => {
    try {
      const response = await withIdentity(address);
      if (!response.ok) return; // nobody is signed in: there is nobody to keep it for
      const { odds_format: format } = await response.json();
      if (kept !== undefined && menu.value !== kept) return; // another is being chosen
      menu.value = kept = format;
      box.hidden = document.getElementById("mine").hidden = false;
    } catch (error) {
      console.info("No preferences:", error.message);
    }
  };
  await read();
  if (kept === undefined) return;
  document.getElementById("menu").addEventListener("click", read); // it may have been changed by words since
  menu.addEventListener("change", async () => {
    const body = JSON.stringify({ odds_format: menu.value, ...(rejoin.thread ? { thread_id: rejoin.thread } : {}) });
    const headers = { "Content-Type": "application/json" };
    try {
      const response = await withIdentity(address, { method: "POST", headers, body });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      kept = menu.value;
      if (rejoin.thread) await chat.fetchUpdates();
    } catch (error) {
      menu.value = kept;
      console.warn("Odds format not changed:", error.message);
    }
  });
}

async function ask(url) {
  const response = await fetch(url, { credentials: "same-origin" });
  return response.json();
}

/** What the server offers; when it cannot be asked the page says so, and the chat can still be tried. */
async function meet() {
  try {
    const [greeting, health] = await Promise.all([ask(at("chatkit")), ask(at("health/ready"))]);
    server = { ...server, ...greeting };
    developing = health.auth === "headers";
  } catch (error) {
    const trouble = document.getElementById("trouble");
    trouble.textContent = speech.words.silent;
    trouble.hidden = false;
    console.warn("No handshake:", error);
  }
}

for (const query of [narrow, systemDark]) query.addEventListener("change", paint); // the telephone was turned, night fell

await Promise.all([customElements.whenDefined("openai-chatkit"), meet()]);
document.getElementById("demo").hidden = !server.demo;
wireHeader();
wireMenu();
wireDeveloper();
wireMyData({ send: withIdentity, at, speech: () => speech, forget });
listen();
paint();
await wireOdds();
