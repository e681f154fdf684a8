/** One task of InterCode as a run. Pure. */
import { basename } from 'node:path';
import { z } from 'zod';
import type { ImportGap } from '../run/events.ts';
import type {
  ImportedCall,
  ImportedCheck,
  ImportedGrade,
  ImportedRound,
  ImportedRun,
} from './imported-run.ts';
import { importedSettings } from './imported-settings.ts';
import { modelInPath } from './model-in-path.ts';
import { sourceName } from './source-name.ts';

const TurnHistory = z.looseObject({
  actions: z.array(z.string()).min(1),
  observations: z.array(z.unknown()),
  rewards: z.array(z.number()),
  valid_action: z.array(z.boolean().nullable()).optional(),
  thoughts: z.array(z.string()).optional(),
  steps: z.array(z.string()).optional(),
});

export const Episode = z.looseObject({
  environment: z.string().optional(),
  task_id: z.union([z.int(), z.string()]).optional(),
  query: z.string().min(1),
  turn_history: TurnHistory,
  info: z.looseObject({ eval_obs: z.unknown(), corrupt_gold: z.boolean().optional() }).nullish(),
  summary: z.looseObject({ turns_max: z.int().optional() }).optional(),
  hardness: z.string().optional(),
});
export type Episode = z.infer<typeof Episode>;

/** `key` is the one of the entry. */
export function episodeRun(episode: Episode, key: string, path: string): ImportedRun {
  const { turn_history: turns, environment, query, hardness } = episode;
  const language = languageOf(environment);
  const model = modelInPath(path);
  const rounds = turns.actions.map((_, turn) => roundOf(episode, turn, language));
  const planned = turns.steps?.length ?? 0;
  const solved = turns.rewards[turns.actions.length - 1] === 1;
  const gaps: ImportGap[] = [
    'timing',
    'usage',
    ...(model === undefined ? (['model'] as const) : []),
    'prompts',
    'settings',
  ];
  return {
    key: `${sourceName(path)} ${key}`,
    question: {
      id: `intercode-${language}-${episode.task_id ?? key}`,
      domain: language === 'sql' ? 'text-to-SQL' : language,
      text: query,
      ...referenceOf(episode),
      ...(hardness !== undefined && { hardness }),
    },
    settings: importedSettings({
      model,
      strategy: turns.steps ? 'intercode-plan-and-refine' : 'execution-feedback',
      rounds: (episode.summary?.turns_max ?? rounds.length) - 1,
      feedback: language === 'sql' ? 'sql' : 'command',
    }),
    source: {
      from: 'intercode',
      file: basename(path),
      place: `task ${key}`,
      unknown: gaps,
      ...(planned === 0 && { stopsOnCorrect: true }),
    },
    rounds,
    outcome: { outcome: 'stopped', rule: solved ? 'verdict-pass' : 'max-rounds' },
  };
}

/** `ic_sql` is an environment for SQL. */
function languageOf(environment = 'ic_sql'): string {
  return environment.replace(/^ic_/, '');
}

/** What the right query returns, where the source has it: not the query, so that no answer equals it by its words. */
function referenceOf({ info }: Episode): { readonly grader: 'text'; readonly reference?: string[] } {
  const rows = info?.eval_obs;
  if (rows === undefined || rows === null || info?.corrupt_gold === true) return { grader: 'text' };
  return { grader: 'text', reference: [typeof rows === 'string' ? rows : JSON.stringify(rows)] };
}

function roundOf(episode: Episode, turn: number, language: string): ImportedRound {
  const { turn_history: turns } = episode;
  const steps = turns.steps ?? [];
  return {
    kind: kindOf(turn, steps.length),
    calls: [
      ...(turn === 0 && steps.length > 0 ? [{ purpose: 'plan', text: numbered(steps) }] : []),
      actionOf(episode, turn),
    ],
    checks: checksOf(episode, turn, language),
    grades: gradesOf(episode, turn),
  };
}

/** A step of the plan is no reflection on the one before. */
function kindOf(turn: number, planned: number): string {
  if (turn === 0) return 'answer';
  return turn < planned ? 'step' : 'reflection';
}

function numbered(steps: readonly string[]): string {
  return steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
}

/** What InterCode writes in the place of an action that the model could not be asked for. */
const BLOCKED = 'blocked';

function actionOf({ turn_history: turns }: Episode, turn: number): ImportedCall {
  const action = turns.actions[turn] ?? '';
  const planned = turns.steps?.length ?? 0;
  const later = turn < planned ? 'step' : 'revise';
  const thinking = turns.thoughts?.[turn];
  const call = { purpose: turn === 0 ? 'answer' : later, ...(thinking !== undefined && { thinking }) };
  if (action !== BLOCKED || turns.observations[turn] !== undefined) return { ...call, text: action };
  return {
    ...call,
    text: '',
    error: {
      name: 'Blocked',
      message: 'The source has no action here: asking the model failed.',
      original: action,
      retryable: false,
    },
  };
}

/** Of MySQL, and of the shells in other environments. */
const EXECUTION_ERROR = /^Error executing query\b/;

/**
 * A result alone neither passes nor fails: whether it was the right one is told by the reward, which the
 * model was shown, too. What is no action at all was not run.
 */
function checksOf({ turn_history: turns }: Episode, turn: number, language: string): ImportedCheck[] {
  const observed = turns.observations[turn];
  if (observed === undefined) return [];
  const text = typeof observed === 'string' ? observed : JSON.stringify(observed);
  const failed = EXECUTION_ERROR.test(text);
  const passed = turns.rewards[turn] === 1;
  return [
    {
      source: language === 'sql' ? 'sql' : 'command',
      text,
      verdict: passed ? 'pass' : failed ? 'fail' : 'unknown',
    },
  ];
}

function gradesOf({ turn_history: turns }: Episode, turn: number): ImportedGrade[] {
  const reward = turns.rewards[turn];
  const action = turns.actions[turn];
  if (reward === undefined) return [];
  const isAction = action !== undefined && !(action === BLOCKED && turns.observations[turn] === undefined);
  return [
    {
      extracted: isAction ? action : null,
      correct: isAction ? reward === 1 : null,
      score: reward,
      method: 'the reward of InterCode, which compares the outcome with that of the right query; 1 is right',
    },
  ];
}
