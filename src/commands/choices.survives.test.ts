import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { effort } from '../text/testing/effort.ts';
import { asOther } from '../transcripts/testing/other-user.ts';
import { temporaryFile, temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import type { Choices } from '../ui/services.ts';
import { startInPty } from '../ui/testing/pty.ts';
import { lookAtSettings, openChoices } from './choices.ts';
import { makeHome } from './testing/home.ts';
import { builtProgram } from './testing/program.ts';
import { listens } from './testing/stepped-app.ts';

const CHOSEN: Choices = { model: 'us.amazon.nova-lite-v1:0', question: 'own-question', ownQuestion: 'Why?' };
const SCRIPT = fileURLToPath(new URL('./testing/write-settings.ts', import.meta.url));

const fileIn = (folder: string) => join(folder, 'config.json');
const contentOf = (folder: string) => JSON.parse(readFileSync(fileIn(folder), 'utf8'));
function folderWith(text: string): string {
  const folder = temporaryFolder();
  writeFileSync(fileIn(folder), text);
  return folder;
}
/** What has been put aside. */
const asideIn = (folder: string) => readdirSync(folder).filter(name => name.startsWith('config.json.bad-'));

/** Writes into the settings from other processes at once; returns what they had to say. */
async function writtenBy(names: readonly string[], folder: string, times: number): Promise<string> {
  const said = await Promise.all(
    names.map(async name => {
      const child = spawn(process.execPath, [SCRIPT, folder, name, String(times)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let text = '';
      child.stdout.on('data', chunk => {
        text += chunk;
      });
      expect(await once(child, 'close')).toEqual([0, null]);
      return text;
    }),
  );
  return said.join('');
}

describe('Settings', () => {
  test.each([
    ['broken JSON', '{"version": 1, "la', 'was not valid JSON'],
    ['no object (a list)', '[]', 'was not what it should be'],
    ['no object (a text)', '"x"', 'was not what it should be'],
    ['zero bytes', '', 'was not valid JSON'],
    ['of a version that never was', '{"version":"one","last":{}}', 'was not what it should be'],
  ])('a file that is %s: it is renamed aside and said once, and the defaults count', (_name, text, what) => {
    const folder = folderWith(text);
    const store = openChoices(folder);
    const [aside = ''] = asideIn(folder);
    expect(store.choices).toEqual({});
    expect(store.notice).toBe(`The settings file ${what}; it is kept as ${join(folder, aside)}.`);
    store.remember(CHOSEN);
    expect(store.problem()).toBeUndefined();
    expect(readFileSync(join(folder, aside), 'utf8')).toBe(text);
    expect(openChoices(folder)).toMatchObject({ choices: CHOSEN, notice: undefined });
  });

  test('a folder at its place: it is renamed aside with all that is in it, and said', () => {
    const folder = temporaryFolder();
    mkdirSync(fileIn(folder));
    writeFileSync(join(fileIn(folder), 'mine.txt'), 'mine');
    const store = openChoices(folder);
    const [aside = ''] = asideIn(folder);
    expect(store.notice).toBe(`The settings file was a folder; it is kept as ${join(folder, aside)}.`);
    store.remember(CHOSEN);
    expect(readFileSync(join(folder, aside, 'mine.txt'), 'utf8')).toBe('mine');
    expect(openChoices(folder).choices).toEqual(CHOSEN);
  });

  test('a link that leads nowhere: the link is renamed aside and said, never written over', () => {
    const folder = temporaryFolder();
    symlinkSync('/nowhere/config.json', fileIn(folder));
    expect(lookAtSettings(folder)).toMatchObject({ kind: 'broken' });
    const store = openChoices(folder);
    const [aside = ''] = asideIn(folder);
    expect(store.notice).toContain('The settings file was a link to a file that is not there; it is kept as');
    store.remember(CHOSEN);
    expect(readlinkSync(join(folder, aside))).toBe('/nowhere/config.json');
    expect(openChoices(folder).choices).toEqual(CHOSEN);
  });

  test('a link to a file elsewhere: the file is written, and the link stays one', () => {
    const elsewhere = temporaryFile('{"keys":{}}', 'dotfile.json');
    const folder = temporaryFolder();
    symlinkSync(elsewhere, fileIn(folder));
    openChoices(folder).remember(CHOSEN);
    expect(lstatSync(fileIn(folder)).isSymbolicLink()).toBe(true);
    expect(JSON.parse(readFileSync(elsewhere, 'utf8'))).toMatchObject({ last: CHOSEN, keys: {} });
  });

  test('a file from the future: it is left to the byte, said, and nothing is written', () => {
    const text = '{"version":2,"last":{"theme":"dark"},"news":[1]}';
    const folder = folderWith(text);
    const store = openChoices(folder);
    expect(store.choices).toEqual({});
    expect(store.notice).toMatch(/config\.json was written by a newer reflectoscope: it is left as it is/);
    store.remember(CHOSEN);
    store.keepPresets({ quick: { rounds: '1' } });
    store.keepLook({ bell: true });
    expect(readFileSync(fileIn(folder), 'utf8')).toBe(text);
    expect(readdirSync(folder)).toEqual(['config.json']);
  });

  test('a newer program that writes the file meanwhile: it is left to the byte, and said once', () => {
    const folder = folderWith('{}');
    const store = openChoices(folder);
    const text = '{"version":7,"all":"new"}';
    writeFileSync(fileIn(folder), text);
    store.remember(CHOSEN);
    store.keepLook({ bell: true });
    expect(store.problem()).toMatch(/was written by a newer reflectoscope: it is left as it is/);
    expect(store.problem()).toBeUndefined();
    expect(readFileSync(fileIn(folder), 'utf8')).toBe(text);
  });

  test('unknown fields: they stay, whatever is written beside them', () => {
    const folder = folderWith('{"version":1,"news":{"a":[1]},"look":{"sparkle":true}}');
    const store = openChoices(folder);
    expect(store.notice).toBeUndefined();
    store.remember(CHOSEN);
    store.keepLook({ bell: true });
    expect(contentOf(folder)).toMatchObject({ news: { a: [1] }, look: { sparkle: true, bell: true } });
  });

  test('a wrong type in a field: it is said, the other fields count, and it is kept under another name', () => {
    const folder = folderWith('{"last":{"model":5},"recent":"x","look":{"theme":"pink","bell":true}}');
    const store = openChoices(folder);
    expect(store.notice).toContain('What was chosen the last time cannot be read.');
    expect(store.notice).toContain('The theme in the settings is to be auto, dark, light, mono');
    expect(store.look).toMatchObject({ theme: 'auto', bell: true });
    store.remember(CHOSEN);
    expect(contentOf(folder)).toMatchObject({ 'last-unread': { model: 5 }, 'recent-unread': 'x' });
  });

  test('a byte order mark, as editors on Windows put it: the file is read and written as it is', () => {
    const folder = folderWith('\ufeff{"look":{"bell":true}}');
    const store = openChoices(folder);
    expect(store).toMatchObject({ notice: undefined, look: { bell: true } });
    store.remember(CHOSEN);
    expect(contentOf(folder)).toMatchObject({ look: { bell: true }, last: CHOSEN });
  });

  test('no folder can be made: choices count for this start, and that is said once', () => {
    const store = openChoices(join(temporaryFile('a file'), 'config'));
    expect(store).toMatchObject({ choices: {}, notice: undefined });
    store.remember(CHOSEN);
    store.keepPresets({ quick: { rounds: '1' } });
    expect(store.problem()).toMatch(
      /config\.json cannot be written: a file stands where a folder should be\. What you choose counts for this start only\.$/,
    );
    store.remember(CHOSEN);
    expect(store.problem()).toBeUndefined();
  });

  test('settings that cannot be kept, in the app: the run goes on, and that is said on the screen', async () => {
    const home = makeHome({ XDG_CONFIG_HOME: temporaryFile('a file') });
    const app = startInPty([builtProgram(), '--offline', '--question', 'bat-and-ball', '--speed', 'max'], {
      columns: 120,
      rows: 36,
      cwd: home.folder,
      env: { ...home.env },
    });
    await listens(app);
    await app.waitFor('enter run');
    app.press('enter');
    await app.waitFor('a file stands where a folder should be');
    await app.waitFor('stopped by max-rounds');
    app.press('ctrl+q');
    expect((await app.exit()).code).toBe(0);
  });

  test('a folder that may not be written: the file stays as it is, and that is said once', async context => {
    const folder = folderWith('{"look":{"bell":true}}');
    chmodSync(folder, 0o555);
    const other = asOther(context, [SCRIPT, folder, 'mine', '3'], folder);
    expect(other.stdout).toBe(
      `${fileIn(folder)} cannot be written: this user may not write there. What you choose counts for this start only.\n`,
    );
    expect([other.status, contentOf(folder)]).toEqual([0, { look: { bell: true } }]);
  });

  test('a file that may not be read: it is left as it is, and said', async context => {
    const folder = folderWith('{"look":{"bell":true}}');
    chmodSync(fileIn(folder), 0o000);
    const script = `import { openChoices } from ${JSON.stringify(new URL('./choices.ts', import.meta.url).href)}; console.log(openChoices(process.argv[1]).notice)`;
    const other = asOther(context, ['--input-type=module', '-e', script, folder], folder);
    expect(other.stdout).toBe(
      `${fileIn(folder)} may not be read by this user: choices are not remembered.\n`,
    );
    chmodSync(fileIn(folder), 0o600);
    expect(contentOf(folder)).toEqual({ look: { bell: true } });
  });

  test('deleted while the program runs: what this process knows is written anew', () => {
    const folder = folderWith('{"presets":{"quick":{"rounds":"1"}}}');
    const store = openChoices(folder);
    rmSync(folder, { recursive: true });
    store.keepPresets({ ...store.presets, slow: { rounds: '9' } });
    store.remember(CHOSEN);
    expect(store.problem()).toBeUndefined();
    expect(contentOf(folder)).toMatchObject({
      presets: { quick: { rounds: '1' }, slow: { rounds: '9' } },
      last: CHOSEN,
    });
  });

  test('broken by somebody while the program runs: it is renamed aside and said once, with nothing lost', () => {
    const folder = folderWith('{"presets":{"quick":{"rounds":"1"}}}');
    const store = openChoices(folder);
    writeFileSync(fileIn(folder), '{"half');
    store.keepPresets({ ...store.presets, slow: { rounds: '9' } });
    store.remember(CHOSEN);
    const [aside = ''] = asideIn(folder);
    expect(store.problem()).toBe(
      `The settings file was not valid JSON; it is kept as ${join(folder, aside)}.`,
    );
    expect(store.problem()).toBeUndefined();
    expect(readFileSync(join(folder, aside), 'utf8')).toBe('{"half');
    expect(contentOf(folder).presets).toEqual({ quick: { rounds: '1' }, slow: { rounds: '9' } });
  });

  test('processes that write at once: the file is whole, and has what each of them wrote', async () => {
    const folder = temporaryFolder();
    const names = ['bell', 'theme', 'a', 'b'];
    const times = effort(8, 60);
    expect(await writtenBy(names, folder, times)).toBe('');
    const { version, last, look, prompts, presets } = contentOf(folder);
    expect({ version, look }).toEqual({ version: 1, look: { bell: true, theme: 'light' } });
    expect(last.model).toMatch(/^model-\w+-\d+$/);
    expect(Object.keys(prompts).sort()).toEqual(['a', 'b']);
    expect(Object.keys(presets)).toHaveLength(names.length * times);
    expect(readdirSync(folder)).toEqual(['config.json']);
  });

  test('a process that is killed while it writes: the file is whole, and the next one goes on', async () => {
    const folder = folderWith('{"look":{"bell":true}}');
    const tries = effort(3, 20);
    for (let count = 0; count < tries; count++) {
      const child = spawn(process.execPath, [SCRIPT, folder, `k${count}`, '100000'], { stdio: 'ignore' });
      const ended = once(child, 'exit');
      while (
        !existsSync(fileIn(folder)) ||
        contentOf(folder).last?.model?.startsWith(`model-k${count}-`) !== true
      ) {
        await new Promise(resolve => setTimeout(resolve, 5));
      }
      await new Promise(resolve => setTimeout(resolve, Math.random() * 20));
      child.kill('SIGKILL');
      await ended;
      expect(contentOf(folder)).toMatchObject({ look: { bell: true } });
    }
    const store = openChoices(folder);
    store.remember(CHOSEN);
    expect([store.notice, store.problem()]).toEqual([undefined, undefined]);
    expect(openChoices(folder).choices).toEqual(CHOSEN);
  });
});
