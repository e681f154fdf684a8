/**
 * Random moments of a run at which something is done to its program, and what must be left of the run
 * then. Only tests import it.
 */
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { AnyEvent } from '../../run/events.ts';
import type { Milliseconds } from '../../run/price.ts';
import { type Resumable, readForResume } from '../../transcripts/resume.ts';
import type { Home } from './home.ts';
import { runProgram } from './program.ts';

/** Of a failure: REFLECTOSCOPE_SEED=N makes the same moments again. */
const SEED = Number(process.env.REFLECTOSCOPE_SEED ?? Date.now() % 1_000_000);

/** As many at a time as keep two processors busy: programs mostly wait for their words. */
const AT_ONCE = 4;

/** Does something at so many moments of the first `withinMs` of a run, several at once. */
export async function atMoments(
  count: number,
  withinMs: Milliseconds,
  happens: (ms: Milliseconds, index: number) => Promise<void>,
): Promise<void> {
  const moments = fc.sample(fc.integer({ min: 0, max: withinMs }), { seed: SEED, numRuns: count });
  const waiting = [...moments.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, ms] = next;
      try {
        await happens(ms, index);
      } catch (thrown) {
        const said = thrown instanceof Error ? thrown.message : String(thrown);
        throw new Error(`At ${ms} ms (moment ${index} of REFLECTOSCOPE_SEED=${SEED}): ${said}`, {
          cause: thrown,
        });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** What a transcript may lose. */
export const LOST_MS: Milliseconds = 250;

export interface Seen<T> {
  readonly at: Milliseconds;
  readonly what: T;
}

/** What had been seen for so long at this moment that it has to be on the disk. */
export function settled<T>(seen: readonly Seen<T>[], at: Milliseconds): T[] {
  return seen.flatMap(one => (one.at <= at - LOST_MS ? [one.what] : []));
}

export interface Left extends Resumable {
  readonly file: string;
}

/** The transcript reads back without a gap; half a line at its end is no event, and is said. */
export async function left(file: string): Promise<Left> {
  const resumable = await readForResume(file);
  expect(resumable.events.map(({ seq }) => seq)).toEqual([...resumable.events.keys()]);
  const damage = resumable.notices.filter(notice => !/last line/.test(notice));
  expect(damage).toEqual([]);
  return { file, ...resumable };
}

/** Goes on with a run to its end, in its own file; one that had come to its end has nothing more to do. */
export async function resumedToEnd(
  { file, events, run }: Left,
  home: Home,
  endpoint: string,
): Promise<readonly AnyEvent[]> {
  if (run.outcome?.kind === 'stopped') return events;
  const { code, stderr } = await runProgram(['resume', file, '--json', '--endpoint', endpoint], { home });
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const after = await left(file);
  expect(after.events.slice(0, events.length)).toEqual(events);
  expect(after.run.outcome).toMatchObject({ kind: 'stopped', rule: 'max-rounds' });
  expect(existsSync(`${file}.lock`)).toBe(false);
  return after.events;
}
