import { describe, expect, it } from "vitest";

import { SseDecoder } from "../src/core/sse";

const bytes = (text: string) => new TextEncoder().encode(text);

function decode(body: string, size: number, bad: string[] = []) {
  const decoder = new SseDecoder((reason) => bad.push(reason));
  const all = bytes(body);
  const events = [];
  for (let at = 0; at < all.length; at += size) events.push(...decoder.push(all.slice(at, at + size)));
  return [...events, ...decoder.end()];
}

describe("SseDecoder", () => {
  const body = 'data: {"type":"a","text":"né 🏔️"}\n\ndata: {"type":"b"}\n\n';
  it.each([1, 2, 3, 7, 1000])("gives the same events however the bytes are cut (%i)", (size) => {
    expect(decode(body, size)).toEqual([{ type: "a", text: "né 🏔️" }, { type: "b" }]);
  });

  it.each(["\n", "\r\n", "\r"])("takes %j as a line end", (end) => {
    expect(decode(['data: {"type":"a"}', "", 'data: {"type":"b"}', "", ""].join(end), 1)).toEqual([
      { type: "a" },
      { type: "b" },
    ]);
  });

  it("joins several data lines", () => {
    expect(decode('data: {"type":\ndata: "a"}\n\n', 5)).toEqual([{ type: "a" }]);
  });

  it("ignores comments, names, ids and retry times", () => {
    expect(decode(': hello\nevent: x\nid: 1\nretry: 5\ndata: {"type":"a"}\n\n: bye\n\n', 4)).toEqual([{ type: "a" }]);
  });

  it("counts a last event without its blank line", () => {
    expect(decode('data: {"type":"a"}', 4)).toEqual([{ type: "a" }]);
    expect(decode('data: {"type":"a"}\n', 4)).toEqual([{ type: "a" }]);
  });

  it("reports bad data and goes on", () => {
    const bad: string[] = [];
    expect(decode('data: {oops\n\ndata: 3\n\ndata: {"type":"a"}\n\n', 6, bad)).toEqual([{ type: "a" }]);
    expect(bad).toEqual(["invalid JSON", "not an event"]);
  });
});
