/**
 * Frames as one animated SVG that loops. It needs no script, only CSS, so it plays as an image too.
 * Where somebody asked for less motion, and in viewers without CSS animation, it is the last frame.
 */
import { CELL_HEIGHT, cellsToSvg, place, svgFile } from './cells-to-svg.ts';
import type { Frame } from './frames.ts';
import { type Piece, piecesOf } from './pieces.ts';

/** Frames in the order of their times, the first at 0. `pauseMs` is how long the last one stays. */
export function framesToSvg(frames: readonly Frame[], pauseMs: number, title: string): string {
  const [first, last] = [frames[0], frames.at(-1)];
  if (!first || !last) throw new Error('An animation needs at least one frame.');
  const endMs = last.atMs + pauseMs;
  const pieces = piecesOf(frames, endMs);
  const often = drawnOften(pieces);
  const spans = [...Map.groupBy(pieces, ({ fromMs, toMs }) => `${fromMs}-${toMs}`).values()];
  return svgFile(
    first.rows[0]?.length ?? 0,
    first.rows.length,
    title,
    [...styles(spans, endMs), '<defs>', ...often.definitions, '</defs>'],
    spans.map(span => group(span, endMs, often.draw)),
  );
}

/** Pieces that look the same are drawn once and used by name, when there are several. */
function drawnOften(pieces: readonly Piece[]): { definitions: string[]; draw(piece: Piece): string } {
  const look = ({ cells }: Piece) => cellsToSvg(cells, 0, 0).join('');
  const repeated = [...Map.groupBy(pieces, look)].filter(([, same]) => same.length > 1);
  const names = new Map(repeated.map(([drawing], i) => [drawing, `p${i.toString(36)}`]));
  return {
    definitions: [...names].map(([drawing, name]) => `<g id="${name}">${drawing}</g>`),
    draw: piece => {
      const name = names.get(look(piece));
      if (name === undefined) return cellsToSvg(piece.cells, piece.x, piece.y).join('');
      return `<use href="#${name}"${place(piece.x, piece.y * CELL_HEIGHT)}/>`;
    },
  };
}

/** All that appears and goes together. */
function group(span: readonly Piece[], endMs: number, draw: (piece: Piece) => string): string {
  const drawn = span.map(draw).join('');
  const name = spanName(span, endMs);
  if (name === undefined) return `<g>${drawn}</g>`;
  return `<g class="${isLast(span, endMs) ? 'a' : 'a h'}" style="animation-name:${name}">${drawn}</g>`;
}

function styles(spans: readonly (readonly Piece[])[], endMs: number): string[] {
  return [
    '<style>',
    '.h{visibility:hidden}',
    // Where nothing moves, the names of the animations below mean nothing: their duration is 0.
    `@media (prefers-reduced-motion:no-preference){.a{animation:${endMs}ms step-end infinite}}`,
    ...spans.flatMap(span => keyframes(span, endMs)),
    '</style>',
  ];
}

/** What is not said about 0 % and 100 % is what the piece is without animation. */
function keyframes(span: readonly Piece[], endMs: number): string[] {
  const name = spanName(span, endMs);
  const piece = span[0];
  if (name === undefined || !piece) return [];
  const at = (ms: number, visibility: string) => `${percent(ms, endMs)}{visibility:${visibility}}`;
  const steps = isLast(span, endMs)
    ? at(0, 'hidden') + at(piece.fromMs, 'visible')
    : at(piece.fromMs, 'visible') + at(piece.toMs, 'hidden');
  return [`@keyframes ${name}{${steps}}`];
}

/** `undefined` when it is always shown. */
function spanName(span: readonly Piece[], endMs: number): string | undefined {
  const piece = span[0];
  if (!piece || (piece.fromMs === 0 && piece.toMs === endMs)) return undefined;
  return `t${piece.fromMs}-${piece.toMs}`;
}

function isLast(span: readonly Piece[], endMs: number): boolean {
  return span[0]?.toMs === endMs;
}

function percent(ms: number, endMs: number): string {
  return `${Number(((100 * ms) / endMs).toFixed(3))}%`;
}
