/**
 * How long a key press takes to its frame while 1,000 tokens a second stream into the inspector, against the
 * same in a run that has ended. The key shows the pane of the prompt.
 *
 *   node bench/keys.ts [--json]
 */

import { tell } from './harness/tell.ts';
import { type App, startApp } from './screen/app.ts';
import { sleep } from './screen/program.ts';
import { tokensOf } from './screen/tokens.ts';

const TOKENS_PER_SECOND = 1000;
const PRESSES = 120;
/** Compilers and caches warm up meanwhile. */
const WARM_PRESSES = 15;
/** The recording goes on for longer than anything is measured. */
const SECONDS = 120;
/** Of the pane of the prompt, and in no answer. */
const IN_PROMPT = 'a bat and a ball cost 1.10';

async function streaming(): Promise<App> {
  const tokens = tokensOf(SECONDS * TOKENS_PER_SECOND);
  const app = await startApp([{ tokens, tokensPerSecond: TOKENS_PER_SECOND }]);
  await app.run();
  return app;
}

async function ended(): Promise<App> {
  const app = await startApp([{ tokens: tokensOf(2000), tokensPerSecond: 2000 }]);
  const over = app.waitFor('stopped by');
  await app.run();
  await over;
  return app;
}

/** Milliseconds to the frame. */
async function press({ write, waitFor }: App): Promise<number> {
  const drawn = waitFor(IN_PROMPT);
  const pressed = performance.now();
  write('4');
  const took = (await drawn) - pressed;
  // Two keys that come before one frame would leave the pane as it was.
  const back = waitFor('[Answer]');
  write('1');
  await back;
  return took;
}

const both = await Promise.all([streaming(), ended()]);
const times: [number[], number[]] = [[], []];
for (let time = -WARM_PRESSES; time < PRESSES; time++) {
  for (const [index, app] of both.entries()) {
    const took = await press(app);
    if (time >= 0) times[index]?.push(took);
    // Not in step with the frames of the stream.
    await sleep(120 + 97 * Math.abs(Math.sin(time)));
  }
}
await Promise.all(both.map(app => app.end()));

const at = (share: number, values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN;
const [busy, idle] = times;
tell([
  {
    name: 'key-while-streaming',
    what: 'a key press to its frame while 1,000 tokens a second come, p95',
    against: 'a key press in a run that has ended, p95',
    ratio: at(0.95, busy) / at(0.95, idle),
    bound: 2,
    direction: 'at most',
    'ms, p95': at(0.95, busy),
    'ms, median': at(0.5, busy),
    'idle ms, p95': at(0.95, idle),
    'idle ms, median': at(0.5, idle),
  },
]);
