/** A run in brief, for lists: what it was about, what each round did, what it cost and how it ended. Pure. */
import { type Mark, markOf, provisionalAnswer } from '../analysis/marks.ts';
import type { Provenance } from '../run/events.ts';
import { isUntold, meterOfRun } from '../run/meter.ts';
import type { Milliseconds, Usd } from '../run/price.ts';
import {
  answerCall,
  callsOf,
  gradeOfCall,
  isAnswering,
  isFileDate,
  isTimed,
  type Run,
  returnedAnswer,
} from '../run/run.ts';
import { DEFAULT_MAX_TOKENS, type Settings } from '../run/settings.ts';
import { sanitizeLine } from '../text/sanitize.ts';

/** Plain data, as it lies in the index; every text of it is one line that is safe to print. */
export interface RunSummary {
  readonly id: string;
  /** Wall-clock start, ISO 8601. */
  readonly startedAt: string;
  /** That is when the file of its source was written: nobody knows more. */
  readonly isFileDate?: true;
  /** Absent: the source of an imported run tells no times. */
  readonly durationMs?: Milliseconds | undefined;
  readonly provenance: Provenance;
  /** The format that an imported run comes from. */
  readonly from?: string;
  /** The user's own, where there is one. */
  readonly title?: string;
  readonly tags: readonly string[];
  readonly question: {
    readonly id: string;
    readonly title: string;
    readonly domain: string;
    readonly reference?: string;
  };
  readonly model: string;
  readonly strategy: string;
  /** What was set beside model and strategy, a few words each. */
  readonly settings: readonly string[];
  readonly rounds: readonly RoundSummary[];
  /** The final answer that the run returns. */
  readonly answer: string | null;
  /** US dollars; absent when it is not known. `atLeast`: what some calls did not tell comes on top. */
  readonly cost?: Usd;
  readonly saved?: Usd;
  readonly atLeast: boolean;
  readonly outcome: 'stopped' | 'cancelled' | 'failed' | 'open';
  /** The rule that stopped it, or what failed. */
  readonly why?: string;
  readonly parent?: { readonly run: string; readonly round: number };
  /** Rounds with a note of the user. */
  readonly notes: number;
}

export interface RoundSummary {
  readonly round: number;
  readonly kind: string;
  readonly mark: Pick<Mark, 'kind' | 'sign' | 'word' | 'tone'>;
  readonly answer: string | null;
}

/** A text of a run that can be looked for. Not made safe to print, except as the run was. */
export interface RunText {
  /** `title`, `question`, `round 1`, `round 1 critique`, `note on round 1`. */
  readonly place: string;
  readonly text: string;
}

/** `run`: folded from cleaned events. */
export function summaryOf(run: Run): RunSummary {
  const { question, settings } = run;
  const returned = returnedAnswer(run);
  const meter = meterOfRun(run);
  const isKnown = !isUntold(meter);
  const why = whyOf(run);
  const [reference] = question.reference ?? [];
  return {
    id: line(run.id),
    startedAt: line(run.startedAt),
    ...(isFileDate(run) && { isFileDate: true }),
    ...(isTimed(run) && { durationMs: run.at }),
    provenance: run.provenance,
    ...(run.imported && { from: line(run.imported.from) }),
    ...(run.title !== undefined && { title: line(run.title) }),
    tags: (run.tags ?? []).map(line),
    question: {
      id: line(question.id),
      title: line(question.title ?? question.text),
      domain: line(question.domain),
      ...(reference !== undefined && { reference: line(reference) }),
    },
    model: line(settings.model),
    strategy: line(settings.strategy.id),
    settings: settingFacts(run),
    rounds: run.rounds.map(round => {
      // Of several lanes the one that the run returns says how it ended.
      const lane = returned?.round === round.index ? returned.lane : 0;
      const { kind, sign, word, tone } = markOf(run, round.index, lane);
      const mark = { kind, sign, word: line(word), tone };
      return { round: round.index, kind: line(round.kind), mark, answer: answerOf(run, round.index, lane) };
    }),
    answer: returned ? answerOf(run, returned.round, returned.lane) : null,
    ...(isKnown && meter.cost !== undefined && { cost: meter.cost }),
    ...(isKnown && meter.saved !== undefined && { saved: meter.saved }),
    atLeast: meter.atLeast,
    outcome: run.outcome?.kind ?? 'open',
    ...(why !== undefined && { why }),
    ...(run.parent && { parent: { run: line(run.parent.run), round: run.parent.round } }),
    notes: run.rounds.filter(({ note }) => note !== undefined).length,
  };
}

/** What was asked, what each call said, what the user wrote. Thinking is not looked through. */
export function textsOf(run: Run): RunText[] {
  const { question } = run;
  return [
    { place: 'title', text: run.title ?? '' },
    { place: 'question', text: [question.title ?? '', question.text].join('\n') },
    ...run.rounds.flatMap(round => [
      ...callsOf(run, round).map(call => ({ place: placeOf(round.index, call), text: call.text })),
      { place: `note on round ${round.index}`, text: round.note ?? '' },
    ]),
  ].filter(({ text }) => text.trim() !== '');
}

function placeOf(round: number, call: { readonly purpose: string; readonly lane: number }): string {
  const lane = call.lane > 0 ? `, lane ${call.lane}` : '';
  return `round ${round}${isAnswering(call) ? '' : ` ${line(call.purpose)}`}${lane}`;
}

/** As it was graded, or as it is found in the text. */
function answerOf(run: Run, index: number, lane = 0): string | null {
  const round = run.rounds.findLast(one => one.index === index);
  const call = answerCall(run, round, lane);
  const grade = call && gradeOfCall(round, call);
  const found = grade ? grade.extracted : (provisionalAnswer(run, index, lane)?.value ?? null);
  return found === null ? null : short(line(found));
}

const LONGEST_ANSWER = 200;

function short(text: string): string {
  return text.length <= LONGEST_ANSWER ? text : `${text.slice(0, LONGEST_ANSWER)}…`.toWellFormed();
}

function whyOf({ outcome }: Run): string | undefined {
  if (outcome?.kind === 'stopped') return line(outcome.rule);
  return outcome?.kind === 'failed' ? line(outcome.error?.name ?? 'failed') : undefined;
}

/** What a source does not say of an imported run is not told as if it did. */
function settingFacts({ settings, imported }: Run): string[] {
  if (imported?.unknown.includes('settings')) return [];
  const { strategy, cache, thinking, feedback, prompts, maxTokens, temperature, tier } = settings;
  const { id: _id, ...parameters } = strategy;
  return [
    ...facts(parameters),
    `cache ${cache}`,
    `thinking ${thinkingWord(thinking)}`,
    ...(feedback.source === 'none' ? [] : [`feedback ${feedback.source}`]),
    ...(prompts.name === undefined ? [] : [`prompt ${prompts.name}`]),
    ...(maxTokens === DEFAULT_MAX_TOKENS ? [] : [`max tokens ${maxTokens}`]),
    ...facts({ temperature, tier }),
  ].map(line);
}

function thinkingWord(thinking: Settings['thinking']): string {
  if (thinking.type === 'budget') return `${thinking.tokens} tokens`;
  return thinking.type === 'effort' ? thinking.level : thinking.type;
}

/** `rounds 3`: what is a number, a word or switched on. */
function facts(values: object): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (value === true) return [name];
    return typeof value === 'number' || typeof value === 'string' ? [`${name} ${value}`] : [];
  });
}

function line(text: string): string {
  return sanitizeLine(text);
}
