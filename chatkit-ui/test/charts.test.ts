import { describe, expect, it } from "vitest";

import { axisLabels, chartModel, fitted, LETTER_WIDTH, niceDomain, placed } from "../src/widgets/chart-data";

describe("the value axis", () => {
  it.each([
    [0, 10, [0, 2.5, 5, 7.5, 10]],
    [0, 37, [0, 10, 20, 30, 40]],
    [-60, 240, [-100, 0, 100, 200, 300]],
    [0, 0.04, [0, 0.01, 0.02, 0.03, 0.04]],
    [0, 0, [0, 1]],
  ])("from %d to %d has the ticks %j", (low, high, ticks) => {
    expect(niceDomain(low, high, 5).ticks).toEqual(ticks);
  });
});

describe("a chart", () => {
  const rows = [
    { x: "a", p: 3, n: -2, s: "4" },
    { x: "b", p: 5, n: -1 },
  ];
  const bar = (dataKey: string, stack?: string) => ({ type: "bar", dataKey, ...(stack ? { stack } : {}) });
  it("stacks positive and negative values apart", () => {
    const { segments } = chartModel(
      { data: rows, xAxis: "x", series: [bar("p", "k"), bar("n", "k"), bar("s", "k")] },
      new Set(),
      5,
    );
    expect(segments.map((segment) => segment.spans)).toEqual([
      [
        [0, 3],
        [0, 5],
      ],
      [
        [0, -2],
        [0, -1],
      ],
      [[3, 7], null],
    ]);
  });
  it("leaves a gap where a value is missing, and reads numbers written as text", () => {
    const { segments } = chartModel({ data: rows, xAxis: "x", series: [bar("s")] }, new Set(), 5);
    expect(segments[0]!.spans).toEqual([[0, 4], null]);
  });
  it("gives colours in the documented order and names labels by the map", () => {
    const model = chartModel(
      { data: rows, xAxis: { dataKey: "x", labels: { a: "Alpha" } }, series: [bar("p"), bar("n")] },
      new Set(),
      5,
    );
    expect(model.labels).toEqual(["Alpha", "b"]);
    expect(model.series[0]!.color).not.toBe(model.series[1]!.color);
  });
  it("starts at zero, except for lines that move little and far from it", () => {
    const line = { type: "line", dataKey: "p" };
    const data = [
      { x: "1", p: 226 },
      { x: "2", p: 229 },
    ];
    expect(chartModel({ data, xAxis: "x", series: [line] }, new Set(), 5).low).toBeGreaterThan(200);
    expect(chartModel({ data, xAxis: "x", series: [bar("p")] }, new Set(), 5).low).toBe(0);
  });
  it("survives data that is none", () => {
    expect(chartModel({ data: "x", xAxis: null, series: [null, 3] }, new Set(), 5)).toMatchObject({
      labels: [],
      segments: [],
    });
  });
});

describe("the labels of the axis", () => {
  const games = Array.from({ length: 10 }, (_, day) => `Nov ${day + 8} vs New York Knicks, W 118-104`);

  it.each([280, 390, 640, 1200])("never touch, and stay inside %d px", (width) => {
    const ticks = games.map((label) => fitted(label, width / 2 - 12));
    for (const every of [1, 4, 9]) {
      let end = 0;
      placed(ticks, (index) => ((index + 0.5) / games.length) * width, width, every).forEach((middle, index) => {
        if (middle === null) return;
        const half = ((ticks[index] ?? "").length * LETTER_WIDTH) / 2;
        expect(middle - half).toBeGreaterThanOrEqual(end);
        end = middle + half;
      });
      expect(end).toBeLessThanOrEqual(width);
    }
  });

  it("are the days of games, and the whole of what is short or tells nothing apart by its first words", () => {
    expect(axisLabels(games, 30, 150)).toEqual(games.map((game) => game.split(" vs")[0]));
    const german = ["9. Nov. vs Mavericks", "11. Nov. @ Jazz", "1. Dez. @ Heat"];
    expect(axisLabels(german, 30, 150)).toEqual(["9. Nov.", "11. Nov.", "1. Dez."]);
    expect(axisLabels(["2022-23", "2023-24"], 120, 150)).toEqual(["2022-23", "2023-24"]);
    expect(axisLabels(["New York Knicks", "New York Rangers"], 30, 100)).toEqual(["New York Knicks", "New York…"]);
    expect(axisLabels(["Los Angeles Lakers", "Boston Celtics"], 30, 300)).toEqual([
      "Los Angeles Lakers",
      "Boston Celtics",
    ]);
  });
  it("are cut between words", () => {
    expect(fitted("Nov 8 vs New York Knicks", 100)).toBe("Nov 8 vs New…");
    expect(fitted("Nov 8", 100)).toBe("Nov 8");
  });
});
