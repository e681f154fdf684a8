/** From flags to the settings of a run: what the user said, over what is recorded, over the defaults. */
import { z } from 'zod';
import { readThinking } from '../models/thinking-levels.ts';
import { whyNotRecorded } from '../recorded/refusal.ts';
import type { Question } from '../run/question.ts';
import { type ServiceTier, Settings, StrategySettings, type Thinking } from '../run/settings.ts';
import { withParameters } from '../strategies/chosen.ts';
import type { OwnPrompts } from '../strategies/prompt-library.ts';
import type { Checks } from '../ui/screens/setting-checks.ts';
import { CommandError, EXIT } from './exit-codes.ts';
import { idleChecks, idleFlags } from './idle-flags.ts';
import { type PromptFlags, promptsFrom } from './prompt-flags.ts';
import { runProblems } from './run-problems.ts';
import type { Source } from './source.ts';
import { storedPrompts } from './stored-prompts.ts';
import { type FeedbackFlags, feedbackFrom, type StrategyFlags, withStrategyFlags } from './strategy-flags.ts';

export const DEFAULT_MODEL = 'us.anthropic.claude-sonnet-4-6';

export interface RunFlags extends PromptFlags, StrategyFlags, FeedbackFlags, Checks {
  readonly model?: string | undefined;
  readonly system?: string | undefined;
  readonly cache?: 'off' | '5m' | '1h' | undefined;
  readonly thinking?: string | undefined;
  readonly maxTokens?: number | undefined;
  readonly temperature?: number | undefined;
  readonly tier?: ServiceTier | undefined;
  readonly stopWhenStable?: number | undefined;
  readonly maxCost?: number | undefined;
  readonly maxSeconds?: number | undefined;
  readonly maxTokensTotal?: number | undefined;
  readonly stopOnPass?: boolean | undefined;
  readonly stopOnNoOp?: number | undefined;
  readonly stopOnOscillation?: boolean | undefined;
  readonly stopOnEntropy?: number | undefined;
  readonly returnBest?: boolean | undefined;
}

/** What may be run on this machine, as the flags name it. */
export function checksFrom({ database, check }: Checks): Checks {
  return { database, check };
}

/**
 * The settings for a question. Offline, what the user left open is as it was recorded. Throws
 * `CommandError` for what the model would refuse and for what nobody recorded.
 */
export function settingsFor(flags: RunFlags, question: Question, source: Source): Settings {
  const settings = baseSettings(flags, question, source);
  const problems = [
    ...runProblems({ question, settings, prices: source.prices, checks: checksFrom(flags) }),
    ...idleChecks(flags, settings, question),
  ];
  if (problems.length > 0) throw new CommandError(EXIT.usage, ...problems);
  const refusal =
    source.kind === 'offline' ? whyNotRecorded(source.recordings, question, settings) : undefined;
  if (refusal) throw new CommandError(EXIT.configuration, refusal, ...whyOffline(source));
  return settings;
}

/** Somebody who meant to ask Bedrock is told why it was not asked. */
function whyOffline(source: Source): string[] {
  return source.kind === 'offline' && !source.chosen ? [source.why] : [];
}

/** The same without a look at what would be refused; `own` tells the user's own prompts when they are asked for. */
export function baseSettings(
  flags: RunFlags,
  question: Question,
  source: Source,
  own: () => OwnPrompts = storedPrompts,
): Settings {
  const recorded = source.kind === 'offline' ? recordedSettings(flags, question, source) : undefined;
  return changedSettings(flags, Settings.parse({ model: DEFAULT_MODEL, ...recorded }), own);
}

/** What the flags say, over other settings. */
export function changedSettings(
  flags: RunFlags,
  base: Settings,
  own: () => OwnPrompts = storedPrompts,
): Settings {
  const { strategy } = withStrategyFlags(flags, base);
  const wanted = Settings.safeParse({
    ...base,
    ...defined({
      model: flags.model,
      system: flags.system,
      cache: flags.cache,
      thinking: flags.thinking === undefined ? undefined : parseThinking(flags.thinking),
      maxTokens: flags.maxTokens,
      temperature: flags.temperature,
      tier: flags.tier,
    }),
    strategy,
    feedback: feedbackFrom(flags, base.feedback),
    stop: {
      ...base.stop,
      ...defined({
        answerStable: flags.stopWhenStable,
        maxCost: flags.maxCost,
        maxSeconds: flags.maxSeconds,
        maxTokensTotal: flags.maxTokensTotal,
        verdictPass: flags.stopOnPass,
        noOp: flags.stopOnNoOp,
        oscillation: flags.stopOnOscillation,
        entropy: flags.stopOnEntropy,
        regressionGuard: flags.returnBest,
      }),
    },
    prompts: promptsFrom(flags, base.prompts, own),
  });
  if (wanted.success) {
    const idle = idleFlags(flags, wanted.data);
    if (idle.length > 0) throw new CommandError(EXIT.usage, ...idle);
    return withParameters(wanted.data);
  }
  throw new CommandError(EXIT.usage, `A setting is not legal: ${z.prettifyError(wanted.error)}`);
}

/** The recording that comes nearest to the flags: the same question, the same model if one is named. */
function recordedSettings(
  flags: RunFlags,
  question: Question,
  source: Extract<Source, { kind: 'offline' }>,
): Settings | undefined {
  const asked = source.recordings.filter(({ head }) => head.question.text === question.text);
  const wanted = flags.model ?? DEFAULT_MODEL;
  const ofModel = asked.filter(({ head }) => head.settings.model === wanted);
  const near = ofModel.length > 0 || flags.model ? ofModel : asked;
  // Without a word about it, it is the usual strategy and not whatever was recorded first.
  const strategy = flags.strategy ?? StrategySettings.parse({}).id;
  const sameStrategy = near.filter(({ head }) => head.settings.strategy.id === strategy);
  const candidates = sameStrategy.length > 0 ? sameStrategy : near;
  const fitting = candidates.find(
    ({ head }) =>
      (flags.repeatQuestion === undefined ||
        head.settings.strategy.repeatQuestion === flags.repeatQuestion) &&
      (flags.rounds === undefined || head.settings.strategy.rounds >= flags.rounds),
  );
  return (fitting ?? candidates[0])?.head.settings;
}

/** `default`, `off`, a number of tokens, or an effort by name. */
export function parseThinking(text: string): Thinking {
  const thinking = readThinking(text);
  if (thinking) return thinking;
  throw new CommandError(
    EXIT.usage,
    'A thinking budget has at least 1,024 tokens; "reflectoscope models" tells what each model takes.',
  );
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function defined<T extends object>(fields: T): Partial<Defined<T>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<
    Defined<T>
  >;
}
