/** One sample of an Inspect log, in one epoch, as a run. Pure. */
import { priceOf } from '../models/prices.ts';
import type { EventOf, Imported } from '../run/events.ts';
import type { Price } from '../run/price.ts';
import { type Fields, fieldsOf, listOf, numberIn, textIn, wordsIn } from '../text/unknown-json.ts';
import { chatMessage, visibleText } from './chat-message.ts';
import { chatRounds, questionText, threadOf } from './chat-rounds.ts';
import type { ImportedCall, ImportedRound, ImportedRun } from './imported-run.ts';
import type { ImportProblem } from './importer.ts';
import { loggedCall, modelId, usageOf } from './inspect-calls.ts';
import { resolverOf, type SampleEvent, sampleEvents } from './inspect-events.ts';
import { type Happened, inspectRounds } from './inspect-rounds.ts';
import { gradeOf, gradesOf } from './inspect-scores.ts';
import { hashOf } from './requests-of.ts';

/** What a log says of all its samples. */
export interface InspectLog {
  /** The name of its file. */
  readonly file: string;
  readonly eval: Fields;
}

export const INSPECT = 'inspect';

export function sampleRun(log: InspectLog, sample: Fields): ImportedRun | ImportProblem {
  const place = placeOf(sample);
  const events = sampleEvents(sample);
  const rounds = withScores(roundsOf(sample, events), sample, events);
  if (!rounds.some(({ calls }) => calls.length > 0)) return { problem: 'It has no call of a model.', place };
  const start = firstMoment(rounds);
  const model = modelId(textIn(log.eval.model)) ?? 'unknown';
  return {
    key: keyOf(log, sample),
    ...startedAt(start, log),
    question: questionOf(log, sample),
    settings: { model },
    source: sourceOf(log, sample, place),
    prices: pricesOf(model, rounds),
    rounds: rounds.map(round => ({ ...round, calls: round.calls.map(call => since(call, start)) })),
    ...outcomeOf(sample),
  };
}

function placeOf({ id, epoch }: Fields): string {
  return `sample ${idWords(id)}, epoch ${numberIn(epoch) ?? 1}`;
}

function idWords(id: unknown): string {
  return typeof id === 'string' || typeof id === 'number' ? String(id) : 'without an id';
}

/** The same in a `.json` and an `.eval` of one log. */
function keyOf({ eval: about }: InspectLog, { id, epoch, uuid }: Fields): string {
  return hashOf(JSON.stringify([about.run_id, about.task_id, about.created, id, epoch, uuid]));
}

/** Of a log without events the conversation is there, and the tokens of its last answer. */
function roundsOf(sample: Fields, events: readonly SampleEvent[]): ImportedRound[] {
  const calls = events.filter(({ fields, isScoring }) => fields.event === 'model' && !isScoring);
  if (calls.length === 0) return roundsOfMessages(sample);
  const happened = events.flatMap(({ fields, isScoring }): Happened[] => {
    if (fields.event === 'model') return isScoring ? [] : [{ kind: 'call', logged: loggedCall(fields) }];
    const score = fieldsOf(fields.score);
    if (fields.intermediate !== true || !score) return [];
    return [{ kind: 'grade', grade: gradeOf(textIn(fields.scorer) ?? 'an intermediate score', score) }];
  });
  return inspectRounds(happened);
}

function roundsOfMessages(sample: Fields): ImportedRound[] {
  const resolve = resolverOf(sample);
  const chat = listOf(resolve(sample.messages)).flatMap(message => chatMessage(message) ?? []);
  const rounds = chatRounds(threadOf(chat.map(({ model: _model, ...message }) => message)));
  const usage = usageOf(fieldsOf(fieldsOf(sample.output)?.usage));
  const last = rounds.length - 1;
  // Of several answers only the last one's tokens are there.
  return rounds.map((round, index) =>
    index === last && usage ? { ...round, calls: round.calls.map(call => ({ ...call, usage })) } : round,
  );
}

