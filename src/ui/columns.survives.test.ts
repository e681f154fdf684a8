import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareRounds } from '../analysis/compare.ts';
import { logOf } from '../run/event-log.ts';
import type { AnyEvent } from '../run/events.ts';
import { Question } from '../run/question.ts';
import { inOrder, noted, runStarted, stopped, theRun, wholeRound } from '../run/testing/sample-run.ts';
import { fit as padded } from '../text/pad.ts';
import { sanitize, sanitizeLine } from '../text/sanitize.ts';
import { effort, isLong } from '../text/testing/effort.ts';
import { mixedText, WRITINGS } from '../text/testing/writings.ts';
import { DIFF_KINDS } from './diff-views/diff-view.ts';
import { clip, fitLine, type Line, line, span, spread, wrapped } from './line.ts';
import { compareFrame } from './screens/compare-frame.ts';
import { COMPARE_AT_FIRST } from './screens/compare-state.ts';
import { inspectorFrame } from './screens/inspector-frame.ts';
import { INITIAL, type InspectorState } from './screens/inspector-state.ts';
import { sideIn } from './testing/compared.ts';
import { createTerminal } from './testing/terminal.ts';
import { createTheme } from './theme.ts';
import { AT_TOP } from './widgets/scroll.ts';

const theme = createTheme('dark');
/** Stands nowhere in the texts. */
const EDGE = '┃';

/** The columns in which a character was drawn in each row: by the cells, not by what we reckon. */
async function columnsOf(wanted: string, lines: readonly Line[], width: number): Promise<number[][]> {
  const terminal = createTerminal(width + 20, Math.max(1, lines.length), true);
  await terminal.write(lines.map(spans => theme.paint([...spans, span(EDGE, 'rule')])).join('\n'));
  const columns = lines.map((_, y) => terminal.columnsOf(wanted, y));
  terminal.dispose();
  return columns;
}

async function expectOneColumn(lines: readonly Line[], width: number): Promise<void> {
  expect(await columnsOf(EDGE, lines, width)).toEqual(lines.map(() => [width]));
}

describe('The screen', () => {
  test('text of every writing cut at any width: what stands behind it is in one column', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(mixedText, { minLength: 1, maxLength: 8 }),
        anyWidth,
        async (texts, width) => {
          const clean = texts.map(text => sanitizeLine(text));
          await expectOneColumn(
            clean.map(text => fitLine(line(text), width)),
            width,
          );
          await expectOneColumn(
            clean.map(text => fitLine(clip(line(span(text, 'accent'), ' ', text), width), width)),
            width,
          );
          await expectOneColumn(
            clean.map(text => spread(line(text), line(text), width)),
            width,
          );
          await expectOneColumn(
            clean.map(text => line(padded(text, width))),
            width,
          );
        },
      ),
      RUNS,
    );
  });

  test('text of every writing wrapped at any width: what stands behind its rows is in one column', async () => {
    await fc.assert(
      // One wide character stands out of a row of one cell: there is no other place for it.
      fc.asyncProperty(mixedText, fc.integer({ min: 2, max: 60 }), async (text, width) => {
        const rows = wrapped(sanitize(text), width);
        await expectOneColumn(
          rows.map(row => fitLine(row, width)),
          width,
        );
        for (const row of rows) expect(clip(row, width)).toBe(row);
      }),
      RUNS,
    );
  });

  test.each(Object.entries(WRITINGS))(
    '%s in every pane of a run, and in two rounds side by side: borders in one column, no row too wide',
    async (writing, parts) => {
      for (const [width, height] of sizesFor(writing)) {
        const usual = framesOf(['word'], width, height);
        for (const [name, lines] of framesOf(parts, width, height)) {
          const what = `${name} at ${width}x${height}`;
          for (const row of lines) expect(clip(row, width), what).toBe(row);
          const fitted = lines.map(row => fitLine(row, width));
          const ends = await columnsOf(EDGE, fitted, width);
          const crooked = fitted.filter((_, y) => ends[y]?.[0] !== width).map(row => JSON.stringify(row));
          expect(crooked, what).toEqual([]);
          const straight = new Set((await columnsOf('│', usual.get(name) ?? [], width)).flat());
          const drawn = (await columnsOf('│', fitted, width)).flat();
          // Where they stand when everything is written in English.
          expect(
            drawn.filter(column => !straight.has(column)),
            what,
          ).toEqual([]);
        }
      }
    },
  );
});

const SIZES = [
  [80, 24],
  [160, 40],
  [60, 16],
  [101, 30],
  [213, 50],
  [400, 120],
] as const;
const NAMES = Object.keys(WRITINGS);

/** All of them, or in a hurry another one of the first two for each writing. */
function sizesFor(name: string) {
  return isLong ? SIZES : SIZES.slice(0, 2).filter((_, place) => place === NAMES.indexOf(name) % 2);
}

const TEXT_PANES = ['answer', 'thinking', 'prompt', 'feedback', 'events', 'badges', 'what-if'] as const;

/** A run whose question, answers and notes are full of it. */
function eventsWith(parts: readonly string[]): AnyEvent[] {
  const words = sanitize([...parts, ...parts].join(' '));
  const stuck = sanitize(parts.join(''));
  const question = Question.parse({
    id: 'q',
    title: words,
    text: `${words}\n${stuck}`,
    reference: [stuck],
    grader: 'exact',
  });
  const lines = (order: readonly string[]) => order.map(part => `${part} ${stuck} x ${words}`).join('\n');
  return inOrder([
    runStarted({ question }),
    ...wholeRound(0, lines(parts)),
    ...wholeRound(1, lines(parts.toReversed())),
    noted(1, words),
    stopped(),
  ]);
}

function framesOf(parts: readonly string[], width: number, height: number): Map<string, readonly Line[]> {
  const events = eventsWith(parts);
  const inspector = (state: Partial<InspectorState>) =>
    inspectorFrame({
      run: theRun(events),
      log: logOf(events),
      state: { ...INITIAL, scroll: AT_TOP, ...state },
      player: undefined,
      notice: undefined,
      width,
      height,
    });
  const comparison = compareRounds(sideIn(events, 0), sideIn(events, 1));
  const compare = (pane: number) =>
    compareFrame({ comparison, state: { ...COMPARE_AT_FIRST, pane }, notice: undefined, width, height });
  type Named = [string, readonly Line[]];
  return new Map<string, readonly Line[]>([
    ...TEXT_PANES.map((pane): Named => [pane, inspector({ pane })]),
    ...DIFF_KINDS.map((diff): Named => [diff, inspector({ pane: 'diff', diff })]),
    ...[0, 1, 2].map((pane): Named => [`two rounds, pane ${pane}`, compare(pane)]),
  ]);
}

const RUNS = { numRuns: effort(60, 2000) };
const anyWidth = fc.integer({ min: 0, max: 60 });
