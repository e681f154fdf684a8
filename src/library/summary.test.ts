import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixturesDir } from '../questions/package-root.ts';
import type { AnyEvent } from '../run/events.ts';
import { foldAll } from '../run/fold.ts';
import {
  inOrder,
  labelled,
  noted,
  runOf,
  runStarted,
  sampleEvents,
  stopped,
  theRun,
  wholeRound,
} from '../run/testing/sample-run.ts';
import { createCleaner } from '../transcripts/clean.ts';
import { readTranscript } from '../transcripts/read.ts';
import { asLines, temporaryFile } from '../transcripts/testing/temporary-folder.ts';
import { LONGEST_LINE_BYTES, readRun } from './read-run.ts';
import { summaryOf, textsOf } from './summary.ts';

const recordings = join(fixturesDir(), 'recordings');

describe('a run in brief', () => {
  test('has what each round did, what it cost, and how it ended', () => {
    expect(summaryOf(theRun(sampleEvents()))).toMatchObject({
      id: '01K0SAMPLE',
      provenance: 'live',
      tags: [],
      strategy: 'self-reflection',
      rounds: [
        { round: 0, mark: { kind: 'WRONG' }, answer: '0.10' },
        { round: 1, mark: { kind: 'FIX' }, answer: '0.05' },
      ],
      answer: '0.05',
      cost: 0.0055845 + 0.00138,
      atLeast: false,
      outcome: 'stopped',
      why: 'max-rounds',
      notes: 0,
    });
  });

  test('has what the user made of it', () => {
    const run = runOf(
      runStarted(),
      ...wholeRound(0, '5'),
      noted(0, 'odd'),
      labelled({ title: 'The odd one', tags: ['a', 'b'] }),
    );
    expect(summaryOf(run)).toMatchObject({
      title: 'The odd one',
      tags: ['a', 'b'],
      notes: 1,
      outcome: 'open',
    });
    expect(textsOf(run)).toContainEqual({ place: 'note on round 0', text: 'odd' });
    expect(textsOf(run)[0]).toEqual({ place: 'title', text: 'The odd one' });
  });

  test('has no duration and no date where the source of an imported run tells no times', () => {
    const imported = { from: 'bhive', file: 'x.json', unknown: ['timing'], startedAtFrom: 'file' as const };
    const run = runOf(runStarted({ provenance: 'imported', imported }), ...wholeRound(0, '4'), stopped());
    expect(summaryOf(run)).toMatchObject({ isFileDate: true });
    expect(summaryOf(run)).not.toHaveProperty('durationMs');
    const timed = summaryOf(theRun(sampleEvents()));
    expect(timed.durationMs).toBeGreaterThan(0);
    expect(timed).not.toHaveProperty('isFileDate');
  });

  test('has no cost where no price is known, and no zero', () => {
    expect(summaryOf(runOf(runStarted({ prices: [] }), ...wholeRound(0, '5')))).not.toHaveProperty('cost');
  });

  test('has one line of each text, and no control character', () => {
    const evil = 'A\u001b[31m\nB\u202e';
    const run = runOf(
      runStarted({ run: evil }),
      ...wholeRound(0, evil),
      labelled({ title: evil, tags: [evil] }),
      stopped(evil),
    );
    expect(JSON.stringify(summaryOf(run))).not.toMatch(/\\u001b|\\n|\u202e/);
  });
});

describe('a file, read line after line', () => {
  test.each(readdirSync(recordings).filter(name => name.endsWith('.jsonl')))(
    '%s is the same run as all its events',
    async name => {
      const file = join(recordings, name);
      const { events } = await readTranscript(file);
      const run = theRun(events.map(createCleaner()));
      expect(await readRun(file)).toEqual({
        kind: 'run',
        summary: summaryOf(run),
        texts: textsOf(run),
        passedOver: 0,
      });
    },
  );

  test('cut off anywhere it is the run up to there', async () => {
    const whole = asLines(sampleEvents());
    const first = whole.indexOf('\n');
    for (let cut = first; cut < whole.length; cut += 37) {
      const file = temporaryFile(whole.slice(0, cut));
      const { events } = await readTranscript(file);
      const run = foldAll(events.map(createCleaner()));
      expect(await readRun(file)).toMatchObject({ kind: 'run', summary: run && summaryOf(run) });
    }
  });

  test('with half an escape sequence in each of two deltas has none', async () => {
    const events = inOrder([...[runStarted()], ...wholeRound(0, 'x')]) as AnyEvent[];
    const at = events.findIndex(({ type }) => type === 'call.delta');
    const delta = events[at] as AnyEvent & { text: string };
    const split = [
      { ...delta, text: 'a\u001b[3' },
      { ...delta, text: '1mb' },
    ];
    const file = temporaryFile(asLines([...events.slice(0, at), ...split, ...events.slice(at + 1)]));
    const read = await readRun(file);
    expect(read.kind === 'run' && read.texts.at(-1)?.text).toBe('ab');
  });

  test.each([
    ['nothing', ''],
    ['something else', '{"type":"other"}\n'],
    ['an event that is no beginning', asLines(sampleEvents().slice(1))],
    ['UTF-16', Buffer.from(asLines(sampleEvents()), 'utf16le')],
    ['bytes', Buffer.from([0, 255, 254, 10, 1])],
  ])('that holds %s is no transcript', async (_what, content) => {
    expect(await readRun(temporaryFile(content))).toEqual({ kind: 'other' });
  });

  test('of a newer schema says which', async () => {
    const [started] = sampleEvents();
    expect(await readRun(temporaryFile(asLines([{ ...started, schema: 99 }])))).toEqual({
      kind: 'newer',
      schema: 99,
    });
  });

  test('with a line of 50 MB goes on behind it, and does not hold it', async () => {
    const [started, ...rest] = sampleEvents();
    const file = temporaryFile(asLines([started as AnyEvent]));
    appendFileSync(file, `{"seq":1,"at":1,"type":"huge","text":"${'x'.repeat(50_000_000)}"}\n`);
    appendFileSync(file, asLines(rest));
    expect(50_000_000).toBeGreaterThan(LONGEST_LINE_BYTES);
    expect(await readRun(file)).toMatchObject({
      kind: 'run',
      passedOver: 1,
      summary: { outcome: 'stopped' },
    });
    writeFileSync(file, 'x'.repeat(50_000_000));
    expect(await readRun(file)).toEqual({ kind: 'other' });
  });

  test('that is not there says why, without an escape sequence of its name', async () => {
    const read = await readRun('/no/such\u001b[31m/file.jsonl');
    expect(read).toMatchObject({
      kind: 'unreadable',
      why: 'There is no file /no/such/file.jsonl.',
    });
    expect(JSON.stringify(read)).not.toContain('\\u001b');
  });
});
