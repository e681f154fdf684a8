import { describe, expect, test } from 'vitest';
import { effort, isLong } from '../text/testing/effort.ts';
import { EVERY_SCREEN, type Stage, type Staged } from './testing/every-screen.tsx';
import type { Screen } from './testing/screen.ts';

type Size = readonly [columns: number, rows: number];

const WIDTHS = [20, 40, 59, 60, 79, 81, 120, 200, 400];
const HEIGHTS = [5, 15, 16, 24, 36, 50, 120];
/** Every width with every height: 63 sizes. */
const SIZES = WIDTHS.flatMap(width => HEIGHTS.map((height): Size => [width, height]));
const STORMS = 50;
const RESIZES_IN_A_STORM = effort(4, 20);

/** All that is seen, and where the cursor is. */
function seen(screen: Screen): string[] {
  const { visible, ...place } = screen.cursor();
  return [...screen.looks(), visible ? JSON.stringify(place) : 'no cursor'];
}

/** Numbers that are the same on every machine. */
function chance(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

async function expectFresh(
  { screen, keepsPlace }: Staged,
  stage: Stage,
  size: Size,
  events: number,
  what: string,
) {
  // Where somebody stands who went by the size of then, no fresh start would stand.
  const fresh = keepsPlace ? undefined : await stage(...size, events);
  const before = seen(screen);
  if (!fresh) await screen.repaint();
  const wanted = fresh ? seen(fresh.screen) : before;
  const isSame = () => seen(screen).join() === wanted.join();
  // What streams is shown in batches: one of the two may be a batch behind.
  if (!isSame()) await screen.settle(isSame, 1000).catch(() => {});
  if (!isSame()) {
    if (fresh) expect(screen.text(), what).toBe(fresh.screen.text());
    expect(seen(screen), what).toEqual(wanted);
  }
  expect([screen.scrolledOff(), screen.buffer(), screen.normalText()], what).toEqual([0, 'alternate', '']);
  await fresh?.end();
}

/** After the last of the resizes the program draws everything once more, 80 ms later. */
async function settled(screen: Screen): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 100));
  await screen.settle();
}

async function afterEach(of: Staged): Promise<void> {
  await of.end();
  expect([of.screen.buffer(), of.screen.normalText()]).toEqual(['normal', '']);
}

async function singles(name: string, stage: Stage, sizes: readonly Size[]) {
  const shown = await stage(80, 24);
  let events = 0;
  for (const size of sizes) {
    shown.goOnTo(events + 3);
    shown.screen.resizeAtOnce(...size);
    events += 5;
    shown.goOnTo(events);
    await settled(shown.screen);
    await expectFresh(shown, stage, size, events, `${name} from 80x24 to ${size.join('x')}`);
    await shown.screen.resize(80, 24);
  }
  await afterEach(shown);
}

async function storm(name: string, stage: Stage, seed: number) {
  const below = chance(seed);
  const anySize = (): Size =>
    below(8) === 0 ? [1 + below(400), 1 + below(120)] : [1 + below(120), 1 + below(40)];
  // Of a size in which the keys mean something.
  const anyLargeSize = (): Size => [60 + below(100), 16 + below(40)];
  const shown = await stage(...anyLargeSize());
  let events = 0;
  for (let turn = 0; turn < RESIZES_IN_A_STORM; turn++) {
    events += below(4);
    shown.goOnTo(events);
    shown.screen.resizeAtOnce(...anySize());
    // Some come before a frame was drawn, some after.
    await new Promise(resolve => setTimeout(resolve, below(3) * 15));
  }
  const last: Size = below(4) === 0 ? anySize() : anyLargeSize();
  shown.screen.resizeAtOnce(...last);
  await settled(shown.screen);
  await expectFresh(shown, stage, last, events, `storm ${seed} in ${name}, which ends at ${last.join('x')}`);
  await afterEach(shown);
}

const NAMES = Object.entries(EVERY_SCREEN).flatMap(([part, stages]) =>
  Object.keys(stages).map(name => `${part}: ${name}`),
);

/** Has no divisor in common with the number of screens, so that few storms fall on all parts alike. */
const STRIDE = 12;

/** What falls to one of the screens: all of it, or in a hurry its share among all screens. */
function share<T>(all: readonly T[], name: string): readonly T[] {
  return isLong ? all : all.filter((_, place) => (place * STRIDE) % NAMES.length === NAMES.indexOf(name));
}

/** Several at a time: most of what a screen does is wait. */
const AT_A_TIME = 6;

async function severalAtATime(work: readonly (() => Promise<void>)[]): Promise<void> {
  const left = work.values();
  const worker = async () => {
    for (const one of left) await one();
  };
  const done = await Promise.allSettled(Array.from({ length: AT_A_TIME }, worker));
  for (const one of done) if (one.status === 'rejected') throw one.reason;
}

describe('The screen', () => {
  for (const [part, stages] of Object.entries(EVERY_SCREEN)) {
    const screens = Object.entries(stages).map(([name, stage]) => ({ name: `${part}: ${name}`, stage }));

    test(`the window changes its size while text comes in, in ${part}: the same cells as after a start at that size`, async () => {
      await severalAtATime(
        screens.map(
          ({ name, stage }) =>
            () =>
              singles(name, stage, share(SIZES, name)),
        ),
      );
    });

    test(`a storm of resizes while text comes in, in ${part}: the same cells as after a start at the last size`, async () => {
      const seeds = Array.from({ length: STORMS }, (_, seed) => seed);
      await severalAtATime(
        screens.flatMap(({ name, stage }) => share(seeds, name).map(seed => () => storm(name, stage, seed))),
      );
    });
  }
});
