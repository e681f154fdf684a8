import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bareChats } from './bare-chats.ts';
import { ImportError } from './importer.ts';
import { importerFor } from './importers.ts';
import { beginningIn, beginningOf, sourceFile } from './source-file.ts';
import { memoryFile, readAll, texts } from './testing/memory-file.ts';

const CHAT = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'What is 2 + 2?' },
  { role: 'assistant', content: '5' },
  { role: 'user', content: 'Are you sure?' },
  { role: 'assistant', content: '4' },
];
const read = (content: unknown, path?: string) =>
  readAll(bareChats, memoryFile(typeof content === 'string' ? content : JSON.stringify(content), path));

describe('a chat is read', () => {
  test('as one list of messages, and every answer is a round', async () => {
    const { runs, problems } = await read(CHAT, 'exam/Problem 4.json');
    expect(problems).toEqual([]);
    expect(runs).toMatchObject([
      {
        question: { id: 'Problem 4', text: 'What is 2 + 2?' },
        settings: { model: 'unknown', system: 'Be brief.', strategy: { rounds: 1 }, cache: 'off' },
        imported: { from: 'chat', file: 'Problem 4.json' },
        rounds: [{ kind: 'answer' }, { kind: 'reflection' }],
        calls: [{ purpose: 'answer' }, { purpose: 'reflect', request: { extends: 0 } }],
      },
    ]);
    expect(texts(runs[0])).toEqual(['5', '4']);
  });

  test('pretty, behind a byte order mark, in UTF-16, gzipped, or in one line without an end', async () => {
    const pretty = JSON.stringify(CHAT, null, 4);
    const utf16 = Buffer.from(`\ufeff${pretty}`, 'utf16le');
    for (const content of [pretty, `\ufeff${pretty}`, utf16, gzipSync(pretty), JSON.stringify(CHAT)]) {
      const { runs } = await readAll(bareChats, memoryFile(content, 'a/b.json', 7));
      expect(runs.map(texts)).toEqual([['5', '4']]);
    }
  });

  test('as an object with messages, a list of those, lines of them, and lines of messages', async () => {
    const one = { id: 'first', model: 'm', system: 'S', messages: CHAT.slice(1) };
    const ids = async (content: unknown) =>
      (await read(content)).runs.map(run => [run.question.id, run.settings.model]);
    expect(await ids(one)).toEqual([['first', 'm']]);
    expect(await ids([one, { messages: CHAT }])).toEqual([
      ['first', 'm'],
      ['file-2', 'unknown'],
    ]);
    const lines = [one, CHAT].map(line => JSON.stringify(line)).join('\n');
    expect(await ids(lines)).toEqual([
      ['first', 'm'],
      ['file-2', 'unknown'],
    ]);
    expect((await read(CHAT.map(line => JSON.stringify(line)).join('\n'))).runs.map(texts)).toEqual([
      ['5', '4'],
    ]);
  });

  test('in the words of Converse, with its cache points and its thinking', async () => {
    const { runs } = await read([
      { role: 'user', content: [{ text: 'Q' }, { cachePoint: { type: 'default', ttl: '1h' } }] },
      {
        role: 'assistant',
        content: [{ reasoningContent: { reasoningText: { text: 'hm', signature: 's' } } }, { text: 'A' }],
      },
    ]);
    expect(runs[0]?.calls[0]).toMatchObject({
      text: 'A',
      thinking: 'hm',
      request: { messages: [{ content: [{ text: 'Q' }] }], cachePoints: [{ after: 0, ttl: '1h' }] },
      content: [{ reasoningContent: { reasoningText: { text: 'hm', signature: 's' } } }, { text: 'A' }],
    });
    expect(runs[0]?.settings.cache).toBe('5m');
  });

  test('in the words of Anthropic and of OpenAI, with calls of tools', async () => {
    const { runs } = await read([
      [
        { role: 'user', content: [{ type: 'text', text: 'Q', cache_control: { type: 'ephemeral' } }] },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'hm', signature: 's' },
            { type: 'text', text: 'A' },
          ],
        },
      ],
      [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Q' },
            { type: 'image_url', image_url: { url: 'x' } },
          ],
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 't', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }],
        },
        { role: 'tool', tool_call_id: 't', content: 'done' },
        { role: 'assistant', content: 'A', reasoning_content: 'hm' },
      ],
    ]);
    expect(runs[0]?.calls[0]).toMatchObject({
      text: 'A',
      thinking: 'hm',
      request: { cachePoints: [{ after: 0, ttl: '5m' }] },
    });
    expect(runs[1]?.calls[0]?.content).toEqual([
      { toolUse: { toolUseId: 't', name: 'f', input: '{"a":1}' } },
    ]);
    expect(runs[1]?.calls[1]).toMatchObject({ text: 'A', thinking: 'hm' });
  });

  test('as training sets have it', async () => {
    const { runs } = await read({
      conversations: [
        { from: 'human', value: 'Q' },
        { from: 'gpt', value: 'A' },
      ],
    });
    expect(runs.map(texts)).toEqual([['A']]);
  });
});

