import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toConverse } from '../../bedrock/wire.ts';
import { newSide, oldSide } from '../../diff/parts.ts';
import { diffWords } from '../../diff/words.ts';
import type { CallRequest, ContentBlock } from '../../run/events.ts';
import type { WholeRequest } from '../../run/model.ts';
import { type Run, threadOf } from '../../run/run.ts';
import { critiqued, laneRun, lanesVoted } from '../../run/testing/sample-lanes.ts';
import {
  callFailed,
  callFinished,
  callStarted,
  delta,
  MODEL,
  noted,
  onceMore,
  probeRound,
  requestOf,
  roundStarted,
  runOf,
  runStarted,
  sampleEvents,
  theRun,
  wholeRound,
} from '../../run/testing/sample-run.ts';
import { COPYABLES, type Copied, type Copyable, copied, type Place } from './copied.ts';

const RUN = theRun(sampleEvents());

function theCopied(what: Copyable, run: Run, place: Place): Copied {
  const found = copied(what, run, place);
  if ('problem' in found) throw new Error(found.problem);
  return found;
}

describe('an answer', () => {
  test('is what the model wrote, and nothing else', () => {
    expect(copied('answer', RUN, { round: 1 })).toEqual({
      name: 'the answer of round 1',
      file: 'bat-and-ball-round-1-answer.md',
      text: 'The ball costs $0.05.',
    });
  });

  test('that is still being written is copied as far as it is', () => {
    const run = runOf(runStarted(), roundStarted(0), callStarted(0, 0), delta(0, 'The ba'));
    expect(copied('answer', run, { round: 0 })).toMatchObject({
      name: 'the answer of round 0 so far',
      text: 'The ba',
    });
  });

  test('that was cut off says so', () => {
    const note = 'It was cut off.';
    const begun = [runStarted(), roundStarted(0), callStarted(0, 0), delta(0, 'The ba')];
    expect(copied('answer', runOf(...begun, callFailed(0)), { round: 0 })).toMatchObject({ note });
    const full = callFinished(0, {}, { stopReason: 'max_tokens' });
    expect(copied('answer', runOf(...begun, full), { round: 0 })).toMatchObject({ note });
  });

  test('of another lane says which', () => {
    const run = runOf(runStarted(), roundStarted(0), callStarted(0, 0, { lane: 2 }), delta(0, 'Five.'));
    expect(copied('answer', run, { round: 0, lane: 2 })).toMatchObject({
      name: 'the answer of round 0, lane 2 so far',
      file: 'bat-and-ball-round-0-lane-2-answer.md',
    });
    expect(copied('answer', run, { round: 0 })).toEqual({ problem: 'Round 0 was not asked yet.' });
  });
});

describe('a diff', () => {
  test('is plain text, against the round before', () => {
    expect(copied('diff', RUN, { round: 1 })).toEqual({
      name: 'the diff of round 1 against round 0',
      file: 'bat-and-ball-round-1-against-0.txt',
      text: 'The ball costs $[-0.10-]{+0.05+}.',
    });
  });

  test('against any round, also a later one', () => {
    const run = runOf(
      runStarted(),
      ...wholeRound(0, 'The ball costs one dollar.'),
      ...wholeRound(1, 'The ball costs two dollars.'),
      ...wholeRound(2, 'The ball costs three dollars.'),
    );
    expect(theCopied('diff', run, { round: 2 }).text).toBe('The ball costs [-two-]{+three+} dollars.');
    expect(theCopied('diff', run, { round: 2, against: 0 }).text).toContain(
      '[-one dollar-]{+three dollars+}',
    );
    expect(theCopied('diff', run, { round: 0, against: 2 }).name).toBe('the diff of round 0 against round 2');
  });

  test('does not take for removed what a text has not got to', () => {
    const run = runOf(
      runStarted(),
      ...wholeRound(0, 'The ball costs ten cents. So the bat costs a dollar.'),
      roundStarted(1),
      callStarted(1, 1),
      delta(1, 'The ball costs five cents. '),
    );
    const { name, text } = theCopied('diff', run, { round: 1 });
    expect(name).toBe('the diff of round 1 against round 0 so far');
    expect(text).toBe('The ball costs [-ten-]{+five+} cents. ');
  });

  test('passes over a round that failed', () => {
    const run = runOf(
      runStarted(),
      ...wholeRound(0, 'One.'),
      roundStarted(1),
      callStarted(1, 1),
      delta(1, 'T'),
      callFailed(1),
      ...wholeRound(2, 'Three.'),
    );
    expect(theCopied('diff', run, { round: 2 }).name).toBe('the diff of round 2 against round 0');
  });

  test('has both texts in it', () => {
    fc.assert(
      fc.property(fc.lorem(), fc.lorem(), (before, after) => {
        const run = runOf(runStarted(), ...wholeRound(0, before), ...wholeRound(1, after));
        const { parts } = diffWords(before, after);
        const { text } = theCopied('diff', run, { round: 1 });
        for (const word of [oldSide(parts), newSide(parts)].join(' ').split(/[^a-z]+/i)) {
          expect(text).toContain(word);
        }
      }),
    );
  });
});

