import { describe, expect, it } from "vitest";

import {
  addLocal,
  endStream,
  markLocal,
  reduce,
  resynced,
  startStream,
  truncateAfter,
  withStored,
} from "../src/core/reducer";
import { EMPTY, type Env, type State } from "../src/core/state";
import type { AssistantItem, Item, StreamEvent, UserItem, WidgetItem } from "../src/core/wire";

const user = (id = "u1"): UserItem => ({
  id,
  type: "user_message",
  content: [{ type: "input_text", text: "Hi" }],
  attachments: [],
  inference_options: {},
});
const answer = (id = "m1", text = "", annotations: unknown[] = []): AssistantItem => ({
  id,
  type: "assistant_message",
  content: text || annotations.length ? [{ type: "output_text", text, annotations: annotations as never }] : [],
});
const widget = (id = "w1", value = ""): WidgetItem => ({
  id,
  type: "widget",
  widget: { type: "Card", children: [{ type: "Row", children: { type: "Text", id: "t", value } }] },
});
const item = (value: Item) => ({ item: value });

function play(events: StreamEvent[], from: State = startStream(EMPTY)): { state: State; env: Env } {
  const env: Env = { effects: [] };
  return { state: events.reduce((state, event) => reduce(state, event, env), from), env };
}
const added = (value: Item): StreamEvent => ({ type: "thread.item.added", ...item(value) });
const done = (value: Item): StreamEvent => ({ type: "thread.item.done", ...item(value) });
const update = (id: string, value: object): StreamEvent => ({
  type: "thread.item.updated",
  item_id: id,
  update: value,
});
const textOf = (state: State, at = 0) => (state.items[at]!.item as AssistantItem).content.map((part) => part.text);
const ids = (state: State) => state.items.map((entry) => entry.item.id);

