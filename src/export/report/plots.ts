/** The plots of the report: rounds with intervals, what became of right and wrong, the frontier, savings. */
import { modelName } from '../../plain/describe.ts';
import { percent } from '../../plain/report/table.ts';
import type { Axis, Placed } from '../../report/frontier.ts';
import type { Report, Section } from '../../report/report.ts';
import { formatSeconds, formatUsd } from '../../text/numbers.ts';
import { COLOUR, draw, drawable, seriesColour } from './draw.ts';

const FONT = { fontSize: 12, color: COLOUR.ink };
const WIDTH = 860;

const axisLook = {
  axisLine: { lineStyle: { color: COLOUR.line } },
  axisTick: { lineStyle: { color: COLOUR.line } },
  axisLabel: { ...FONT, color: COLOUR.muted },
  splitLine: { lineStyle: { color: COLOUR.line, opacity: 0.5 } },
  nameTextStyle: { ...FONT, color: COLOUR.muted },
};

const shareAxis = {
  type: 'value',
  min: 0,
  max: 1,
  axisLabel: { ...FONT, color: COLOUR.muted, formatter: (share: number) => `${Math.round(share * 100)} %` },
  axisLine: axisLook.axisLine,
  splitLine: axisLook.splitLine,
} as const;

interface Line {
  readonly name: string;
  readonly section: Section;
}

/** With more lines nobody would know which is which. */
const MOST_LINES = 6;

/** The share that is right after each round, with its 95 % interval; a line for each group. */
export function roundsPlot(report: Report): string | undefined {
  const groups = report.groups
    .filter(({ byRound }) => byRound.length > 0)
    .map(({ values, ...section }): Line => ({ name: drawable(values.map(modelName).join(', ')), section }));
  const all: Line = { name: 'all runs', section: report.all };
  const lines = groups.length > 0 && groups.length <= MOST_LINES ? groups : [all];
  const most = Math.max(0, ...lines.map(({ section }) => section.byRound.length));
  if (most < 2) return undefined;
  return draw({
    width: WIDTH,
    height: 360,
    title: 'Share right after each round, with 95 % intervals',
    option: {
      grid: { left: 56, right: 24, top: lines.length > 1 ? 48 : 24, bottom: 48 },
      legend: { show: lines.length > 1, textStyle: FONT, top: 0, icon: 'circle', itemGap: 28 },
      xAxis: {
        ...axisLook,
        type: 'value',
        min: -0.5,
        max: most - 0.5,
        interval: 0.5,
        name: 'round',
        nameLocation: 'middle',
        nameGap: 28,
        axisLabel: {
          ...axisLook.axisLabel,
          formatter: (round: number) => (Number.isInteger(round) ? String(round) : ''),
        },
        splitLine: { show: false },
      },
      yAxis: shareAxis,
      series: lines.flatMap(({ name, section }, index) =>
        lineWithIntervals(name, section, index, lines.length),
      ),
    },
  });
}

function lineWithIntervals(name: string, { byRound }: Section, index: number, of: number) {
  const color = seriesColour(index);
  // Side by side, so that intervals of one round do not hide each other.
  const aside = (index - (of - 1) / 2) * 0.05;
  const points = byRound.flatMap(({ round, carried }) =>
    carried.share === undefined ? [] : [[round + aside, carried.share, carried.low, carried.high]],
  );
  return [
    {
      type: 'line',
      name,
      data: points.map(([round, share]) => [round, share]),
      silent: true,
      symbol: 'circle',
      symbolSize: 8,
      lineStyle: { color, width: 2 },
      itemStyle: { color },
      label: {
        show: of === 1,
        ...FONT,
        position: 'right',
        formatter: ({ value }: { value: number[] }) => percent(value[1]),
      },
    },
    {
      type: 'custom',
      name,
      silent: true,
      data: points,
      renderItem: whisker(color),
      encode: { x: 0, y: [2, 3] },
      z: 1,
    },
  ];
}

interface CustomApi {
  value(dimension: number): number;
  coord(point: [number, number]): [number, number];
}

function whisker(color: string) {
  return (_: unknown, api: CustomApi) => {
    const round = api.value(0);
    const [x, low] = api.coord([round, api.value(2)]);
    const [, high] = api.coord([round, api.value(3)]);
    const line = (x1: number, y1: number, x2: number, y2: number) => ({
      type: 'line',
      shape: { x1, y1, x2, y2 },
      style: { stroke: color, lineWidth: 1.5 },
    });
    const cap = 5;
    return {
      type: 'group',
      children: [line(x, low, x, high), line(x - cap, low, x + cap, low), line(x - cap, high, x + cap, high)],
    };
  };
}