test('a prompt is the new turn of the user', () => {
  expect(theCopied('prompt', RUN, { round: 0 }).text).toMatch(/^A bat and a ball cost/);
  expect(copied('prompt', RUN, { round: 1 })).toEqual({
    name: 'the prompt of round 1',
    file: 'bat-and-ball-round-1-prompt.txt',
    text: 'Check it.',
  });
});

describe('what is not there', () => {
  const waiting = runOf(runStarted(), roundStarted(0), callStarted(0, 0));

  test('is said in a sentence', () => {
    expect(copied('answer', waiting, { round: 0 })).toEqual({ problem: 'Round 0 has no text yet.' });
    expect(copied('diff', RUN, { round: 0 })).toEqual({
      problem: 'There is nothing to compare round 0 with.',
    });
    for (const { id } of COPYABLES) {
      expect(copied(id, RUN, { round: 7 })).toEqual({ problem: 'Round 7 was not asked yet.' });
    }
  });

  test('includes a request of which a transcript has lost a part', () => {
    const request = requestOf('Check it.', { call: 0, answer: 'One.' });
    const problem = 'The request of round 1 is not whole: the transcript has lost a call.';
    const lost = runOf(runStarted(), roundStarted(1), callStarted(1, 1, { request }));
    expect(copied('request', lost, { round: 1 })).toEqual({ problem });
    const circle = requestOf('Check it.', { call: 1, answer: 'One.' });
    const damaged = runOf(runStarted(), roundStarted(1), callStarted(1, 1, { request: circle }));
    expect(copied('request', damaged, { round: 1 })).toEqual({ problem });
    expect(copied('invoke', damaged, { round: 1 })).toEqual({ problem });
  });
});

test('a file is called after the question, whatever that is called', () => {
  const question = { ...RUN.question, id: '../../Übung 1?' };
  expect(theCopied('answer', { ...RUN, question }, { round: 1 }).file).toBe('bung-1-round-1-answer.md');
  const none = { ...RUN, question: { ...question, id: '…' } };
  expect(theCopied('answer', none, { round: 1 }).file).toBe('question-round-1-answer.md');
});

const safe = /^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/;
const text = fc.string({
  unit: fc.oneof(fc.constantFrom('\u009b', '\u202e', '\u001b', '\n', '"'), fc.string()),
});
const block: fc.Arbitrary<ContentBlock> = fc.oneof(
  text.map(words => ({ text: words })),
  fc
    .record({ text, signature: fc.base64String() })
    .map(reasoningText => ({ reasoningContent: { reasoningText } })),
  fc.uint8Array().map(bytes => ({
    reasoningContent: { redactedContent: Buffer.from(bytes).toString('base64') },
  })),
);
const ttl = fc.constantFrom('5m' as const, '1h' as const);
const request: fc.Arbitrary<CallRequest> = fc.record(
  {
    system: fc.array(
      text.map(words => ({ text: words })),
      { maxLength: 2 },
    ),
    messages: fc.array(
      fc.record({ role: fc.constantFrom('user', 'assistant'), content: fc.array(block, { maxLength: 3 }) }),
      { minLength: 1, maxLength: 3 },
    ),
    cachePoints: fc.array(
      fc.record({ after: fc.oneof(fc.constant('system' as const), fc.nat({ max: 5 })), ttl }),
      { maxLength: 4 },
    ),
    inferenceConfig: fc.record(
      { maxTokens: fc.nat(), temperature: fc.integer({ min: 0, max: 1 }) },
      { requiredKeys: [] },
    ),
    additionalModelRequestFields: fc.dictionary(
      fc.string().filter(key => key !== '__proto__'),
      fc.jsonValue({ maxDepth: 2 }).map(value => JSON.parse(JSON.stringify(value))),
    ),
  },
  { requiredKeys: ['system', 'messages', 'cachePoints', 'inferenceConfig'] },
);

