import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { callFinished, delta, inOrder, sampleEvents, stopped } from '../run/testing/sample-run.ts';
import { BATCH_MS, CALM_BATCH_MS, createLiveSession } from './session.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const EVENTS = sampleEvents();
/** Up to the start of the first call. */
const BEGUN = EVENTS.slice(0, 3);
/** A session with a call that streams, and how often it told since then. */
function streaming() {
  const session = createLiveSession({ now: () => vi.getMockedSystemTime()?.getTime() ?? 0 });
  BEGUN.forEach(session.push);
  let told = 0;
  session.subscribe(() => told++);
  return { session, told: () => told, text: () => session.run()?.calls[0]?.text };
}
const word = (text: string) => ({ seq: 9, at: 300, ...delta(0, text) }) as (typeof EVENTS)[number];

describe('what is told', () => {
  test('words that come in a hurry are told together, with the last of them', () => {
    const { session, told, text } = streaming();
    for (let index = 0; index < 100; index++) session.push(word(`${index % 10}`));
    expect(told()).toBe(0);
    expect(text()).toBe('');
    vi.advanceTimersByTime(BATCH_MS);
    expect(told()).toBe(1);
    expect(text()).toHaveLength(100);
  });

  test('anything else is told at once, with the words before it, and those are not told again', () => {
    const { session, told, text } = streaming();
    session.push(word('the end'));
    session.push({ seq: 10, at: 400, ...callFinished(0) } as (typeof EVENTS)[number]);
    expect(told()).toBe(1);
    expect(text()).toBe('the end');
    expect(session.run()?.calls[0]?.status).toBe('finished');
    session.push({ seq: 11, at: 400, ...stopped() } as (typeof EVENTS)[number]);
    vi.advanceTimersByTime(10 * BATCH_MS);
    expect(told()).toBe(2);
  });

  test('a word of the program is told at once, and nothing that was told is forgotten', () => {
    const { session, told, text } = streaming();
    session.push(word('half'));
    session.notify('The run is not saved.');
    expect(told()).toBe(1);
    expect(session.notice()).toBe('The run is not saved.');
    expect(text()).toBe('half');
  });

  test('whoever has unsubscribed hears nothing', () => {
    const { session } = streaming();
    const listener = vi.fn();
    session.subscribe(listener)();
    session.push(word('x'));
    vi.advanceTimersByTime(1000);
    expect(listener).not.toHaveBeenCalled();
  });

  test('two batches of words are 50 ms apart, whenever they come, and no word is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { maxLength: 60 }), waits => {
        const { session, text } = streaming();
        const times: number[] = [];
        session.subscribe(() => times.push(Date.now()));
        let pushed = '';
        for (const wait of waits) {
          vi.advanceTimersByTime(wait);
          session.push(word('w'));
          pushed += 'w';
        }
        vi.advanceTimersByTime(BATCH_MS);
        expect(text()).toBe(pushed);
        const apart = times.slice(1).map((time, index) => time - (times[index] ?? 0));
        expect(Math.min(BATCH_MS, ...apart)).toBe(BATCH_MS);
        session.push({ seq: 99, at: 400, ...stopped() } as (typeof EVENTS)[number]);
      }),
    );
  });
});

describe('time', () => {
  test('passes while nothing comes, so that a wait can be seen', () => {
    const { session, told } = streaming();
    const before = session.run()?.at ?? 0;
    vi.advanceTimersByTime(1000);
    expect(told()).toBe(4);
    expect((session.run()?.at ?? 0) - before).toBe(1000);
  });

  test('is the clock’s own: a recording at double speed gets older twice as fast', () => {
    let now = 0;
    const session = createLiveSession({ now: () => now });
    BEGUN.forEach(session.push);
    now = 800;
    vi.advanceTimersByTime(400);
    expect(session.run()?.at).toBe(200 + 800);
  });

  test('stands still once the run is over, and keeps nothing awake', () => {
    const session = createLiveSession({ now: () => vi.getMockedSystemTime()?.getTime() ?? 0 });
    EVENTS.forEach(session.push);
    const over = session.run();
    expect(over?.at).toBe(EVENTS.at(-1)?.at);
    vi.advanceTimersByTime(5000);
    expect(session.run()).toBe(over);
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('before the first event there is no run', () => {
  expect(createLiveSession().run()).toBeUndefined();
  expect(inOrder([])).toEqual([]);
});

describe('a calm session', () => {
  test('shows words once a second, all else at once, and no time while nothing comes', () => {
    const session = createLiveSession({ now: () => Date.now() }, { calm: true });
    BEGUN.forEach(session.push);
    let told = 0;
    session.subscribe(() => told++);
    session.push(word('one '));
    vi.advanceTimersByTime(CALM_BATCH_MS - 1);
    expect(told).toBe(0);
    session.push(word('two'));
    vi.advanceTimersByTime(1);
    expect(told).toBe(1);
    expect(session.run()?.calls[0]?.text).toBe('one two');
    vi.advanceTimersByTime(20 * CALM_BATCH_MS);
    expect(told).toBe(1);
    session.push({ seq: 10, at: 400, ...callFinished(0) } as (typeof EVENTS)[number]);
    expect(told).toBe(2);
  });
});

describe('a run that waits for somebody', () => {
  /** A session whose clock is that of the test, which waits while it is told to. */
  function waiting() {
    const gate = { waits: false };
    const now = () => vi.getMockedSystemTime()?.getTime() ?? 0;
    const session = createLiveSession({ now }, { isWaiting: () => gate.waits });
    BEGUN.forEach(session.push);
    return { session, gate };
  }
  const noted = { seq: 3, at: 200, type: 'user.noted', round: 0, text: 'odd' } as const;

  test('does not get older, and nobody is told that time passes', () => {
    const { session, gate } = waiting();
    gate.waits = true;
    const listener = vi.fn();
    session.subscribe(listener);
    vi.advanceTimersByTime(60_000);
    expect(listener).not.toHaveBeenCalled();
    session.push(noted);
    expect(session.run()?.at).toBe(200);
    vi.advanceTimersByTime(60_000);
    session.notify('hello');
    expect(session.run()?.at).toBe(200);
  });
  test('gets older again with the first event behind it', () => {
    const { session, gate } = waiting();
    gate.waits = true;
    vi.advanceTimersByTime(60_000);
    gate.waits = false;
    session.push(noted);
    expect(session.run()?.at).toBe(200);
    vi.advanceTimersByTime(1000);
    expect(session.run()?.at).toBeGreaterThan(200);
    expect(session.run()?.at).toBeLessThanOrEqual(1200);
  });
});
