import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Marker, STOPS } from '../../replay/markers.ts';
import type { NewEvent } from '../../run/events.ts';
import type { Run } from '../../run/run.ts';
import {
  callFailed,
  callFinished,
  callRetried,
  callStarted,
  delta,
  graded,
  QUESTION,
  roundFinished,
  roundStarted,
  runOf,
  runStarted,
  SETTINGS,
  stopped,
  wholeRound,
} from '../../run/testing/sample-run.ts';
import { DIFF_KINDS } from '../diff-views/diff-view.ts';
import { lineWidth } from '../line.ts';
import type { Against } from '../panes/diff.ts';
import { playerState } from '../testing/player-states.ts';
import { recordedEvents } from '../testing/recorded.ts';
import { textsOf } from '../testing/shown.ts';
import { AT_TOP, FOLLOWING } from '../widgets/scroll.ts';
import { textState } from '../widgets/text-editing.ts';
import { inspectorFrame } from './inspector-frame.ts';
import { inspectorScreen } from './inspector-keys.ts';
import { paneExtent } from './inspector-pane-lines.ts';
import {
  INITIAL,
  type InspectorInput,
  type InspectorState,
  type Menu,
  PANES,
  type Search,
} from './inspector-state.ts';

const input = (run: Run | undefined, changes: Partial<InspectorInput> = {}): InspectorInput => ({
  run,
  log: [],
  state: INITIAL,
  player: undefined,
  notice: undefined,
  width: 80,
  height: 24,
  ...changes,
});
const frame = (run: Run | undefined, changes: Partial<InspectorInput> = {}) =>
  textsOf(inspectorFrame(input(run, changes)));
const state = (changes: Partial<InspectorState>): InspectorState => ({ ...INITIAL, ...changes });

/** Texts as models may write them, some of them huge. */
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constantFrom(
    '',
    '👨‍👩‍👧'.repeat(300),
    '世界'.repeat(200),
    '\n'.repeat(2000),
    'x'.repeat(5000),
    '\tا\u0301\u0301\u0301 مرحبا بالعالم'.repeat(20),
    'The ball costs 5 cents. '.repeat(400),
  ),
);

/** A run in any state, with odd texts everywhere. */
const runs = fc
  .record({
    rounds: fc.array(
      fc.record({
        text: texts,
        thinking: texts,
        extracted: fc.option(fc.string({ unit: 'grapheme', maxLength: 60 })),
        end: fc.constantFrom('finished', 'cut off', 'failed', 'retried', 'streaming', 'waiting'),
        usage: fc.record({ input: fc.nat(1e6), output: fc.nat(1e6), cacheRead: fc.nat(1e6) }),
      }),
      { maxLength: 9 },
    ),
    title: fc.option(fc.string({ unit: 'grapheme', maxLength: 80 })),
    model: fc.constantFrom(SETTINGS.model, 'arn:aws:bedrock:us-east-1:1:inference-profile/x'.repeat(3)),
    priced: fc.boolean(),
    over: fc.boolean(),
  })
  .map(({ rounds, title, model, priced, over }): Run => {
    const begin: NewEvent = runStarted({
      question: { ...QUESTION, ...(title !== null && { title }) },
      settings: { ...SETTINGS, model },
      ...(priced ? {} : { prices: [] }),
    });
    const events = rounds.flatMap((round, index): NewEvent[] => [
      roundStarted(index),
      callStarted(index, index, { model }),
      ...(round.end === 'retried' ? [callRetried(index, 1)] : []),
      ...(round.end === 'waiting'
        ? []
        : [delta(index, round.thinking, 'thinking'), delta(index, round.text)]),
      ...(round.end === 'failed' ? [callFailed(index)] : []),
      ...(round.end === 'cut off' ? [callFinished(index, round.usage, { stopReason: 'max_tokens' })] : []),
      ...(round.end === 'finished'
        ? [callFinished(index, round.usage), graded(index, round.extracted), roundFinished(index)]
        : []),
    ]);
    return runOf(begin, ...events, ...(over ? [stopped()] : []));
  });

const searches = fc
  .record({
    text: fc.constantFrom('', 'ball', 'The', '世', 'مر', 'not there', 'x'.repeat(300)),
    typing: fc.boolean(),
    current: fc.option(fc.nat(30), { nil: undefined }),
  })
  .map(
    ({ text, typing, current }): Search => ({
      query: textState(text),
      typing,
      current,
      from: { pinned: undefined, scroll: FOLLOWING },
    }),
  );