/** JSON back in the SDK's terms. */
function revive(key: string, value: unknown): unknown {
  return key === 'redactedContent' && typeof value === 'string' ? Buffer.from(value, 'base64') : value;
}

describe('a request', () => {
  test('as JSON is what goes to Bedrock, byte for byte, and safe to look at', () => {
    fc.assert(
      fc.property(request, request, (first, second) => {
        const run = runOf(
          runStarted(),
          roundStarted(0),
          callStarted(0, 0, { request: first }),
          roundStarted(1),
          callStarted(1, 1, { request: { ...second, extends: 0 } }),
        );
        const json = theCopied('request', run, { round: 1 }).text;
        const call = run.calls[1];
        if (!call) throw new Error('no call');
        const { extends: _extends, ...sent } = call.request;
        const whole = { ...sent, model: MODEL, messages: threadOf(run, call) };
        expect(JSON.parse(json, revive)).toEqual(toConverse(whole as WholeRequest));
        expect(json).toMatch(safe);
      }),
    );
  });

  test('has the shape that the AWS CLI takes, cache points in their places', () => {
    const found = theCopied(
      'request',
      runOf(
        runStarted(),
        roundStarted(0),
        callStarted(0, 0, {
          request: {
            system: [{ text: 'Be brief.' }],
            messages: [
              { role: 'user', content: [{ text: 'Why?' }] },
              {
                role: 'assistant',
                content: [{ reasoningContent: { redactedContent: 'AAEC' } }, { text: 'So.' }],
              },
              { role: 'user', content: [{ text: 'Sure?' }] },
            ],
            cachePoints: [
              { after: 'system', ttl: '1h' },
              { after: 2, ttl: '5m' },
            ],
            inferenceConfig: { maxTokens: 100 },
            additionalModelRequestFields: { output_config: { effort: 'low' } },
          },
        }),
      ),
      { round: 0 },
    );
    expect(JSON.parse(found.text)).toEqual({
      modelId: MODEL,
      messages: [
        { role: 'user', content: [{ text: 'Why?' }] },
        { role: 'assistant', content: [{ reasoningContent: { redactedContent: 'AAEC' } }, { text: 'So.' }] },
        { role: 'user', content: [{ text: 'Sure?' }, { cachePoint: { type: 'default' } }] },
      ],
      system: [{ text: 'Be brief.' }, { cachePoint: { type: 'default', ttl: '1h' } }],
      inferenceConfig: { maxTokens: 100 },
      additionalModelRequestFields: { output_config: { effort: 'low' } },
    });
    expect(found).toMatchObject({
      name: 'the request of round 0',
      file: 'bat-and-ball-round-0-request.json',
      note: 'For: aws bedrock-runtime converse --cli-input-json file://FILE (version 2).',
    });
  });
});

describe('a request for InvokeModel', () => {
  const asked = (changes: Partial<CallRequest>, model = MODEL) =>
    copied(
      'invoke',
      runOf(
        runStarted(),
        roundStarted(0),
        callStarted(0, 0, { model, request: { ...requestOf('Why?'), ...changes } }),
      ),
      { round: 0 },
    );

  test('is in the words of Claude, cache points on the blocks before them', () => {
    const found = asked({
      system: [{ text: 'Be' }, { text: 'brief.' }],
      messages: [
        { role: 'user', content: [{ text: 'Why?' }] },
        {
          role: 'assistant',
          content: [
            { reasoningContent: { reasoningText: { text: 'Hm.', signature: 'c2ln' } } },
            { text: 'So.' },
          ],
        },
        { role: 'user', content: [{ text: 'Sure?' }] },
      ],
      cachePoints: [
        { after: 'system', ttl: '1h' },
        { after: 2, ttl: '5m' },
      ],
      inferenceConfig: { maxTokens: 100, temperature: 0.5, topP: 0.9, stopSequences: ['END'] },
      additionalModelRequestFields: { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } },
    });
    if ('problem' in found) throw new Error(found.problem);
    expect(JSON.parse(found.text)).toEqual({
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 100,
      system: [
        { type: 'text', text: 'Be' },
        { type: 'text', text: 'brief.', cache_control: { type: 'ephemeral', ttl: '1h' } },
      ],
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Why?' }] },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'Hm.', signature: 'c2ln' },
            { type: 'text', text: 'So.' },
          ],
        },
        { role: 'user', content: [{ type: 'text', text: 'Sure?', cache_control: { type: 'ephemeral' } }] },
      ],
      temperature: 0.5,
      top_p: 0.9,
      stop_sequences: ['END'],
      thinking: { type: 'adaptive' },
      output_config: { effort: 'low' },
    });
    expect(found).toMatchObject({
      name: 'the request of round 0 as InvokeModel takes it',
      note: `For: aws bedrock-runtime invoke-model --model-id ${MODEL} --body fileb://FILE OUT.`,
    });
  });

  test('is not guessed where it is not known', () => {
    const redacted = { role: 'assistant', content: [{ reasoningContent: { redactedContent: 'AAEC' } }] };
    expect(asked({ messages: [redacted] })).toMatchObject({
      problem: expect.stringContaining('redacted thinking'),
    });
    expect(asked({}, 'us.amazon.nova-lite-v1:0')).toMatchObject({
      problem: expect.stringContaining('Only for Claude'),
    });
    expect(asked({}, 'a-model-of-next-year')).toMatchObject({
      problem: expect.stringContaining('Only for Claude'),
    });
  });
});

