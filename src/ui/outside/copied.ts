/** What can be copied from a round of a run: plain text or JSON, with nothing of the screen in it. Pure. */
import { toConverse } from '../../bedrock/wire.ts';
import { plainInline } from '../../diff/inline.ts';
import { createStreamingDiff } from '../../diff/streaming.ts';
import { diffWords } from '../../diff/words.ts';
import { callsInLane, purposeName } from '../../plain/lane-words.ts';
import type { WholeRequest } from '../../run/model.ts';
import { answerCall, type Call, isAnswering, isCutOff, type Run, threadOf } from '../../run/run.ts';
import { lastAnswer } from '../../strategies/thread.ts';
import { safeJson } from '../../text/json.ts';
import type { What } from './clipboard.ts';
import { attemptName, fileOf, placeOf, questionName, soFar } from './copied-names.ts';
import { invokeBody } from './invoke-body.ts';

export type Copyable = 'answer' | 'diff' | 'prompt' | 'note' | 'request' | 'invoke';

/** For a menu, in its order. */
export const COPYABLES: readonly { readonly id: Copyable; readonly label: string }[] = [
  { id: 'answer', label: 'Answer, as the model wrote it' },
  { id: 'diff', label: 'Diff, as plain text' },
  { id: 'prompt', label: 'Prompt of the round' },
  { id: 'request', label: 'Request, for aws bedrock-runtime converse' },
  { id: 'invoke', label: 'Request, for aws bedrock-runtime invoke-model' },
  { id: 'note', label: 'Your note on the round' },
];

export interface Copied extends What {
  readonly text: string;
  /** What else there is to say: how it is used, or what it lacks. */
  readonly note?: string;
}

export type NotCopied = { readonly problem: string };

export interface Place {
  readonly round: number;
  readonly lane?: number;
  /** The call that is meant; when it is left out, the one that answers in the lane. */
  readonly call?: number | undefined;
  /** The round to compare with; when it is left out, the answer that the round goes on from. */
  readonly against?: number | undefined;
  /** The call to compare with, in place of that of a round. */
  readonly againstCall?: number | undefined;
}

/** The thing itself, or in a sentence why there is none. */
export function copied(what: Copyable, run: Run, place: Place): Copied | NotCopied {
  const call = callOf(run, place.round, place.lane, place.call);
  if (!call) return { problem: `Round ${place.round} was not asked yet.` };
  switch (what) {
    case 'answer':
      return answer(run, call);
    case 'diff':
      return diff(run, call, place);
    case 'prompt':
      return prompt(run, call);
    case 'note':
      return note(run, call);
    case 'request':
      return request(run, call);
    case 'invoke':
      return invoke(run, call);
  }
}

function answer(run: Run, call: Call): Copied | NotCopied {
  if (call.text === '') return noText(call);
  const what = isAnswering(call) ? 'answer' : purposeName(call.purpose);
  const name = `the ${isAnswering(call) ? what : `words of the ${what}`} of ${placeOf(run, call)}${soFar(call)}`;
  const file = fileOf(run, call, `${what.replaceAll(/[^a-z-]/gi, '-')}.md`);
  return { name, file, text: call.text, ...cutOff(call) };
}

/** The note on the round stands below what it is about. */
function diff(run: Run, call: Call, place: Place): Copied | NotCopied {
  const { round } = call;
  if (!isAnswering(call)) {
    return {
      problem: `There is nothing to compare the ${purposeName(call.purpose)} of round ${round} with.`,
    };
  }
  const before = answerAgainst(run, call, place);
  if (!before) return { problem: `There is nothing to compare round ${round} with.` };
  if (call.text === '') return noText(call);
  // What a text that is not whole has not got to is not removed.
  const compared =
    call.status === 'finished'
      ? diffWords(before.text, call.text)
      : createStreamingDiff(before.text)(call.text);
  const other = before.round === round ? attemptName(run, before) : `round ${before.round}`;
  const written = roundOf(run, round)?.note;
  return {
    name: `the diff of ${placeOf(run, call)} against ${other}${soFar(call)}`,
    file: fileOf(
      run,
      call,
      `against-${before.round === round ? other.replaceAll(' ', '-') : before.round}.txt`,
    ),
    text: `${plainInline(compared)}${written === undefined ? '' : `\n\nNote on round ${round}: ${written}`}`,
    ...cutOff(call),
  };
}