const markers = fc.record({
  kind: fc.constantFrom<Marker['kind'][]>('round', 'flip', 'failure', 'retry', 'note'),
  atMs: fc.nat(1e7),
  round: fc.nat(300),
  count: fc.nat(900_000),
  sign: fc.constantFrom('│', '✓', '!'),
  words: fc.constantFrom('FIX in round 1', 'round 20 begins'),
  tone: fc.constantFrom('good' as const, 'muted' as const),
});
const players = fc.option(
  fc
    .record({
      playing: fc.boolean(),
      ended: fc.boolean(),
      speed: fc.constantFrom(0.25, 1, 16),
      atMs: fc.nat(1e7),
      durationMs: fc.nat(1e7),
      idleMs: fc.option(fc.constantFrom(1000, 2500), { nil: undefined }),
      stopAt: fc.constantFrom(...STOPS),
      loop: fc.boolean(),
      presenting: fc.boolean(),
      isTimed: fc.boolean(),
      markers: fc.array(markers, { maxLength: 40 }),
      events: fc.constant({ count: 841_052, of: 841_052 }),
      file: fc.constantFrom({}, { file: { number: 12, of: 20 } }),
    })
    .map(({ file, ...state }) => playerState({ ...state, ...file })),
  { nil: undefined },
);

test('whatever the run, the size and the place in it: exactly as many lines as the screen has, none wider', () => {
  fc.assert(
    fc.property(
      fc.option(runs, { nil: undefined }),
      fc.integer({ min: 60, max: 200 }),
      fc.integer({ min: 16, max: 60 }),
      fc.constantFrom(...PANES),
      fc.option(fc.nat(9), { nil: undefined }),
      fc.oneof(fc.constant(FOLLOWING), fc.record({ offset: fc.nat(3000), follow: fc.boolean() })),
      players,
      fc.option(fc.string({ unit: 'grapheme', maxLength: 400 }), { nil: undefined }),
      fc.record({
        diff: fc.constantFrom(...DIFF_KINDS),
        against: fc.oneof(fc.constantFrom<Against[]>('previous', 'first'), fc.nat(9)),
        raw: fc.boolean(),
        search: fc.option(searches, { nil: undefined }),
        menu: fc.option(
          fc.record({ kind: fc.constantFrom<Menu['kind'][]>('copy', 'against'), row: fc.nat(1) }),
          { nil: undefined },
        ),
      }),
      (run, width, height, pane, pinned, scroll, player, notice, look) => {
        const seen = input(run, { width, height, player, notice, state: { pane, pinned, scroll, ...look } });
        const lines = inspectorFrame(seen);
        expect(lines).toHaveLength(height);
        for (const line of lines) {
          expect(lineWidth(line)).toBeLessThanOrEqual(width);
          expect(line.map(({ text }) => text).join('')).not.toMatch(/[\n\t]/);
        }
        expect(paneExtent(seen).height).toBeGreaterThan(0);
      },
    ),
    { numRuns: 150 },
  );
});

