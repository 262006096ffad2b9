// A page with the published React binding, unmodified, in StrictMode. What it saw is left on `window` for the tests.
import { StrictMode, useState, version } from "react";
import { createRoot } from "react-dom/client";
import { ChatKit, useChatKit } from "@openai/chatkit-react";

const wanted = new URLSearchParams(location.search);
window.seen = [];
window.reactVersion = version;

function Chat({ name, theme, thread }) {
  const note = (kind) => (detail) =>
    window.seen.push({ name, kind, detail: detail ? JSON.parse(JSON.stringify(detail)) : null });
  const chat = useChatKit({
    api: {
      url: "/chatkit",
      domainKey: "any",
      fetch: (url, init) => (window.seen.push({ name, kind: "fetch" }), fetch(url, init)),
    },
    frameTitle: name,
    theme,
    initialThread: thread,
    onReady: note("ready"),
    onResponseStart: note("response.start"),
    onResponseEnd: note("response.end"),
    onThreadChange: note("thread.change"),
    onThreadLoadStart: note("thread.load.start"),
    onThreadLoadEnd: note("thread.load.end"),
    onError: note("error"),
    onEffect: note("effect"),
    onClientTool: ({ name: tool }) => ({ tool }),
  });
  window[name] = chat;
  return <ChatKit control={chat.control} className={`box ${theme}`} />;
}

function Page() {
  const [shown, setShown] = useState(true);
  const [theme, setTheme] = useState("light");
  window.unmount = () => setShown(false);
  window.mount = () => setShown(true);
  window.setTheme = setTheme;
  return (
    <>
      {shown ? <Chat name="first" theme={theme} thread={wanted.get("thread")} /> : null}
      {wanted.has("two") ? <Chat name="second" theme={theme} thread={null} /> : null}
    </>
  );
}

createRoot(document.getElementById("root")).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
