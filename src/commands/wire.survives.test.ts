/** What is left of a run of two rounds when its second one meets a fault of the wire, over both protocols. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { framesOf } from '../recorded/frames.ts';
import { FAULTS, type Fault, type Stage } from '../recorded/server/fault-table.ts';
import { httpError, streamOf } from '../recorded/server/reply.ts';
import { anAnswer, TEXT } from '../recorded/testing/an-answer.ts';
import { PROTOCOLS, type Protocol } from '../recorded/testing/sdk-clients.ts';
import { realClock } from '../run/clock.ts';
import { meterOfCall } from '../run/meter.ts';
import { MODEL } from '../run/testing/sample-run.ts';
import { effort } from '../text/testing/effort.ts';
import { eventsOfType } from './testing/stepped-app.ts';
import { STALL_MS, type Told, type WiredWorld, wiredWorld } from './testing/wired.ts';

interface Case {
  readonly spec: string;
  readonly protocol: Protocol;
  readonly fault: Fault;
  readonly stage: Stage;
}

/** All that can happen: each fault, at each of its moments, over each protocol. */
const CASES: readonly Case[] = FAULTS.flatMap(fault =>
  fault.stages.flatMap(stage =>
    PROTOCOLS.map(protocol => ({ spec: `${fault.name}@${stage}`, protocol, fault, stage })),
  ),
);

function casesOf(kind: Fault['effect']['kind'], when: (one: Case) => boolean = () => true) {
  return CASES.filter(one => one.fault.effect.kind === kind && when(one));
}

/** Damage after which an answer is as good as any. */
const HARMLESS = new Set([
  'unknown-event',
  'unknown-member',
  'empty-answer',
  'huge-delta',
  'slow-bytes',
  'split-text',
]);

const THROTTLED = `Bedrock is throttling calls to ${MODEL}.`;
const OWN_FAULT = 'URL had a fault of its own.';
const FAILED = `${MODEL} failed while it was answering.`;
const NOT_ACCEPTED = 'AWS did not accept the credentials.';
const BROKE = 'The connection to URL broke.';
const DAMAGED = 'The answer from URL was damaged on its way.';
const CUT = 'The stream ended before the answer was finished.';
const UNTOLD = 'The stream ended after the answer but before its usage was reported.';
const STALLED = `Nothing came for ${STALL_MS / 1000} s, so the call was given up.`;

/** What is said of each, where it does not depend on the protocol. */
const SAYS: Readonly<Record<string, string>> = {
  throttling: THROTTLED,
  'throttling-tokens': THROTTLED,
  'throttling-retry-after': THROTTLED,
  'internal-error': OWN_FAULT,
  'service-unavailable': OWN_FAULT,
  'model-not-ready': `${MODEL} is not ready yet.`,
  'model-timeout': `${MODEL} took too long to answer.`,
  'model-error': FAILED,
  'model-stream-error': FAILED,
  'service-quota': 'A quota of this account is used up.',
  'access-denied': `This account may not call ${MODEL}.`,
  'cache-refused': `${MODEL} does not take cache points.`,
  'not-found': `Bedrock knows no model ${MODEL}.`,
  'end-of-life': `${MODEL} has been retired by Bedrock.`,
  validation: `Bedrock knows no model ${MODEL}.`,
  'on-demand-refused': `${MODEL} can only be called through an inference profile.`,
  'thinking-refused': `Bedrock refused the request to ${MODEL}.`,
  'too-long': `The conversation no longer fits ${MODEL}.`,
  'expired-credentials': 'The AWS credentials have expired.',
  'unknown-credentials': NOT_ACCEPTED,
  'invalid-signature': NOT_ACCEPTED,
  'proxy-page': "URL answered with something that is not Bedrock's protocol (HTTP 502).",
  'login-page': "URL answered with something that is not Bedrock's protocol (HTTP 200).",
  'empty-500': "URL answered with something that is not Bedrock's protocol (HTTP 500).",
  stall: STALLED,
  'truncated-frame': DAMAGED,
  'truncated-prelude': CUT,
  'bad-checksum': DAMAGED,
  'unknown-exception': `The call to ${MODEL} failed.`,
  'unmodelled-error': OWN_FAULT,
  'no-message-stop': CUT,
  'no-metadata': UNTOLD,
  'no-usage': UNTOLD,
};

/** Over HTTP/2 a connection that ends in mid-stream is no error to the SDK, and is told by what is missing. */
function saysOf({ fault, stage, protocol }: Case): string[] {
  const said = SAYS[fault.name];
  if (said !== undefined) return [said];
  const isQuiet = protocol === 'h2' && fault.name !== 'rst-stream' && stage !== 'before';
  // A reset may overtake the end of what was sent before it.
  if (fault.name === 'reset' && stage === 'stop' && isQuiet) return [UNTOLD, CUT];
  return [isQuiet ? (stage === 'stop' ? UNTOLD : CUT) : BROKE];
}

const CREDENTIALS = new Set(['expired-credentials', 'unknown-credentials', 'invalid-signature']);