/** Right and wrong answers from round to round, as far as they were graded. */
export function flowPlot({ all }: Report): string | undefined {
  const steps = all.transitions.steps.filter(({ from, to }) => to === from + 1);
  if (steps.length === 0) return undefined;
  const links = steps.flatMap(({ from, to, counts }) => {
    const link = (before: string, after: string, value: number, color: string) =>
      value === 0
        ? []
        : [
            {
              source: `${from} ${before}`,
              target: `${to} ${after}`,
              value,
              lineStyle: { color, opacity: 0.45 },
            },
          ];
    return [
      ...link('right', 'right', counts.keptRight, COLOUR.good),
      ...link('right', 'wrong', counts.broken, COLOUR.bad),
      ...link('wrong', 'right', counts.fixed, COLOUR.good),
      ...link('wrong', 'wrong', counts.keptWrong, COLOUR.muted),
    ];
  });
  const names = [...new Set(links.flatMap(({ source, target }) => [source, target]))].sort(byRoundAndMark);
  return draw({
    width: WIDTH,
    height: 320,
    title: 'What became of right and wrong answers from round to round',
    option: {
      series: [
        {
          type: 'sankey',
          silent: true,
          left: 8,
          right: 150,
          top: 16,
          bottom: 16,
          nodeWidth: 14,
          nodeGap: 18,
          // In the order in which they are given: right above wrong in every round.
          layoutIterations: 0,
          data: names.map(name => ({
            name,
            depth: depthOf(name, names),
            itemStyle: { color: name.endsWith('right') ? COLOUR.good : COLOUR.bad, borderWidth: 0 },
          })),
          links,
          label: {
            ...FONT,
            position: 'right',
            formatter: ({ name, value }: { name: string; value: number }) => {
              const [round, mark] = name.split(' ');
              return `round ${round}: ${value} ${mark}`;
            },
          },
        },
      ],
    },
  });
}

function byRoundAndMark(one: string, other: string): number {
  const [a = '', markA = ''] = one.split(' ');
  const [b = '', markB = ''] = other.split(' ');
  return Number(a) - Number(b) || markA.localeCompare(markB);
}

function depthOf(name: string, names: readonly string[]): number {
  const rounds = [...new Set(names.map(one => Number(one.split(' ')[0])))].sort((a, b) => a - b);
  return rounds.indexOf(Number(name.split(' ')[0]));
}

/** Each point with its interval; those that nothing beats are joined by a staircase and named. */
export function frontierPlot({ frontier }: Report, axis: Axis): string | undefined {
  const placed = frontier[axis];
  const values = placed.map(point => point[axis] ?? 0);
  if (placed.length < 2 || Math.min(...values) <= 0) return undefined;
  const models = [...new Set(placed.map(({ model }) => model))];
  const words = axis === 'usd' ? formatUsd : formatSeconds;
  const pareto = placed.filter(({ isPareto }) => isPareto);
  const at = (point: Placed): [number, number] => [point[axis] ?? 0, point.accuracy.share ?? 0];
  return draw({
    width: WIDTH,
    height: 420,
    title: axis === 'usd' ? 'Accuracy against cost' : 'Accuracy against time',
    option: {
      grid: { left: 56, right: 150, top: 48, bottom: 56 },
      legend: {
        textStyle: FONT,
        top: 0,
        icon: 'circle',
        itemGap: 28,
        data: models.map(modelName),
      },
      xAxis: {
        ...axisLook,
        type: 'log',
        name: axis === 'usd' ? 'USD a run, logarithmic' : 'time a run, logarithmic',
        nameLocation: 'middle',
        nameGap: 32,
        min: Math.min(...values) / 1.3,
        max: Math.max(...values) * 1.3,
        axisLabel: { ...axisLook.axisLabel, formatter: (value: number) => words(value) },
        splitLine: { show: false },
      },
      yAxis: shareAxis,
      series: [
        {
          type: 'line',
          step: 'end',
          silent: true,
          symbol: 'none',
          data: pareto.map(at),
          lineStyle: { color: COLOUR.accent, width: 1.5, type: 'dashed' },
        },
        ...models.map((model, index) => ({
          type: 'scatter',
          name: drawable(modelName(model)),
          silent: true,
          itemStyle: { color: seriesColour(index) },
          data: placed
            .filter(point => point.model === model)
            .map(point => ({
              value: at(point),
              symbolSize: point.isPareto ? 13 : 7,
              label: {
                show: point.isPareto,
                ...FONT,
                position: 'right',
                formatter: `${modelName(point.model)}, ${point.strategy} ${point.round}r`,
              },
            })),
        })),
      ],
    },
  });
}

/** What runs cost with the cache, and the same tokens without it. */
export function savingsPlot({ caching }: Report): string | undefined {
  const { rows } = caching;
  if (rows.length === 0) return undefined;
  const bars = (name: string, color: string, values: readonly number[]) => ({
    type: 'bar',
    name,
    silent: true,
    barMaxWidth: 46,
    itemStyle: { color },
    data: [...values],
    label: {
      show: true,
      ...FONT,
      position: 'top',
      formatter: ({ value }: { value: number }) => formatUsd(value),
    },
  });
  return draw({
    width: WIDTH,
    height: 320,
    title: 'Cost of a run with and without the cache, by reflections',
    option: {
      grid: { left: 72, right: 24, top: 48, bottom: 48 },
      legend: { textStyle: FONT, top: 0, icon: 'circle', itemGap: 28 },
      xAxis: {
        ...axisLook,
        type: 'category',
        data: rows.map(({ reflections }) => String(reflections)),
        name: 'reflections',
        nameLocation: 'middle',
        nameGap: 28,
      },
      yAxis: {
        type: 'value',
        axisLabel: { ...FONT, color: COLOUR.muted, formatter: (usd: number) => formatUsd(usd) },
        splitLine: axisLook.splitLine,
      },
      series: [
        bars(
          'without cache',
          COLOUR.muted,
          rows.map(({ withoutCache }) => withoutCache),
        ),
        bars(
          'as it was',
          COLOUR.accent,
          rows.map(({ usd }) => usd),
        ),
      ],
    },
  });
}
