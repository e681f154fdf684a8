import { describe, expect, test } from 'vitest';
import { compareRounds } from '../../analysis/compare.ts';
import {
  callStarted,
  delta,
  finishedUntold,
  inOrder,
  roundFinished,
  roundStarted,
  runStarted,
  wholeRound,
} from '../../run/testing/sample-run.ts';
import { lineWidth } from '../line.ts';
import { comparedBranches, comparedModels, recordedSide, sideIn } from '../testing/compared.ts';
import { goldenColours, goldenMono, goldenText } from '../testing/golden.ts';
import { textsOf } from '../testing/shown.ts';
import { AT_TOP } from '../widgets/scroll.ts';
import { textState } from '../widgets/text-editing.ts';
import { compareCursor, compareExtent, compareFrame } from './compare-frame.ts';
import {
  COMPARE_AT_FIRST,
  type CompareInput,
  type CompareSearch,
  type CompareState,
} from './compare-state.ts';

const models = await comparedModels();
const branches = await comparedBranches();
const questions = compareRounds(
  await recordedSide('bat-and-ball.sonnet-4-6', 3),
  await recordedSide('price-letter.sonnet-4-6', 3),
);

const input = (state: Partial<CompareState> = {}, more: Partial<CompareInput> = {}): CompareInput => ({
  comparison: models,
  state: { ...COMPARE_AT_FIRST, ...state },
  notice: undefined,
  width: 80,
  height: 24,
  ...more,
});
const shown = (...args: Parameters<typeof input>) => textsOf(compareFrame(input(...args))).join('\n');
const searching = (text: string, typing: boolean): CompareSearch => ({
  query: textState(text),
  typing,
  current: 1,
  from: AT_TOP,
});

const STATES: Readonly<Record<string, Pick<CompareInput, 'comparison'> & { state?: Partial<CompareState> }>> =
  {
    'compare-answers': { comparison: models },
    'compare-answer-first': { comparison: models, state: { diff: 'answer-first' } },
    'compare-prompts': { comparison: models, state: { pane: 1 } },
    'compare-facts': { comparison: models, state: { pane: 2 } },
    'compare-searched': { comparison: models, state: { search: searching('ball', false) } },
    'compare-branches': { comparison: branches },
    'compare-branch-answers': { comparison: branches, state: { pane: 3, diff: 'changes' } },
    'compare-branch-facts': { comparison: branches, state: { pane: 4 } },
    'compare-questions': { comparison: questions },
  };

