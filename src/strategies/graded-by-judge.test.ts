import { describe, expect, test } from 'vitest';
import { goOn, reflect } from '../engine/engine.ts';
import { says, scriptedModel } from '../engine/testing/scripted-model.ts';
import { instantClock } from '../run/clock.ts';
import type { AnyEvent, RunEvent } from '../run/events.ts';
import { answerCall, gradeOf, gradeOfCall } from '../run/run.ts';
import { PRICE, QUESTION, SETTINGS, theRun } from '../run/testing/sample-run.ts';
import { gradeTurn } from './graded-by-judge.ts';
import { selfReflection } from './self-reflection.ts';

const JUDGED = { ...QUESTION, grader: 'judge' as const };
const SAID = [
  'It is ten cents.',
  '{"verdict": "fail", "reason": "It is not 0.05."}',
  'It is five cents.',
  '{"verdict": "pass", "reason": "The same."}',
].map(text => says([text]));

async function run(question = JUDGED) {
  const clock = instantClock();
  const model = scriptedModel(clock, SAID);
  const events: RunEvent[] = [];
  const made = await reflect({
    id: '01K0SAMPLE',
    startedAt: '2026-11-23T10:00:00.000Z',
    app: 'test',
    provenance: 'live',
    question,
    settings: SETTINGS,
    prices: [PRICE],
    strategy: selfReflection,
    model,
    clock,
    signal: new AbortController().signal,
    emit: event => void events.push(event),
  });
  return { made, events, model };
}

describe('a judge that grades', () => {
  test('sees the reference, in a conversation of its own, and its verdict is the grade', async () => {
    const { made, model } = await run();
    expect(made.calls.map(call => call?.purpose)).toEqual(['answer', 'grade', 'reflect', 'grade']);
    expect(made.rounds.map(round => gradeOfCall(round, answerCall(made, round))?.correct)).toEqual([
      false,
      true,
    ]);
    expect(gradeOf(made.rounds[1])?.method).toMatch(/^by a judge, .*: The same\.$/);
    expect(model.requests[1]?.messages).toEqual([
      { role: 'user', content: [{ text: gradeTurn(QUESTION.text, ['0.05'], 'It is ten cents.') }] },
    ]);
    expect(JSON.stringify(model.requests[2])).not.toContain('It is not 0.05');
  });

  test('is asked by nobody without a reference', async () => {
    const { made } = await run({ ...JUDGED, reference: [] });
    expect(made.calls.map(call => call?.purpose)).toEqual(['answer', 'reflect']);
  });

  test('is not asked twice by a run that is gone on with', async () => {
    const { events, made } = await run();
    for (let length = 1; length < events.length; length++) {
      const past: AnyEvent[] = events.slice(0, length);
      const done = theRun(past).calls.filter(call => call?.status === 'finished').length;
      const clock = instantClock();
      const again = await goOn({
        past,
        strategy: selfReflection,
        model: scriptedModel(clock, SAID.slice(done)),
        clock,
        signal: new AbortController().signal,
        emit: () => {},
      });
      const finished = again.calls.filter(call => call?.status === 'finished').map(call => call?.purpose);
      expect(finished).toEqual(made.calls.map(call => call?.purpose));
    }
  });
});
