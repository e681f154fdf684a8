import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { IMPORTERS } from '../import/importers.ts';
import { readTranscript } from '../transcripts/read.ts';
import { runMain } from './testing/in-process.ts';

const CHAT = [
  { role: 'user', content: 'What is 2 + 2?' },
  { role: 'assistant', content: '5' },
  { role: 'user', content: 'Sure?' },
  { role: 'assistant', content: '4' },
];
const JSON_CHAT = JSON.stringify(CHAT);

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'import-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const transcripts = (folder: string) => (existsSync(folder) ? readdirSync(folder).sort() : []);

test('a file becomes a transcript of its owner only, and is not imported twice', async () => {
  const folder = folderWith({ 'chat.json': JSON_CHAT });
  const to = join(folder, 'runs');
  const first = await runMain(['import', join(folder, 'chat.json'), '--to', to]);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toBe(
    `Imported 1 run with 2 rounds into ${to}.\nUnknown, because the source does not tell it: timing, usage, model, settings, marks.\n`,
  );
  const [name = ''] = transcripts(to);
  const file = join(to, name);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { events, notices } = await readTranscript(file);
  expect([events[0]?.type, events.at(-1)?.type, notices]).toEqual(['run.started', 'run.finished', []]);
  const before = readFileSync(file, 'utf8');
  const again = await runMain(['import', join(folder, 'chat.json'), '--to', to]);
  expect(again).toMatchObject({ code: 0, stderr: '' });
  expect(again.stdout).toContain('1 run had been imported before and stays as it is.');
  expect([transcripts(to), readFileSync(file, 'utf8')]).toEqual([[name], before]);
});

test('without --to runs go to a folder of their format beside the own ones, and can be replayed', async () => {
  const folder = folderWith({ 'chat.json': JSON_CHAT });
  const { stdout } = await runMain(['import', '--json', join(folder, 'chat.json')]);
  const { file } = JSON.parse(stdout);
  expect(file).toMatch(/reflectoscope\/runs\/imported\/chat\/\d{4}-\d\d-\d\d_chat_\w{26}\.jsonl$/);
  const told = await runMain(['replay', '--plain', file]);
  expect(told.code).toBe(0);
  expect(told.stdout).toContain('Source: imported from chat (chat.json)');
});

test('--json has a line for each run, and the sum goes to standard error', async () => {
  const folder = folderWith({ 'a/chat.json': JSON_CHAT });
  const { code, stdout, stderr } = await runMain(['import', '--json', '--dry-run', join(folder, 'a')]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    source: 'chat.json',
    from: 'chat',
    rounds: 2,
    marks: [null, null],
    state: 'counted',
    file: null,
    unknown: ['timing', 'usage', 'model', 'settings', 'marks'],
  });
  expect(stderr).toContain('Would import 1 run with 2 rounds.');
});

test('--dry-run saves nothing, and --limit ends it', async () => {
  const lines = [CHAT, CHAT.slice(0, 2), CHAT.slice(0, 2)]
    .map(chat => JSON.stringify({ messages: chat }))
    .join('\n');
  const folder = folderWith({ 'chats.jsonl': lines });
  const to = join(folder, 'runs');
  const dry = await runMain(['import', '--dry-run', '--to', to, join(folder, 'chats.jsonl')]);
  expect(dry.stdout).toContain('Would import 3 runs with 4 rounds.');
  expect(existsSync(to)).toBe(false);
  await runMain(['import', '--limit', '2', '--to', to, join(folder, 'chats.jsonl')]);
  expect(transcripts(to)).toHaveLength(2);
});

test('of a folder only files of a known format are read, and the others are counted', async () => {
  const folder = folderWith({
    'b/chat.json': JSON_CHAT,
    'a.json': JSON_CHAT,
    'notes.txt': 'role: user',
    '.hidden/chat.json': JSON_CHAT,
  });
  symlinkSync(folder, join(folder, 'loop'));
  const { code, stdout } = await runMain(['import', '--dry-run', folder]);
  expect(code).toBe(0);
  expect(stdout).toContain('Would import 2 runs');
  expect(stdout).toMatch(/\d other files? in the folders? ?.*left alone\./);
});

test('what is wrong is told with its place, at most ten times, and the rest is imported', async () => {
  const lines = [JSON.stringify({ messages: CHAT }), ...Array.from({ length: 14 }, () => '{"messages": 1}')];
  const folder = folderWith({ 'chats.jsonl': lines.join('\n') });
  const { code, stdout } = await runMain(['import', '--dry-run', join(folder, 'chats.jsonl')]);
  expect(code).toBe(0);
  expect(stdout).toContain('14 problems:');
  expect(stdout).toContain('chats.jsonl, line 2: There is no list of messages in it.');
  expect(stdout).toContain('and 4 more');
});

test('a file of no known format, one that is not there, and a format that nobody knows are wrong use', async () => {
  const folder = folderWith({ 'x.txt': 'hello' });
  const unknown = await runMain(['import', join(folder, 'x.txt'), join(folder, 'none')]);
  expect(unknown).toMatchObject({ code: 2, stdout: '' });
  expect(unknown.stderr).toMatch(
    /x\.txt is of no format that is known.*inspect, bedrock-logs, bhive, .*chat/,
  );
  expect(unknown.stderr).toContain(`${join(folder, 'none')} is not there.`);
  const format = await runMain(['import', '--from', 'csv', join(folder, 'x.txt')]);
  expect(format.code).toBe(2);
  expect(format.stderr).toMatch(/There is no format "csv"[\s\S]*inspect +logs of Inspect/);
});

test('a file of which nothing can be read fails, with a sentence', async () => {
  const folder = folderWith({ 'log.json': '{"version": 9, "eval": {"task": "t"}, "samples": []}' });
  const { code, stdout } = await runMain(['import', join(folder, 'log.json')]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/1 problem:\n {2}.*log\.json: It is a log of version 9/);
});

test('a folder that may not be written ends it, with what would help, and leaves nothing', async () => {
  const folder = folderWith({ 'chat.json': JSON_CHAT, file: '' });
  const { code, stderr } = await runMain(['import', join(folder, 'chat.json'), '--to', join(folder, 'file')]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/Nothing more can be saved in .*--to DIR names another folder\./s);
  expect(transcripts(folder)).toEqual(['chat.json', 'file']);
});

test('JSON that is nested too deeply is a problem, and no crash', async () => {
  const deep = `{"messages": [{"role": "user", "content": [${'['.repeat(200_000)}${']'.repeat(200_000)}]}]}`;
  const folder = folderWith({ 'deep.json': deep });
  const { code, stdout } = await runMain(['import', join(folder, 'deep.json')]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/1 problem:/);
});

test('names in a file cannot drive the terminal', async () => {
  const bad = '\u001b]0;owned\u0007\u001b[31m';
  const folder = folderWith({ 'chat.json': JSON.stringify({ id: bad, model: bad, messages: CHAT }) });
  const { stdout } = await runMain(['import', '--json', join(folder, 'chat.json')]);
  expect(stdout).not.toContain('\u001b');
  const { file } = JSON.parse(stdout);
  expect((await runMain(['replay', '--plain', file])).stdout).not.toContain('\u001b');
});

vi.setConfig({ testTimeout: 20_000 });

test('the help and the documentation name every format', async () => {
  const { stdout } = await runMain(['import', '--help']);
  const page = readFileSync(join(import.meta.dirname, '../../docs/import.md'), 'utf8');
  for (const { id } of IMPORTERS) {
    expect(stdout).toMatch(new RegExp(`\\b${id}\\b`));
    expect(page).toContain(`| \`${id}\` |`);
  }
});
