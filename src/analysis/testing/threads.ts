/** Runs of one growing thread, and what is asked of their what-ifs. Only tests import it. */
import type { AnyEvent, CachePoint, NewEvent } from '../../run/events.ts';
import type { Price, Usage } from '../../run/price.ts';
import type { Run } from '../../run/run.ts';
import { Settings } from '../../run/settings.ts';
import {
  callFinished,
  callStarted,
  inOrder,
  MODEL,
  PRICE,
  QUESTION,
  requestOf,
  roundFinished,
  roundStarted,
  runStarted,
  SETTINGS,
  theRun,
} from '../../run/testing/sample-run.ts';
import { type WhatIf, whatIfs } from '../what-if.ts';
import type { Alternative, Otherwise } from '../what-if-base.ts';

export interface Given {
  readonly price?: Price | undefined;
  readonly settings?: Partial<Settings>;
  /** Between calls. */
  readonly seconds?: number;
  readonly turn?: string;
}

/** One growing thread with this usage; each call puts the answer and a turn behind the one before. */
export function thread(all: readonly Partial<Usage>[], given: Given = {}): Run {
  return theRun(threadEvents(all, given));
}

export function threadEvents(all: readonly Partial<Usage>[], given: Given = {}): AnyEvent[] {
  const { price = PRICE, settings, seconds = 1, turn = 'Check it.' } = given;
  const started = runStarted({
    settings: Settings.parse({ ...SETTINGS, ...settings }),
    prices: 'price' in given && !given.price ? [] : [{ ...price, model: MODEL }],
  });
  const rounds = all.flatMap((usage, index): NewEvent[] => {
    const plain = index === 0 ? requestOf(QUESTION.text) : requestOf(turn, { call: index - 1, answer: 'x' });
    const cachePoints: CachePoint[] = [{ after: 2 * index, ttl: settings?.cache === '1h' ? '1h' : '5m' }];
    const at = 1 + index * seconds * 1000;
    return [
      { ...roundStarted(index), at } as NewEvent,
      { ...callStarted(index, index, { request: { ...plain, cachePoints } }), at } as NewEvent,
      { ...callFinished(index, usage), at: at + 1 } as NewEvent,
      { ...roundFinished(index), at: at + 1 } as NewEvent,
    ];
  });
  return inOrder([started, ...rounds]);
}

export function rowOf(run: Run, kind: Alternative['kind']): WhatIf {
  const row = whatIfs(run, kind === 'model' ? {} : { models: [] }).find(({ what }) => what.kind === kind);
  if (!row) throw new Error(`no ${kind}`);
  return row;
}

export const usagesOf = ({ usages: all }: Otherwise) => all ?? [];

/** The study's thread: each round adds to the prompt, and nothing was cached. */
export const PLAIN = [2000, 2600, 3200].map(input => ({ input, output: 500 }));
export const CACHED = [
  { input: 4, output: 500, cacheWrite5m: 1996 },
  { input: 4, output: 500, cacheRead: 1996, cacheWrite5m: 600 },
  { input: 4, output: 500, cacheRead: 2596, cacheWrite5m: 600 },
];
