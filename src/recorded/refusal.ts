/** Why a run cannot be answered from recordings: what is recorded, and how to ask Bedrock itself. */
import { resolveModel } from '../models/resolve.ts';
import type { Question } from '../run/question.ts';
import type { Settings } from '../run/settings.ts';
import { isJudged } from '../strategies/chosen.ts';
import { strategyById } from '../strategies/index.ts';
import { parametersOf } from '../strategies/parameters-of.ts';
import { REFLECTION_PROMPT } from '../strategies/prompts.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import type { RecordingInfo } from './recordings.ts';

export const HOW_TO_CONNECT =
  'To ask Bedrock itself, set up AWS credentials and a region (for example AWS_PROFILE and AWS_REGION), or give --endpoint URL.';

/**
 * `undefined` when recordings answer this question with these settings; otherwise one sentence or
 * two about what differs, and `HOW_TO_CONNECT`.
 */
export function whyNotRecorded(
  recordings: readonly RecordingInfo[],
  question: Pick<Question, 'text' | 'title' | 'id'>,
  settings: Settings,
): string | undefined {
  const why = mismatch(recordings, question, settings);
  return why && `${why} ${HOW_TO_CONNECT}`;
}

function mismatch(
  recordings: readonly RecordingInfo[],
  question: Pick<Question, 'text' | 'title' | 'id'>,
  settings: Settings,
): string | undefined {
  if (recordings.length === 0) return 'There are no recordings to answer from.';
  const asked = recordings.filter(({ head }) => head.question.text === question.text);
  if (asked.length === 0) {
    const others = new Set(recordings.map(({ head }) => head.question.id)).size;
    const are = others === 1 ? '1 other is' : `${others} others are`;
    return `This question is not recorded; ${are} ("reflectoscope questions" lists them).`;
  }
  const name = question.title ?? question.id;
  const withModel = asked.filter(({ head }) => head.settings.model === settings.model);
  if (withModel.length === 0) {
    const models = [...new Set(asked.map(({ head }) => head.settings.model))];
    return `"${name}" is not recorded with ${settings.model}, but with ${list(models)}.`;
  }
  const differences = withModel.map(({ head }) => differencesBetween(head.settings, settings));
  const nearest = differences.sort((a, b) => a.length - b.length)[0] ?? [];
  if (nearest.length === 0) return undefined;
  return `"${name}" is recorded with ${nameOf(settings.model)}, but ${list(nearest)}.`;
}

/** What the run wants and the recording has not, each as "with ..., not ...". */
function differencesBetween(recorded: Settings, wanted: Settings): string[] {
  const differences: string[] = [];
  if (wanted.strategy.id !== recorded.strategy.id) {
    differences.push(`with ${recorded.strategy.id}, not ${wanted.strategy.id}`);
  }
  if (wanted.strategy.rounds > recorded.strategy.rounds) {
    differences.push(`for ${sayRounds(recorded.strategy.rounds)}, not ${wanted.strategy.rounds}`);
  }
  differences.push(...otherParameters(recorded, wanted), ...otherFeedback(recorded, wanted));
  const reflects = wanted.strategy.rounds > 0;
  if (reflects && wanted.strategy.repeatQuestion !== recorded.strategy.repeatQuestion) {
    differences.push(
      `${recorded.strategy.repeatQuestion ? 'with' : 'without'} the question repeated (--${recorded.strategy.repeatQuestion ? '' : 'no-'}repeat-question)`,
    );
  }
  if (reflects && wanted.strategy.sendReasoning !== recorded.strategy.sendReasoning) {
    differences.push(
      recorded.strategy.sendReasoning
        ? 'with the thinking sent back (--send-reasoning)'
        : 'without the thinking sent back (--no-send-reasoning)',
    );
  }
  if (reflects && reflectionOf(wanted) !== reflectionOf(recorded)) {
    differences.push('with another reflection prompt');
  }
  if (wanted.prompts.first !== recorded.prompts.first) differences.push('with another first prompt');
  if (wanted.system !== recorded.system) {
    differences.push(
      recorded.system === undefined
        ? 'without a system prompt'
        : `with ${wanted.system === undefined ? 'a' : 'another'} system prompt`,
    );
  }
  if (JSON.stringify(wanted.thinking) !== JSON.stringify(recorded.thinking)) {
    differences.push(`with thinking ${sayThinking(recorded.thinking)}, not ${sayThinking(wanted.thinking)}`);
  }
  if (wanted.temperature !== recorded.temperature) {
    const say = (temperature: number | undefined) => temperature ?? 'at its default';
    differences.push(`with the temperature ${say(recorded.temperature)}, not ${say(wanted.temperature)}`);
  }
  if (wanted.maxTokens !== recorded.maxTokens) {
    differences.push(`with at most ${recorded.maxTokens} tokens an answer, not ${wanted.maxTokens}`);
  }
  if (wanted.tier !== undefined && wanted.tier !== 'default' && wanted.tier !== recorded.tier) {
    differences.push(`at the default service tier, not at ${wanted.tier}`);
  }
  if (recorded.cache === 'off' && wanted.cache !== 'off') differences.push('without caching (--cache off)');
  return differences;
}