describe('of several attempts', () => {
  const twice = [
    runStarted(),
    ...wholeRound(0, 'One.'),
    ...wholeRound(1, 'Two.'),
    ...onceMore(1, { call: 2, again: 1, answer: 'Three.' }),
  ];
  const run = runOf(...twice);

  test('the one that is looked at is copied, else the one that goes on', () => {
    expect(copied('answer', run, { round: 1 })).toMatchObject({
      name: 'the answer of round 1, attempt 2',
      text: 'Three.',
    });
    expect(copied('answer', run, { round: 1, call: 1 })).toEqual({
      name: 'the answer of round 1, attempt 1',
      file: 'bat-and-ball-round-1-attempt-1-answer.md',
      text: 'Two.',
    });
    expect(theCopied('answer', run, { round: 0, call: 1 }).text).toBe('One.');
  });

  test('a diff is against the call that the screen compares with', () => {
    expect(theCopied('diff', run, { round: 1, call: 1, againstCall: 0 }).text).toBe('[-One.-]\n{+Two.+}');
    expect(copied('diff', run, { round: 1, call: 2, againstCall: 1 })).toEqual({
      name: 'the diff of round 1, attempt 2 against attempt 1',
      file: 'bat-and-ball-round-1-attempt-2-against-attempt-1.txt',
      text: '[-Two.-]\n{+Three.+}',
    });
  });
});

describe('a note', () => {
  const annotated = runOf(runStarted(), ...wholeRound(0, 'One.'), ...wholeRound(1, 'Two.'), noted(1, 'Odd.'));

  test('is copied by itself', () => {
    expect(copied('note', annotated, { round: 1 })).toEqual({
      name: 'your note on round 1',
      file: 'bat-and-ball-round-1-note.txt',
      text: 'Odd.',
    });
    expect(copied('note', annotated, { round: 0 })).toEqual({
      problem: 'Round 0 has no note: A writes one.',
    });
  });

  test('stands below the diff of its round, and in no answer', () => {
    expect(theCopied('diff', annotated, { round: 1 }).text).toBe(
      '[-One.-]\n{+Two.+}\n\nNote on round 1: Odd.',
    );
    expect(theCopied('answer', annotated, { round: 1 }).text).toBe('Two.');
  });
});

test('a resample is nothing that the next round is compared with', () => {
  const run = runOf(
    runStarted(),
    ...wholeRound(0, 'One.'),
    ...probeRound(1, 'resample', 'Two.'),
    ...wholeRound(2, 'Three.'),
  );
  expect(theCopied('diff', run, { round: 2 }).name).toBe('the diff of round 2 against round 0');
});

describe('of several lanes and calls', () => {
  test('the one that is meant is copied, and named', () => {
    const run = laneRun(...lanesVoted(['Five.', 'Ten.'], null));
    expect(copied('answer', run, { round: 0, lane: 1 })).toEqual({
      name: 'the answer of round 0, lane 1',
      file: 'bat-and-ball-round-0-lane-1-answer.md',
      text: 'Ten.',
    });
  });

  test('what is about an answer is none, and has nothing to be compared with', () => {
    const run = laneRun(...critiqued());
    expect(copied('answer', run, { round: 1, call: 1 })).toMatchObject({
      name: 'the words of the critique of round 1',
      file: 'bat-and-ball-round-1-critique.md',
    });
    expect(copied('diff', run, { round: 1, call: 1 })).toEqual({
      problem: 'There is nothing to compare the critique of round 1 with.',
    });
    expect(copied('answer', laneRun(...critiqued(3)), { round: 1 })).toMatchObject({
      name: 'the words of the critique of round 1 so far',
    });
  });
});
