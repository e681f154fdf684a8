import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantClock, realClock } from './clock.ts';

describe('the instant clock', () => {
  test('starts at zero and stands still while nobody sleeps', async () => {
    const clock = instantClock();
    await new Promise(setImmediate);
    expect(clock.now()).toBe(0);
  });

  test('jumps to the end of a sleep, an hour as well', async () => {
    const clock = instantClock();
    await clock.sleep(3_600_000);
    expect(clock.now()).toBe(3_600_000);
    await clock.sleep(0);
    await clock.sleep(-5);
    expect(clock.now()).toBe(3_600_000);
  });

  test('wakes sleepers in the order of their times, equal ones in the order in which they lay down', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 20 }), { maxLength: 12 }), async times => {
        const clock = instantClock();
        const woken: { ms: number; index: number; now: number }[] = [];
        await Promise.all(
          times.map(async (ms, index) => {
            await clock.sleep(ms);
            woken.push({ ms, index, now: clock.now() });
          }),
        );
        const inOrder = times
          .map((ms, index) => ({ ms, index, now: ms }))
          .sort((a, b) => a.ms - b.ms || a.index - b.index);
        expect(woken).toEqual(inOrder);
      }),
    );
  });

  test('an alarm rings in its time on the way of a sleeper, and makes no time pass of itself', async () => {
    const clock = instantClock();
    const rung: string[] = [];
    const at = (name: string, ms: number) => clock.alarm(ms, () => rung.push(`${name} ${clock.now()}`));
    at('late', 900);
    at('early', 200);
    const callOff = at('called off', 300);
    callOff();
    await new Promise(setImmediate);
    expect(clock.now()).toBe(0);
    await clock.sleep(500);
    expect(rung).toEqual(['early 200']);
    expect(clock.now()).toBe(500);
    await clock.sleep(400);
    expect(rung).toEqual(['early 200', 'late 900']);
  });

  test('an alarm that ends a sleep ends it there', async () => {
    const clock = instantClock();
    const controller = new AbortController();
    clock.alarm(200, () => controller.abort());
    await clock.sleep(60_000, controller.signal);
    expect(clock.now()).toBe(200);
  });

  test('what two sleepers do step by step interleaves as if they had waited', async () => {
    const clock = instantClock();
    const log: string[] = [];
    const steps = async (name: string, ms: number) => {
      for (let step = 0; step < 3; step++) {
        await clock.sleep(ms);
        log.push(`${name} ${clock.now()}`);
      }
    };
    await Promise.all([steps('slow', 50), steps('fast', 20)]);
    expect(log).toEqual(['fast 20', 'fast 40', 'slow 50', 'fast 60', 'slow 100', 'slow 150']);
  });

  test('a sleep that is aborted ends at once, and time does not jump', async () => {
    const clock = instantClock();
    const controller = new AbortController();
    const long = clock.sleep(60_000, controller.signal);
    controller.abort();
    await long;
    await clock.sleep(0);
    expect(clock.now()).toBe(0);
    await clock.sleep(60_000, controller.signal);
    expect(clock.now()).toBe(0);
  });

  test('one sleeper may wake another by aborting it', async () => {
    const clock = instantClock();
    const controller = new AbortController();
    const long = clock.sleep(60_000, controller.signal).then(() => clock.now());
    await clock.sleep(5);
    controller.abort();
    expect(await long).toBe(5);
  });
});

describe('the clock on the wall', () => {
  test('never goes back, and a sleep ends', async () => {
    const clock = realClock();
    const before = clock.now();
    await clock.sleep(1);
    expect(clock.now()).toBeGreaterThanOrEqual(before);
  });

  test('a long sleep ends when it is aborted, before or while it sleeps', async () => {
    const clock = realClock();
    const controller = new AbortController();
    const long = clock.sleep(3_600_000, controller.signal);
    controller.abort();
    await long;
    await clock.sleep(3_600_000, controller.signal);
    expect(controller.signal.aborted).toBe(true);
  });

  test('an alarm longer than any timer of Node does not ring at once, and one that is called off never', async () => {
    const rung: string[] = [];
    const callOff = realClock().alarm(2 ** 40, () => rung.push('long'));
    realClock().alarm(1, () => rung.push('called off'))();
    await new Promise<void>(resolve => realClock(10).alarm(50, resolve));
    callOff();
    expect(rung).toEqual([]);
  });

  test('a sleep longer than any timer of Node is not over at once', async () => {
    const controller = new AbortController();
    let over = false;
    const sleep = realClock()
      .sleep(2 ** 40, controller.signal)
      .then(() => {
        over = true;
      });
    await realClock().sleep(20);
    expect(over).toBe(false);
    controller.abort();
    await sleep;
  });

  test('no listener is left behind on the signal', async () => {
    const listeners = new Set<unknown>();
    const { signal } = new AbortController();
    signal.addEventListener = (_type: string, listener: unknown) => void listeners.add(listener);
    signal.removeEventListener = (_type: string, listener: unknown) => void listeners.delete(listener);
    await realClock().sleep(1, signal);
    await instantClock().sleep(1, signal);
    expect(listeners.size).toBe(0);
  });
});
