import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { abilityQuestion, readAnswers } from './ability-answers.ts';
import { askAbilities, whyNotAsked } from './ask-abilities.ts';

const KIND = '\u001b[?62;22c';

class Keyboard extends PassThrough {
  isTTY = true;
  isRaw = false;

  setRawMode(raw: boolean) {
    this.isRaw = raw;
  }
}

/** A terminal that answers what it is asked with these pieces. */
function terminal(...answers: string[]) {
  const stdin = new Keyboard();
  const written: { text: string; raw: boolean }[] = [];
  const stdout = {
    isTTY: true,
    write(text: string) {
      written.push({ text, raw: stdin.isRaw });
      if (text.includes('\u001b[c')) for (const answer of answers) setImmediate(() => stdin.write(answer));
    },
  };
  return { stdin, stdout, written, env: { TERM: 'xterm-256color' } };
}

describe('asking', () => {
  test('hears name, keyboard, modes and background, in whatever pieces they come', async () => {
    const it = terminal(
      '\u001bP>|kitty(0.43.1)\u001b\\\u001b[?0u\u001b[?10',
      '49;2$y\u001b[?1007;0$y\u001b[?2026;1$y\u001b]11;rgb:ffff/ffff/ffff\u0007',
      KIND,
    );
    expect(await askAbilities({ ...it, timeoutMs: 2 ** 30 })).toEqual({
      answered: true,
      name: 'kitty(0.43.1)',
      background: 'light',
      kittyKeyboard: true,
      modes: { alternateScreen: 'off', alternateScroll: 'unknown', synchronizedOutput: 'on' },
    });
  });

  test('is done in raw mode, and leaves the line and the mode as they were', async () => {
    const it = terminal(KIND);
    await askAbilities(it);
    expect(it.written).toEqual([
      { text: abilityQuestion(true), raw: true },
      { text: '\r\u001b[K', raw: false },
    ]);
    expect(it.stdin.listenerCount('readable')).toBe(0);
  });

  test('asks only for what has no effect, and not for modes where they would be printed', async () => {
    const apple = terminal(KIND);
    await askAbilities({ ...apple, env: { TERM: 'xterm-256color', TERM_PROGRAM: 'Apple_Terminal' } });
    expect(apple.written[0]?.text).toBe(abilityQuestion(false));
    expect(abilityQuestion(false)).not.toContain('$p');
    expect(abilityQuestion(true)).not.toMatch(/\u001b\[\?\d+[hlsr]/);
  });

  test('gives up a terminal that says nothing, or goes away', async () => {
    expect(await askAbilities({ ...terminal(), timeoutMs: 1 })).toMatchObject({ answered: false, modes: {} });
    const gone = terminal(KIND);
    gone.stdin.setRawMode = () => {
      throw new Error('EIO');
    };
    expect(await askAbilities(gone)).toBeUndefined();
  });

  test('is left where there is no terminal, or one that would print the question', async () => {
    const it = terminal(KIND);
    expect(whyNotAsked({ ...it, env: { TERM: 'dumb' } })).toBe('TERM is dumb');
    expect(whyNotAsked({ ...it, env: { TERM: 'linux' } })).toBe('TERM is linux');
    expect(whyNotAsked({ ...it, stdout: { ...it.stdout, isTTY: false } })).toBe('the output is no terminal');
    it.stdin.isTTY = false;
    expect(whyNotAsked(it)).toBe('the input is no terminal');
    expect(await askAbilities(it)).toBeUndefined();
    expect(it.written).toEqual([]);
  });
});

test('a name that never ends, or holds an escape sequence, is none', () => {
  expect(readAnswers(`\u001bP>|${'x'.repeat(500)}${KIND}`).name).toBeUndefined();
  expect(readAnswers(`\u001bP>|a\u001b]0;title\u0007${KIND}`).name).toBeUndefined();
  expect(readAnswers('typed by somebody')).toMatchObject({ answered: false, kittyKeyboard: false });
});
