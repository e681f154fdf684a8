import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meterOfRun } from '../run/meter.ts';
import { delta, sampleEvents, theRun } from '../run/testing/sample-run.ts';
import { parseLine, readHead, readTranscript } from './read.ts';
import { asLines, temporaryFile, temporaryFolder } from './testing/temporary-folder.ts';

const SAMPLE = sampleEvents();
const ESCAPE = '\u001b';

/** The sample with what another version, an accident or an enemy wrote in place of some lines. */
function sampleWith(changes: Readonly<Record<number, string>>): string {
  return SAMPLE.map((event, index) => `${changes[index] ?? JSON.stringify(event)}\n`).join('');
}

describe('a transcript', () => {
  test('that is whole has all its events, and nothing to say', async () => {
    const file = temporaryFile(asLines(SAMPLE));
    expect(await readTranscript(file)).toEqual({ file, events: SAMPLE, notices: [] });
  });

  test.each([
    ['without a newline at its end', asLines(SAMPLE).trimEnd()],
    ['with a byte order mark', `\uFEFF${asLines(SAMPLE)}`],
    ['with CRLF', asLines(SAMPLE).replaceAll('\n', '\r\n')],
    ['with blank lines', `\n${asLines(SAMPLE).replaceAll('\n', '\n  \n')}`],
  ])('%s is the same', async (_name, content) => {
    expect(await readTranscript(temporaryFile(content))).toMatchObject({ events: SAMPLE, notices: [] });
  });

  test('may hold line separators inside of its texts', async () => {
    const events = [SAMPLE[0], { seq: 1, at: 0, ...delta(0, 'a\u2028b\u2029c\u0085d\re\nf') }];
    const { events: read, notices } = await readTranscript(temporaryFile(asLines(events as object[])));
    expect(read).toEqual(events);
    expect(notices).toEqual([]);
  });

  test('may hold a line of many megabytes', async () => {
    const events = [SAMPLE[0], { seq: 1, at: 0, ...delta(0, 'é世'.repeat(2_000_000)) }];
    const { events: read } = await readTranscript(temporaryFile(asLines(events as object[])));
    expect(read).toEqual(events);
  });
});

describe('a file that was cut off', () => {
  test('ends with its last whole line, and says where', async () => {
    const whole = asLines(SAMPLE.slice(0, 6));
    const file = temporaryFile(`${whole}{"seq":6,"at":600,"type":"call.de`);
    const { events, notices } = await readTranscript(file);
    expect(events).toEqual(SAMPLE.slice(0, 6));
    expect(notices).toEqual([`${file}:7: the last line is cut off; the run is shown up to there.`]);
  });

  test('gives the events of its whole lines, wherever it was cut', async () => {
    const events = [...SAMPLE.slice(0, 4), { seq: 4, at: 400, ...delta(0, 'Fünf 世界 🎾') }];
    const bytes = Buffer.from(asLines(events), 'utf8');
    const firstLine = bytes.indexOf('\n');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: firstLine, max: bytes.length }), async cut => {
        const { events: read, notices } = await readTranscript(temporaryFile(bytes.subarray(0, cut)));
        expect(read).toEqual(events.slice(0, read.length));
        const lines = bytes.subarray(0, cut).toString('utf8').split('\n');
        const whole = lines.at(-1) === '' || parseLine(lines.at(-1) ?? '').kind === 'event';
        expect(notices).toHaveLength(whole ? 0 : 1);
        expect(read).toHaveLength(lines.filter(line => line !== '').length - notices.length);
      }),
      { numRuns: 60, examples: [[firstLine], [bytes.length - 1], [bytes.length - 4]] },
    );
  });
});

describe('a damaged line', () => {
  test.each<[string, string, RegExp]>([
    ['that is not JSON', '{"seq":6,', /:7: this line is not JSON; it was passed over/],
    ['that is no event', '[1,2]', /:7: this line is not an event \(seq, at and type are needed\)/],
    [
      'with a wrong field',
      '{"seq":6,"at":1,"type":"call.delta","call":0,"channel":"text","text":5}',
      /:7: this line is a call\.delta with a wrong text: .*; it was passed over, so something of the run may be missing\./,
    ],
    [
      'with a wrong field deep inside',
      '{"seq":6,"at":1,"type":"call.finished","call":0,"stopReason":"x","usage":{"input":-1},"timing":{"wallMs":1},"content":[]}',
      /wrong usage\.input/,
    ],
    [
      'that begins a run of a newer schema',
      '{"seq":6,"at":1,"type":"run.started","schema":2}',
      /:7: this line begins a run of a newer schema/,
    ],
  ])('%s is passed over and named, once', async (_name, line, notice) => {
    const { events, notices } = await readTranscript(temporaryFile(sampleWith({ 6: line })));
    expect(events).toEqual(SAMPLE.filter(event => event.seq !== 6));
    expect(notices).toEqual([expect.stringMatching(notice)]);
  });

  test('at the end of the file is called what it is, unless it could be cut off', async () => {
    const { notices } = await readTranscript(temporaryFile(`${asLines(SAMPLE)}{"no":"event"}\n`));
    expect(notices).toEqual([expect.stringMatching(/:19: this line is not an event/)]);
  });

  test('leaves a run that can still be shown', async () => {
    const { events } = await readTranscript(temporaryFile(sampleWith({ 2: '###', 5: '' })));
    expect(theRun(events)).toMatchObject({ outcome: { kind: 'stopped' }, calls: [undefined, { id: 1 }] });
  });
});