describe("events", () => {
  it("thread.created takes the metadata, ignores its items and tells the host", () => {
    const { state, env } = play([
      { type: "thread.created", thread: { id: "thr", items: { data: [answer()], has_more: false } } },
    ]);
    expect(state.thread).toEqual({ id: "thr" });
    expect(state.items).toEqual([]);
    expect(env.effects[0]).toEqual({ type: "thread.change", threadId: "thr" });
  });

  it("thread.updated merges title, status and image domains and never touches items", () => {
    const before = play([{ type: "thread.created", thread: { id: "thr" } }, done(answer("m1", "a"))]).state;
    const { state } = play(
      [
        {
          type: "thread.updated",
          thread: {
            id: "thr",
            title: "T",
            status: { type: "locked", reason: "r" },
            allowed_image_domains: ["x.com"],
            items: { data: [], has_more: false },
          },
        },
      ],
      before,
    );
    expect(state.thread).toMatchObject({
      title: "T",
      status: { type: "locked", reason: "r" },
      allowed_image_domains: ["x.com"],
    });
    expect(state.items).toBe(before.items);
  });

  it("thread.item.added appends as pending and clears the progress", () => {
    const { state } = play([{ type: "progress_update", text: "…" }, added(answer())]);
    expect(state.items).toMatchObject([{ pending: true, item: { id: "m1" } }]);
    expect(state.progress).toBeNull();
  });

  it("thread.item.added keeps the progress for a workflow", () => {
    const flow: Item = { id: "f", type: "workflow", workflow: { type: "custom", tasks: [] } };
    expect(play([{ type: "progress_update", text: "…" }, added(flow)]).state.progress).toEqual({ text: "…" });
  });

  it("thread.item.added replaces a pending item of the same id", () => {
    const { state } = play([added(answer()), added(answer("m1", "b"))]);
    expect(state.items).toHaveLength(1);
    expect(textOf(state)).toEqual(["b"]);
  });

  it("thread.item.added appends under a new key when the id belongs to a finished item", () => {
    const { state } = play([done(answer("fake", "a")), added(answer("fake"))]);
    expect(state.items).toHaveLength(2);
    expect(new Set(state.items.map((entry) => entry.key)).size).toBe(2);
  });

  it("thread.item.added takes the place of a stored item of the same id, as when an answer is re-joined", () => {
    const { state } = play(
      [added(answer("m1", "all of it"))],
      startStream(withStored(EMPTY, [user(), answer("m1", "half")])),
    );
    expect(ids(state)).toEqual(["u1", "m1"]);
    expect(state.items[1]!.pending).toBe(true);
  });

  it.each(["hidden_context_item", "sdk_hidden_context"] as const)(
    "%s is dropped whether added, done or replaced",
    (type) => {
      const hidden: Item = { id: "h", type };
      expect(play([added(hidden), done(hidden), { type: "thread.item.replaced", item: hidden }]).state.items).toEqual(
        [],
      );
    },
  );

  it("thread.item.updated goes to the pending entry first, then to the newest of that id", () => {
    const { state } = play([
      done(answer("m", "old")),
      added(answer("m")),
      update("m", { type: "assistant_message.content_part.text_delta", content_index: 0, delta: "new" }),
    ]);
    expect(textOf(state, 0)).toEqual(["old"]);
    expect(textOf(state, 1)).toEqual(["new"]);
  });

  it("thread.item.updated of an unknown id makes an answer for text only, and logs otherwise", () => {
    const { state, env } = play([
      update("x", { type: "assistant_message.content_part.text_delta", content_index: 0, delta: "a" }),
      update("y", { type: "widget.root.updated", widget: { type: "Card" } }),
    ]);
    expect(ids(state)).toEqual(["x"]);
    expect(state.items[0]!.pending).toBe(true);
    expect(env.effects).toContainEqual(expect.objectContaining({ type: "log", name: "stream.unknown_item" }));
  });

  it("thread.item.done of a user message replaces the local one in place and keeps its key", () => {
    const before = addLocal(EMPTY, user("local"));
    const { state, env } = play([done(user("u9"))], startStream(before));
    expect(ids(state)).toEqual(["u9"]);
    expect(state.items[0]!.key).toBe(before.items[0]!.key);
    expect(state.items[0]!.local).toBeUndefined();
    expect(env.effects).toContainEqual(expect.objectContaining({ type: "user_message.accepted" }));
  });

  it("thread.item.done finishes the pending entry and keeps its key", () => {
    const open = play([added(answer())]).state;
    const { state } = play([done(answer("m1", "all"))], open);
    expect(state.items).toMatchObject([{ key: open.items[0]!.key, pending: false }]);
  });

  it("thread.item.done replaces a finished entry of the same turn, and appends in a later one", () => {
    const first = play([done(user("u1")), done(widget("w", "a")), done(widget("w", "b"))]).state;
    expect(ids(first)).toEqual(["u1", "w"]);
    const later = play([done(user("u2")), done(widget("w", "c"))], first).state;
    expect(ids(later)).toEqual(["u1", "w", "u2", "w"]);
  });

  it("thread.item.done of a pending client tool call asks for the tool", () => {
    const call: Item = {
      id: "c",
      type: "client_tool_call",
      status: "pending",
      call_id: "1",
      name: "sel",
      arguments: {},
    };
    expect(play([done(call)]).env.effects).toContainEqual({ type: "client_tool", item: call });
    expect(play([done({ ...call, status: "completed" })]).env.effects).toEqual([]);
  });

  it("thread.item.removed takes the newest of that id; an unknown id changes nothing", () => {
    const before = play([done(answer("m", "a")), done(user()), done(answer("m", "b"))]).state;
    const { state } = play([{ type: "thread.item.removed", item_id: "m" }], before);
    expect(ids(state)).toEqual(["m", "u1"]);
    expect(play([{ type: "thread.item.removed", item_id: "nope" }], state).state).toBe(state);
  });

  it("thread.item.replaced replaces in place and ends pending; an unknown id is appended", () => {
    const before = play([added(widget()), done(answer("m", "x"))]).state;
    const { state } = play(
      [
        { type: "thread.item.replaced", item: widget("w1", "new") },
        { type: "thread.item.replaced", item: widget("w2") },
      ],
      before,
    );
    expect(ids(state)).toEqual(["w1", "m", "w2"]);
    expect(state.items[0]!.pending).toBe(false);
  });

  it("stream_options sets whether the answer may be stopped", () => {
    expect(play([{ type: "stream_options", stream_options: { allow_cancel: true } }]).state.allowCancel).toBe(true);
  });

  it("progress_update is replaced by the next one", () => {
    const { state } = play([
      { type: "progress_update", text: "a" },
      { type: "progress_update", icon: "search", text: "b" },
    ]);
    expect(state.progress).toEqual({ icon: "search", text: "b" });
  });

  it("client_effect is an effect only", () => {
    const from = startStream(EMPTY);
    const { state, env } = play([{ type: "client_effect", name: "n", data: { a: 1 } }], from);
    expect(state).toBe(from);
    expect(env.effects).toEqual([{ type: "client_effect", name: "n", data: { a: 1 } }]);
  });

  it("error is shown, told, and does not end the reading", () => {
    const { state, env } = play([
      { type: "error", code: "stream.error", allow_retry: true },
      { type: "thread.updated", thread: { id: "t", title: "T" } },
    ]);
    expect(state.error).toEqual({ code: "stream.error", allowRetry: true });
    expect(state.thread?.title).toBe("T");
    expect(env.effects[0]).toEqual({ type: "error", code: "stream.error" });
  });

  it("notice is added to those shown", () => {
    expect(play([{ type: "notice", level: "danger", title: "t", message: "m" }]).state.notices).toMatchObject([
      { level: "danger", title: "t", message: "m" },
    ]);
  });

  it("notices and an error go with the next message", () => {
    const { state } = play([
      { type: "notice", level: "info", message: "m" },
      { type: "error", code: "custom", message: "e", allow_retry: false },
    ]);
    expect(addLocal(state, user("l"))).toMatchObject({ notices: [], error: null });
    expect(startStream(state)).toMatchObject({ notices: [], error: null });
  });

  it.each([answer("m", "a"), widget(), { id: "i", type: "generated_image" } as const])(
    "what can be seen takes the progress away, whether added or done",
    (seen) => {
      const from = play([{ type: "progress_update", text: "p" }]).state;
      expect(play([added(seen)], from).state.progress).toBeNull();
      expect(play([done(seen)], from).state.progress).toBeNull();
    },
  );

  it("words that come take the progress away", () => {
    const from = play([added(answer()), { type: "progress_update", text: "p" }]).state;
    expect(
      play([update("m1", { type: "assistant_message.content_part.text_delta", content_index: 0, delta: "a" })], from)
        .state.progress,
    ).toBeNull();
  });

  it("end_of_turn is kept", () => {
    expect(ids(play([done(answer("m", "a")), done({ id: "e", type: "end_of_turn" })]).state)).toEqual(["m", "e"]);
  });

  it("a thread that is made or changed is told to the history", () => {
    const { env } = play([
      { type: "thread.created", thread: { id: "t" } },
      { type: "thread.updated", thread: { id: "t", title: "T" } },
    ]);
    const told = env.effects.filter((effect) => effect.type === "thread.meta");
    expect(told).toEqual([
      { type: "thread.meta", thread: { id: "t" } },
      { type: "thread.meta", thread: { id: "t", title: "T" } },
    ]);
  });

  it("a stream that ends before its client tool has answered leaves the phase to the tool", () => {
    expect(endStream(play([added(answer("m", "a"))]).state, "tool")).toMatchObject({
      phase: "tool",
      items: [{ pending: false }],
    });
  });

  it("an unknown type changes nothing and is logged", () => {
    const from = startStream(EMPTY);
    const { state, env } = play([{ type: "thread.sparkled" }], from);
    expect(state).toBe(from);
    expect(env.effects).toEqual([{ type: "log", name: "stream.unknown_event", data: { type: "thread.sparkled" } }]);
  });

  it("a stream's start clears the error, the progress and the leave to stop", () => {
    const old: State = { ...EMPTY, error: { code: "x", allowRetry: true }, progress: { text: "p" }, allowCancel: true };
    expect(startStream(old)).toMatchObject({ phase: "responding", error: null, progress: null, allowCancel: false });
  });

  it("a stream's end finishes what is pending and drops answers without text", () => {
    const flow: Item = {
      id: "f",
      type: "workflow",
      workflow: { type: "custom", tasks: [{ type: "thought", content: "x" }] },
    };
    const open = play([added(flow), added(answer("e")), added(answer("p", "part"))]).state;
    const state = endStream(open);
    expect(ids(state)).toEqual(["f", "p"]);
    expect(state).toMatchObject({ phase: "idle", progress: null, allowCancel: false });
    expect(state.items.every((entry) => !entry.pending)).toBe(true);
    expect(state.items[0]!.item).toBe(flow);
  });
});

