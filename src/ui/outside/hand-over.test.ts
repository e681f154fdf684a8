import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { type PtyProgram, startInPty } from '../testing/pty.ts';

const APP = fileURLToPath(new URL('./testing/outside-app.ts', import.meta.url));

/**
 * An editor and a pager, for machines without any: reads keys up to `Z` in raw mode and writes them
 * to the file, or shows its input. Says where its file is.
 */
const PROGRAM = `
const fs = require('node:fs');
const { ReadStream } = require('node:tty');
const file = process.argv[3];
const keyboard = new ReadStream(fs.openSync('/dev/tty', 'r'));
const shown = file === undefined ? fs.readFileSync(0, 'utf8') : fs.readFileSync(file, 'utf8') + '|' + file + '|';
let keys = '';
process.on('SIGINT', () => console.log('interrupted'));
if (process.argv[2] === 'raw') keyboard.setRawMode(true);
process.stdout.write('program of the user: ' + shown + '\\r\\n');
keyboard.on('data', data => {
  keys += data;
  if (!keys.includes('Z')) return;
  if (file !== undefined) fs.writeFileSync(file, keys.slice(0, keys.indexOf('Z')));
  process.exit(keys.includes('!') ? 3 : 0);
});
`;

let program = '';
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'a folder with spaces '));
  program = join(folder, 'program.cjs');
  writeFileSync(program, PROGRAM);
});

interface Start {
  readonly env?: Record<string, string | undefined>;
  /** Whether the programs end at once, as far as the app knows. */
  readonly atOnce?: boolean;
}

function start(text: string, { env = {}, atOnce = false }: Start = {}): PtyProgram {
  const command = (mode: string) => `"${process.execPath}" '${program}' ${mode}`;
  return startInPty([APP, text, atOnce ? 'at-once' : 'slowly'], {
    env: { VISUAL: undefined, EDITOR: command('raw'), PAGER: command('raw'), ...env },
    columns: 200,
  });
}

const leave = async (app: PtyProgram) => {
  app.type('Q');
  expect((await app.exit()).code).toBe(0);
};

describe('an editor in the terminal', () => {
  test('gets every key, the first one too, and the app gets none of them', async () => {
    const app = start('Why?');
    await app.waitFor('app .');
    app.type('e');
    await app.waitFor('program of the user: Why?');
    expect(app.buffer()).toBe('normal');
    for (const key of ['n', 'o', 't', '?']) app.type(key);
    app.type('Z');
    await app.waitFor('app <e>{"kind":"changed","text":"not?"}.');
    expect(app.buffer()).toBe('alternate');
    // And the app has the keyboard again.
    app.type('k');
    await app.waitFor('}<k>.');
    await leave(app);
  });

  test('may be opened again and again', async () => {
    const app = start('Why?');
    await app.waitFor('app .');
    for (const round of [1, 2, 3]) {
      app.type('e');
      await app.waitFor(() => app.buffer() === 'normal' && app.text().includes('program of the user'));
      app.type(`${round}Z`);
      await app.waitFor(`"text":"${round}"`);
    }
    await leave(app);
  });

  test('that is left with an error changes nothing', async () => {
    const app = start('Why?');
    await app.waitFor('app .');
    app.type('e');
    await app.waitFor('program of the user');
    app.type('!Z');
    await app.waitFor('ended with code 3: the text is as it was.');
    await leave(app);
  });

  test('that is missing brings the app back', async () => {
    const app = start('Why?', { env: { EDITOR: '/nowhere/ed' } });
    await app.waitFor('app .');
    app.type('e');
    await app.waitFor('ed could not be started: there is no such program.');
    expect(app.buffer()).toBe('alternate');
    await leave(app);
  });

  test('that does not return keeps Ctrl+C to itself', async () => {
    const app = start('Why?', { env: { EDITOR: `"${process.execPath}" '${program}' cooked` } });
    await app.waitFor('app .');
    app.type('e');
    await app.waitFor('program of the user');
    // No raw mode: the terminal itself makes a signal of it, for everyone in the foreground.
    app.press('ctrl+c');
    await app.waitFor('interrupted');
    app.type('okZ\r');
    await app.waitFor('app <e>{"kind":"changed","text":"ok"}.');
    await leave(app);
  });

  test('ends with the app, and leaves no file', async () => {
    const app = start('Why?');
    await app.waitFor('app .');
    app.type('e');
    await app.waitFor('question.md|');
    const file = /\|(.*question\.md)\|/.exec(app.text())?.[1] ?? '';
    expect(readFileSync(file, 'utf8')).toBe('Why?');
    app.kill('SIGTERM');
    expect((await app.exit()).code).toBe(130);
    expect(existsSync(dirname(file))).toBe(false);
  });
});

describe('a pager in the terminal', () => {
  test('shows the text, and gets every key', async () => {
    const app = start('A text to read.');
    await app.waitFor('app .');
    app.type('p');
    await app.waitFor('program of the user: A text to read.');
    app.type('jkZ');
    await app.waitFor('app <p>(read).');
    await leave(app);
  });

  test('that ends at once is waited after, until Enter', async () => {
    const cat = `"${process.execPath}" -e "process.stdin.pipe(process.stdout)"`;
    const app = start('A text to read.', { env: { PAGER: cat }, atOnce: true });
    await app.waitFor('app .');
    app.type('p');
    await app.waitFor('A text to read.');
    await app.waitFor('Press Enter');
    expect(app.buffer()).toBe('normal');
    app.press('enter');
    await app.waitFor('app <p>(read).');
    await leave(app);
  });

  test('that leaves a long text early is no problem', async () => {
    const head = `"${process.execPath}" -e "process.exit(0)"`;
    const app = start('x'.repeat(100_000), { env: { PAGER: head }, atOnce: true });
    await app.waitFor('app .');
    app.type('p');
    await app.waitFor('Press Enter');
    app.press('enter');
    await app.waitFor('app <p>(read).');
    await leave(app);
  });
});