/** The first half of the answer's frames. */
const HALF = 'Fünf Cent 🎾 ';

function textOf({ fault, stage }: Case): string {
  if (stage === 'before') return '';
  return stage === 'stop' || fault.name.startsWith('no-') ? TEXT : HALF;
}

/** A run whose first round is good, and whose second one meets the fault. */
async function suffering({ spec, protocol }: Case): Promise<{ world: WiredWorld; told: Told }> {
  const world = await wiredWorld({ protocol });
  const told = await world.run({
    onEvent: ({ type }) => {
      if (type === 'round.finished') world.suffer(spec);
    },
  });
  return { world, told };
}

/** Sentence, text, exit code, cost and connections; and that the run goes on to its end. */
async function expectSurvived(one: Case): Promise<{ world: WiredWorld; told: Told }> {
  const { world, told } = await suffering(one);
  const { run, lines, code } = told;
  const call = run.calls[1];
  const error = call?.error;
  const words = (text = '') => text.replaceAll(world.url, 'URL');
  expect({ outcome: run.outcome?.kind, rounds: run.rounds.length, status: call?.status }).toEqual({
    outcome: 'failed',
    rounds: 2,
    status: 'failed',
  });
  expect(run.calls[0]).toMatchObject({ status: 'finished', text: TEXT });

  expect(saysOf(one)).toContain(words(error?.message));
  expect(error?.remedy).toMatch(/[\w)]\.$/);
  expect(lines.join('\n')).toContain(error?.message);
  expect(code).toBe(CREDENTIALS.has(one.fault.name) ? 3 : 1);

  // A reset may overtake what was sent before it.
  if (one.fault.name === 'reset') expect(TEXT.startsWith(call?.text ?? '?')).toBe(true);
  else expect(call?.text).toBe(textOf(one));
  if (call?.text) expect(lines.join('\n')).toContain(call.text.trim());

  await expectLeft(world, one.protocol);
  world.suffer(undefined);
  const again = await world.resume(told);
  expect(again.events.slice(0, told.events.length)).toEqual(told.events);
  expect(again).toMatchObject({ code: 0, run: { outcome: { kind: 'stopped', rule: 'max-rounds' } } });
  expect(again.run.rounds).toHaveLength(2);
  return { world, told };
}

/** Over HTTP/1.1 the client of the SDK keeps one for the next call, until it is told to leave. */
async function expectLeft(world: WiredWorld, protocol: Protocol): Promise<void> {
  if (protocol === 'http/1.1') world.leave();
  await expect.poll(world.connections, { interval: 10 }).toBe(0);
}

/** Nothing is known of what the second call cost, and that is said. */
function expectUnknownCost({ run, lines }: Told): void {
  const call = run.calls[1];
  expect(call?.usage).toBeUndefined();
  expect(call && meterOfCall(run, call)).toMatchObject({ atLeast: true });
  expect(lines.at(-1)).toMatch(/^Cost at least \$0\.000172 /);
}

