import { describe, expect, it } from "vitest";

import { mergePayload, setPath, type FormValues } from "../src/core/forms";

describe("form values", () => {
  it("nest by the dots of their names", () => {
    const values: FormValues = {};
    setPath(values, "todo.title", "t");
    setPath(values, "todo.done", true);
    setPath(values, "plain", "");
    expect(values).toEqual({ todo: { title: "t", done: true }, plain: "" });
  });

  it.each(["__proto__.polluted", "constructor.prototype.polluted", "a.__proto__.b", ""])(
    "refuse the name %j",
    (name) => {
      const values: FormValues = {};
      setPath(values, name, "x");
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      expect(Object.keys(values).join()).toBe("");
    },
  );
});

describe("an action's payload", () => {
  it("takes the form's values in", () => {
    expect(mergePayload({ id: 1 }, { todo: { title: "t" } })).toEqual({
      payload: { id: 1, todo: { title: "t" } },
      collisions: [],
    });
  });
  it("merges deeply, wins, and reports what it hides", () => {
    expect(mergePayload({ asset: { id: "A" }, x: 1 }, { asset: { id: "B", size: 2 }, x: 2 })).toEqual({
      payload: { asset: { id: "A", size: 2 }, x: 1 },
      collisions: ["asset.id", "x"],
    });
  });
  it("is the values when there was none", () => {
    expect(mergePayload(undefined, { a: "1" }).payload).toEqual({ a: "1" });
  });
  it("stays as it is without values", () => {
    expect(mergePayload(undefined, {})).toEqual({ payload: undefined, collisions: [] });
  });
  it("that is no object stays as it is, and the values are reported", () => {
    expect(mergePayload("x", { a: "1" })).toEqual({ payload: "x", collisions: ["a"] });
  });
});
