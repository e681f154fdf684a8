/** Reads an animated SVG back: what a viewer with CSS animation would show at a time. Only tests import it. */
import { CELL_HEIGHT, CELL_WIDTH } from '../cells-to-svg.ts';

export interface Animation {
  readonly durationMs: number;
  /** The rows at a time, without the spaces at their ends; `still` is a viewer that plays nothing. */
  rowsAt(at: number | 'still', rows: number): string[];
}

interface Drawn {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Throws when a tag is not closed or a character should have been escaped. */
export function checkWellFormed(xml: string): void {
  const open: string[] = [];
  const rest = xml.replaceAll(
    /<(\/?)([a-z]+)((?: [a-zA-Z:-]+="[^"<&]*")*)(\/?)>/g,
    (_, end, name, _a, empty) => {
      if (end && open.pop() !== name) throw new Error(`</${name}> closes nothing`);
      if (!end && !empty) open.push(name);
      return '';
    },
  );
  if (open.length > 0) throw new Error(`never closed: ${open.join(' ')}`);
  const stray = rest.replaceAll(/&(amp|lt|gt);/g, '').match(/[<&]/);
  if (stray) throw new Error(`not escaped: ${rest.slice(stray.index, (stray.index ?? 0) + 40)}`);
}

export function readAnimation(svg: string): Animation {
  const durationMs = Number(svg.match(/\.a\{animation:(\d+)ms step-end infinite\}/)?.[1]);
  const spans = new Map(
    [...svg.matchAll(/@keyframes (\S+?)\{(.*)\}$/gm)].map(([, name = '', steps = '']) => [
      name,
      [...steps.matchAll(/([\d.]+)%\{visibility:(\w+)\}/g)].map(([, percent, visibility]) => ({
        atMs: (Number(percent) * durationMs) / 100,
        shown: visibility === 'visible',
      })),
    ]),
  );
  const definitions = new Map(
    [...svg.matchAll(/<g id="(\w+)">(.*)<\/g>/g)].map(([, name = '', drawing = '']) => [name, drawing]),
  );
  const groups = [...svg.matchAll(/^<g(?: class="(a h|a)" style="animation-name:(\S+)")?>(.*)<\/g>$/gm)];
  const isShown = (at: number | 'still', className: string | undefined, name: string | undefined) => {
    const passed = at === 'still' ? undefined : spans.get(name ?? '')?.findLast(step => step.atMs <= at + 1);
    return passed?.shown ?? className !== 'a h';
  };
  return {
    durationMs,
    rowsAt: (at, rows) => {
      const shown = groups.filter(([, className, name]) => isShown(at, className, name));
      return onGrid(
        shown.flatMap(([, , , drawing = '']) => drawnIn(drawing, definitions)),
        rows,
      );
    },
  };
}

function drawnIn(drawing: string, definitions: ReadonlyMap<string, string>): Drawn[] {
  const elements = [...drawing.matchAll(/<use href="#(\w+)"([^>]*)\/>|<text([^>]*)>([^<]*)<\/text>/g)];
  return elements.flatMap(([, used, usedAt = '', textAt = '', text = '']) => {
    if (used === undefined)
      return [{ x: pixels(textAt, 'x'), y: pixels(textAt, 'y'), text: unescaped(text) }];
    const inside = drawnIn(definitions.get(used) ?? '', definitions);
    return inside.map(it => ({ ...it, x: it.x + pixels(usedAt, 'x'), y: it.y + pixels(usedAt, 'y') }));
  });
}

function pixels(attributes: string, name: string): number {
  return Number(attributes.match(new RegExp(` ${name}="([\\d.]+)"`))?.[1] ?? 0);
}

function onGrid(drawn: readonly Drawn[], rows: number): string[] {
  return Array.from({ length: rows }, (_, y) => {
    const row = drawn.filter(it => Math.floor(it.y / CELL_HEIGHT) === y).toSorted((a, b) => a.x - b.x);
    return row.reduce((line, { x, text }) => line.padEnd(Math.round(x / CELL_WIDTH)) + text, '');
  });
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