describe('what is not UTF-8', () => {
  test('is named with its first line, and the run is read', async () => {
    const text = asLines([
      ...SAMPLE.slice(0, -1),
      { seq: SAMPLE.length - 1, at: 9, type: 'x', word: 'Grüße' },
    ]);
    const { notices, events } = await readTranscript(temporaryFile(Buffer.from(text, 'latin1')));
    expect(events).toHaveLength(SAMPLE.length);
    expect(notices[0]).toMatch(
      /:\d+: this line( and \d+ more are| is) not UTF-8 text; what could not be read is shown as \uFFFD\.$/,
    );
  });

  test('is not what says that a character could not be read', async () => {
    const noted = { seq: SAMPLE.length, at: 9, type: 'user.noted', round: 0, text: 'a \uFFFD stays' };
    expect((await readTranscript(temporaryFile(asLines([...SAMPLE, noted])))).notices).toEqual([]);
  });
});

describe('the usage of a call', () => {
  const finished = (usage: string) =>
    `{"seq":6,"at":1,"type":"call.finished","call":0,"stopReason":"end_turn","usage":${usage},"timing":{"wallMs":1},"content":[]}`;
  const PLACE = SAMPLE.findIndex(event => event.type === 'call.finished');

  test.each(['{}', '{"input":3}', '{"output":3,"cacheRead":5}'])('%s is read as unknown', async usage => {
    const file = temporaryFile(sampleWith({ [PLACE]: finished(usage).replace('"seq":6', `"seq":${PLACE}`) }));
    const { events, notices } = await readTranscript(file);
    const [call] = theRun(events).calls;
    expect(notices).toEqual([]);
    expect(call?.status).toBe('finished');
    expect(call?.usage).toBeUndefined();
    expect(meterOfRun(theRun(events)).atLeast).toBe(true);
  });

  test.each([
    ['{"input":3,"output":-1}', 'usage.output'],
    ['{"input":"3","output":1}', 'usage.input'],
    ['{"input":null,"output":1}', 'usage.input'],
    ['{"cacheRead":-1}', 'usage.cacheRead'],
  ])('%s is refused, with its place', (usage, place) => {
    expect(parseLine(finished(usage))).toMatchObject({
      kind: 'broken',
      why: expect.stringContaining(`is a call.finished with a wrong ${place}: `),
    });
  });
});

describe('the numbers of the events', () => {
  test.each([
    [[5], /:6: an event is missing before this line\./],
    [[5, 6, 7], /:6: 3 events are missing before this line\./],
  ])('without %j show a gap', async (lost, notice) => {
    const kept = SAMPLE.filter(event => !lost.includes(event.seq));
    const { notices } = await readTranscript(temporaryFile(asLines(kept)));
    expect(notices).toEqual([expect.stringMatching(notice)]);
  });

  test('that go back show that two files were put together', async () => {
    const { events, notices } = await readTranscript(temporaryFile(asLines([...SAMPLE, ...SAMPLE])));
    expect(events).toHaveLength(36);
    expect(notices).toEqual([expect.stringMatching(/:19: the numbers of the events go back here/)]);
  });
});

describe('events of a later version', () => {
  test('are kept as they are, and named once with the line of the first', async () => {
    const later = { seq: 6, at: 600, type: 'judge.spoke', words: { to: ['the', 'jury'] } };
    const file = temporaryFile(
      sampleWith({ 6: JSON.stringify(later), 8: JSON.stringify({ ...later, seq: 8 }) }),
    );
    const { events, notices } = await readTranscript(file);
    expect(events[6]).toEqual(later);
    expect(notices).toEqual([
      `${file}:7: judge.spoke is not known to this version of reflectoscope (2 times in the file); it is kept and not shown.`,
    ]);
  });

  test('of a newer minor schema are read', async () => {
    const { events } = await readTranscript(temporaryFile(sampleWith({ 0: newer(1.7) })));
    expect(events).toHaveLength(18);
  });

  const newer = (schema: number) => JSON.stringify({ ...SAMPLE[0], schema });

  test('of a newer schema are refused by name, even when they look quite different', async () => {
    for (const first of [newer(2), '{"type":"run.started","schema":3,"everything":"else"}']) {
      const file = temporaryFile(sampleWith({ 0: first }));
      await expect(readTranscript(file)).rejects.toThrow(
        new RegExp(`^${file}:1: this run was written by a newer reflectoscope .*Update reflectoscope`),
      );
      expect(readHead(file)).toBeUndefined();
    }
  });
});