describe('what cannot be read is told with its place, and the rest is read', () => {
  test('a broken line, also the first and the last', async () => {
    const line = JSON.stringify({ messages: CHAT });
    const { runs, problems } = await read(
      [line, '{"messages": [', line, '[1]', line.slice(0, 40)].join('\n'),
    );
    expect(runs).toHaveLength(2);
    expect(problems).toEqual([
      { problem: 'It is no JSON.', place: 'line 2' },
      { problem: 'Message 1 has no role, or no content that is text.', place: 'line 4' },
      { problem: 'The last line is cut off, or no JSON.', place: 'line 5' },
    ]);
    const broken = await read(['{"messages": [', line, line].join('\n'));
    expect([broken.runs.length, broken.problems]).toEqual([
      2,
      [{ problem: 'It is no JSON.', place: 'line 1' }],
    ]);
  });

  test('a list that is cut off', async () => {
    const { runs, problems } = await read(JSON.stringify(CHAT, null, 1).slice(0, -20));
    expect(runs.map(texts)).toEqual([['5']]);
    expect(problems[0]?.problem).toMatch(/ends too early.*What came before was read/);
  });

  test('gzipped data that are cut off', async () => {
    const lines = Array.from({ length: 3000 }, (_, index) =>
      JSON.stringify({ id: `${index}`, messages: CHAT }),
    );
    const packed = gzipSync(lines.join('\n'));
    const { runs, problems } = await readAll(bareChats, memoryFile(packed.subarray(0, packed.length / 2)));
    expect(runs.length).toBeGreaterThan(0);
    expect(problems.at(-1)?.problem).toMatch(/is cut off: the gzipped data end too early/);
  });

  test('a chat in which nobody answers', async () => {
    expect((await read([{ role: 'user', content: 'Q' }])).problems).toEqual([
      { problem: 'There is no answer of an assistant in it.' },
    ]);
  });

  test('another encoding is refused', async () => {
    const latin = Buffer.from('[{"role":"user","content":"Grüße"}]', 'latin1');
    await expect(readAll(bareChats, memoryFile(latin, 'x.json'))).rejects.toThrow('x.json is not UTF-8 text');
  });
});

test('however a file is damaged, it is read, or told in a sentence what is wrong', async () => {
  const whole = Buffer.from([CHAT, { messages: CHAT }].map(one => JSON.stringify(one, null, 1)).join('\n'));
  const damage = fc.array(fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(damage, fc.nat(whole.length), async (changes, end) => {
      const bytes = Buffer.from(whole.subarray(0, end));
      for (const { at, byte } of changes) if (at < bytes.length) bytes[at] = byte;
      try {
        await readAll(bareChats, memoryFile(bytes));
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(ImportError);
      }
    }),
  );
});

const DIALOGS = join(import.meta.dirname, '../../../shared/data/matthewrenze_self-reflection/dialogs');

test.skipIf(!isThere(DIALOGS))(
  'every published dialog is a run (skipped without the shared data)',
  async () => {
    const files = readdirSync(DIALOGS, { recursive: true, encoding: 'utf8' }).filter(name =>
      name.endsWith('.json'),
    );
    for (const name of files) {
      const path = join(DIALOGS, name);
      expect(bareChats.detects(await beginningOf(path))).toBe(true);
      const { runs, problems } = await readAll(bareChats, sourceFile(path));
      expect([name, runs.length, problems]).toEqual([name, 1, []]);
    }
    expect(files.length).toBeGreaterThan(200);
  },
);

test('a file is known by its beginning, gzipped too', async () => {
  const begins = async (content: string | Uint8Array) =>
    importerFor(await beginningIn('x', typeof content === 'string' ? Buffer.from(content) : content))?.id;
  expect(await begins(JSON.stringify(CHAT))).toBe('chat');
  expect(await begins(gzipSync(JSON.stringify({ messages: CHAT })))).toBe('chat');
  expect(await begins('{"schemaType":"ModelInvocationLog"}')).toBe('bedrock-logs');
  expect(
    await begins('{"response":"x","chat_history":[{"modelid":"m","chat_history":[{"role":"user"}]}]}'),
  ).toBe('bhive');
  expect(await begins('{"version":2,"status":"success","eval":{"task":"t"}}')).toBe('inspect');
  for (const other of ['', 'role: user', '{"a":1}', '[1,2]', 'PK'])
    expect(await begins(other)).toBeUndefined();
});

function isThere(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
}
