import { describe, expect, test } from 'vitest';
import type { AnyEvent } from '../../run/events.ts';
import {
  callFailed,
  callStarted,
  inOrder,
  longEvents,
  roundStarted,
  runStarted,
  sampleEvents,
  theRun,
} from '../../run/testing/sample-run.ts';
import { createCleaner } from '../../transcripts/clean.ts';
import { recordedEvents } from '../../ui/testing/recorded.ts';
import { textsOf } from '../../ui/testing/shown.ts';
import { createTerminal } from '../../ui/testing/terminal.ts';
import type { Exporter } from '../exporter.ts';
import { exportedText, inputOf } from '../testing/exported.ts';
import { cast3Exporter, castExporter } from './cast-exporter.ts';
import { LONGEST_WAIT_MS, screenFrames } from './screen-frames.ts';

type CastLine = readonly [seconds: number, code: string, data: string];

interface Cast {
  // biome-ignore lint/suspicious/noExplicitAny: a header is looked at field by field.
  readonly header: any;
  readonly lines: readonly CastLine[];
}

async function castOf(exporter: Exporter, events: readonly AnyEvent[], size = {}): Promise<Cast> {
  const [header = '', ...lines] = (
    await exportedText(exporter, inputOf(events, 'sample.jsonl', { thinking: true, ...size }))
  )
    .trimEnd()
    .split('\n');
  return { header: JSON.parse(header), lines: lines.map(line => JSON.parse(line) as CastLine) };
}

/** What a terminal shows when all of it has been played. */
async function played({ lines }: Cast, columns: number, rows: number): Promise<string> {
  const terminal = createTerminal(columns, rows);
  for (const [, code, data] of lines) if (code === 'o') await terminal.write(data);
  return terminal.text();
}

function lastFrame(events: readonly AnyEvent[], columns: number, rows: number): string {
  const clean = events.map(createCleaner());
  const frames = [...screenFrames(clean, theRun(clean), { columns, rows })];
  return textsOf(frames.at(-1)?.lines ?? []).join('\n');
}

const marks = ({ lines }: Cast) => lines.filter(([, code]) => code === 'm').map(([, , words]) => words);