describe('what is no transcript', () => {
  test.each([
    ['an empty file', '', 'is empty: there is no run in it.'],
    ['a file of blank lines', '\n\r\n \n', 'is empty: there is no run in it.'],
    ['a text', 'Dear diary,\n', ':1: not a transcript of reflectoscope: the first line is not JSON.'],
    [
      'other JSON lines',
      '{"a":1}\n',
      ':1: not a transcript of reflectoscope: the first line is not an event',
    ],
    [
      'a transcript that has lost its beginning',
      asLines(SAMPLE.slice(1)),
      ':1: not a transcript of reflectoscope: it begins with round.started, not with run.started.',
    ],
    [
      'a beginning with a wrong field',
      '{"seq":0,"at":0,"type":"run.started","schema":1,"run":""}',
      'wrong run:',
    ],
    ['bytes', '\u0000\u0001\u0002', 'the first line is not JSON'],
  ])('%s is refused', async (_name, content, problem) => {
    const file = temporaryFile(content);
    await expect(readTranscript(file)).rejects.toMatchObject({
      name: 'TranscriptError',
      message: expect.stringContaining(file),
    });
    await expect(readTranscript(file)).rejects.toThrow(problem);
    expect(readHead(file)).toBeUndefined();
  });

  test.each([
    ['little-endian', (text: string) => Buffer.from(text, 'utf16le')],
    ['big-endian', (text: string) => Buffer.from(text, 'utf16le').swap16()],
  ])(
    'a file in %s UTF-16, with a byte order mark or without, is told how to be saved',
    async (_order, bytesOf) => {
      for (const mark of ['', '\uFEFF']) {
        const file = temporaryFile(bytesOf(`${mark}${asLines(SAMPLE)}`));
        await expect(readTranscript(file)).rejects.toThrow(`${file} is UTF-16 text: save it as UTF-8.`);
      }
    },
  );

  test('a pipe into which nobody writes is refused, and nobody waits for it', async () => {
    const file = join(temporaryFolder(), 'pipe.jsonl');
    execFileSync('mkfifo', [file]);
    await expect(readTranscript(file)).rejects.toThrow(`${file} is a pipe, not a transcript.`);
    expect(readHead(file)).toBeUndefined();
  });

  test('a file that is not there', async () => {
    const file = join(temporaryFolder(), 'nothing.jsonl');
    await expect(readTranscript(file)).rejects.toThrow(`There is no file ${file}.`);
    expect(readHead(file)).toBeUndefined();
  });

  test('a folder', async () => {
    const folder = temporaryFolder();
    await expect(readTranscript(folder)).rejects.toThrow(`${folder} is a folder, not a transcript.`);
    expect(readHead(folder)).toBeUndefined();
  });
});

describe('what is said of a file is safe to print', () => {
  test('in an error', async () => {
    const file = join(temporaryFolder(), `no${ESCAPE}]0;owned\u0007thing`);
    const error = await readTranscript(file).catch(thrown => thrown);
    expect(error.message).toMatch(/nothing\.$/);
    const begins = temporaryFile(JSON.stringify({ seq: 0, at: 0, type: `x${ESCAPE}[2J` }));
    await expect(readTranscript(begins)).rejects.toThrow(/it begins with x, not with/);
  });

  test('in a notice', async () => {
    const later = JSON.stringify({ seq: 6, at: 0, type: `judge${ESCAPE}[2J\nspoke` });
    const { notices } = await readTranscript(temporaryFile(sampleWith({ 6: later })));
    expect(notices).toEqual([expect.stringContaining('judge ⏎ spoke is not known')]);
  });
});

describe('the head of a file', () => {
  test('is its first event', () => {
    expect(readHead(temporaryFile(asLines(SAMPLE)))).toEqual(SAMPLE[0]);
  });

  test('is found with a byte order mark, with CRLF, and without a second line', () => {
    expect(readHead(temporaryFile(`\uFEFF${asLines(SAMPLE)}`))).toEqual(SAMPLE[0]);
    expect(readHead(temporaryFile(asLines(SAMPLE).replaceAll('\n', '\r\n')))).toEqual(SAMPLE[0]);
    expect(readHead(temporaryFile(JSON.stringify(SAMPLE[0])))).toEqual(SAMPLE[0]);
  });

  test('may be long: a question of a megabyte', () => {
    const question = { id: 'long', domain: 'your own', text: '世'.repeat(350_000), grader: 'text' };
    const head = { ...SAMPLE[0], question };
    expect(readHead(temporaryFile(asLines([head, { seq: 1 }])))).toEqual(head);
  });
});

test('lines that are longer than what is read at a time are put together', async () => {
  const long = SAMPLE.map(event =>
    event.type === 'call.delta' ? { ...event, text: '世界'.repeat(200_000) } : event,
  );
  const { events, notices } = await readTranscript(temporaryFile(asLines(long)));
  expect(notices).toEqual([]);
  expect(events).toEqual(long);
});

test('no line whatever makes the reading of it throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.constant('__proto__')), line => {
      expect(['event', 'newer', 'broken', 'blank']).toContain(parseLine(line).kind);
    }),
  );
});