describe('the screen', () => {
  const bat = runOf(runStarted(), ...wholeRound(0, '0.10'), ...wholeRound(1, '0.05'));
  test('has the timeline on top at 80 columns, and beside the panes from 100 on', () => {
    expect(frame(bat)[3]).toMatch(/^▌1 {2}0\.05/);
    expect(frame(bat, { width: 100 })[4]).toMatch(/^ 0 {2}0\.10 .*│/);
  });
  test('keeps the chosen round in sight when there are more rounds than rows', () => {
    const many = runOf(
      runStarted(),
      ...Array.from({ length: 15 }, (_, round) => wholeRound(round, `${round}`)).flat(),
    );
    for (const [width, height] of [
      [80, 24],
      [60, 16],
      [120, 30],
    ] as const) {
      for (let pinned = 0; pinned < 15; pinned++) {
        const lines = frame(many, { width, height, state: state({ pinned }) });
        expect(lines.filter(line => line.startsWith(`▌${pinned} `))).toHaveLength(1);
      }
    }
  });
  test('shows the end of a text while it follows, and the place where one reads', () => {
    const long = runOf(
      runStarted(),
      ...wholeRound(0, Array.from({ length: 99 }, (_, n) => `line ${n}`).join('\n')),
    );
    expect(frame(long).join('\n')).toContain('line 98');
    expect(frame(long).join('\n')).toContain('100 %');
    const above = frame(
      { ...long, outcome: { kind: 'cancelled' } },
      { state: state({ scroll: { offset: 40, follow: false }, pinned: 0 }) },
    ).join('\n');
    expect(above).toContain(' line 40');
    expect(above).toMatch(/↓ \d\d %/);
  });
  test('says that there is new text below, or in a later round, and which key goes there', () => {
    const long = Array.from({ length: 99 }, (_, n) => `line ${n}`).join('\n');
    const going = runOf(
      runStarted(),
      ...wholeRound(0, long),
      roundStarted(1),
      callStarted(1, 1),
      delta(1, long),
    );
    const reading = { scroll: AT_TOP, pane: 'answer' as const };
    expect(frame(going, { state: state({ ...reading, pinned: 1 }) }).join('\n')).toContain('↓ new text: f');
    expect(frame(going, { state: state({ ...reading, pinned: 0 }) }).join('\n')).toContain('↓ round 1: f');
    expect(frame(going).join('\n')).not.toContain(': f');
  });
  test('the what-ifs are read from their top, also while the run goes on', () => {
    const going = runOf(runStarted(), ...wholeRound(0, '0.10'), roundStarted(1), callStarted(1, 1));
    const shown = frame(going, { height: 24, state: state({ pane: 'what-if', scroll: FOLLOWING }) });
    expect(shown.join('\n')).toMatch(/Events \[What if\].*\n\n What if +cost difference +how sure\n/);
  });

  test('names the view of the diff, and says where its changes are', () => {
    for (const width of [80, 120]) {
      expect(frame(bat, { width }).join('\n')).toMatch(/inline {3}\+1 −1/);
      expect(frame(bat, { width, state: state({ diff: 'changes' }) }).join('\n')).toContain('changes');
    }
    expect(paneExtent(input(bat)).changes).toEqual([0]);
    expect(paneExtent(input(bat, { state: state({ pane: 'answer' }) })).changes).toEqual([]);
  });
  test('draws the Markdown of an answer, or shows and names the raw text', () => {
    const bold = runOf(runStarted(), ...wholeRound(0, 'It is **5** cents.'));
    const drawn = frame(bold, { state: state({ pane: 'answer' }) }).join('\n');
    expect(drawn).toContain('It is 5 cents.');
    expect(drawn).not.toContain('raw text');
    const raw = frame(bold, { state: state({ pane: 'answer', raw: true }) }).join('\n');
    expect(raw).toContain('It is **5** cents.');
    expect(raw).toContain('raw text');
  });
  test('a word of the program stands where the remark was, in full', () => {
    const notice =
      'The run is not saved: /a/rather/long/path/to/a/file.jsonl cannot be written (ENOSPC). --transcript FILE names another place.';
    const lines = frame(bat, { notice }).join(' ').replaceAll(/\s+/g, ' ');
    expect(lines).toContain(notice);
    expect(lines).not.toContain('▲');
  });
  test('a recording that just stops says so at its end, instead of going on for ever', () => {
    const player = playerState({ playing: false, ended: true, atMs: 1, durationMs: 1 });
    const killed = runOf(runStarted(), roundStarted(0), callStarted(0, 0), delta(0, 'The'));
    expect(frame(killed, { player }).join('\n')).toContain('The recording ends here');
    expect(frame(bat, { player: { ...player, ended: false } }).join('\n')).not.toContain('ends here');
  });
  test('has the keys that fit its state', () => {
    expect(frame(bat).at(-1)).toContain('ctrl+c cancel');
    const over = frame({ ...bat, outcome: { kind: 'cancelled' } }).at(-1);
    expect(over).toContain('esc new run');
    expect(over).not.toContain('cancel');
    const player = playerState({ atMs: 1, durationMs: 1 });
    expect(frame(bat, { player }).at(-1)).toContain('space pause');
    expect(frame(bat, { player: { ...player, playing: false } }).at(-1)).toContain('space play');
    expect(inspectorScreen(undefined, { isPlayed: false })).toBe('inspector');
  });
});

describe('an answer of', () => {
  test.each<[string, string, RegExp]>([
    ['one line of 50,000 characters', 'x'.repeat(50_000), /x{60}/],
    ['10,000 blank lines', '\n'.repeat(10_000), /0 %|100 %/],
    ['nothing but emoji', '👨‍👩‍👧🏳️‍🌈👍🏽'.repeat(500), /👨‍👩‍👧🏳️‍🌈👍🏽/],
    ['text from right to left', 'مرحبا بالعالم, שלום עולם. '.repeat(200), /שלום/],
  ])('%s can be looked at in every pane and view', (_name, text, shown) => {
    const odd = runOf(runStarted(), ...wholeRound(0, 'x', { extracted: null }), ...wholeRound(1, text));
    for (const pane of PANES) {
      for (const diff of DIFF_KINDS) {
        for (const [width, height] of [
          [80, 24],
          [120, 36],
        ] as const) {
          const lines = inspectorFrame(input(odd, { width, height, state: state({ pane, diff }) }));
          expect(lines).toHaveLength(height);
          expect(Math.max(...lines.map(lineWidth))).toBeLessThanOrEqual(width);
          if (pane === 'answer') expect(textsOf(lines).join('\n')).toMatch(shown);
        }
      }
    }
  });
});

test('a call that died in mid-stream shows its text, the error, what would help and the original words', async () => {
  const { foldAll } = await import('../../run/fold.ts');
  const run = foldAll(await recordedEvents('museum-loans.sonnet-4-6'));
  for (const pane of ['answer', 'diff'] as const) {
    const lines = frame(run, { height: 60, state: state({ pane }) });
    const text = lines.join(' ').replaceAll(/\s+/g, ' ');
    expect(text).toContain('WITH latest AS');
    expect(text).toContain('▲ us.anthropic.claude-sonnet-4-6 failed while it was answering');
    expect(text).toContain('try again');
    expect(text).toContain('ModelStreamErrorException: The model stopped in the middle of its answer.');
    expect(text).toContain('cost ≥ $0.0218');
  }
});
