/** Bars, lines and areas as SVG, with a legend that hides series, a tooltip, and a table for those who cannot see it. */
import {
  area,
  curveBasis,
  curveBasisClosed,
  curveBasisOpen,
  curveBumpX,
  curveBumpY,
  curveLinear,
  curveLinearClosed,
  curveMonotoneX,
  curveMonotoneY,
  curveNatural,
  curveStep,
  curveStepAfter,
  curveStepBefore,
  line,
  type CurveFactory,
} from "d3-shape";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { DEFAULTS } from "../core/defaults";
import { isPlain } from "../core/forms";
import { useUi } from "../ui/context";
import { useEscape } from "../ui/layers";
import {
  axisLabels,
  chartModel,
  type ChartModel,
  LABEL_GAP,
  LETTER_WIDTH,
  placed,
  type Segment,
  type Series,
} from "./chart-data";
import type { NodeProps } from "./NodeView";
import { block, px } from "./style";

const CURVES: Record<string, CurveFactory> = {
  basis: curveBasis,
  basisClosed: curveBasisClosed,
  basisOpen: curveBasisOpen,
  bumpX: curveBumpX,
  bumpY: curveBumpY,
  bump: curveBumpX,
  linear: curveLinear,
  linearClosed: curveLinearClosed,
  natural: curveNatural,
  monotoneX: curveMonotoneX,
  monotoneY: curveMonotoneY,
  monotone: curveMonotoneX,
  step: curveStep,
  stepBefore: curveStepBefore,
  stepAfter: curveStepAfter,
};
const LABEL_HEIGHT = 22;
const EDGE = 5;

