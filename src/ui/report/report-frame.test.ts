import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixturesDir } from '../../questions/package-root.ts';
import { readRun } from '../../report/read-row.ts';
import { type RunRow, rowOf } from '../../report/row.ts';
import { runOf, runStarted, stopped } from '../../run/testing/sample-run.ts';
import { told } from '../../run/testing/told-rounds.ts';
import { type Line, lineWidth } from '../line.ts';
import { goldenColours, goldenMono, goldenText } from '../testing/golden.ts';
import { textsOf } from '../testing/shown.ts';
import type { ReportRead } from './report-desk.ts';
import { reportFrame } from './report-frame.ts';
import { reportKey } from './report-keys.ts';
import { reportLayout } from './report-layout.ts';
import { type ReportState, reportAtFirst } from './report-state.ts';
import { createReporter } from './report-view.ts';

const FOLDER = join(fixturesDir(), 'recordings');
const NAMES = readdirSync(FOLDER).filter(name =>
  /^(?:bakery|bat|ferry|frog|half|lily|six|solar|there|thousand|three)/.test(name),
);
const ROWS = await Promise.all(
  NAMES.sort().map(async name => rowOf(await readRun(join(FOLDER, name)), join(FOLDER, name))),
);

const viewOf = createReporter();
const readOf = (rows: readonly RunRow[], changes: Partial<ReportRead> = {}): ReportRead => ({
  rows,
  done: rows.length,
  total: rows.length,
  problems: [],
  isRead: true,
  ...changes,
});
const READ = readOf(ROWS);

const viewIn = (state: ReportState, { rows, problems }: ReportRead) =>
  viewOf({ rows, problems, by: state.by, study: false });
const seenOf = (read: ReportRead, width: number, height: number) => (of: ReportState) => ({
  view: viewIn(of, read),
  hasRuns: read.rows.length > 0,
  page: (state: ReportState) => reportLayout(state, viewIn(state, read), { width, height }).rows,
});
const pressed = (keys: readonly string[], read = READ, width = 80, height = 24): ReportState =>
  keys.reduce<ReportState>(
    (state, key) => reportKey(state, key, seenOf(read, width, height)(state)).state,
    reportAtFirst(),
  );
const frame = (state: ReportState, width = 80, height = 24, read = READ, notice?: string): Line[] =>
  reportFrame({ state, view: viewIn(state, read), read, where: 'runs', notice, width, height });
const shown = (...given: Parameters<typeof frame>) => textsOf(frame(...given)).join('\n');
const toTable = (name: string, state = pressed([])): string[] => {
  const at = viewIn(state, READ).tables.findIndex(({ id }) => id === name);
  return Array<string>(at).fill('right');
};

const EMPTY = readOf([], { problems: ['/home/ada/notes.jsonl is empty: there is no run in it.'] });
const UNREAD = { ...READ, problems: EMPTY.problems };
const READING = readOf([], { done: 1204, total: 10_000, isRead: false });
const STATES: Readonly<Record<string, (width: number, height: number) => readonly Line[]>> = {
  report: (width, height) => frame(pressed(['g']), width, height),
  'report-transitions': (width, height) =>
    frame(pressed([...toTable('transitions'), 'down', 'l', 'l']), width, height),
  'report-frontier': (width, height) =>
    frame(pressed([...toTable('frontier-usd'), 'pagedown', 'l', 'l', 'l', 'l']), width, height),
  'report-drawing': (width, height) => frame(pressed([...toTable('frontier-usd'), 'v']), width, height),
  'report-runs': (width, height) =>
    frame(pressed([...toTable('rounds'), 'down', 'enter', 'down', 'down']), width, height),
  'report-scope': (width, height) => frame(pressed(['left', 'end'], UNREAD), width, height, UNREAD),
  'report-empty': (width, height) => frame(pressed([], EMPTY), width, height, EMPTY),
  'report-reading': (width, height) => frame(pressed([], READING), width, height, READING),
};