test('a run that does not tell its tokens and its settings has none', () => {
  const imported = { from: 'bhive', file: 'x.json', unknown: ['usage', 'settings'] };
  const untold = inOrder([
    runStarted({ provenance: 'imported', imported }),
    roundStarted(0),
    callStarted(0, 0),
    delta(0, 'Four.'),
    { ...finishedUntold(0), content: [{ text: 'Four.' }] },
    roundFinished(0),
  ]);
  const side = sideIn(untold, 0);
  const text = shown({}, { comparison: compareRounds(side, side), width: 120 });
  expect(text).toMatch(/#0 Sonnet 4\.6 .* unknown .* unknown/);
  expect(text).not.toMatch(/\b0 out|The settings are the same/);
  expect(text).toContain('The settings are not known.');
});

describe.each(Object.entries(STATES))('%s', (name, { comparison, state }) => {
  test.each([
    [80, 24],
    [120, 36],
    [200, 50],
  ])('at %dx%d', async (width, height) => {
    const lines = compareFrame(input(state, { comparison, width, height }));
    expect(lines).toHaveLength(height);
    await expect(await goldenText(lines, width)).toMatchFileSnapshot(`golden/${name}.${width}x${height}.txt`);
  });
  test('without colours', async () => {
    const painted = await goldenMono(compareFrame(input(state, { comparison })), 80);
    await expect(painted).toMatchFileSnapshot(`golden/${name}.mono.txt`);
  });
  test.each(['dark', 'light'] as const)('in %s colours', async theme => {
    const painted = await goldenColours(compareFrame(input(state, { comparison })), 80, theme);
    await expect(painted).toMatchFileSnapshot(`golden/${name}.${theme}.txt`);
  });
});

describe('the screen of a comparison', () => {
  test('fits every window, in every pane and view', () => {
    for (const comparison of [models, branches, questions]) {
      for (const pane of [0, 1, 2, 3, 4]) {
        for (const diff of [undefined, 'inline', 'side-by-side', 'changes', 'answer-first'] as const) {
          for (const [width, height] of [
            [60, 16],
            [61, 22],
            [80, 24],
            [99, 30],
            [102, 31],
            [161, 17],
          ] as const) {
            const lines = compareFrame(
              input({ pane, diff }, { comparison, width, height, notice: 'A word.' }),
            );
            expect(lines).toHaveLength(height);
            expect(Math.max(...lines.map(lineWidth))).toBeLessThanOrEqual(width);
          }
        }
      }
    }
  });

  test('has answers, marks and costs over every pane', () => {
    for (const pane of [0, 1, 2]) {
      const text = shown({ pane });
      expect(text).toMatch(/\n A #0 Sonnet 4\.6 +\$0\.10 +✗ wrong +\$0\.0088 +so far \$0\.0088\n/);
      expect(text).toMatch(/\n B #3 Haiku 4\.5 +0\.05 +✓ right +\$0\.0019 +so far \$0\.0069\n/);
      expect(text).toContain('\n B − A  different answers  cost −$0.0069  so far −$0.0019');
      expect(text).toContain('\n differ in  model, prices\n');
    }
  });

  test('shows two columns where there is room for them, and says whose they are', () => {
    expect(shown({}, { width: 120 })).toMatch(/\n +A, round 0 +│ +B, round 3\n/);
    expect(shown({}, { width: 80 })).toContain('A, round 0 to B, round 3, words, inline');
    expect(shown({ diff: 'side-by-side' }, { width: 80 })).toContain('Side by side needs 100 columns');
  });

  test('of branches begins with what was asked differently, and has each answer against that of the parent', () => {
    const first = shown({}, { comparison: branches });
    expect(first).toContain('[Prompts] parent to A'.replace('parent', 'Parent'));
    expect(first).toContain('Go through your answer as a checklist.');
    expect(shown({ pane: 1 }, { comparison: branches })).toContain('Parent, round 0 to A, round 1');
    expect(shown({ pane: 2 }, { comparison: branches })).toContain('Parent, round 0 to B, round 1');
  });

  test('of different questions says so before anything else', () => {
    expect(shown({}, { comparison: questions }).split('\n')[2]).toMatch(
      /^ Two different questions are compared: /,
    );
  });

  test('the facts hold every setting in full', () => {
    const prompt = 'Check every step. '.repeat(20).trim();
    const run = (reflection: string) => {
      const [started, ...rest] = inOrder([runStarted({ run: reflection }), ...wholeRound(0, 'It is 5.')]);
      if (started?.type !== 'run.started') throw new Error('no start');
      return [{ ...started, settings: { ...started.settings, prompts: { reflection } } }, ...rest];
    };
    const comparison = compareRounds(sideIn(run(prompt), 0), sideIn(run('Again.'), 0));
    const { lines } = compareExtent(input({ pane: 2 }, { comparison }));
    const text = textsOf(lines).join(' ').replaceAll(/\s+/g, ' ');
    expect(text).toContain(prompt);
    expect(text).toContain('B Again.');
  });

  test('a cut-off answer is said to be one below it', () => {
    const { b } = models;
    const cut = { ...models, b: { ...b, call: { ...b.call, stopReason: 'max_tokens' } } };
    const { lines } = compareExtent(input({}, { comparison: cut }));
    expect(textsOf(lines).at(-1)).toMatch(/^B: The answer reached the longest length/);
  });

  test('rounds that were asked with no new text have no prompts to compare', () => {
    const without = { ...models, a: { ...models.a, prompt: '' }, b: { ...models.b, prompt: '' } };
    expect(shown({ pane: 1 }, { comparison: without })).toContain(
      'Neither of the rounds was asked with a new text.',
    );
  });

  test('says what was found, and where the cursor is while one writes', () => {
    expect(shown({ search: searching('ball', false) })).toMatch(/\[Answers\].* match 2 of \d+/);
    const typing = input({ search: searching('ball', true) });
    expect(textsOf(compareFrame(typing)).at(-1)).toMatch(/^ \/ ball .*match 2 of/);
    expect(compareCursor(typing)).toEqual({ x: 7, y: 23 });
    expect(compareCursor(input())).toBeUndefined();
  });
});
