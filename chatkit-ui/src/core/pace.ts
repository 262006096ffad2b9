/** Draws a stream at the pace that the device can: at most once a frame, and where that is slow, half of the time. */

/** A frame that takes less leaves the page free for most of the time until the next one. */
const QUICK_MS = 8;
const LONGEST_REST_MS = 100;

/** What a browser gives: a frame, a task after it, and the time in milliseconds. */
export interface Device {
  frame: (draw: () => void) => number;
  cancel: (frame: number) => void;
  after: (task: () => void) => void;
  now: () => number;
}

const BROWSER: Device = {
  frame: (draw) => requestAnimationFrame(draw),
  cancel: (frame) => {
    cancelAnimationFrame(frame);
  },
  after: (task) => {
    setTimeout(task);
  },
  now: () => performance.now(),
};

export class Pace {
  #frame = 0;
  #rest = 0;

  constructor(
    private readonly draw: () => void,
    private readonly device = BROWSER,
  ) {}

  /** Draw soon. What is asked for meanwhile is drawn along with it. */
  ask(): void {
    this.#frame ||= this.device.frame(this.#tick);
  }

  /** What was asked for has been drawn otherwise. */
  cancel(): void {
    this.device.cancel(this.#frame);
    this.#frame = 0;
  }

  #tick = (): void => {
    this.#frame = 0;
    const began = this.device.now();
    if (began < this.#rest) {
      this.ask();
      return;
    }
    this.draw();
    // A task of its own comes after styles, layout and painting: then it is known what all of them took. For as long
    // nothing is drawn, so that scrolling, typing and what the network brings have their turn.
    this.device.after(() => {
      const ended = this.device.now();
      const took = ended - began;
      if (took > QUICK_MS) this.#rest = ended + Math.min(took, LONGEST_REST_MS);
    });
  };
}
