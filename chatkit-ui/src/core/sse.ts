/**
 * Bytes of a `text/event-stream` body to JSON events. A character, a line end or an event may span chunks;
 * a last event without its blank line still counts, because the protocol ends a response by ending the body.
 */
import { createParser, type EventSourceParser } from "eventsource-parser";

import type { StreamEvent } from "./wire";

export class SseDecoder {
  readonly #utf8 = new TextDecoder("utf-8");
  readonly #parser: EventSourceParser;
  #ready: StreamEvent[] = [];

  constructor(private readonly onBadData: (reason: string) => void) {
    this.#parser = createParser({
      onEvent: (message) => this.#accept(message.data),
      onError: () => this.onBadData("malformed field"),
    });
  }

  /** Events completed by this chunk, in order. */
  push(chunk: Uint8Array): StreamEvent[] {
    this.#parser.feed(this.#utf8.decode(chunk, { stream: true }));
    return this.#take();
  }

  /** The body ended: what was still open becomes an event. */
  end(): StreamEvent[] {
    this.#parser.feed(`${this.#utf8.decode()}\n\n`);
    return this.#take();
  }

  #accept(data: string): void {
    let parsed: unknown;
    try {
      parsed = JSON.parse(data);
    } catch {
      this.onBadData("invalid JSON");
      return;
    }
    if (parsed && typeof parsed === "object" && typeof (parsed as StreamEvent).type === "string") {
      this.#ready.push(parsed as StreamEvent);
    } else {
      this.onBadData("not an event");
    }
  }

  #take(): StreamEvent[] {
    const events = this.#ready;
    this.#ready = [];
    return events;
  }
}