export function Chart({ node }: NodeProps) {
  const { t, locale, host } = useUi();
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [boxHeight, setBoxHeight] = useState(0);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState<number | null>(null);
  useEscape(host, () => setAt(null), at !== null);
  useLayoutEffect(() => {
    const watch = new ResizeObserver(([entry]) => {
      setWidth(Math.floor(entry!.contentRect.width));
      setBoxHeight(Math.floor(entry!.contentRect.height));
    });
    watch.observe(box.current!);
    return () => watch.disconnect();
  }, []);
  const style = block(node);
  const fixed = px(node.height ?? node.size) !== null;
  delete style.height;
  const model = chartModel(node, hidden, DEFAULTS.chart.ticks);
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const ratio = typeof node.aspectRatio === "number" && node.aspectRatio > 0 ? node.aspectRatio : DEFAULTS.chart.aspect;
  const height = fixed ? boxHeight : Math.round(width / ratio);
  const toggle = (key: string) => {
    const next = new Set(hidden);
    if (!next.delete(key) && next.size < model.series.length - 1) next.add(key);
    setHidden(next);
  };
  const summary = model.labels.length
    ? t("chartOf", {
        kind: [...new Set(model.series.map((series) => series.type))].join(", "),
        series: model.series.map((series) => series.label).join(", "),
        n: model.labels.length,
        first: model.labels[0] ?? "",
        last: model.labels.at(-1) ?? "",
      })
    : t("noData");
  const step = (by: number) =>
    setAt(
      at === null ? (by > 0 ? 0 : model.labels.length - 1) : Math.min(model.labels.length - 1, Math.max(0, at + by)),
    );
  const keys = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    step(by);
    event.preventDefault();
    event.stopPropagation();
  };
  const values =
    at === null
      ? ""
      : `${model.labels[at]}: ${model.segments.map((segment) => `${segment.series.label} ${valueAt(segment, at, number)}`).join(", ")}`;
  const tips = node.showTooltip !== false;
  return (
    <figure class="ck-chart" style={style}>
      {/* The picture is a widget: arrow keys walk its categories. */}
      <div
        class="ck-plot"
        ref={box}
        style={fixed ? { height: px(node.height ?? node.size, "height")! } : { "aspect-ratio": String(ratio) }}
        role="group"
        aria-label={summary}
        tabIndex={0}
        onKeyDown={keys}
        onBlur={() => setAt(null)}
        onMouseLeave={() => setAt(null)}
      >
        {width > 0 && height > 0 ? (
          <Plot
            node={node}
            model={model}
            width={width}
            height={height}
            at={at}
            onAt={tips ? setAt : () => undefined}
            label={summary}
            format={number}
          />
        ) : null}
        {tips && at !== null && width > 0 ? <Tip model={model} at={at} width={width} format={number} /> : null}
      </div>
      {node.showLegend === false ? null : (
        <ul class="ck-legend">
          {model.series.map((series) => (
            <li key={series.dataKey}>
              <button type="button" aria-pressed={!hidden.has(series.dataKey)} onClick={() => toggle(series.dataKey)}>
                <i style={{ background: series.color }} />
                <span dir="auto">{series.label}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="ck-hidden" aria-live="polite">
        {values}
      </div>
      <DataTable model={model} format={number} summary={summary} />
    </figure>
  );
}

interface PlotProps {
  node: Record<string, unknown>;
  model: ChartModel;
  width: number;
  height: number;
  at: number | null;
  label: string;
  onAt: (at: number | null) => void;
  format: Intl.NumberFormat;
}

function Plot(props: PlotProps) {
  const { node, model, width, height, at, onAt, format } = props;
  const withY = node.showYAxis === true;
  const axis = isPlain(node.xAxis) ? node.xAxis : {};
  const left = withY ? Math.max(...model.ticks.map((tick) => format.format(tick).length)) * 7 + 10 : 2;
  const bottom = axis.hide === true ? 4 : LABEL_HEIGHT;
  const inner = { left, top: 8, width: Math.max(1, width - left - 2), height: Math.max(1, height - bottom - 8) };
  const count = model.labels.length;
  const bandWidth = inner.width / Math.max(1, count);
  const bars = model.segments.some((segment) => segment.series.type === "bar");
  // Lines alone reach from edge to edge, less the room of a dot; with bars, points stand in the middle of their band.
  const x = (index: number) =>
    inner.left +
    (bars || count === 1
      ? (index + 0.5) * bandWidth
      : EDGE + (index / Math.max(1, count - 1)) * (inner.width - 2 * EDGE));
  const y = (value: number) => inner.top + inner.height * (1 - (value - model.low) / (model.high - model.low));
  const ticks = axisLabels(model.labels, bandWidth, inner.width / 2 - LABEL_GAP);
  const every = Math.max(
    1,
    Math.ceil((Math.max(...ticks.map((label) => label.length), 1) * LETTER_WIDTH + LABEL_GAP) / bandWidth),
  );
  const places = placed(ticks, x, width, every);
  const over = (event: MouseEvent) => {
    const place = (event.currentTarget as SVGElement).getBoundingClientRect();
    const where = ((event.clientX - place.left) / place.width) * width - inner.left;
    const index = bars
      ? Math.floor(where / bandWidth)
      : Math.round(((where - EDGE) / (inner.width - 2 * EDGE)) * (count - 1));
    onAt(count ? Math.min(count - 1, Math.max(0, index)) : null);
  };
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={props.label}
      onMouseMove={over}
    >
      {model.ticks.map((tick) => (
        <g key={tick}>
          <line
            class={tick === 0 ? "ck-axis" : "ck-grid"}
            x1={inner.left}
            x2={inner.left + inner.width}
            y1={y(tick)}
            y2={y(tick)}
          />
          {withY ? (
            <text class="ck-ticktext" x={inner.left - 6} y={y(tick)} dy="0.32em" text-anchor="end">
              {format.format(tick)}
            </text>
          ) : null}
        </g>
      ))}
      {at !== null ? (
        bars ? (
          <rect class="ck-band" x={inner.left + at * bandWidth} width={bandWidth} y={inner.top} height={inner.height} />
        ) : (
          <line class="ck-cursor" x1={x(at)} x2={x(at)} y1={inner.top} y2={inner.top + inner.height} />
        )
      ) : null}
      <Bars {...props} inner={inner} bandWidth={bandWidth} y={y} />
      {model.segments.map((segment) =>
        segment.series.type === "bar" ? null : (
          <Curve key={segment.series.dataKey} segment={segment} x={x} y={y} at={at} />
        ),
      )}
      {axis.hide === true
        ? null
        : ticks.map((label, index) => {
            const middle = places[index] ?? null;
            return middle === null ? null : (
              <text key={index} class="ck-ticktext" x={middle} y={height - 5} text-anchor="middle">
                {label}
              </text>
            );
          })}
    </svg>
  );
}

function Bars(
  props: PlotProps & { inner: { left: number; width: number }; bandWidth: number; y: (value: number) => number },
) {
  const { node, model, inner, bandWidth, y } = props;
  const segments = model.segments.filter((segment) => segment.series.type === "bar");
  const columns = [...new Set(segments.map(({ series }) => series.stack ?? `=${series.dataKey}`))];
  const gap = typeof node.barGap === "number" ? node.barGap : DEFAULTS.chart.barGap;
  const wantedGap = typeof node.barCategoryGap === "number" ? node.barCategoryGap : DEFAULTS.chart.barCategoryGap;
  const room = Math.max(bandWidth * 0.3, bandWidth - wantedGap);
  const width = Math.min(64, Math.max(1, (room - gap * (columns.length - 1)) / Math.max(1, columns.length)));
  const used = width * columns.length + gap * (columns.length - 1);
  return (
    <g>
      {segments.map(({ series, spans }) => {
        const column = columns.indexOf(series.stack ?? `=${series.dataKey}`);
        return spans.map((span, index) => {
          if (!span) return null;
          const x = inner.left + index * bandWidth + (bandWidth - used) / 2 + column * (width + gap);
          const top = Math.min(y(span[0]), y(span[1]));
          const tall = Math.abs(y(span[0]) - y(span[1]));
          return (
            <rect
              key={`${series.dataKey}${index}`}
              x={x}
              y={top}
              width={width}
              height={Math.max(tall, span[0] === span[1] ? 0 : 1)}
              rx={Math.min(3, width / 3)}
              style={{ fill: series.color }}
            />
          );
        });
      })}
    </g>
  );
}

function Curve(props: {
  segment: Segment;
  x: (index: number) => number;
  y: (value: number) => number;
  at: number | null;
}) {
  const { segment, x, y, at } = props;
  const { series, spans } = segment;
  const curve = CURVES[series.curve ?? DEFAULTS.chart.curve] ?? CURVES[DEFAULTS.chart.curve]!;
  const points = spans.map((span, index) => ({ index, span }));
  const path = line<(typeof points)[number]>()
    .defined((point) => point.span !== null)
    .x((point) => x(point.index))
    .y((point) => y(point.span![1]))
    .curve(curve)(points);
  const filled =
    series.type === "area"
      ? area<(typeof points)[number]>()
          .defined((point) => point.span !== null)
          .x((point) => x(point.index))
          .y0((point) => y(point.span![0]))
          .y1((point) => y(point.span![1]))
          .curve(curve)(points)
      : null;
  // A few values are read at their dots; many are read as a line, with dots only where no line reaches.
  const level = points.every((point) => !point.span || point.span[1] === points[0]?.span?.[1]); // a limit, not values
  const few = series.type === "line" && points.length <= DEFAULTS.chart.dotsUpTo && !level;
  const dotted = points.filter(
    (point, index) => point.span && (few || (!points[index - 1]?.span && !points[index + 1]?.span)),
  );
  const marked = at === null ? null : points[at];
  return (
    <g>
      {filled ? <path d={filled} style={{ fill: series.color }} fill-opacity="0.18" /> : null}
      {path ? (
        <path
          d={path}
          fill="none"
          style={{ stroke: series.color }}
          stroke-width="2"
          stroke-linejoin="round"
          stroke-linecap="round"
        />
      ) : null}
      {dotted.map((point) => (
        <circle key={point.index} cx={x(point.index)} cy={y(point.span![1])} r="3" style={{ fill: series.color }} />
      ))}
      {marked?.span ? (
        <circle cx={x(marked.index)} cy={y(marked.span[1])} r="4" class="ck-dot" style={{ fill: series.color }} />
      ) : null}
    </g>
  );
}

function valueAt(segment: Segment, at: number, format: Intl.NumberFormat): string {
  const span = segment.spans[at];
  return span ? format.format(span[1] - span[0]) : "–";
}

function Tip(props: { model: ChartModel; at: number; width: number; format: Intl.NumberFormat }) {
  const { model, at, width, format } = props;
  const share = (at + 0.5) / Math.max(1, model.labels.length);
  const style =
    share > 0.5
      ? { right: `${Math.max(0, width * (1 - share) + 12)}px` }
      : { left: `${Math.max(0, width * share + 12)}px` };
  return (
    <div class="ck-charttip" style={style} aria-hidden="true">
      <strong dir="auto">{model.labels[at]}</strong>
      {model.segments.map((segment) => (
        <span key={segment.series.dataKey}>
          <i style={{ background: segment.series.color }} />
          <span dir="auto">{segment.series.label}</span>
          <b>{valueAt(segment, at, format)}</b>
        </span>
      ))}
    </div>
  );
}

function DataTable(props: { model: ChartModel; format: Intl.NumberFormat; summary: string }) {
  const { model, format } = props;
  // Around it: a table keeps the size of what is in it, and Firefox draws its caption wherever the table is clipped.
  return (
    <div class="ck-hidden">
      <table>
        <caption>{props.summary}</caption>
        <thead>
          <tr>
            <td />
            {model.segments.map(({ series }: { series: Series }) => (
              <th scope="col" key={series.dataKey}>
                {series.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {model.labels.map((label, index) => (
            <tr key={index}>
              <th scope="row">{label}</th>
              {model.segments.map((segment) => (
                <td key={segment.series.dataKey}>{valueAt(segment, index, format)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
