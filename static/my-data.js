// "Download my data" and "Delete my data" of the page's menu: `/api/me` does the work, this asks for it and tells how far it is.
const PAUSES_S = [0.5, 1, 2, 3, 5];
/** The server asks for these words: nobody sends them by mistake. */
const CONFIRMATION = "delete my data";

const element = (id) => document.getElementById(id);
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/**
 * `send` is `fetch` as this user, `at` makes an address of a path, `speech` has the words, `forget` is called once a
 * deletion has begun: what is on the page is being deleted.
 */
export function wireMyData({ send, at, speech, forget }) {
  const progress = element("progress");
  const tell = (text) => (progress.textContent = text);
  const download = element("download");
  download.addEventListener("click", async () => {
    element("saved").hidden = true;
    download.disabled = true;
    tell(speech().words.preparing);
    try {
      await asked(send, at("api/me/export"), { method: "POST" });
      offer(await finished(send, at("api/me/export")), speech());
      tell(speech().words.saveNote);
    } catch (error) {
      tell(speech().words.downloadFailed);
      console.warn("No export:", error.message);
    }
    download.disabled = false;
  });
  const dialog = element("deletion");
  element("delete").addEventListener("click", () => dialog.showModal());
  element("keep").addEventListener("click", () => dialog.close());
  element("confirm").addEventListener("click", async () => {
    dialog.close();
    try {
      const headers = { "Content-Type": "application/json" };
      const body = JSON.stringify({ confirm: CONFIRMATION });
      const { id } = await asked(send, at("api/me"), { method: "DELETE", headers, body });
      element("saved").hidden = true;
      tell(speech().words.deleting);
      await forget();
      await finished(send, at(`api/me/deletions/${encodeURIComponent(id)}`));
      tell(speech().words.deleted);
    } catch (error) {
      tell(speech().words.deleteFailed);
      console.warn("No deletion:", error.message);
    }
  });
}

/** A link to the finished export. */
function offer({ url, size_bytes: size }, { words, locale }) {
  const saved = element("saved");
  const kilobytes = new Intl.NumberFormat(locale, { style: "unit", unit: "kilobyte" }).format(Math.ceil(size / 1000));
  saved.textContent = words.save.replace("{size}", kilobytes);
  saved.href = url;
  saved.hidden = false;
}

async function asked(send, url, init) {
  const response = await send(url, init);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

/** The request once the server is done with it; asked for less and less often. */
async function finished(send, url) {
  for (let times = 0; ; times++) {
    const told = await asked(send, url);
    if (told.state === "done") return told;
    await pause(PAUSES_S[Math.min(times, PAUSES_S.length - 1)]);
  }
}
