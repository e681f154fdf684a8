import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prepare } from '../bedrock/request.ts';
import type { WholeRequest } from '../run/model.ts';
import { type Call, type Run, threadOf } from '../run/run.ts';
import { theRun } from '../run/testing/sample-run.ts';
import { readTranscript } from '../transcripts/read.ts';
import { type Answerable, answerableWords, createAnswerable } from './answerable.ts';
import { answerFrom, listRecordings, type RecordingInfo, recordingReader } from './recordings.ts';
import { aFolder, aScenario, QUESTION, recordInto } from './testing/small-recording.ts';

const FOLDER = resolve(import.meta.dirname, '../../fixtures/recordings');
const bundled = listRecordings(FOLDER);

async function runIn(info: RecordingInfo): Promise<Run> {
  return theRun((await readTranscript(info.file)).events);
}

/** The call as it would be sent now, with the settings of its run. */
function requestOf(run: Run, call: Call): WholeRequest {
  const messages = threadOf(run, call);
  const { system } = run.settings;
  return prepare({ model: call.model, ...(system !== undefined && { system }), messages }, run.settings);
}

/** The same with another last turn. */
function saying(request: WholeRequest, text: string): WholeRequest {
  return { ...request, messages: [...request.messages.slice(0, -1), { role: 'user', content: [{ text }] }] };
}

async function theRequest(name: string, round: number): Promise<WholeRequest> {
  const info = bundled.find(({ file }) => file === join(FOLDER, `${name}.jsonl`));
  if (!info) throw new Error(`no recording ${name}`);
  const run = await runIn(info);
  const call = run.calls[round];
  if (!call) throw new Error(`no round ${round}`);
  return requestOf(run, call);
}

const EDITED = 'Say it in one word.';

describe('the bundled recordings', () => {
  test('hold every next turn of theirs, and none that was edited: then the turn they hold is named', async () => {
    const answerable = createAnswerable(bundled);
    for (const info of bundled) {
      const run = await runIn(info);
      for (const call of run.calls) {
        if (!call) continue;
        const request = requestOf(run, call);
        expect(await answerable(request)).toEqual({ held: true, turns: [], models: [] });
        const changed = await answerable(saying(request, EDITED), { question: run.question.text });
        expect(changed).toMatchObject({ held: false, models: [] });
        expect(changed.turns).toContain(request.messages.at(-1)?.content[0]?.text);
      }
    }
  });

  test('are named in words', async () => {
    const answerable = createAnswerable(bundled);
    const request = await theRequest('bat-and-ball.sonnet-4-6', 1);
    expect(answerableWords(await answerable(request))).toBeUndefined();
    expect(answerableWords(await answerable(saying(request, EDITED)))).toBe(
      'No recording holds this turn. From here recordings answer: "Go over your answer once more, step by step, an…".',
    );
  });

  test('say with which other models the question is held', async () => {
    const request = await theRequest('bat-and-ball.sonnet-4-6', 0);
    const settings = { thinking: { type: 'default' as const }, maxTokens: 4096 };
    const other = { ...request, model: 'us.anthropic.claude-opus-4-8' };
    const { held, turns, models } = await createAnswerable(bundled)(other, { settings });
    expect({ held, turns }).toEqual({ held: false, turns: [] });
    expect(models).toContain('us.anthropic.claude-haiku-4-5-20251001-v1:0');
    // Its thinking has to be asked for by a field of its own, which this request has not.
    expect(models).toContain('us.anthropic.claude-sonnet-5-5');
    expect(answerableWords({ held, turns, models })).toMatch(/answer: this turn with .*Claude Haiku 4\.5/);
    expect((await createAnswerable(bundled)(other)).models).not.toContain('us.anthropic.claude-sonnet-5-5');
  });
});

