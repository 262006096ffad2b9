import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Rejoin, RESUME, STOPPED, stopAddress, stopOnServer } from "../src/extensions";

const EVENTS = { "Content-Type": "application/json", Accept: "text/event-stream", "X-User-Id": "mona" };
const stopped = () => new DOMException(STOPPED, "AbortError");

describe("telling the server to stop", () => {
  let sent: [string, RequestInit | undefined][];
  const send = (url: string, init?: RequestInit) => {
    sent.push([url, init]);
    return Promise.resolve(new Response());
  };
  beforeEach(() => {
    sent = [];
  });
  const streamed = async (reason: unknown, thread: string | null, headers: Record<string, string> = EVENTS) => {
    const turn = new AbortController();
    await stopOnServer(send, () => thread)("/chatkit", { headers, signal: turn.signal });
    turn.abort(reason);
    return sent.slice(1);
  };

  it("posts beside the address of the requests, as the same user, without asking for a stream", async () => {
    const [[url, init]] = (await streamed(stopped(), "thr/1")) as [[string, RequestInit]];
    expect(url).toBe("/chatkit/threads/thr%2F1/stop");
    expect(init).toMatchObject({ method: "POST", body: "{}", keepalive: true });
    expect(init.headers).toEqual({ "content-type": "application/json", "x-user-id": "mona" });
  });

  it.each([
    ["the page was left", new DOMException("Detached", "AbortError"), "thr_1", EVENTS],
    ["there is no conversation yet", stopped(), null, EVENTS],
    ["the request was not a stream", stopped(), "thr_1", { Accept: "application/json" }],
  ])("is not done when %s", async (_, reason, thread, headers) => {
    expect(await streamed(reason, thread, headers)).toEqual([]);
  });

  it("works with an address below a path and one with a query", () => {
    expect(stopAddress("https://e.x/lock/chatkit", "t")).toBe("https://e.x/lock/chatkit/threads/t/stop");
    expect(stopAddress("chatkit?a=1#b", "t")).toBe("chatkit/threads/t/stop");
  });
});

describe("re-joining an answer", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const act = vi.fn(() => Promise.resolve());
  const rejoin = (offered = true) => {
    act.mockClear();
    const one = new Rejoin(() => offered);
    one.threadChanged("thr_1");
    return one;
  };
  const cut = Object.assign(new Error("broken"), { name: "StreamError" });

  it("asks once a conversation was loaded", async () => {
    rejoin().threadLoaded("thr_1", act);
    await vi.runAllTimersAsync();
    expect(act.mock.calls).toEqual([[RESUME]]);
  });

  it.each([
    ["StreamError", cut],
    ["TypeError", new TypeError("Failed to fetch")],
  ])("asks a moment after a stream ended with a %s", async (_, error) => {
    const one = rejoin();
    one.failed(error);
    one.failed(new Error("said of something else"));
    one.responseEnded(act);
    await vi.advanceTimersByTimeAsync(1400);
    expect(act).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    one.responseEnded(act);
    await vi.runAllTimersAsync();
    expect(act).toHaveBeenCalledOnce();
  });

  it("does not ask for another conversation, after a whole answer, in a new one, or where it is not offered", async () => {
    rejoin().threadLoaded("thr_2", act);
    rejoin().responseEnded(act);
    const fresh = rejoin();
    fresh.threadChanged(null);
    fresh.failed(cut);
    fresh.responseEnded(act);
    rejoin(false).threadLoaded("thr_1", act);
    await vi.runAllTimersAsync();
    expect(act).not.toHaveBeenCalled();
  });

  it("leaves a refusal at that", async () => {
    act.mockRejectedValueOnce(new Error("already responding"));
    const said = vi.spyOn(console, "info").mockImplementation(() => undefined);
    rejoin().threadLoaded("thr_1", act);
    await vi.runAllTimersAsync();
    expect(said).toHaveBeenCalledWith("Nothing to re-join:", "already responding");
  });
});