/** The scores are of the last answer; what was asked to find them belongs to its round. */
function withScores(
  rounds: ImportedRound[],
  sample: Fields,
  events: readonly SampleEvent[],
): ImportedRound[] {
  const last = rounds.at(-1);
  if (!last) return rounds;
  const asked = events.flatMap(({ fields, isScoring }): ImportedCall[] =>
    isScoring && fields.event === 'model' ? [{ ...loggedCall(fields).call, purpose: 'grade' }] : [],
  );
  const grades = gradesOf(sample.scores ?? (sample.score && { score: sample.score }));
  const found = grades.length > 0 ? grades : finalScores(events);
  return [
    ...rounds.slice(0, -1),
    { ...last, calls: [...last.calls, ...asked], grades: [...(last.grades ?? []), ...found] },
  ];
}

/** A sample that was stopped while it was scored has them as events only. */
function finalScores(events: readonly SampleEvent[]) {
  return events.flatMap(({ fields }) => {
    const score =
      fields.event === 'score' && fields.intermediate !== true ? fieldsOf(fields.score) : undefined;
    return score ? [gradeOf(textIn(fields.scorer) ?? '', score)] : [];
  });
}

function firstMoment(rounds: readonly ImportedRound[]): number | undefined {
  const starts = rounds.flatMap(({ calls }) => calls.flatMap(({ startedAt }) => startedAt ?? []));
  return starts.length === 0 ? undefined : Math.min(...starts);
}

function startedAt(start: number | undefined, { eval: about }: InspectLog): { startedAt?: string } {
  if (start !== undefined) return { startedAt: new Date(start).toISOString() };
  const created = Date.parse(textIn(about.created) ?? '');
  return Number.isFinite(created) ? { startedAt: new Date(created).toISOString() } : {};
}

/** From moments of the epoch to times of the run. */
function since(call: ImportedCall, start: number | undefined): ImportedCall {
  if (call.startedAt === undefined || start === undefined) return call;
  return { ...call, startedAt: call.startedAt - start };
}

function questionOf({ eval: about }: InspectLog, sample: Fields): ImportedRun['question'] {
  const task = wordsIn(about.task) ?? 'inspect';
  const id = idWords(sample.id);
  const epoch = numberIn(sample.epoch) ?? 1;
  const targets = (Array.isArray(sample.target) ? sample.target : [sample.target]).flatMap(
    one => wordsIn(one) ?? [],
  );
  return {
    id: `${task}-${id}`,
    title: `${task} ${id}${epoch > 1 ? `, epoch ${epoch}` : ''}`,
    domain: task,
    text: inputText(sample),
    ...(targets.length > 0 && { reference: targets.map(one => one.trim()) }),
    grader: 'text',
  };
}

function inputText(sample: Fields): string {
  const input = resolverOf(sample)(sample.input);
  if (typeof input === 'string') return input;
  const chat = listOf(input).flatMap(message => chatMessage(message) ?? []);
  return questionText(threadOf(chat)) || chat.map(visibleText).join('\n');
}

function sourceOf({ file }: InspectLog, sample: Fields, place: string): Imported {
  const costs = Object.values(fieldsOf(sample.model_usage) ?? {}).map(one =>
    numberIn(fieldsOf(one)?.total_cost),
  );
  const known = costs.flatMap(cost => (cost === undefined ? [] : [cost]));
  const isWhole = known.length > 0 && known.length === costs.length;
  const costUsd = known.reduce((sum, cost) => sum + cost, 0);
  return { from: INSPECT, file, place, unknown: [], ...(isWhole && costUsd >= 0 && { totals: { costUsd } }) };
}

/** Of what ran on Bedrock, as of a run of ours; another service has prices that nobody keeps here. */
function pricesOf(model: string, rounds: readonly ImportedRound[]): Price[] {
  const models = new Set([model, ...rounds.flatMap(({ calls }) => calls.flatMap(call => call.model ?? []))]);
  return [...models].flatMap(id => priceOf(id) ?? []);
}

function outcomeOf(sample: Fields): { outcome?: Pick<EventOf<'run.finished'>, 'outcome' | 'error'> } {
  const error = fieldsOf(sample.error);
  const message = wordsIn(error?.message);
  if (message === undefined) return {};
  return {
    outcome: {
      outcome: 'failed',
      error: {
        name: 'SampleError',
        message: 'The sample ended with an error.',
        original: message,
        retryable: false,
      },
    },
  };
}