/** A recording that names none was made with the neutral one. */
function reflectionOf({ prompts }: Settings): string {
  return prompts.reflection ?? REFLECTION_PROMPT;
}

/** Those that every strategy may have have words of their own. */
const SHARED: ReadonlySet<string> = new Set(['rounds', 'repeatQuestion', 'sendReasoning']);

/** What belongs to the strategy alone; of another strategy nothing more is said. */
function otherParameters(recorded: Settings, wanted: Settings): string[] {
  const strategy = strategyById(wanted.strategy.id);
  if (!strategy || recorded.strategy.id !== strategy.id) return [];
  const [there, here] = [recorded, wanted].map(one => parametersOf(strategy.parameters, one));
  return Object.keys(strategy.parameters.shape).flatMap(name =>
    SHARED.has(name) || there?.[name] === here?.[name]
      ? []
      : `with ${name} ${sayValue(there?.[name])}, not ${sayValue(here?.[name])}`,
  );
}

function sayValue(value: unknown): string {
  if (value === undefined) return 'not set';
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : sanitizeLine(String(value));
}

function otherFeedback(recorded: Settings, wanted: Settings): string[] {
  const [there, here] = [recorded.feedback, wanted.feedback];
  // Before the first reflection nobody has said anything.
  if (wanted.strategy.rounds === 0 && !isJudged(wanted)) return [];
  const feedback = (source: string) => (source === 'none' ? 'without feedback' : `with ${source} feedback`);
  if (there.source !== here.source) return [`${feedback(there.source)}, not ${feedback(here.source)}`];
  if (!isJudged(wanted)) return [];
  const judge = ({ judge, model }: { judge?: string | undefined; model: string }) => judge ?? model;
  const [before, now] = [judge({ ...there, model: recorded.model }), judge({ ...here, model: wanted.model })];
  return [
    ...(before === now ? [] : [`judged by ${nameOf(before)}, not by ${nameOf(now)}`]),
    ...(there.repeats === here.repeats
      ? []
      : [
          `with ${there.repeats === 1 ? 'one judgement' : `${there.repeats} judgements`} an answer, not ${here.repeats}`,
        ]),
  ];
}

function sayRounds(rounds: number): string {
  return rounds === 1 ? 'one reflection' : `up to ${rounds} reflections`;
}

function sayThinking(thinking: Settings['thinking']): string {
  switch (thinking.type) {
    case 'default':
      return 'left to the model';
    case 'off':
      return 'off';
    case 'budget':
      return `for up to ${thinking.tokens} tokens`;
    case 'effort':
      return `at the effort ${thinking.level}`;
  }
}

function nameOf(model: string): string {
  return resolveModel(model)?.name ?? model;
}

function list(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
