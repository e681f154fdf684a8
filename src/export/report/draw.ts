/** Draws plots as SVG texts without a browser; their colours are custom properties of the page. */
import { BarChart, CustomChart, LineChart, SankeyChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([
  BarChart,
  CustomChart,
  GridComponent,
  LegendComponent,
  LineChart,
  SankeyChart,
  ScatterChart,
  SVGRenderer,
]);

/** The library takes no custom property for a colour: each has a colour that stands for it. */
const STANDS_FOR = {
  ink: '#010101',
  muted: '#020202',
  line: '#030303',
  paper: '#040404',
  good: '#050505',
  bad: '#060606',
  accent: '#070707',
  series0: '#080808',
  series1: '#090909',
  series2: '#0a0a0a',
  series3: '#0b0b0b',
  series4: '#0c0c0c',
  series5: '#0d0d0d',
} as const;
export type PlotColour = keyof typeof STANDS_FOR;

export const COLOUR: Readonly<Record<PlotColour, string>> = STANDS_FOR;

export function seriesColour(index: number): string {
  return COLOUR[`series${index % 6}` as PlotColour];
}

/**
 * A name from outside, as it may be drawn. The library keeps what it measured in a plain object by its text:
 * with `__proto__` it would write into the prototype of everything (zrender 6, LRU, seen 2026-11).
 */
export function drawable(name: string): string {
  return name in {} ? `${name}\u00a0` : name;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** What there is to see, for whoever does not see it. */
  readonly title: string;
  readonly option: EChartsCoreOption;
}

/** An `svg` element that scales with its place. */
export function draw({ width, height, title, option }: Drawing): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: 'inherit' }, ...option });
    return inPage(chart.renderToSVGString(), title);
  } finally {
    // It keeps timers, and with them the process.
    chart.dispose();
  }
}

/** Without styles of its own, which the policy of the page forbids, and without what reacts to a mouse. */
function inPage(svg: string, title: string): string {
  const coloured = Object.entries(STANDS_FOR).reduce(
    (text, [name, colour]) => text.replaceAll(colour, `var(--${name})`),
    svg,
  );
  return coloured
    .replace(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .replace(/ style="([^"]*)"/g, (_, style: string) => attributesOf(style))
    .replace(/ class="[^"]*"/g, '')
    .replace(/<svg width="\d+" height="\d+"/, '<svg')
    .replace('<svg', `<svg role="img" aria-label="${title}"`)
    .replaceAll('\n', '');
}

/** `font-size:12px;` as `font-size="12px"`. */
function attributesOf(style: string): string {
  return style
    .split(';')
    .map(one => one.split(':'))
    .flatMap(([name, value]) => (name && value ? ` ${name.trim()}="${value.trim()}"` : []))
    .join('');
}
