// What this server offers beyond ChatKit, for any page that embeds the element. The element itself knows nothing of it.

/**
 * A `fetch` that also tells the server when an answer is stopped on purpose. Hanging up alone would not: the server lets
 * an answer go on for a while, because a page that was closed may come back to it.
 *
 * @param {typeof fetch} send      the fetch to use
 * @param {() => string | null | false} currentThread  id of the thread that is shown
 */
export function stopOnServer(send, currentThread) {
  return (url, init = {}) => {
    const streaming = init.headers?.Accept === "text/event-stream";
    init.signal?.addEventListener("abort", () => {
      const stopped = streaming && init.signal.reason?.message === "Stopped";
      const thread = stopped && currentThread();
      if (!thread) return;
      const headers = { ...init.headers };
      delete headers.Accept;
      send(`/chatkit/threads/${encodeURIComponent(thread)}/stop`, { method: "POST", headers, body: "{}", keepalive: true }).catch(
        (error) => console.warn("The server could not be told to stop:", error),
      );
    });
    return send(url, init);
  };
}