describe('a recorded terminal', () => {
  test.each([
    ['bat-and-ball.sonnet-4-6', 100, 30],
    ['one-euro-in-coins.nova-pro.self-consistency', 120, 36],
    ['solar-surplus.sonnet-5-5', 80, 24],
  ])('ends in both versions with the last screen of the inspector: %s', async (name, columns, rows) => {
    const events = await recordedEvents(name);
    const last = lastFrame(events, columns, rows);
    const [v2, v3] = [
      await castOf(castExporter, events, { columns, rows }),
      await castOf(cast3Exporter, events, { columns, rows }),
    ];
    expect(await played(v2, columns, rows)).toBe(last.trimEnd());
    expect(await played(v3, columns, rows)).toBe(last.trimEnd());
    expect(last).toContain('■');
  });

  test('says in its header what it is, and how large', async () => {
    const events = await recordedEvents('bat-and-ball.sonnet-4-6');
    const v2 = await castOf(castExporter, events);
    expect(v2.header).toMatchObject({
      version: 2,
      width: 100,
      height: 30,
      timestamp: Date.parse(String(theRun(events).startedAt)) / 1000,
      idle_time_limit: 2,
      command: 'reflectoscope replay sample.jsonl',
      title: 'Claude Sonnet 4.6 · Bat and ball · self-reflection ×3',
    });
    const v3 = await castOf(cast3Exporter, events, { columns: 120, rows: 36 });
    expect(v3.header).toMatchObject({ version: 3, term: { cols: 120, rows: 36, type: 'xterm-256color' } });
    expect(v3.header.term.theme.palette.split(':')).toHaveLength(16);
  });

  test('has a mark for every round, and one where the answer became another', async () => {
    const events = await recordedEvents('bat-and-ball.sonnet-4-6');
    const cast = await castOf(castExporter, events);
    expect(marks(cast)).toEqual([
      'Round 0 · wrong',
      'Round 1 · FIX',
      'FIX in round 1',
      'Round 2 · right',
      'Round 3 · right',
    ]);
    expect(marks(await castOf(cast3Exporter, events))).toEqual(marks(cast));
  });

  test('has a mark where a call failed', async () => {
    const events = inOrder([runStarted(), roundStarted(0), callStarted(0, 0), callFailed(0)]);
    expect(marks(await castOf(castExporter, events))).toEqual([
      'Round 0 · failed',
      'A call of round 0 failed',
    ]);
  });

  test('never goes back in time, and both versions tell the same times', async () => {
    const events = await recordedEvents('solar-surplus.sonnet-5-5');
    const v2 = (await castOf(castExporter, events)).lines.map(([seconds]) => Math.round(seconds * 1000));
    expect(v2).toEqual(v2.toSorted((a, b) => a - b));
    let at = 0;
    const v3 = (await castOf(cast3Exporter, events)).lines.map(([seconds]) => {
      expect(seconds).toBeGreaterThanOrEqual(0);
      at += Math.round(seconds * 1000);
      return at;
    });
    // Version 3 has the exit status behind the last of them.
    expect(v3.slice(0, -1)).toEqual(v2);
  });

  test('ends with an exit status only in version 3', async () => {
    const codes = async (exporter: Exporter) =>
      (await castOf(exporter, sampleEvents())).lines.map(([, code]) => code);
    expect((await codes(cast3Exporter)).at(-1)).toBe('x');
    expect(new Set(await codes(castExporter))).toEqual(new Set(['o', 'm']));
  });

  test('is the same each time', async () => {
    const events = await recordedEvents('bat-and-ball.sonnet-4-6');
    expect(await exportedText(castExporter, inputOf(events, 'sample.jsonl'))).toBe(
      await exportedText(castExporter, inputOf(events, 'sample.jsonl')),
    );
  });

  test('tells a terminal only of the lines that changed', async () => {
    const { lines } = await castOf(castExporter, await recordedEvents('bat-and-ball.sonnet-4-6'));
    const rows = lines
      .filter(([, code]) => code === 'o')
      .map(([, , data]) => data.split('\u001b[K').length - 1);
    expect(Math.max(...rows)).toBeLessThanOrEqual(30);
    expect(rows.filter(count => count > 0 && count < 10).length).toBeGreaterThan(rows.length / 3);
  });

  test('leaves a long wait to the player, which passes over it', async () => {
    const hour = 3_600_000;
    const events = inOrder([runStarted(), roundStarted(0), callStarted(0, 0)]);
    const late = inOrder([callFailed(0)]).map(event => ({ ...event, seq: 3, at: hour }));
    const { lines } = await castOf(castExporter, [...events, ...late]);
    expect(lines.length).toBeLessThan(12);
    const before = lines.findLast(([seconds]) => seconds * 1000 < hour);
    expect(Number(before?.[0]) * 1000).toBeLessThanOrEqual(200 + LONGEST_WAIT_MS + 100);
  });

  test('plays a run of which no times are known at an even pace', async () => {
    const imported = { from: 'test', file: 'f.json', unknown: ['timing'] };
    const [first, ...rest] = sampleEvents();
    const events = [{ ...first, imported }, ...rest].map(event => ({ ...event, at: 0 })) as AnyEvent[];
    const { lines } = await castOf(castExporter, events);
    const outputs = lines.filter(([, code]) => code === 'o').map(([seconds]) => seconds);
    expect(new Set(outputs).size).toBeGreaterThan(4);
    expect(marks({ header: {}, lines })).toHaveLength(theRun(events).rounds.length + 1);
  });

  test('draws one frame at a time: the first comes before the rest is made', () => {
    const events = longEvents(20, 50);
    const frames = screenFrames(events, theRun(events), { columns: 100, rows: 30 });
    expect(frames.next().value?.atMs).toBe(0);
  });
});
