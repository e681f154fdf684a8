/** The diff on answers that models really gave and rewrote; the data lies beside the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rowsOf } from './hunks.ts';
import { newSide, oldSide } from './parts.ts';
import { createStreamingDiff } from './streaming.ts';
import { diffWords } from './words.ts';

const DATA = new URL('../../../shared/data/', import.meta.url);
const YELP = new URL('madaan_self-refine/data/outputs/yelp/gpt4.jsonl', DATA);
const SQL = new URL(
  'princeton-nlp_intercode/data/results/sql/gpt-4/ic_sql_multiturn_gpt-4_10_turns.json',
  DATA,
);

type Pair = [string, string];

/** Each text with the one after it. */
function consecutive(texts: readonly string[]): Pair[] {
  return texts.slice(1).map((text, index) => [texts[index] ?? '', text]);
}

function reviews(): Pair[] {
  const byRecord = new Map<number, string[]>();
  for (const line of readFileSync(YELP, 'utf8').trim().split('\n')) {
    const row: { record_id: number; transferred_review: string } = JSON.parse(line);
    byRecord.set(row.record_id, [...(byRecord.get(row.record_id) ?? []), row.transferred_review]);
  }
  return [...byRecord.values()].flatMap(consecutive);
}

function queries(): Pair[] {
  const tasks: Record<string, { turn_history: { actions: string[] } }> = JSON.parse(
    readFileSync(SQL, 'utf8'),
  );
  return Object.values(tasks).flatMap(task => consecutive(task.turn_history.actions));
}

function check(pairs: readonly Pair[]): void {
  for (const [before, after] of pairs) {
    const { parts, stats } = diffWords(before, after);
    expect(oldSide(parts)).toBe(before);
    expect(newSide(parts)).toBe(after);
    expect(stats.changes === 0).toBe(parts.every(part => part.kind === 'same'));
    const shown = rowsOf(parts)
      .flatMap(row => row.spans)
      .filter(span => span.kind !== 'removed');
    expect(
      shown
        .map(span => span.text)
        .join('')
        .replace(/\s/g, ''),
    ).toBe(after.replace(/\s/g, ''));
  }
}

describe.skipIf(!existsSync(YELP))('rewritten reviews (skipped without ../shared/data)', () => {
  it('rebuilds both sides of every pair', () => {
    const pairs = reviews();
    expect(pairs.length).toBeGreaterThan(1800);
    check(pairs);
  });

  it('marks words in most of them, in few places compared with their words', () => {
    const stats = reviews().map(([before, after]) => diffWords(before, after).stats);
    const changed = stats.filter(({ changes }) => changes > 0);
    const marked = changed.filter(({ keptShare }) => keptShare > 0.3);
    expect(marked.length / changed.length).toBeGreaterThan(0.7);
    const [places, words] = [
      marked.reduce((sum, { changes }) => sum + changes, 0),
      marked.reduce((sum, { added, removed }) => sum + added + removed, 0),
    ];
    expect(words / places).toBeGreaterThan(3);
  });

  it('hardly ever goes back while an answer streams', () => {
    let [steps, back] = [0, 0];
    for (const [before, after] of reviews().filter((_, index) => index % 40 === 0)) {
      const step = createStreamingDiff(before);
      let reached = 0;
      for (let end = 1; end <= after.length; end += 25) {
        const now = before.length - step(after.slice(0, end)).notReached.length;
        if (now < reached - 30) back++;
        reached = now;
        steps++;
      }
    }
    expect(steps).toBeGreaterThan(500);
    expect(back / steps).toBeLessThan(0.03);
  });
});

describe.skipIf(!existsSync(SQL))('corrected queries (skipped without ../shared/data)', () => {
  it('rebuilds both sides of every pair', () => {
    const pairs = queries();
    expect(pairs.length).toBeGreaterThan(4000);
    check(pairs);
  });
});