describe("updates of an item", () => {
  const part = "assistant_message.content_part.";
  const annotation = (title: string) => ({
    type: "annotation",
    source: { type: "url", title, url: `https://${title}` },
  });

  it("content_part.added pads up to its index", () => {
    const { state } = play([
      added(answer()),
      update("m1", {
        type: `${part}added`,
        content_index: 2,
        content: { type: "output_text", text: "c", annotations: [] },
      }),
    ]);
    expect(textOf(state)).toEqual(["", "", "c"]);
  });

  it("content_part.text_delta appends, and pads", () => {
    const { state } = play([
      added(answer()),
      update("m1", { type: `${part}text_delta`, content_index: 1, delta: "a" }),
      update("m1", { type: `${part}text_delta`, content_index: 1, delta: "b" }),
    ]);
    expect(textOf(state)).toEqual(["", "ab"]);
  });

  it("content_part.annotation_added goes to its place, or to the end when that is beyond the list", () => {
    const add = (index: number, title: string) =>
      update("m1", {
        type: `${part}annotation_added`,
        content_index: 0,
        annotation_index: index,
        annotation: annotation(title),
      });
    const { state } = play([added(answer()), add(0, "b"), add(0, "a"), add(9, "z")]);
    expect((state.items[0]!.item as AssistantItem).content[0]!.annotations.map((one) => one.source.title)).toEqual([
      "a",
      "b",
      "z",
    ]);
  });

  it("content_part.done keeps the annotations it has when the incoming list is empty", () => {
    const open = play([added(answer("m1", "x", [annotation("a")]))]).state;
    const finish = (annotations: unknown[]) =>
      update("m1", { type: `${part}done`, content_index: 0, content: { type: "output_text", text: "y", annotations } });
    const kept = play([finish([])], open).state.items[0]!.item as AssistantItem;
    expect(kept.content[0]).toMatchObject({ text: "y", annotations: [{ source: { title: "a" } }] });
    const replaced = play([finish([annotation("n")])], open).state.items[0]!.item as AssistantItem;
    expect(replaced.content[0]!.annotations[0]!.source.title).toBe("n");
  });

  it("widget.streaming_text.value_delta finds its component through single children and lists", () => {
    const delta = (text: string, finished: boolean) =>
      update("w1", { type: "widget.streaming_text.value_delta", component_id: "t", delta: text, done: finished });
    const { state } = play([added(widget()), delta("Hel", false), delta("lo", true)]);
    const root = (state.items[0]!.item as WidgetItem).widget;
    expect(root).toMatchObject({ children: [{ children: { value: "Hello", streaming: false } }] });
  });

  it("widget.streaming_text.value_delta to an unknown component is logged", () => {
    const { env } = play([
      added(widget()),
      update("w1", { type: "widget.streaming_text.value_delta", component_id: "no", delta: "x", done: true }),
    ]);
    expect(env.effects).toContainEqual(expect.objectContaining({ name: "stream.unknown_component" }));
  });

  it("widget.component.updated replaces the node and shares the rest of the tree", () => {
    const tree: WidgetItem = {
      id: "w1",
      type: "widget",
      widget: {
        type: "Card",
        children: [
          { type: "Text", id: "a", value: "1" },
          { type: "Text", id: "b", value: "2" },
        ],
      },
    };
    const { state } = play([
      added(tree),
      update("w1", {
        type: "widget.component.updated",
        component_id: "b",
        component: { type: "Badge", id: "b", label: "3" },
      }),
    ]);
    const children = (state.items[0]!.item as WidgetItem).widget.children as unknown[];
    expect(children[0]).toBe((tree.widget.children as unknown[])[0]);
    expect(children[1]).toEqual({ type: "Badge", id: "b", label: "3" });
  });

  it("widget.root.updated replaces the widget", () => {
    const { state } = play([
      added(widget()),
      update("w1", { type: "widget.root.updated", widget: { type: "ListView", children: [] } }),
    ]);
    expect((state.items[0]!.item as WidgetItem).widget.type).toBe("ListView");
  });

  it("workflow tasks are inserted, appended and set", () => {
    const flow: Item = { id: "f", type: "workflow", workflow: { type: "custom", tasks: [] } };
    const task = (title: string) => ({ type: "custom", title });
    const add = (index: number, title: string) =>
      update("f", { type: "workflow.task.added", task_index: index, task: task(title) });
    const set = (index: number, title: string) =>
      update("f", { type: "workflow.task.updated", task_index: index, task: task(title) });
    const { state } = play([
      added(flow),
      add(0, "b"),
      add(0, "a"),
      add(7, "c"),
      set(1, "B"),
      set(3, "d"),
      set(9, "never"),
    ]);
    const tasks = (state.items[0]!.item as { workflow: { tasks: { title: string }[] } }).workflow.tasks;
    expect(tasks.map((one) => one.title)).toEqual(["a", "B", "c", "d"]);
  });

  it("generated_image.updated sets the image and its progress", () => {
    const { state } = play([
      added({ id: "i", type: "generated_image" }),
      update("i", { type: "generated_image.updated", image: { id: "1", url: "u" }, progress: 0.5 }),
    ]);
    expect(state.items[0]).toMatchObject({ progress: 0.5, item: { image: { url: "u" } } });
  });
});

describe("what is no event", () => {
  it("a local message can fail and be sent again", () => {
    const local = addLocal(EMPTY, user("l"));
    const failed = markLocal(local, local.items[0]!.key, "failed");
    expect(failed.items[0]!.local).toBe("failed");
    expect(play([done(user("u"))], failed).state.items).toHaveLength(2);
  });

  it("a retry takes away everything after its question", () => {
    const state = withStored(EMPTY, [user("u1"), answer("a", "x"), user("u2"), answer("b", "y")]);
    expect(ids(truncateAfter(state, "u2"))).toEqual(["u1", "a", "u2"]);
  });

  it("re-syncing replaces, adds and drops, keeps what is unsent, and keeps the keys", () => {
    const loaded = withStored(EMPTY, [user("u1"), answer("gone", "x"), answer("same", "s")]);
    const state = resynced(addLocal(loaded, user("local")), [user("u1"), answer("same", "s"), answer("new", "n")]);
    expect(ids(state)).toEqual(["u1", "same", "new", "local"]);
    expect(state.items[1]).toBe(loaded.items[2]);
  });
});
