import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Places } from '../../library/matches.ts';
import type { Row } from '../../library/row.ts';
import { rowWith } from '../../library/testing/rows.ts';
import type { Line } from '../line.ts';
import { lineWidth } from '../line.ts';
import { goldenColours, goldenMono, goldenText } from '../testing/golden.ts';
import { textsOf } from '../testing/shown.ts';
import { libraryFrame } from './library-frame.ts';
import { libraryKey } from './library-keys.ts';
import { libraryLayout } from './library-layout.ts';
import { createFinder, type LibrarySeen, type LibraryState, libraryAtFirst } from './library-state.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const round = (index: number, kind: 'FIX' | 'WRONG' | 'KEEP-OK' | 'BREAK' | 'SAME', answer: string) => {
  const marks = {
    FIX: { sign: '✓', word: 'FIX', tone: 'good' },
    WRONG: { sign: '✗', word: 'wrong', tone: 'bad' },
    'KEEP-OK': { sign: '✓', word: 'right', tone: 'good' },
    BREAK: { sign: '✗', word: 'BREAK', tone: 'bad' },
    SAME: { sign: '=', word: 'same', tone: 'muted' },
  } as const;
  return {
    round: index,
    kind: index === 0 ? 'answer' : 'reflection',
    mark: { kind, ...marks[kind] },
    answer,
  };
};
const REPAIRED = [round(0, 'WRONG', '0.10'), round(1, 'FIX', '0.05'), round(2, 'KEEP-OK', '0.05')];
const ROWS: readonly Row[] = [
  rowWith({
    name: '2026-11-24_bat-and-ball_01K1.jsonl',
    startedAt: '2026-11-24T11:58:00Z',
    state: 'running',
    outcome: 'open',
    rounds: REPAIRED.slice(0, 2),
    answer: '0.05',
    cost: 0.0071,
    saved: -0.0003,
    atLeast: true,
  }),
  rowWith({
    name: '2026-11-24_bat-and-ball_01K0.jsonl',
    startedAt: '2026-11-24T09:00:00Z',
    title: 'The one for the talk',
    tags: ['talk', 'paper'],
    rounds: REPAIRED,
    answer: '0.05',
    cost: 0.0151,
    saved: 0.0018,
    branches: 2,
    notes: 1,
  }),
  rowWith({
    name: 'branch.jsonl',
    startedAt: '2026-11-23T09:00:00Z',
    parent: { run: '2026-11-24_bat-and-ball_01K0.jsonl', round: 1 },
    model: 'us.amazon.nova-lite-v1:0',
    rounds: [round(0, 'KEEP-OK', '0.05'), round(1, 'BREAK', '0.10')],
    answer: '0.10',
    state: 'cut off',
    outcome: 'open',
    cost: 0.0002,
    saved: 0,
    passedOver: 1,
  }),
  rowWith({
    name: 'imported/hotpot.jsonl',
    startedAt: '2026-11-01T09:00:00Z',
    provenance: 'imported',
    from: 'reflexion',
    question: {
      id: 'hotpot-17',
      title: 'Which magazine was started first, Arthur’s or First for Women?',
      domain: 'imported',
    },
    model: 'unknown',
    strategy: 'reflexion',
    settings: [],
    rounds: [round(0, 'SAME', 'Arthur’s Magazine')],
    twins: ['imported/hotpot-copy.jsonl'],
    answer: 'Arthur’s Magazine',
  }),
  rowWith({
    name: 'failed.jsonl',
    startedAt: '2026-03-01T09:00:00Z',
    provenance: 'synthetic',
    state: 'failed',
    outcome: 'failed',
    why: 'ThrottlingException',
    cost: 0,
    saved: 0,
  }),
  {
    ...rowWith({ name: 'from-tomorrow.jsonl', state: 'newer schema', mtimeMs: NOW }),
    run: undefined,
    schema: 3,
  } as unknown as Row,
].map(row => (row.run === undefined ? withoutRun(row) : row));

function withoutRun({ run: _none, ...row }: Row): Row {
  return row;
}

const TEXTS = [
  {
    place: 'question',
    text: 'Bat and ball\nA bat and a ball cost $1.10 in total. The bat costs $1.00 more than the ball. How much does the ball cost?',
  },
  {
    place: 'round 0',
    text: 'The ball costs $0.10, because $1.10 less one dollar is $0.10. That is the price.',
  },
  {
    place: 'round 1',
    text: `${'Let the ball cost x, so that the bat costs x + 1.00. '.repeat(4)}So the price of the ball is $0.05.`,
  },
];
const WORLD = {
  now: NOW,
  placesOf: (word: string): Places =>
    new Map(word === 'price' ? ROWS.slice(0, 2).map(({ path }) => [path, ['round 0', 'round 1']]) : []),
};
const STATUS = { progress: undefined, problems: [], others: 0, notice: undefined, isLost: false };
const FORMS = [
  { id: 'html', name: 'one HTML page that replays the run' },
  { id: 'markdown', name: 'Markdown' },
];

