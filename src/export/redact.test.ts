import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RECORDINGS } from '../analysis/testing/recorded.ts';
import { fixturesDir } from '../questions/package-root.ts';
import { type AnyEvent, RunEvent } from '../run/events.ts';
import { foldAll } from '../run/fold.ts';
import {
  delta as callDelta,
  callFinished,
  callStarted,
  inOrder,
  roundStarted,
  runStarted,
} from '../run/testing/sample-run.ts';
import { readTranscript } from '../transcripts/read.ts';
import { createRedactor, replacedWords } from './redact.ts';
import { AWS_KEY_ID, E_MAIL, noise, SECRETS } from './testing/secrets.ts';

describe('what is replaced', () => {
  test.each(SECRETS)('a secret of the kind %s after %j', (kind, before, secret, after) => {
    const redacted = createRedactor().text(`${before}${secret}${after}`);
    expect(redacted).not.toContain(secret);
    expect(redacted.replace('iam::[redacted: AWS account]', 'iam::000000000000')).toBe(
      `${before}[redacted: ${kind}]${after}`,
    );
  });

  test('the same secret is replaced by the same words, another one by others', () => {
    const { text } = createRedactor();
    expect(text(`a@example.org b@example.org a@example.org`)).toBe(
      '[redacted: e-mail] [redacted: e-mail 2] [redacted: e-mail]',
    );
    expect(text('b@example.org')).toBe('[redacted: e-mail 2]');
  });

  test('a key without its end goes too, and the words behind it stay', () => {
    const key = `-----BEGIN RSA PRIVATE KEY-----\n${noise(64)}\n${noise(64, 2)}\n\nThat was it.`;
    expect(createRedactor().text(key)).toBe('[redacted: private key]\n\nThat was it.');
  });

  test('the report counts what is different and where it stood', () => {
    const redactor = createRedactor();
    redactor.text(`${E_MAIL} ${E_MAIL} x@example.org ${AWS_KEY_ID}`);
    expect(replacedWords(redactor.report())).toBe(
      '2 e-mail addresses and 1 AWS key were replaced, in 4 places.',
    );
    expect(replacedWords(createRedactor().report())).toBeUndefined();
  });
});

describe('what is no secret', () => {
  test.each([
    ['mathematics', 'Let $x@y = 3$; then 4111111111111111 + 1 = 4111111111111112 and 1234 5678 9012 3456.'],
    ['a product of matrices', 'y = x@W.reshape(3) and z = a@b.T and q = u@v.flat[0]'],
    ['SQL', "SELECT * FROM users WHERE password = 'secret' AND email LIKE '%@%';"],
    [
      'settings without a value',
      'password: required; api_key: string; passwd=$PASSWD; password: "<password>"',
    ],
    ['settings that are read', "password = os.environ['DB'], api_key=process.env.API_KEY, token"],
    ['code', 'const token = readToken(); // sk-button-primary-hover-state-dark-mode'],
    ['a commit', '4c5000a9d1f0b3c8e7a6d5f4c3b2a1908f7e6d5c'],
    ['a digest', `sha256-${'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg='}`],
    ['a package', 'npm install react@19.3.1 @aws-sdk/client-bedrock@^3'],
    ['a repository', 'git clone git@github.com:owner/repo.git'],
    ['an address with a port', 'http://localhost:4318/v1/traces and https://example.org/home/page'],
    ['a placeholder', 'postgres://user:$PASSWORD@localhost/db and mysql://u:***@h/x'],
    ['prose', 'The bearer responsibilities; authorization: required; the secret key: practice.'],
    ['a first line in prose', 'It begins with -----BEGIN PRIVATE KEY----- and ends later.'],
    ['base64', noise(300)],
    ['a time', '12:30@noon; 2026-11-24T10:00:00.000Z'],
  ])('%s', (_name, text) => {
    expect(createRedactor().text(text)).toBe(text);
  });

  test('nothing of the bundled recordings and questions', async () => {
    const redactor = createRedactor();
    for (const name of RECORDINGS) {
      const { events } = await readTranscript(join(fixturesDir(), 'recordings', `${name}.jsonl`));
      expect(redactor.events(events)).toEqual(events);
    }
    const questions = readFileSync(join(fixturesDir(), 'questions.json'), 'utf8');
    expect(redactor.text(questions)).toBe(questions);
    expect(redactor.report()).toEqual([]);
  });
});