/** As the screen chooses it. */
function answerAgainst(run: Run, { round, lane }: Call, { against, againstCall }: Place): Call | undefined {
  if (againstCall !== undefined) return run.calls[againstCall];
  return against === undefined ? lastAnswer(run, round, lane) : callOf(run, against, lane);
}

function note(run: Run, call: Call): Copied | NotCopied {
  const { round } = call;
  const text = roundOf(run, round)?.note;
  if (text === undefined) return { problem: `Round ${round} has no note: A writes one.` };
  return { name: `your note on round ${round}`, file: `${questionName(run)}-round-${round}-note.txt`, text };
}

function prompt(run: Run, call: Call): Copied | NotCopied {
  const turn = call.request.messages.findLast(message => message.role !== 'assistant');
  const text = turn?.content.flatMap(block => block.text ?? []).join('\n') ?? '';
  if (text === '') return { problem: `Round ${call.round} was asked without a new text.` };
  return { name: `the prompt of ${placeOf(run, call)}`, file: fileOf(run, call, 'prompt.txt'), text };
}

function request(run: Run, call: Call): Copied | NotCopied {
  const whole = wholeRequest(run, call);
  if ('problem' in whole) return whole;
  const text = safeJson(toConverse(whole), 2);
  // Version 1 takes base64 for the bytes themselves (tried with 1.45).
  const version = text.includes('"redactedContent"') ? ' (version 2)' : '';
  return {
    name: `the request of ${placeOf(run, call)}`,
    file: fileOf(run, call, 'request.json'),
    text,
    note: `For: aws bedrock-runtime converse --cli-input-json file://FILE${version}.`,
  };
}

function invoke(run: Run, call: Call): Copied | NotCopied {
  const whole = wholeRequest(run, call);
  if ('problem' in whole) return whole;
  const made = invokeBody(whole);
  if ('problem' in made) return made;
  return {
    name: `the request of ${placeOf(run, call)} as InvokeModel takes it`,
    file: fileOf(run, call, 'invoke.json'),
    text: safeJson(made.body, 2),
    note: `For: aws bedrock-runtime invoke-model --model-id ${call.model} --body fileb://FILE OUT.`,
  };
}

/** The request in full, as it was sent; a damaged transcript may have lost a part of it. */
function wholeRequest(run: Run, call: Call): WholeRequest | NotCopied {
  for (let one: Call | undefined = call; one?.request.extends !== undefined; ) {
    const parent: Call | undefined = run.calls[one.request.extends];
    if (!parent || parent.id >= one.id) {
      return { problem: `The request of round ${call.round} is not whole: the transcript has lost a call.` };
    }
    one = parent;
  }
  const { system, cachePoints, inferenceConfig, additionalModelRequestFields } = call.request;
  return {
    model: call.model,
    system,
    messages: threadOf(run, call),
    cachePoints,
    inferenceConfig,
    ...(additionalModelRequestFields && { additionalModelRequestFields }),
  };
}

/** The call with this id, where it is one of the round; else the one that gives the lane its answer, or the last that was made for it. */
function callOf(run: Run, index: number, lane = 0, id?: number): Call | undefined {
  const round = roundOf(run, index);
  const isOne = id !== undefined && round?.calls.includes(id);
  if (isOne) return run.calls[id];
  return answerCall(run, round, lane) ?? callsInLane(run, round, lane).at(-1);
}

function roundOf(run: Run, index: number) {
  return run.rounds.findLast(one => one.index === index);
}

function noText(call: Call): NotCopied {
  return { problem: `Round ${call.round} has no text${call.status === 'streaming' ? ' yet' : ''}.` };
}

function cutOff(call: Call): { note?: string } {
  return call.status !== 'streaming' && isCutOff(call) ? { note: 'It was cut off.' } : {};
}