describe.each(Object.entries(STATES))('%s', (name, draw) => {
  test.each([
    [80, 24],
    [120, 36],
    [200, 50],
  ])('at %dx%d', async (width, height) => {
    const lines = draw(width, height);
    expect(lines).toHaveLength(height);
    await expect(await goldenText(lines, width)).toMatchFileSnapshot(`golden/${name}.${width}x${height}.txt`);
  });
  test('without colours', async () => {
    await expect(await goldenMono(draw(80, 24), 80)).toMatchFileSnapshot(`golden/${name}.mono.txt`);
  });
  test.each(['dark', 'light'] as const)('in %s colours', async theme => {
    await expect(await goldenColours(draw(80, 24), 80, theme)).toMatchFileSnapshot(
      `golden/${name}.${theme}.txt`,
    );
  });
});

describe('the report on the screen', () => {
  test('says how far it has read, and shows no figure before', () => {
    const text = shown(pressed([], READING), 80, 24, READING);
    expect(text).toContain('1,204 of 10,000 runs read');
    expect(text).not.toContain('%');
  });

  test('of nothing says what would help, and names what could not be read', () => {
    const text = shown(pressed([], EMPTY), 80, 24, EMPTY);
    expect(text).toContain('There is no run to tell of in runs.');
    expect(text).toContain('reflectoscope import');
    expect(text).toContain('notes.jsonl is empty');
  });

  test('counts the files that could not be read above, and names them where it tells what it is made of', () => {
    expect(shown(pressed([], UNREAD), 80, 24, UNREAD)).toContain('one file unread');
    expect(shown(pressed(['left'], UNREAD), 80, 24, UNREAD)).toMatch(
      /One file could not be read.*\n.*notes\.jsonl is empty/,
    );
  });

  test('tells of runs without a grade that there is nothing to tell of right and wrong', () => {
    const ungraded = runOf(
      runStarted({ run: 'U' }),
      ...told(0, { text: 'Who knows', extracted: null, correct: null }),
      stopped(),
    );
    const read = readOf([rowOf(ungraded)]);
    const text = shown(pressed([], read), 80, 24, read);
    expect(text).toContain('one run of one question');
    expect(text).toMatch(/no run .*grade|graded/i);
    expect(shown(pressed(['left'], read), 80, 24, read)).toContain('without a graded answer');
  });

  test('shows the cell under the cursor in full, also where it has no room', () => {
    const state = pressed([...toTable('stopping'), 'down', ...Array<string>(7).fill('l')]);
    expect(shown(state)).toMatch(/against as they were: worse/);
    expect(shown(state)).toContain('‹');
  });

  test('lists the runs behind a figure by what each round did, the round in question marked', () => {
    const state = pressed([...toTable('rounds'), 'down', 'l', 'enter']);
    expect(state.runs).toMatchObject({ round: 1, title: 'Round by round › 1 › right' });
    const marks = frame(state).flatMap(line => line.filter(({ style }) => style.includes('emphasis')));
    expect(marks.length).toBeGreaterThan(5);
    expect(shown(state)).toMatch(/✗ ✓FIX/);
  });

  test('fits every window, in every state', () => {
    const keys = fc.array(
      fc.constantFrom(
        'down',
        'up',
        'end',
        'pagedown',
        'right',
        'left',
        'l',
        'h',
        'g',
        'v',
        'enter',
        'escape',
      ),
      { maxLength: 14 },
    );
    const notice = fc.option(fc.string({ unit: 'grapheme', maxLength: 200 }), { nil: undefined });
    fc.assert(
      fc.property(
        keys,
        fc.integer({ min: 60, max: 210 }),
        fc.integer({ min: 16, max: 60 }),
        notice,
        (names, width, height, said) => {
          const lines = frame(pressed(names, READ, width, height), width, height, READ, said);
          expect(lines).toHaveLength(height);
          for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
      { numRuns: 60 },
    );
  });
});