type More = Partial<LibrarySeen['status']> & { readonly notice?: string; readonly rows?: readonly Row[] };
const seenOf = (
  state: LibraryState,
  width: number,
  height: number,
  { rows = ROWS, notice: _said, ...status }: More = {},
): LibrarySeen => ({
  found: createFinder()(rows, WORLD, state),
  status: { ...STATUS, ...status },
  forms: FORMS,
  page: libraryLayout(state, { width, height }).list.rows,
});
const pressed = (...keys: string[]): LibraryState =>
  keys.reduce<LibraryState>(
    (state, key) => libraryKey(state, key, seenOf(state, 80, 24)).state,
    libraryAtFirst(),
  );
const frame = (state: LibraryState, width = 80, height = 24, more: More = {}) =>
  libraryFrame({
    ...seenOf(state, width, height, more),
    state,
    world: WORLD,
    texts: () => TEXTS,
    where: '/home/ada/.local/share/reflectoscope/runs',
    notice: more.notice,
    width,
    height,
  });
const shown = (...given: Parameters<typeof frame>) => textsOf(frame(...given).lines).join('\n');

const STATES: Readonly<Record<string, (width: number, height: number) => readonly Line[]>> = {
  library: (width, height) => frame(pressed('down'), width, height).lines,
  'library-searched': (width, height) => frame(pressed('/', ...'price', 'enter'), width, height).lines,
  'library-filter-wrong': (width, height) => frame(pressed('/', ...'bat cost:much'), width, height).lines,
  'library-marked': (width, height) => frame(pressed('down', 'space', 'space', 's'), width, height).lines,
  'library-tags': (width, height) => frame(pressed('down', 't'), width, height).lines,
  'library-forms': (width, height) => frame(pressed('down', 'x', 'down'), width, height).lines,
  'library-empty': (width, height) => frame(pressed(), width, height, { rows: [] }).lines,
  'library-reading': (width, height) =>
    frame(pressed('end'), width, height, { progress: { done: 120, total: 10_000 }, others: 2 }).lines,
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

describe('the library on the screen', () => {
  test('says of a run what is not as usual, and of its cost when it is not known', () => {
    const text = shown(pressed(), 120, 36);
    expect(text).toMatch(/running/);
    expect(text).toMatch(/The one for the talk {2}#talk {2}#pap/);
    expect(text).toMatch(/import/);
    expect(text).toMatch(/newer schema 3/);
    expect(text).toMatch(/✗ ✓FIX ✓ .* \$0\.0151/);
    expect(text).toMatch(/6 runs {2}at least \$0\.0224 {2}saved \+\$0\.0015 {2}cost of 2 unknown/);
  });

  test('shows where a word was found, in the row and around the place', () => {
    const text = shown(pressed('/', ...'price', 'enter'));
    expect(text).toMatch(/Bat and ball {2}running {2}in r/);
    expect(text).toMatch(/\n round 1: ….*So the price of the ball is \$0\.05\./);
  });

  test('sums up what is marked, and compares two of them', () => {
    const marked = pressed('down', 'space', 'space');
    expect(shown(marked)).toContain('marked: 2 runs  at least $0.0222');
    expect(libraryKey(marked, 'C', seenOf(marked, 80, 24)).asks).toMatchObject({
      kind: 'compare',
      rows: [{}, {}],
    });
  });

  test('what could not be read is said below an empty list', () => {
    const problems = ['There is no folder /no/such.', 'The folder /b may not be read by this user.'];
    expect(shown(pressed(), 80, 24, { rows: [], problems })).toContain(
      'There is no folder /no/such. (and 1 more like it)',
    );
  });

  test('fits every window, in every state, and the cursor is in it', () => {
    const keys = fc.array(
      fc.constantFrom(
        'down',
        'up',
        'end',
        'pagedown',
        'space',
        's',
        'S',
        'v',
        '/',
        'a',
        '"',
        ':',
        '世',
        'enter',
        'escape',
        't',
        'n',
        'x',
        'E',
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
          const { lines, cursor } = frame(pressed(...names), width, height, {
            ...(said !== undefined && { notice: said }),
          });
          expect(lines).toHaveLength(height);
          for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(width);
          expect(cursor?.x ?? 0).toBeLessThan(width);
          expect(cursor?.y ?? 0).toBeLessThan(height);
        },
      ),
    );
  });

  test('draws a row in the same time, however many there are: only those in sight', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => rowWith({ name: `${index}.jsonl` }));
    let drawn = 0;
    const get = (of: Row, field: string | symbol) => {
      if (field === 'passedOver') drawn++;
      return Reflect.get(of, field);
    };
    const counted = many.map(row => new Proxy(row, { get }));
    frame(libraryAtFirst(), 80, 24, { rows: counted });
    expect(drawn).toBeGreaterThan(0);
    expect(drawn).toBeLessThan(60);
  });
});