describe('a run', () => {
  const said = `Mail ${E_MAIL} or use ${AWS_KEY_ID} now`;

  test('a secret that deltas cut in pieces is found, and there are as many deltas as before', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(said.length), { maxLength: 12 }), cuts => {
        const places = [0, ...cuts.sort((a, b) => a - b), said.length];
        const pieces = places.slice(1).map((end, index) => said.slice(places[index], end));
        const events = eventsSaying(pieces);
        const redacted = createRedactor().events(events);
        expect(redacted.map(({ seq, at, type }) => ({ seq, at, type }))).toEqual(
          events.map(({ seq, at, type }) => ({ seq, at, type })),
        );
        expect(foldAll(redacted)?.calls[0]?.text).toBe(
          'Mail [redacted: e-mail] or use [redacted: AWS key] now',
        );
        expect(JSON.stringify(redacted)).not.toContain(E_MAIL);
      }),
    );
  });

  test('two calls and two channels are texts of their own', () => {
    const events = inOrder([
      runStarted(),
      roundStarted(0),
      callStarted(0, 0),
      callStarted(1, 0),
      callDelta(0, 'anna.mei'),
      callDelta(1, 'er@example.org'),
      callDelta(0, 'er@example.org', 'thinking'),
    ]);
    const text = JSON.stringify(createRedactor().events(events));
    expect(text).toContain('anna.mei');
    expect(text).not.toContain('er@example.org');
  });

  test('whatever a pattern takes away, the events are still events', () => {
    const own = [{ place: '--redact', source: '[^]+' }];
    for (const events of [eventsSaying([said])]) {
      const redacted = createRedactor({ own }).events(events);
      for (const event of redacted) RunEvent.parse(event);
      const run = foldAll(redacted);
      expect(run?.calls[0]).toMatchObject({ model: foldAll(events)?.calls[0]?.model, status: 'finished' });
      expect(run?.question.text).toMatch(/^\[redacted: private/);
    }
  });

  test('whatever a pattern takes away, every bundled recording can still be read', async () => {
    const own = [{ place: '--redact', source: '\\w+' }];
    for (const name of RECORDINGS.slice(0, 12)) {
      const { events } = await readTranscript(join(fixturesDir(), 'recordings', `${name}.jsonl`));
      for (const event of createRedactor({ own }).events(events)) RunEvent.parse(event);
    }
  });

  test('without the default list only the patterns of the user count', () => {
    const { text } = createRedactor({ defaults: false, own: [{ place: '--redact', source: 'Ann\\w*' }] });
    expect(text(`Anna writes from ${E_MAIL}`)).toBe(`[redacted: private] writes from ${E_MAIL}`);
  });

  test('thinking that was changed loses the signature that vouched for it, other thinking keeps it', () => {
    const block = (text: string) => ({
      reasoningContent: { reasoningText: { text, signature: 'ErUBCkYIBxgCIkDx' } },
    });
    const events = [...eventsSaying([]).slice(0, -1), finished([block('All is well.'), block(said)])];
    const [kept, changed] = (createRedactor().events(events).at(-1) as { content?: unknown[] }).content ?? [];
    expect(kept).toEqual(block('All is well.'));
    expect(JSON.stringify(changed)).not.toContain('signature');
  });

  test('a value that looks like none is found by the name of its field', () => {
    const input = { apiKey: 'plainvaluesecretthing42', where: { password: 'correct-horse', key: 'C minor' } };
    const events = [
      ...eventsSaying([]).slice(0, -1),
      finished([{ toolUse: { toolUseId: 't', name: 'call', input } }]),
    ];
    const redactor = createRedactor();
    expect(JSON.stringify(redactor.events(events))).toContain(
      '"input":{"apiKey":"[redacted: API key]","where":{"password":"[redacted: password]","key":"C minor"}}',
    );
    expect(replacedWords(redactor.report())).toBe('1 API key and 1 password were replaced, in 2 places.');
  });

  test("names of fields are looked at where they are somebody's own", () => {
    const events = inOrder([
      runStarted({ question: { id: 'q', domain: 'd', text: 't', grader: 'json', schema: { [E_MAIL]: {} } } }),
    ]);
    expect(JSON.stringify(createRedactor().events(events))).toContain('"[redacted: e-mail]":{}');
  });
});

test.each([
  ['one letter', 'a'.repeat(400_000)],
  ['heads of keys', '-----BEGIN PRIVATE KEY-----\n'.repeat(10_000)],
  ['heads of tokens', '-eyJ'.repeat(60_000)],
  ['addresses without an end', 'a@'.repeat(120_000)],
  ['addresses with long names', `${'a.'.repeat(100_000)}@`],
  ['schemes', 'a://b:'.repeat(40_000)],
  ['settings', 'authorization: basic '.repeat(20_000)],
  ['folders', '/home/'.repeat(60_000)],
  ['groups of digits', '4111 '.repeat(60_000)],
  ['keys without a digit', 'sk-'.repeat(100_000)],
  ['names of settings', 'api_key="password: '.repeat(20_000)],
])('a hostile text of %s is looked through to its end', (_name, text) => {
  expect(createRedactor().text(text).length).toBeGreaterThan(0);
});

function eventsSaying(pieces: readonly string[]): AnyEvent[] {
  return inOrder([
    runStarted(),
    roundStarted(0),
    callStarted(0, 0),
    ...pieces.map(piece => callDelta(0, piece)),
    callFinished(0, {}, { text: pieces.join('') }),
  ]);
}

function finished(content: object[]): AnyEvent {
  return { ...inOrder([callFinished(0)])[0], seq: 3, content } as AnyEvent;
}
