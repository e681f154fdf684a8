import { afterEach, expect, test, vi } from 'vitest';
import { onInterrupt } from './interrupts.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'the first %s cancels, the second quits with 130',
  name => {
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
    const first = vi.fn();
    const interrupts = onInterrupt(first);
    process.emit(name);
    expect(interrupts.signal.aborted).toBe(true);
    expect(first).toHaveBeenCalledTimes(1);
    expect(exit).not.toHaveBeenCalled();
    process.emit(name);
    expect(exit).toHaveBeenCalledWith(130);
    interrupts.release();
  },
);

test('signals are given back', () => {
  const before = process.listenerCount('SIGINT');
  const interrupts = onInterrupt();
  expect(process.listenerCount('SIGINT')).toBe(before + 1);
  interrupts.release();
  expect(process.listenerCount('SIGINT')).toBe(before);
});
