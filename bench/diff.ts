/**
 * How long the diff takes, against jsdiff's `diffWordsWithSpace` in the same run: the ratio says
 * something on any machine, the milliseconds only on this one.
 *
 *   node bench/diff.ts [--json]
 */
import { diffWordsWithSpace } from 'diff';
import { createStreamingDiff } from '../src/diff/streaming.ts';
import { diffWords } from '../src/diff/words.ts';

interface Measured {
  readonly name: string;
  /** Milliseconds, median. */
  readonly ours: number;
  /** Milliseconds, median; absent where jsdiff would take minutes or has no counterpart. */
  readonly jsdiff?: number;
  /** `ours / jsdiff`. */
  readonly ratio?: number;
  readonly keptShare: number;
}

const KB = 1000;
const random = generator(20261123);
const VOCABULARY = Array.from({ length: 3000 }, () =>
  Array.from({ length: 2 + Math.floor(random() * 8) }, () => letter(random())).join(''),
);
const COMMON = ['the', 'of', 'and', 'to', 'a', 'in', 'is', 'it'];

warmUp();

const results = [
  ...[20 * KB, 200 * KB].flatMap(size => {
    const before = paragraphs(size);
    const label = `${size / KB} KB`;
    const everySecond = before.map((text, index) => (index % 2 === 1 ? paragraph() : text));
    // On 200 KB with rewritten parts jsdiff does not end within 20 s.
    const reference = size === 20 * KB;
    return [
      measure(`${label}, the same`, before, before, true),
      measure(`${label}, a paragraph appended`, before, [...before, paragraph()], true),
      measure(`${label}, 3 % of the words changed`, before, reworded(before, 0.03), true),
      measure(`${label}, every second paragraph rewritten`, before, everySecond, reference),
      measure(`${label}, 35 % of the words changed`, before, reworded(before, 0.35), reference),
      measure(`${label}, fully rewritten`, before, paragraphs(size), reference),
    ];
  }),
  ...(['every second paragraph', 'all'] as const).map(what => {
    const before = paragraphs(20 * KB);
    const after = before.map((text, index) => (what === 'all' || index % 2 === 1 ? paragraph() : text));
    return streaming(`20 KB streaming, ${what} rewritten, mean of a step`, before, after);
  }),
];

if (process.argv.includes('--json')) {
  console.log(JSON.stringify(results, null, 2));
} else {
  console.log(
    `${'case'.padEnd(58)}${'ours'.padStart(10)}${'jsdiff'.padStart(12)}${'ratio'.padStart(9)}${'kept'.padStart(7)}`,
  );
  for (const { name, ours, jsdiff, ratio, keptShare } of results) {
    const cells = [
      name.padEnd(58),
      `${ours.toFixed(1)} ms`.padStart(10),
      (jsdiff === undefined ? '-' : `${jsdiff.toFixed(1)} ms`).padStart(12),
      (ratio === undefined ? '-' : ratio.toFixed(3)).padStart(9),
      `${Math.round(keptShare * 100)} %`.padStart(7),
    ];
    console.log(cells.join(''));
  }
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

function measure(name: string, before: string[], after: string[], withReference: boolean): Measured {
  const [a, b] = [before.join('\n\n'), after.join('\n\n')];
  const ours = median(7, () => diffWords(a, b));
  const keptShare = diffWords(a, b).stats.keptShare;
  if (!withReference) return { name, ours, keptShare };
  const jsdiff = median(3, () => diffWordsWithSpace(a, b));
  return { name, ours, jsdiff, ratio: ours / jsdiff, keptShare };
}

/** The new text in steps of 100 characters, as an answer that streams would be compared. */
function streaming(name: string, before: string[], after: string[]): Measured {
  const text = after.join('\n\n');
  const step = createStreamingDiff(before.join('\n\n'));
  const steps = Math.ceil(text.length / 100);
  let keptShare = 0;
  const ms = elapsed(() => {
    for (let index = 1; index <= steps; index++) keptShare = step(text.slice(0, index * 100)).stats.keptShare;
  });
  return { name, ours: ms / steps, keptShare };
}

function median(runs: number, work: () => unknown): number {
  const times = Array.from({ length: runs }, () => elapsed(work)).sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? 0;
}

function elapsed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function paragraphs(size: number): string[] {
  const result: string[] = [];
  for (let length = 0; length < size; length += (result.at(-1)?.length ?? 0) + 2) result.push(paragraph());
  return result;
}

function paragraph(): string {
  return Array.from({ length: 3 + Math.floor(random() * 4) }, sentence).join(' ');
}

function sentence(): string {
  const text = Array.from({ length: 6 + Math.floor(random() * 18) }, word).join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** A word of prose: four in ten are among the commonest. */
function word(): string {
  const list = random() < 0.4 ? COMMON : VOCABULARY;
  return list[Math.floor(random() ** 2 * list.length)] ?? 'the';
}

function reworded(texts: string[], share: number): string[] {
  return texts.map(text =>
    text
      .split(' ')
      .map(old => (random() < share ? word() : old))
      .join(' '),
  );
}

function letter(share: number): string {
  return String.fromCharCode(97 + Math.floor(share * 26));
}

/** The same numbers in every run, between 0 and 1 (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
