import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Script, scriptedModel } from '../engine/testing/scripted-model.ts';
import type { RecordingInfo } from '../recorded/recordings.ts';
import { instantClock } from '../run/clock.ts';
import type { AnyEvent, EventOf, Provenance } from '../run/events.ts';
import { Settings } from '../run/settings.ts';
import { MODEL, QUESTION, runStarted, usageOf } from '../run/testing/sample-run.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import type { Source } from './source.ts';
import { type NewRun, type StartOptions, startRun } from './start-run.ts';

const ANSWER: Script = [
  { type: 'delta', channel: 'text', text: '0.05' },
  {
    type: 'finished',
    stopReason: 'end_turn',
    usage: usageOf({ input: 1, output: 1 }),
    content: [{ text: '0.05' }],
  },
];

const model: Source['model'] = clock => scriptedModel(clock, [ANSWER]);
const LIVE: Source = { kind: 'live', where: 'here', region: 'us-east-1', model };

function recordedAs(provenance: Provenance): Source {
  const head = { seq: 0, at: 0, ...runStarted({ provenance }) } as EventOf<'run.started'>;
  const recordings: RecordingInfo[] = [{ file: 'x.jsonl', head }];
  return {
    kind: 'offline',
    why: '',
    chosen: true,
    recordings,
    model,
    also: () => recordedAs(provenance) as never,
  };
}

async function started(changes: Partial<StartOptions & NewRun> = {}) {
  const events: AnyEvent[] = [];
  const run = startRun({
    source: LIVE,
    question: QUESTION,
    settings: Settings.parse({ model: MODEL, strategy: { rounds: 0 } }),
    clock: instantClock(),
    signal: new AbortController().signal,
    save: { save: false },
    watch: event => events.push(event),
    onSaveProblem: message => {
      throw new Error(message);
    },
    ...changes,
  });
  const finished = await run.done;
  return { file: run.file, finished, events };
}

describe('a run that is started', () => {
  test('says which program made it, from where, and at what price', async () => {
    const { finished, file } = await started();
    expect(finished).toMatchObject({
      app: 'reflectoscope/0.1.0',
      provenance: 'live',
      prices: [{ model: MODEL }],
      outcome: { kind: 'stopped', rule: 'max-rounds' },
    });
    expect(finished.id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(file()).toBeUndefined();
  });

  test.each<[Provenance, Provenance]>([
    ['synthetic', 'synthetic'],
    ['live', 'recorded'],
    ['recorded', 'recorded'],
  ])('from a recording that was %s is %s', async (provenance, expected) => {
    expect((await started({ source: recordedAs(provenance) })).finished.provenance).toBe(expected);
  });

  test('has no price where that is not known for the region', async () => {
    const settings = Settings.parse({ model: 'amazon.nova-lite-v1:0', strategy: { rounds: 0 } });
    expect((await started({ settings })).finished.prices).toHaveLength(1);
    const abroad: Source = { kind: 'live', where: 'here', region: 'eu-west-1', model };
    expect((await started({ settings, source: abroad })).finished.prices).toEqual([]);
  });

  test('is on the disk before anybody sees it', async () => {
    const file = join(temporaryFolder(), 'new', 'run.jsonl');
    const unsaved: string[] = [];
    const { events } = await started({
      save: { save: true, transcript: file },
      watch: event => {
        // Deltas may take a moment.
        if (event.type === 'call.delta') return;
        if (!readFileSync(file, 'utf8').includes(`{"seq":${event.seq},`)) unsaved.push(event.type);
      },
    });
    expect(unsaved).toEqual([]);
    expect(events).toEqual([]);
    expect(readFileSync(file, 'utf8')).toMatch(/"type":"run\.finished".*\n$/);
  });

  test('leaves no listener behind', async () => {
    const before = process.listenerCount('exit');
    await started({ save: { save: true, transcript: join(temporaryFolder(), 'run.jsonl') } });
    expect(process.listenerCount('exit')).toBe(before);
  });
});
