import { expect, test } from 'vitest';
import type { AnyEvent } from '../run/events.ts';
import { foldAll } from '../run/fold.ts';
import { readTranscript } from '../transcripts/read.ts';
import { recordingEvents, unanswered, wholeCalls } from './make-recording.ts';
import { recordingOf } from './recordings.ts';
import { aFolder, aScenario, recordInto } from './testing/small-recording.ts';

async function aRecording() {
  const { file } = await recordInto(aFolder(), aScenario());
  const { events } = await readTranscript(file);
  const run = foldAll(events);
  const info = recordingOf(file);
  if (!run || !info) throw new Error('no run');
  return { events, run, info };
}

test('what was live is recorded from now on, also where it was gone on with', async () => {
  const { events } = await aRecording();
  const [head, ...rest] = events;
  const resumed = { seq: 0, at: 1, type: 'run.resumed', resumedAt: 'now', app: 'x', provenance: 'live' };
  const live = [{ ...head, provenance: 'live' }, ...rest, resumed].map((event, seq) => ({ ...event, seq }));
  const made = recordingEvents(live as AnyEvent[], { notes: true });
  expect(made[0]).toMatchObject({ provenance: 'recorded' });
  expect(made.at(-1)).toMatchObject({ type: 'run.resumed', provenance: 'recorded' });
  expect(made.slice(1, -1)).toEqual(rest);
});

test("a question of one's own has an id of its text in a recording, any other keeps its own", async () => {
  const { events } = await aRecording();
  const [head, ...rest] = events as [AnyEvent, ...AnyEvent[]];
  const idOf = (question: { id: string; text: string }) => {
    const [made] = recordingEvents([{ ...head, question } as AnyEvent, ...rest], { notes: true });
    return (made as unknown as { question: { id: string } }).question.id;
  };
  const own = (text: string) => idOf({ id: 'own-question', text });
  expect(own('What is 7 * 6, and why does everybody ask?')).toMatch(/^what-is-7-6-and-why-does-[0-9a-f]{6}$/);
  expect(own('Why?')).toBe(own('Why?'));
  expect(own('Why?')).not.toBe(own('Why'));
  expect(own('为什么?')).toMatch(/^[0-9a-f]{6}$/);
  expect(idOf({ id: 'ball', text: 'Why?' })).toBe('ball');
});

test('events of a later version are kept', async () => {
  const { events } = await aRecording();
  const later = { seq: events.length, at: 9, type: 'sky.turned', colour: 'green' };
  expect(recordingEvents([...events, later], { notes: false }).at(-1)).toEqual(later);
});

test('a recording answers every whole call of its run', async () => {
  const { run, info } = await aRecording();
  expect(wholeCalls(run)).toHaveLength(2);
  expect(await unanswered(run, info)).toEqual([]);
});

test('a call that was asked or answered otherwise is missed', async () => {
  const { run, info } = await aRecording();
  const [first, second] = wholeCalls(run);
  if (!first || !second) throw new Error('no calls');
  const changed = { ...second, content: [{ text: 'Seven.' }] };
  expect(await unanswered({ ...run, calls: [first, changed] }, info)).toEqual([changed]);
  const other = { ...first, model: 'another' };
  expect(await unanswered({ ...run, calls: [other, second] }, info)).toContain(other);
});
