import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { describe, expect, test } from 'vitest';
import { createTerminal } from '../testing/terminal.ts';
import type { Environment } from '../theme.ts';
import { askBackground, mayAsk } from './ask-background.ts';
import { QUESTION } from './background.ts';

const DARK = '\u001b]11;rgb:1e1e/1e1e/1e1e\u001b\\';
const LIGHT = '\u001b]11;rgb:ffff/ffff/ffff\u001b\\';
const KIND = '\u001b[?62;22c';

class Keyboard extends PassThrough {
  isTTY = true;
  isRaw = false;
  readonly modes: boolean[] = [];

  setRawMode(raw: boolean) {
    this.isRaw = raw;
    this.modes.push(raw);
  }
}

/** A terminal that answers a question with these pieces. */
function terminal(...answers: string[]) {
  const stdin = new Keyboard();
  const asked: { text: string; raw: boolean }[] = [];
  const stdout = {
    isTTY: true,
    write(text: string) {
      asked.push({ text, raw: stdin.isRaw });
      for (const answer of answers) setImmediate(() => stdin.write(answer));
    },
  };
  return { stdin, stdout, asked, env: { TERM: 'xterm-256color' } as Environment };
}

/** What a reader of the keyboard gets that reads as Ink does. */
async function readLikeInk(stdin: Keyboard): Promise<string> {
  stdin.setEncoding('utf8');
  let keys = '';
  stdin.on('readable', () => {
    for (let chunk = stdin.read(); chunk !== null; chunk = stdin.read()) keys += chunk;
  });
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
  return keys;
}

describe('asking', () => {
  test('is done in raw mode, so that the answer is not echoed, and only then', async () => {
    const it = terminal(DARK + KIND);
    expect(await askBackground(it)).toBe('dark');
    expect(it.asked).toEqual([{ text: QUESTION, raw: true }]);
    expect(it.stdin.modes).toEqual([true, false]);
    expect(it.stdin.listenerCount('readable')).toBe(0);
  });

  test('hears an answer that comes in pieces', async () => {
    expect(
      await askBackground(terminal(LIGHT.slice(0, 9), LIGHT.slice(9) + KIND.slice(0, 3), KIND.slice(3))),
    ).toBe('light');
  });

  test('ends with a terminal that does not tell, without waiting', async () => {
    expect(await askBackground({ ...terminal(KIND), timeoutMs: 2 ** 30 })).toBeUndefined();
    expect(
      await askBackground({ ...terminal('\u001b]11;\u0007', KIND), timeoutMs: 2 ** 30 }),
    ).toBeUndefined();
  });

  test('takes a colour though the end of the answers never comes', async () => {
    expect(await askBackground({ ...terminal(LIGHT), timeoutMs: 50 })).toBe('light');
  });

  test('gives up a terminal that says nothing, or goes away', async () => {
    expect(await askBackground({ ...terminal(), timeoutMs: 1 })).toBeUndefined();
    const leaving = terminal();
    setImmediate(() => leaving.stdin.destroy());
    expect(await askBackground({ ...leaving, timeoutMs: 2 ** 30 })).toBeUndefined();
    const gone = terminal();
    gone.stdin.setRawMode = () => {
      throw new Error('EIO');
    };
    expect(await askBackground(gone)).toBeUndefined();
  });

  test('leaves raw mode as it was', async () => {
    const it = terminal(DARK + KIND);
    it.stdin.isRaw = true;
    await askBackground(it);
    expect(it.stdin.isRaw).toBe(true);
  });
});

describe('keys that are typed meanwhile', () => {
  test('reach the app, in their order and byte for byte', async () => {
    const it = terminal('jü', `${DARK}\u001b[A`, `${KIND}q`);
    expect(await askBackground(it)).toBe('dark');
    it.stdin.write('z');
    expect(await readLikeInk(it.stdin)).toBe('jü\u001b[Aqz');
  });

  test('reach it without an answer that comes too late', async () => {
    const it = terminal('j\u001b]11;rgb:1e');
    expect(await askBackground({ ...it, timeoutMs: 50 })).toBeUndefined();
    it.stdin.write('1e/1e1e/1e1e\u001b');
    it.stdin.write('\\k');
    expect(await readLikeInk(it.stdin)).toBe('jk');
    it.stdin.write(`l${KIND}m`);
    it.stdin.write('\u001b[?1;2c');
    await new Promise(setImmediate);
    // After the last answer nothing is taken out any more.
    expect(it.stdin.read).toBe(PassThrough.prototype.read);
  });
});

