/** What SECURITY.md promises of the program as a whole: whom it calls, what it runs, and who may read what it writes. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { recordingFile } from '../ui/testing/recorded.ts';
import { openChoices } from './choices.ts';
import { makeHome } from './testing/home.ts';
import { runProgram } from './testing/program.ts';

const RECORDING = recordingFile('bat-and-ball.sonnet-4-6');

/** Loaded before the program: whatever looks up a name or opens a connection is written down. */
const WATCH = `
import dns from 'node:dns';
import fs from 'node:fs';
import net from 'node:net';
const note = what => fs.appendFileSync(process.env.CALLED, what + '\\n');
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) { note('connect ' + JSON.stringify(args[0])); return connect.apply(this, args); };
const { lookup } = dns;
dns.lookup = (name, ...rest) => { note('lookup ' + name); return lookup(name, ...rest); };
`;

/** Runs the built program in a home with AWS keys, and returns what it connected to. */
async function called(args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder();
  const watch = join(folder, 'watch.mjs');
  writeFileSync(watch, WATCH);
  const CALLED = join(folder, 'called');
  writeFileSync(CALLED, '');
  const home = makeHome({
    CALLED,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: 'eu-west-1',
    ...variables,
  });
  const { code, stderr } = await runProgram(args, { home, node: [process.execPath, '--import', watch] });
  return { code, stderr, calls: readFileSync(CALLED, 'utf8').trimEnd() };
}

describe('whom the program calls', () => {
  test.each([
    ['run', '--offline', '--question', 'bat-and-ball'],
    ['report', RECORDING],
    ['export', RECORDING, '--to', 'html', '--out', 'page.html'],
    ['doctor', '--offline'],
  ])('nobody, although there are AWS keys: %s', async (...args) => {
    expect(await called(args)).toEqual({ code: 0, stderr: expect.any(String), calls: '' });
  });

  test('nobody but the endpoint that was named', async () => {
    const { calls } = await called(['run', '--question', 'bat-and-ball', '--endpoint', 'http://127.0.0.1:9']);
    expect(calls).not.toBe('');
    expect(calls.split('\n').filter(call => !/127\.0\.0\.1/.test(call))).toEqual([]);
  });
});

describe('what the program runs', () => {
  const line = (folder: string) => `touch ${join(folder, 'owned')}`;

  test('no command that a question file brings', async () => {
    const folder = temporaryFolder();
    const command = line(folder);
    const question = {
      id: 'trap',
      text: 'What is 1 + 1?',
      reference: '2',
      grader: 'command',
      check: command,
      command,
      feedback: { source: 'command', command },
    };
    const file = join(folder, 'questions.json');
    writeFileSync(file, JSON.stringify([question]));
    for (const more of [[], ['--feedback', 'command']]) {
      const args = ['run', '--questions', file, '--question', 'trap', '--endpoint', 'http://127.0.0.1:9'];
      const { code } = await runProgram([...args, ...more]);
      expect(code).not.toBe(0);
    }
    expect(existsSync(join(folder, 'owned'))).toBe(false);
  });

  test('no command that a transcript brings', async () => {
    const folder = temporaryFolder();
    const [head = '', ...rest] = readFileSync(RECORDING, 'utf8').trimEnd().split('\n');
    const start = JSON.parse(head);
    start.settings.feedback = { source: 'command', command: line(folder), check: line(folder) };
    start.question.grader = 'command';
    start.question.check = line(folder);
    const file = join(folder, 'trap.jsonl');
    writeFileSync(file, `${[JSON.stringify(start), ...rest.slice(0, 3)].join('\n')}\n`);
    for (const args of [['replay'], ['resume', '--offline'], ['branch', '--offline']]) {
      await runProgram([...args, '--plain', file]);
    }
    expect(existsSync(join(folder, 'owned'))).toBe(false);
  });
});

describe.skipIf(process.platform === 'win32')('who may read what the program writes', () => {
  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

  test('a saved run, and the folder of saved runs: the user alone', async () => {
    const home = makeHome();
    await runProgram(['run', '--offline', '--question', 'lily-pond'], { home });
    const runs = join(home.folder, 'data/reflectoscope/runs');
    expect(modeOf(runs)).toBe('700');
    const files = readdirSync(runs).filter(name => name.endsWith('.jsonl'));
    expect(files.map(name => modeOf(join(runs, name)))).toEqual(['600']);
  });

  test('the settings, with the questions and prompts in them: the user alone', () => {
    const folder = temporaryFolder();
    openChoices(folder).remember({ ownQuestion: 'Nobody else should read this.' });
    expect(modeOf(join(folder, 'config.json'))).toBe('600');
  });
});
