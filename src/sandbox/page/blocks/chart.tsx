import { scaleBand, scaleLinear, scalePoint } from "d3-scale";
import { arc, area, line, pie } from "d3-shape";
import type { ComponentChildren } from "preact";

/** `data_visualization` as docs.slack.dev describes it; @slack/types 3.2.0 has no type for it. */
export interface ChartBlock {
  type: "data_visualization";
  title: string;
  chart:
    | { type: "pie"; segments: { label: string; value: number }[] }
    | {
        type: "bar" | "area" | "line";
        series: { name: string; data: { label: string; value: number }[] }[];
        axis_config: { categories: string[]; x_label?: string; y_label?: string };
      };
}

type Axes = Extract<ChartBlock["chart"], { series: unknown }>;

/** Drawing size in the SVG's own units; CSS scales it to the pane. */
const width = 560;
const height = 260;
const inset = { top: 12, right: 12, bottom: 44, left: 52 };

/** A chart with its legend; the figures are also there as a table for those who cannot see it. */
export function Chart({ block }: { block: ChartBlock }) {
  const { chart, title } = block;
  const legend = chart.type === "pie" ? chart.segments.map(shareOf) : chart.series.map((series) => series.name);
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      {chart.type === "pie" ? <Pie segments={chart.segments} /> : <Axial chart={chart} />}
      {(chart.type === "pie" || legend.length > 1) && (
        <div class="legend" aria-hidden="true">
          {legend.map((name, index) => (
            <span key={name} class="legend-entry">
              <span class={`legend-dot series-${index % 12}`} />
              {name}
            </span>
          ))}
        </div>
      )}
      <Figures chart={chart} title={title} />
    </figure>
  );
}

function shareOf(segment: { label: string; value: number }, _: number, all: { value: number }[]): string {
  const sum = all.reduce((total, one) => total + one.value, 0);
  return `${segment.label} ${Math.round((segment.value / sum) * 100)}%`;
}

function Pie({ segments }: { segments: { label: string; value: number }[] }) {
  const radius = height / 2 - 6;
  const slices = pie<{ label: string; value: number }>()
    .value((segment) => segment.value)
    .sort(null)(segments);
  const path = arc<(typeof slices)[number]>()
    .innerRadius(radius * 0.58)
    .outerRadius(radius)
    .padAngle(0.012)
    .cornerRadius(3);
  return (
    <svg class="chart-drawing pie" viewBox={`0 0 ${height} ${height}`} aria-hidden="true">
      <g transform={`translate(${height / 2} ${height / 2})`}>
        {slices.map((slice, index) => (
          <path key={slice.data.label} d={path(slice) ?? ""} class={`fill series-${index % 12}`}>
            <title>{`${slice.data.label}: ${slice.data.value}`}</title>
          </path>
        ))}
      </g>
    </svg>
  );
}

function Axial({ chart }: { chart: Axes }) {
  const { categories, x_label: below, y_label: beside } = chart.axis_config;
  const values = chart.series.flatMap((series) => series.data.map((point) => point.value));
  const y = scaleLinear()
    .domain([Math.min(0, ...values), Math.max(1, ...values)])
    .nice(5)
    .range([height - inset.bottom, inset.top]);
  const room = [inset.left, width - inset.right] as const;
  const bands = scaleBand(categories, room).paddingInner(0.28).paddingOuter(0.14);
  const points = scalePoint(categories, room).padding(0.4);
  const middle = (label: string) =>
    chart.type === "bar" ? (bands(label) ?? 0) + bands.bandwidth() / 2 : (points(label) ?? 0);
  const sparse = Math.ceil(categories.length / 10);
  return (
    <svg class="chart-drawing" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {y.ticks(5).map((tick) => (
        <g key={tick}>
          <line class="gridline" x1={inset.left} x2={width - inset.right} y1={y(tick)} y2={y(tick)} />
          <text class="tick" x={inset.left - 8} y={y(tick)} dy="0.32em" text-anchor="end">
            {y.tickFormat(5, "~s")(tick)}
          </text>
        </g>
      ))}
      {categories.map((label, index) =>
        index % sparse === 0 ? (
          <text key={label} class="tick" x={middle(label)} y={height - inset.bottom + 16} text-anchor="middle">
            {label}
          </text>
        ) : null,
      )}
      {below !== undefined && (
        <text class="axis-name" x={(inset.left + width - inset.right) / 2} y={height - 6} text-anchor="middle">
          {below}
        </text>
      )}
      {beside !== undefined && (
        <text
          class="axis-name"
          transform={`translate(12 ${(inset.top + height - inset.bottom) / 2}) rotate(-90)`}
          text-anchor="middle"
        >
          {beside}
        </text>
      )}
      {chart.series.map((series, index) => (
        <g key={series.name}>{drawSeries(series, index)}</g>
      ))}
    </svg>
  );

  function drawSeries(series: Axes["series"][number], index: number): ComponentChildren {
    const colour = `series-${index % 12}`;
    const shown = series.data.filter((point) => categories.includes(point.label));
    if (chart.type === "bar") {
      const each = bands.bandwidth() / chart.series.length;
      return shown.map((point) => (
        <rect
          key={point.label}
          class={`fill ${colour}`}
          x={(bands(point.label) ?? 0) + each * index + 1}
          width={Math.max(1, each - 2)}
          y={Math.min(y(0), y(point.value))}
          height={Math.abs(y(point.value) - y(0))}
          rx={2}
        >
          <title>{`${series.name}, ${point.label}: ${point.value}`}</title>
        </rect>
      ));
    }
    const stroke = line<(typeof shown)[number]>()
      .x((point) => middle(point.label))
      .y((point) => y(point.value));
    const under = area<(typeof shown)[number]>()
      .x((point) => middle(point.label))
      .y0(y(0))
      .y1((point) => y(point.value));
    return (
      <>
        {chart.type === "area" && <path class={`fill soft ${colour}`} d={under(shown) ?? ""} />}
        <path class={`stroke ${colour}`} d={stroke(shown) ?? ""} />
        {shown.map((point) => (
          <circle key={point.label} class={`fill ${colour}`} cx={middle(point.label)} cy={y(point.value)} r={3}>
            <title>{`${series.name}, ${point.label}: ${point.value}`}</title>
          </circle>
        ))}
      </>
    );
  }
}

function Figures({ chart, title }: { chart: ChartBlock["chart"]; title: string }) {
  const series = chart.type === "pie" ? [{ name: "Value", data: chart.segments }] : chart.series;
  const labels = chart.type === "pie" ? chart.segments.map((one) => one.label) : chart.axis_config.categories;
  return (
    <div class="visually-hidden">
      <table aria-label={title}>
        <thead>
          <tr>
            <td />
            {series.map((one) => (
              <th key={one.name} scope="col">
                {one.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((label) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {series.map((one) => (
                <td key={one.name}>{one.data.find((point) => point.label === label)?.value ?? ""}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
