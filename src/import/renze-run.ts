/**
 * A problem of matthewrenze/self-reflection as a run: the baseline's answer, and where that was wrong the
 * answer of an agent that was asked again, with a part of the model's own reflection or with none. The
 * reflection was written with the right answer in view (matthewrenze/self-reflection#1). Pure.
 */
import type { ImportGap } from '../run/events.ts';
import type { Question } from '../run/question.ts';
import type { ImportedCall, ImportedGrade, ImportedRound, ImportedRun } from './imported-run.ts';
import { importedSettings } from './imported-settings.ts';
import { isKept, notKept } from './not-kept.ts';
import { questionOf, type RenzeDialog } from './renze-dialog.ts';
import { BASELINE, isRetry, REFLECTION, type RenzeName } from './renze-names.ts';
import type { RenzeRow } from './renze-rows.ts';

/** What is known of an answer: its row of details, its conversation, or both. */
export interface RenzeAnswer {
  readonly row?: RenzeRow | undefined;
  readonly dialog?: RenzeDialog | undefined;
  /** Where no row tells it. */
  readonly grade?: ImportedGrade | undefined;
  readonly reference?: string | undefined;
}

export interface RenzeParts {
  readonly name: RenzeName;
  readonly problem: string;
  /** Where it was read. */
  readonly file: string;
  readonly place: string;
  /** Of one of several repeats of the same: what tells it from the others. */
  readonly repeat?: string | undefined;
  readonly baseline?: RenzeAnswer | undefined;
  /** Absent: the agent was not asked again. */
  readonly again?: RenzeAnswer | undefined;
  readonly reflection?: RenzeDialog | undefined;
}

export function renzeRun(parts: RenzeParts): ImportedRun {
  const { name, problem, baseline, again } = parts;
  const { model, agent, exam } = name;
  const row = baseline?.row ?? again?.row;
  const rounds = roundsOf(parts);
  const dated = momentOf(baseline?.row?.date_time);
  return {
    key: ['renze', model, agent, exam, problem, ...(parts.repeat ? [parts.repeat] : [])].join('/'),
    ...(dated !== undefined && { startedAt: dated }),
    question: questionIn(parts, row),
    settings: {
      ...importedSettings({
        model: row?.model_name || model,
        strategy: `renze-${agent}`,
        rounds: agent === BASELINE ? 0 : 1,
      }),
      ...systemOf(baseline?.dialog ?? again?.dialog),
    },
    source: {
      from: 'renze',
      file: parts.file,
      place: placeOf(parts),
      unknown: gapsOf(rounds),
      ...(agent !== BASELINE && { stopsOnCorrect: true, feedbackShowsReference: !isRetry(agent) }),
    },
    rounds,
    outcome: {
      outcome: 'stopped',
      rule: rounds.length === 1 && agent !== BASELINE ? 'verdict-pass' : 'max-rounds',
    },
  };
}

/** As ISO 8601 without a zone, which the source does not tell either. */
function momentOf(time: string | undefined): string | undefined {
  return time !== undefined && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.test(time)
    ? time.slice(0, 'YYYY-MM-DD HH:MM:SS'.length).replace(' ', 'T')
    : undefined;
}

/** The second answer came days later: that belongs to where it was read, and not to how long a run took. */
function placeOf({ place, again }: RenzeParts): string {
  const time = again?.row?.date_time;
  return time ? `${place}, asked again ${time}` : place;
}

function systemOf(dialog: RenzeDialog | undefined): { readonly system?: string } {
  const [block] = dialog?.system ?? [];
  return block?.text === undefined ? {} : { system: block.text };
}

/** The details leave out the context that some questions have; the conversations have it. */
function questionIn({ name, problem, baseline, again }: RenzeParts, row: RenzeRow | undefined): Question {
  const dialog = baseline?.dialog ?? again?.dialog;
  const text = (dialog && questionOf(dialog)) || row?.problem.trim() || `Problem ${problem} of ${name.exam}`;
  const labels = labelsIn(row?.choices || text);
  const reference = row?.correct_answer || again?.reference;
  return {
    id: `${name.exam}/${problem}`,
    title: `${name.exam}, problem ${problem}`,
    domain: row?.topic || topicIn(text) || name.exam,
    text,
    grader: labels.length > 0 ? 'label' : 'text',
    ...(labels.length > 0 && { labels }),
    ...(reference && { reference: [reference] }),
  };
}