describe('a terminal is not asked', () => {
  const asked = (env: Environment, change: { stdin?: object; stdout?: object } = {}) => {
    const { stdin, stdout } = terminal();
    return mayAsk({
      stdin: Object.assign(stdin, change.stdin),
      stdout: { ...stdout, ...change.stdout },
      env,
    });
  };

  test.each<[string, Environment]>([
    ['when no colours are wanted', { NO_COLOR: '1' }],
    ['when no colours are wanted in another way', { FORCE_COLOR: '0' }],
    ['when it would print the question', { TERM: 'linux' }],
    ['when it is dumb', { TERM: 'dumb' }],
    ['when COLORFGBG says it', { COLORFGBG: '15;0' }],
    ['when COLORFGBG says it with three parts', { COLORFGBG: '0;default;15' }],
  ])('%s', (_name, env) => {
    expect(asked({ TERM: 'xterm', ...env })).toBe(false);
  });

  test('when it is none', () => {
    expect(asked({}, { stdin: { isTTY: false } })).toBe(false);
    expect(asked({}, { stdout: { isTTY: false } })).toBe(false);
  });

  test('but one of an unknown kind is, and where COLORFGBG says nothing', () => {
    expect(asked({})).toBe(true);
    expect(asked({ TERM: 'a-terminal-of-next-year', NO_COLOR: '' })).toBe(true);
    expect(asked({ TERM: 'rxvt', COLORFGBG: '15;default' })).toBe(true);
  });

  test('and nothing is written then', async () => {
    const it = terminal();
    expect(await askBackground({ ...it, env: { TERM: 'dumb' } })).toBeUndefined();
    expect(it.asked).toEqual([]);
    expect(it.stdin.modes).toEqual([]);
  });
});

describe('in a pty', () => {
  const APP = fileURLToPath(new URL('./testing/asking-app.ts', import.meta.url));

  /** The app in a terminal that does not answer by itself. */
  function startApp(timeoutMs: number, env: Environment = {}) {
    const screen = createTerminal(80, 24);
    const child = spawn(process.execPath, [APP, String(timeoutMs)], {
      name: 'xterm-256color',
      cols: 80,
      rows: 24,
      env: { PATH: process.env.PATH, TERM: 'xterm-256color', CI: 'false', ...env },
    });
    child.onData(data => void screen.write(data));
    const shows = (text: string) => expect.poll(screen.text, { timeout: 15_000 }).toContain(text);
    const asks = () => expect.poll(screen.output, { timeout: 15_000 }).toContain(QUESTION);
    const ended = new Promise<number>(resolve => child.onExit(({ exitCode }) => resolve(exitCode)));
    return { screen, send: (text: string) => child.write(text), shows, asks, ended };
  }

  test('the app knows its background, and gets the keys that were typed before it began', async () => {
    const app = startApp(60_000);
    await app.asks();
    app.send(`j${LIGHT}k${KIND}\u001b[A`);
    await app.shows('background light keys <jk><upArrow>.');
    expect(app.screen.output()).not.toContain('rgb:');
    app.send('Q');
    expect(await app.ended).toBe(0);
  });

  test('an answer that comes late is neither echoed nor taken for keys', async () => {
    const app = startApp(1);
    // A key that was read shows that the app has the keyboard.
    app.send('h');
    await app.shows('background undefined keys <h>.');
    app.send(DARK.slice(0, 12));
    app.send(`${DARK.slice(12)}j${KIND}`);
    app.send('k');
    await app.shows('k>.');
    expect(app.screen.row(0).replace('<j><k>', '<jk>')).toBe('background undefined keys <h><jk>.');
    expect(app.screen.output()).not.toContain('rgb:');
    app.send('Q');
    await app.ended;
  });

  test('a terminal that is not asked is sent no question', async () => {
    const app = startApp(60_000, { NO_COLOR: '1' });
    await app.shows('background undefined keys .');
    expect(app.screen.output()).not.toContain(']11;');
    app.send('Q');
    await app.ended;
  });
});
