import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { HttpError } from "../src/core/errors";
import { Api } from "../src/core/transport";

describe("the door to the server", () => {
  let asked: string[];
  let failures: number;
  let failure: () => Promise<Response>;
  const status = (code: number) => () => Promise.resolve(new Response("{}", { status: code }));
  const send = (_url: string, init: RequestInit) => {
    asked.push((JSON.parse(init.body as string) as { type: string }).type);
    return failures-- > 0 ? failure() : Promise.resolve(Response.json({ data: [] }));
  };
  const api = new Api(
    () => ({ url: "/chatkit", fetch: send }),
    () => "en",
    () => undefined,
  );
  /** The result or the error, after whatever waiting. */
  const settled = async <T>(work: Promise<T>) => {
    const caught = work.catch((error: unknown) => error);
    await vi.runAllTimersAsync();
    return caught;
  };
  beforeEach(() => {
    vi.useFakeTimers();
    asked = [];
    failures = 0;
    failure = status(500);
  });
  afterEach(() => void vi.useRealTimers());

  it.each(["threads.list", "threads.get_by_id", "items.list"])("tries %s again until it is answered", async (read) => {
    failures = 2;
    expect(await settled(api.json(read, {}))).toEqual({ data: [] });
    expect(asked).toEqual([read, read, read]);
  });

  it.each([
    ["a server error", 500],
    ["too many requests", 429],
  ])("gives a read up after five more tries: %s", async (_, code) => {
    failures = 99;
    failure = status(code);
    expect(await settled(api.json("threads.list", {}))).toMatchObject({ name: "HttpError", status: code });
    expect(asked).toHaveLength(6);
  });

  it("tries a read again when there was no answer at all", async () => {
    failures = 1;
    failure = () => Promise.reject(new TypeError("Failed to fetch"));
    expect(await settled(api.json("threads.list", {}))).toEqual({ data: [] });
    expect(asked).toHaveLength(2);
  });

  it("does not try a read again that was refused", async () => {
    failures = 1;
    failure = status(404);
    expect(await settled(api.json("threads.get_by_id", {}))).toBeInstanceOf(HttpError);
    expect(asked).toHaveLength(1);
  });

  it.each(["items.feedback", "threads.update", "threads.delete", "attachments.create"])(
    "never sends %s a second time",
    async (write) => {
      failures = 1;
      expect(await settled(api.json(write, {}))).toBeInstanceOf(HttpError);
      expect(asked).toEqual([write]);
    },
  );

  it("never sends a message a second time", async () => {
    failures = 1;
    const first = api.stream("threads.create", {}, new AbortController().signal).next();
    expect(await settled(first)).toBeInstanceOf(HttpError);
    expect(asked).toEqual(["threads.create"]);
  });
});
