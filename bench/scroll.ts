/**
 * How long a frame of the inspector takes when one scrolls by a line: with an answer of 200 KB, as a
 * ratio to the same with one of 2 KB, in every pane and view, and with a search.
 *
 *   node bench/scroll.ts [--json]
 */
import { foldAll } from '../src/run/fold.ts';
import type { Run } from '../src/run/run.ts';
import { inOrder, runStarted, stopped, wholeRound } from '../src/run/testing/sample-run.ts';
import { DIFF_KINDS } from '../src/ui/diff-views/diff-view.ts';
import { inspect } from '../src/ui/screens/inspector-commands.ts';
import { inspectorFrame } from '../src/ui/screens/inspector-frame.ts';
import { paneExtent } from '../src/ui/screens/inspector-pane-lines.ts';
import { INITIAL, type InspectorState } from '../src/ui/screens/inspector-state.ts';
import { createTheme } from '../src/ui/theme.ts';
import { AT_TOP } from '../src/ui/widgets/scroll.ts';
import { textState } from '../src/ui/widgets/text-editing.ts';
import { isJson, tell } from './harness/tell.ts';

const PARAGRAPH =
  'Let the **ball** cost x. Then the bat costs one dollar more, `x + 1.00`, and together they cost 1.10.';

const SHORT = { extracted: '0.05' };

/** Two answers of about so many kilobytes, of which every fourth paragraph differs. */
function runWith(kilobytes: number): Run {
  const count = Math.ceil((kilobytes * 1000) / (PARAGRAPH.length + 10));
  const answer = (round: number) =>
    Array.from({ length: count }, (_, index) => {
      const rest = index % 4 === 0 && round === 1 ? 'So it is not what I said at first.' : PARAGRAPH;
      return `${index}. ${rest}`;
    }).join('\n\n');
  const events = [
    runStarted(),
    ...wholeRound(0, answer(0), SHORT),
    ...wholeRound(1, answer(1), SHORT),
    stopped(),
  ];
  const run = foldAll(inOrder(events));
  if (!run) throw new Error('no run');
  return run;
}

const searching = {
  query: textState('dollar'),
  typing: false,
  current: 3,
  from: { pinned: undefined, scroll: AT_TOP },
};
const STATES: Readonly<Record<string, Partial<InspectorState>>> = {
  answer: { pane: 'answer' },
  'answer, raw': { pane: 'answer', raw: true },
  'answer, searched': { pane: 'answer', search: searching },
  prompt: { pane: 'prompt' },
  ...Object.fromEntries(DIFF_KINDS.map(diff => [`diff, ${diff}`, { pane: 'diff', diff } as const])),
};

const theme = createTheme('dark');
const PRESSES = 300;

/** Microseconds a key press takes, median, after the text was laid out once. */
function pressing(run: Run, changes: Partial<InspectorState>): number {
  const screen = (state: InspectorState) => ({
    run,
    log: [],
    state,
    player: undefined,
    notice: undefined,
    width: 120,
    height: 36,
  });
  let state: InspectorState = { ...INITIAL, scroll: AT_TOP, ...changes };
  inspectorFrame(screen(state));
  const times = Array.from({ length: PRESSES }, () => {
    const began = performance.now();
    state = inspect(state, 'scroll.down', run, seen => paneExtent(screen(seen)));
    for (const line of inspectorFrame(screen(state))) theme.paint(line);
    return performance.now() - began;
  });
  return (times.sort((a, b) => a - b)[PRESSES / 2] ?? 0) * 1000;
}

const [short, long] = [runWith(2), runWith(200)];
const results = Object.entries(STATES).map(([name, state]) => {
  // Warm, and in turn, so that both have the same machine.
  pressing(short, state);
  const two = pressing(short, state);
  const twoHundred = pressing(long, state);
  return { name, short: two, long: twoHundred, ratio: twoHundred / two };
});

if (isJson) {
  tell(
    results.map(({ name, short: shortUs, long: longUs, ratio }) => ({
      name,
      what: `scroll by a line in 200 KB: ${name}`,
      against: 'the same in 2 KB',
      ratio,
      direction: 'at most',
      shortUs,
      longUs,
    })),
  );
} else {
  console.log(`${'case'.padEnd(24)}${'2 KB'.padStart(12)}${'200 KB'.padStart(12)}${'ratio'.padStart(9)}`);
  for (const { name, short: two, long: many, ratio } of results) {
    const cells = [
      name.padEnd(24),
      `${two.toFixed(0)} µs`.padStart(12),
      `${many.toFixed(0)} µs`.padStart(12),
    ];
    console.log(`${cells.join('')}${ratio.toFixed(2).padStart(9)}`);
  }
}
