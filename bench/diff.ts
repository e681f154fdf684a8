/**
 * How long the diff takes, against jsdiff's `diffWordsWithSpace`, and for texts that are too long for that
 * against `git diff --word-diff`, a process with its start. All in turn, and warm.
 *
 *   node bench/diff.ts [--json]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diffWordsWithSpace } from 'diff';
import { createStreamingDiff } from '../src/diff/streaming.ts';
import { diffWords } from '../src/diff/words.ts';
import { elapsed } from './harness/elapsed.ts';
import type { Measure } from './harness/measure.ts';
import { paragraph, paragraphs, reworded } from './harness/prose.ts';
import { median } from './harness/result.ts';
import { tell } from './harness/tell.ts';

const KB = 1000;

interface Pair {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

const pairs = (size: number): Record<'same' | 'appended' | 'few' | 'half' | 'all', Pair> => {
  const before = paragraphs(size);
  const label = `${size / KB} KB`;
  const pair = (name: string, after: readonly string[]): Pair => ({
    name: `${label}, ${name}`,
    before: before.join('\n\n'),
    after: after.join('\n\n'),
  });
  return {
    same: pair('the same', before),
    appended: pair('a paragraph appended', [...before, paragraph()]),
    few: pair('3 % of the words changed', reworded(before, 0.03)),
    half: pair(
      'every second paragraph rewritten',
      before.map((text, index) => (index % 2 === 1 ? paragraph() : text)),
    ),
    all: pair('fully rewritten', paragraphs(size)),
  };
};

warmUp();
const [short, long] = [pairs(20 * KB), pairs(200 * KB)];
const folder = mkdtempSync(join(tmpdir(), 'reflectoscope-bench-'));
try {
  tell([
    ...[short.half, short.all].map(pair => ({ ...timesFaster(pair), bound: 20 })),
    ...[long.half, long.all].map(againstGit),
    // Where little changed jsdiff is fast; it must not become much worse than this.
    ...[short.same, short.appended, short.few].map(againstJsdiff),
    streaming(short.half),
  ]);
} finally {
  rmSync(folder, { recursive: true });
}

/** Both are measured as they run after a while, not as they run for the first time. */
function warmUp(): void {
  for (let run = 0; run < 30; run++) {
    const before = paragraphs(3 * KB);
    const after = reworded(before, run / 60).join('\n\n');
    diffWords(before.join('\n\n'), after);
    diffWordsWithSpace(before.join('\n\n'), after);
  }
}

/** Milliseconds, medians of both, in turn. */
function inTurn(count: number, ours: () => unknown, theirs: () => unknown): [number, number] {
  const times: [number[], number[]] = [[], []];
  for (let run = 0; run < count; run++) {
    times[1].push(elapsed(theirs));
    times[0].push(elapsed(ours));
  }
  return [median(times[0]), median(times[1])];
}

function timesFaster({ name, before, after }: Pair): Measure {
  const [ms, jsdiffMs] = inTurn(
    3,
    () => diffWords(before, after),
    () => diffWordsWithSpace(before, after),
  );
  return {
    name,
    what: `diff of ${name}: times faster`,
    against: 'diffWordsWithSpace of jsdiff',
    ratio: jsdiffMs / ms,
    direction: 'at least',
    ms,
    jsdiffMs,
  };
}

function againstJsdiff({ name, before, after }: Pair): Measure {
  const [ms, jsdiffMs] = inTurn(
    9,
    () => diffWords(before, after),
    () => diffWordsWithSpace(before, after),
  );
  return {
    name,
    what: `diff of ${name}`,
    against: 'diffWordsWithSpace of jsdiff',
    ratio: ms / jsdiffMs,
    direction: 'at most',
    ms,
    jsdiffMs,
  };
}

function againstGit({ name, before, after }: Pair): Measure {
  const files = [join(folder, 'before'), join(folder, 'after')];
  for (const [index, text] of [before, after].entries()) writeFileSync(files[index] ?? '', text);
  const git = () => {
    const options = { maxBuffer: 64 * 1024 * 1024 };
    const { status } = spawnSync('git', ['diff', '--no-index', '--word-diff', ...files], options);
    // 1 says that they differ.
    if (status !== 1) throw new Error('git is needed for this bench, and failed.');
  };
  const [ms, gitMs] = inTurn(15, () => diffWords(before, after), git);
  return {
    name,
    what: `diff of ${name}`,
    against: 'git diff --no-index --word-diff',
    ratio: ms / gitMs,
    bound: 10,
    direction: 'at most',
    ms,
    gitMs,
  };
}

/** The new text in steps of 100 characters, as an answer that streams is compared. */
function streaming({ before, after }: Pair): Measure {
  const steps = Math.ceil(after.length / 100);
  const [streamedMs, wholeMs] = inTurn(
    5,
    () => {
      const step = createStreamingDiff(before);
      for (let index = 1; index <= steps; index++) step(after.slice(0, index * 100));
    },
    () => diffWords(before, after),
  );
  const ms = streamedMs / steps;
  return {
    name: 'streaming',
    what: 'diff while 20 KB stream, a step of 100 characters',
    against: 'the diff of the whole',
    ratio: ms / wholeMs,
    direction: 'at most',
    ms,
    wholeMs,
  };
}