describe('from a point', () => {
  test('it is held whenever recordings answer, whatever is cached and however long it may be', async () => {
    const folder = aFolder();
    const { run } = await recordInto(folder, aScenario());
    const recordings = listRecordings(folder);
    const [answerable, answerer] = [createAnswerable(recordings), answerFrom(recordings)];
    for (const call of run.calls) {
      if (!call) continue;
      const request = { ...requestOf(run, call), cachePoints: [], inferenceConfig: { maxTokens: 1 } };
      for (const asked of [
        request,
        saying(request, EDITED),
        { ...request, system: [{ text: 'Be brief.' }] },
      ]) {
        expect((await answerable(asked)).held).toBe('deltas' in (await answerer(asked)));
      }
    }
  });

  test('turns of another thread, system prompt or thinking are none', async () => {
    const folder = aFolder();
    const { run } = await recordInto(folder, aScenario());
    const call = run.calls[1];
    if (!call) throw new Error('two rounds were recorded');
    const request = requestOf(run, call);
    const answerable = createAnswerable(listRecordings(folder));
    const none: Answerable = { held: false, turns: [], models: [] };
    const otherAnswer = request.messages.with(1, { role: 'assistant', content: [{ text: 'Seven.' }] });
    expect(await answerable({ ...request, messages: otherAnswer })).toEqual(none);
    expect(await answerable({ ...request, system: [{ text: 'Be brief.' }] })).toEqual(none);
    expect(await answerable({ ...request, additionalModelRequestFields: { thinking: {} } })).toEqual(none);
    expect(answerableWords(none)).toBe('No recording holds this turn, nor any other from here.');
  });

  test('an edited question names the question of the run, and else all that the model was asked', async () => {
    const folder = aFolder();
    const { run } = await recordInto(folder, aScenario());
    const call = run.calls[0];
    if (!call) throw new Error('nothing was recorded');
    const edited = saying(requestOf(run, call), EDITED);
    const answerable = createAnswerable(listRecordings(folder));
    expect((await answerable(edited, { question: QUESTION.text })).turns).toEqual([QUESTION.text]);
    expect((await answerable(edited)).turns).toEqual([QUESTION.text]);
    expect((await answerable(edited, { question: 'Why?' })).turns).toEqual([]);
  });

  test('a recording that cannot be read holds nothing', async () => {
    const folder = aFolder();
    const { run, file } = await recordInto(folder, aScenario());
    const call = run.calls[0];
    if (!call) throw new Error('nothing was recorded');
    const answerable = createAnswerable(listRecordings(folder));
    rmSync(file);
    expect(await answerable(requestOf(run, call))).toEqual({ held: false, turns: [], models: [] });
  });

  test('files are read once, for the answers too', async () => {
    const folder = aFolder();
    const { run, file } = await recordInto(folder, aScenario());
    const call = run.calls[0];
    if (!call) throw new Error('nothing was recorded');
    const recordings = listRecordings(folder);
    const read = recordingReader();
    expect(await answerFrom(recordings, read)(requestOf(run, call))).toHaveProperty('deltas');
    rmSync(file);
    expect((await createAnswerable(recordings, read)(requestOf(run, call))).held).toBe(true);
  });
});

describe('in words', () => {
  const words = (some: Partial<Answerable>) =>
    answerableWords({ held: false, turns: [], models: [], ...some });

  test('a long or many-lined turn is cut, and further ones are counted', () => {
    expect(words({ turns: ['Check it.\n\nAnd again.', 'Sure?', 'Really?', 'So?'] })).toBe(
      'No recording holds this turn. From here recordings answer: "Check it. …", "Sure?" or 2 other turns.',
    );
    expect(words({ turns: ['a', 'b', 'c'] })).toContain('"a", "b" or one other turn.');
    expect(words({ turns: ['\u001b[31mred\u001b[0m'] })).toContain('"red"');
  });

  test('models have their names, each of them once', () => {
    const models = ['us.anthropic.claude-sonnet-4-6', 'eu.anthropic.claude-sonnet-4-6', 'my.model'];
    expect(words({ models })).toBe(
      'No recording holds this turn. From here recordings answer: this turn with Claude Sonnet 4.6 or my.model.',
    );
  });
});
