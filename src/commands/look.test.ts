import { expect, test } from 'vitest';
import { DEFAULT_LOOK } from '../ui/look-settings.ts';
import { lookWith } from './look.ts';
import { runMain } from './testing/in-process.ts';

test('what the command line does not say is as it was kept', () => {
  const kept = { theme: 'light', bell: true, animation: false, step: false, idleLimit: 0 } as const;
  expect(lookWith(kept, {})).toEqual(kept);
  // This is what it says when nobody wrote --no-animation.
  expect(lookWith(kept, { animation: true })).toEqual(kept);
});

test('what it says goes first', () => {
  expect(lookWith(DEFAULT_LOOK, { theme: 'mono', bell: true, animation: false })).toEqual({
    theme: 'mono',
    bell: true,
    animation: false,
    step: false,
    idleLimit: 0,
  });
  expect(lookWith({ ...DEFAULT_LOOK, idleLimit: 5 }, { idleLimit: 0 }).idleLimit).toBe(0);
});

test('a kept look has the last word only where neither the flags nor the environment say anything', () => {
  expect(lookWith(DEFAULT_LOOK, {}, {}).animation).toBe(true);
  expect(lookWith(DEFAULT_LOOK, { animation: true }, { NO_MOTION: '1' }).animation).toBe(false);
});

test.each([[['--theme', 'pink']], [['replay', '--theme', 'pink', 'run.jsonl']]])(
  'an unknown theme is refused in a sentence: %j',
  async args => {
    const { code, stdout, stderr } = await runMain(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/--theme cannot be "pink"\. Allowed choices are auto, dark, light, mono\./);
  },
);