describe('The wire', () => {
  describe.each(casesOf('error', ({ stage }) => stage === 'before'))('$spec over $protocol', one => {
    test('an error that the service tells before it answers: its sentence, and nothing to pay; what may pass is tried four times', async () => {
      const { told } = await expectSurvived(one);
      const retried = eventsOfType(told.events, 'call.retried');
      expect(retried).toHaveLength(told.run.calls[1]?.error?.retryable ? 3 : 0);
      expect(told.run.calls[1]?.error?.charged).toBe('no');
      expect(told.lines.at(-1)).toMatch(/^Cost \$0\.000172 /);
    });
  });

  describe.each(casesOf('error', ({ stage }) => stage !== 'before'))('$spec over $protocol', one => {
    test('an error in mid-stream, or between messageStop and metadata: its sentence and the text so far, and a cost of "at least"', async () => {
      const { world, told } = await expectSurvived(one);
      // The call, its one attempt to go on, and the first round: text that was paid for is not asked for twice.
      expect(world.asked()).toBe(3);
      expectUnknownCost(told);
    });
  });

  describe.each(casesOf('page'))('$spec over $protocol', one => {
    test('a page of HTML, or an empty 500, instead of an answer: it is said that this is not Bedrock', async () => {
      await expectSurvived(one);
    });
  });

  const isStall = ({ fault }: Case) => fault.name === 'stall';
  describe.each(casesOf('transport', one => !isStall(one)))('$spec over $protocol', one => {
    test('a connection that is reset, closed or given up, before, in or after the answer: it is said, the text so far is kept, and the run goes on when asked', async () => {
      const { told } = await expectSurvived(one);
      if (one.stage === 'before') expect(eventsOfType(told.events, 'call.retried')).toHaveLength(3);
      else expectUnknownCost(told);
    });
  });

  describe.each(casesOf('transport', isStall))('$spec over $protocol', one => {
    test('silence on a connection that stays open: it is given up after --idle-timeout, and not asked again for money', async () => {
      const { world, told } = await expectSurvived(one);
      expect(world.asked()).toBe(3);
      expectUnknownCost(told);
    });
  });

  const isHarmless = ({ fault }: Case) => HARMLESS.has(fault.name);
  describe.each(casesOf('damage', one => !isHarmless(one)))('$spec over $protocol', one => {
    test('frames that are cut, damaged or unknown errors, and an end without messageStop, metadata or usage: it is said, the text so far is kept, and the cost is "at least"', async () => {
      const { told } = await expectSurvived(one);
      expectUnknownCost(told);
    });
  });

  describe.each(casesOf('damage', isHarmless))('$spec over $protocol', one => {
    test('unknown events and members, a piece of a megabyte, single bytes, an empty answer: the run goes on as if nothing were', async () => {
      const { world, told } = await suffering(one);
      const { name } = one.fault;
      expect(told).toMatchObject({ code: 0, run: { outcome: { kind: 'stopped' } } });
      const text = told.run.calls[1]?.text ?? '';
      if (name === 'huge-delta') expect(text.length).toBeGreaterThan(1024 * 1024);
      else expect(text).toBe(name === 'empty-answer' ? '' : TEXT);
      expect(world.asked()).toBe(2);
      await expectLeft(world, one.protocol);
    });
  });

  test('bytes cut anywhere, in the middle of characters and of frames: the text is the same', async () => {
    const bytes = Buffer.concat(framesOf(anAnswer()).map(frame => frame.bytes));
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(cuts, fc.constantFrom(...PROTOCOLS), async (where, protocol) => {
        const places = [0, ...where.toSorted((a, b) => a - b), bytes.length];
        const pieces = places.slice(1).map((to, index) => bytes.subarray(places[index], to));
        const world = await wiredWorld({ protocol, reply: () => streamOf(pieces) });
        const { run, code } = await world.run();
        expect([code, ...run.calls.map(call => call?.text)]).toEqual([0, TEXT, TEXT]);
      }),
      { numRuns: effort(10, 300) },
    );
  });

  const busy = (retryAfter: string) =>
    httpError(429, 'ThrottlingException', 'Too many requests.', { 'retry-after': retryAfter });

  test('a throttle storm over twelve runs at once: each waits as long as it was asked to and a jitter, says so, and all of them end well', async () => {
    let left = 24;
    const world = await wiredWorld({
      protocol: 'h2',
      reply: () => (left-- > 0 ? busy(String(2 + (left % 3))) : undefined),
    });
    const told = await Promise.all(Array.from({ length: 12 }, () => world.run()));
    expect(told.map(({ code }) => code)).toEqual(Array.from({ length: 12 }, () => 0));
    const retried = told.flatMap(({ events }) => eventsOfType(events, 'call.retried'));
    expect(retried).toHaveLength(24);
    for (const { reason, waitMs } of retried) {
      expect(waitMs).toBeGreaterThanOrEqual(reason.retryAfterMs ?? Number.POSITIVE_INFINITY);
      expect(waitMs).toBeLessThanOrEqual((reason.retryAfterMs ?? 0) + 1000);
    }
    expect(new Set(retried.map(({ waitMs }) => waitMs)).size).toBeGreaterThan(12);
    expect(told[0]?.lines.join('\n')).toMatch(
      /Attempt 1 of 4 failed: Bedrock is throttling calls .* Trying again in \d\.\d s\./,
    );
  });

  test.each([['1800'], [new Date(Date.now() + 86_400_000).toUTCString()], ['9'.repeat(400)]])(
    'a Retry-After of half an hour, of tomorrow, of for ever: nobody waits for it, it is said, and the run goes on later',
    async retryAfter => {
      let isBusy = true;
      const world = await wiredWorld({
        protocol: 'h2',
        reply: () => (isBusy ? busy(retryAfter) : undefined),
      });
      const told = await world.run({ clock: realClock() });
      expect(told.code).toBe(1);
      expect(world.asked()).toBe(1);
      expect(told.run.calls[0]?.error).toMatchObject({ name: 'ThrottlingException', message: THROTTLED });
      expect(told.lines.join('\n')).toMatch(
        /It asks to wait for .*, and a call waits for 2 m 00 s at most: go on with the run then\./,
      );
      isBusy = false;
      expect((await world.resume(told)).code).toBe(0);
    },
  );

  test('an interrupt while a call waits for its next attempt: the wait is over at once, and the run is kept', async () => {
    const world = await wiredWorld({ protocol: 'h2', reply: () => busy('60') });
    const interrupt = new AbortController();
    const told = await world.run({
      clock: realClock(),
      signal: interrupt.signal,
      onEvent({ type }) {
        if (type === 'call.retried') setTimeout(() => interrupt.abort(), 20);
      },
    });
    expect(told).toMatchObject({ code: 130, run: { outcome: { kind: 'cancelled' } } });
    expect(told.run.at).toBeLessThan(30_000);
    expect(world.asked()).toBe(1);
    await expectLeft(world, 'h2');
  });
});