/** `  A: 13x/2` is the choice A. */
function labelsIn(choices: string): string[] {
  const list = choices.split(/^Choices:\s*$/m).at(-1) ?? '';
  return [...new Set([...list.matchAll(/^\s*([A-Z]|\d):/gm)].map(([, label = '']) => label))];
}

function topicIn(text: string): string | undefined {
  return /^Topic: (.+)$/m.exec(text)?.[1]?.trim();
}

function roundsOf({ name: { agent }, baseline, again, reflection }: RenzeParts): ImportedRound[] {
  const first = baseline ? roundOf('answer', [callOf('answer', baseline)], baseline) : UNKNOWN_FIRST;
  if (!again && !(agent === REFLECTION && reflection)) return [first];
  const memo = reflection && !isRetry(agent) ? [memoOf(reflection)] : [];
  const calls = again ? [...memo, callOf('answer', again)] : memo;
  return [first, roundOf(isRetry(agent) ? 'retry' : 'reflection', calls, again)];
}

/** Only what was wrong was asked again. */
const UNKNOWN_FIRST: ImportedRound = {
  kind: 'answer',
  calls: [notKept('answer')],
  grades: [
    {
      extracted: null,
      correct: false,
      method: 'wrong, because it was asked again: the source does so only where the first answer was wrong',
    },
  ],
};

function roundOf(
  kind: string,
  calls: readonly ImportedCall[],
  answer: RenzeAnswer | undefined,
): ImportedRound {
  const grade = answer?.row ? gradeOf(answer.row) : answer?.grade;
  return { kind, calls, ...(grade && { grades: [grade] }) };
}

/** The reflection stands beside the answers, as a memo does: it answers no question. Its tokens are in no file. */
function memoOf(dialog: RenzeDialog): ImportedCall {
  return { purpose: 'memo', text: dialog.answer, system: dialog.system, messages: dialog.messages };
}

function callOf(purpose: string, { row, dialog }: RenzeAnswer): ImportedCall {
  const asked = dialog && { system: dialog.system, messages: dialog.messages };
  if (row?.error) {
    return { purpose, ...asked, text: '', error: errorOf(row.error) };
  }
  return {
    purpose,
    ...asked,
    text: row?.response ?? dialog?.answer ?? '',
    ...(row?.input_tokens !== undefined &&
      row.output_tokens !== undefined && { usage: usageOf(row.input_tokens, row.output_tokens) }),
  };
}

function usageOf(input: number, output: number) {
  return { input, output, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
}

function errorOf(text: string) {
  return {
    name: 'Error',
    message: 'The call failed; the source has its error in the place of an answer.',
    original: text.trim(),
    retryable: false,
  };
}

function gradeOf(row: RenzeRow): ImportedGrade {
  const score = Number(row.score);
  const known = Number.isFinite(score) && row.score.trim() !== '';
  if (row.error) {
    const method = `the call failed${known ? `; the source counts it as ${score === 1 ? 'right' : 'wrong'}` : ''}`;
    return { extracted: null, correct: null, ...(known && { score }), method };
  }
  return {
    extracted: row.agent_answer || null,
    correct: known ? score === 1 : null,
    ...(known && { score }),
    method: 'the score of the source: the choice in the answer against the right one',
  };
}

function gapsOf(rounds: readonly ImportedRound[]): ImportGap[] {
  const calls = rounds.flatMap(round => round.calls);
  const kept = calls.filter(isKept);
  const answers = kept.filter(({ purpose, error }) => purpose === 'answer' && !error);
  const graded = rounds.some(({ grades = [], calls: asked }) => grades.length > 0 && asked.some(isKept));
  return [
    'timing',
    ...(answers.some(({ usage }) => !usage) ? (['usage'] as const) : []),
    ...(kept.some(({ messages }) => !messages) ? (['prompts'] as const) : []),
    'settings',
    ...(graded ? [] : (['marks'] as const)),
    ...(kept.length < calls.length ? (['answers'] as const) : []),
  ];
}
