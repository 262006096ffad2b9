/** Reads of a thread: its newest items, older pages, what changed. Items come back oldest first. */
import { DEFAULTS } from "./defaults";
import type { Api } from "./transport";
import type { Item, Page, ThreadMeta, ThreadWithItems } from "./wire";

export interface Loaded {
  thread: ThreadMeta;
  items: Item[];
  hasOlder: boolean;
  cursor: string | null;
}

/** `threads.get_by_id` sends the oldest items: of a longer thread only its metadata are of use. */
export async function loadThread(api: Api, threadId: string, atLeast = 1, signal?: AbortSignal): Promise<Loaded> {
  const thread = await api.json<ThreadWithItems>("threads.get_by_id", { thread_id: threadId }, signal);
  if (!thread.items?.has_more) return { thread, items: thread.items?.data ?? [], hasOlder: false, cursor: null };
  let items: Item[] = [];
  let cursor: string | null = null;
  let hasOlder = true;
  while (hasOlder && items.length < atLeast) {
    const page = await loadOlder(api, threadId, cursor, signal);
    items = [...page.items, ...items];
    hasOlder = page.hasOlder;
    cursor = page.cursor;
  }
  return { thread, items, hasOlder, cursor };
}

export async function loadOlder(
  api: Api,
  threadId: string,
  after: string | null,
  signal?: AbortSignal,
): Promise<Omit<Loaded, "thread">> {
  const params = { thread_id: threadId, limit: DEFAULTS.itemsPage, order: "desc", ...(after ? { after } : {}) };
  const page = await api.json<Page<Item>>("items.list", params, signal);
  const cursor = page.after ?? null;
  return {
    items: [...page.data].reverse(),
    hasOlder: page.has_more && cursor !== null && page.data.length > 0,
    cursor,
  };
}
