import { describe, expect, it } from "vitest";

import { Pace } from "../src/core/pace";

const FRAME_MS = 16;

/** A device on which a drawing takes so long; a frame comes every 16 ms that it is free, and asks for another drawing. */
function drawings(drawingMs: number, frames: number): number {
  let now = 0;
  let drawn = 0;
  let waiting: (() => void) | null = null;
  const later: (() => void)[] = [];
  const pace = new Pace(
    () => {
      drawn++;
      now += drawingMs;
    },
    {
      frame: (draw) => {
        waiting = draw;
        return 1;
      },
      cancel: () => (waiting = null),
      after: (task) => later.push(task),
      now: () => now,
    },
  );
  for (let frame = 0; frame < frames; frame++) {
    pace.ask();
    pace.ask();
    const draw = waiting as (() => void) | null;
    waiting = null;
    draw?.();
    for (const task of later.splice(0)) task();
    now = (Math.floor(now / FRAME_MS) + 1) * FRAME_MS;
  }
  return drawn;
}

describe("the pace of drawing a stream", () => {
  it("is once a frame where a drawing is quick", () => {
    expect(drawings(4, 100)).toBe(100);
  });

  it("leaves frames free where a drawing takes most of one", () => {
    expect(drawings(14, 100)).toBe(50);
  });

  it("goes on where a drawing takes very long", () => {
    expect(drawings(400, 100)).toBeGreaterThan(10);
  });

  it("does not draw what was drawn otherwise", () => {
    let drawn = 0;
    let cancelled = 0;
    const pace = new Pace(() => drawn++, {
      frame: () => 7,
      cancel: (frame) => (cancelled = frame),
      after: () => undefined,
      now: () => 0,
    });
    pace.ask();
    pace.cancel();
    expect([drawn, cancelled]).toEqual([0, 7]);
  });
});
