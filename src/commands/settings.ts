/** From flags to the settings of a run: what the user said, over what is recorded, over the defaults. */
import { z } from 'zod';
import { problemsWith } from '../bedrock/request.ts';
import { whyNotRecorded } from '../recorded/refusal.ts';
import type { Question } from '../run/question.ts';
import { MAX_ROUNDS, type ServiceTier, Settings, type Thinking } from '../run/settings.ts';
import type { OwnPrompts } from '../strategies/prompt-library.ts';
import { CommandError, EXIT } from './exit-codes.ts';
import { type PromptFlags, promptsFrom } from './prompt-flags.ts';
import type { Source } from './source.ts';
import { storedPrompts } from './stored-prompts.ts';

export const DEFAULT_MODEL = 'us.anthropic.claude-sonnet-4-6';

export interface RunFlags extends PromptFlags {
  readonly model?: string | undefined;
  readonly rounds?: number | undefined;
  readonly repeatQuestion?: boolean | undefined;
  readonly sendReasoning?: boolean | undefined;
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
}

/**
 * The settings for a question. Offline, what the user left open is as it was recorded. Throws
 * `CommandError` for what the model would refuse and for what nobody recorded.
 */
export function settingsFor(flags: RunFlags, question: Question, source: Source): Settings {
  const settings = baseSettings(flags, question, source);
  const problems = problemsWith(settings, source.prices);
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
    strategy: {
      ...base.strategy,
      ...defined({
        rounds: flags.rounds,
        repeatQuestion: flags.repeatQuestion,
        sendReasoning: flags.sendReasoning,
      }),
    },
    stop: {
      ...base.stop,
      ...defined({
        answerStable: flags.stopWhenStable,
        maxCost: flags.maxCost,
        maxSeconds: flags.maxSeconds,
        maxTokensTotal: flags.maxTokensTotal,
      }),
    },
    prompts: promptsFrom(flags, base.prompts, own),
  });
  if (wanted.success) return wanted.data;
  throw new CommandError(EXIT.usage, settingProblem(wanted.error));
}

function settingProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue?.path.join('.') === 'strategy.rounds') return `--rounds goes from 0 to ${MAX_ROUNDS}.`;
  return `A setting is not legal: ${z.prettifyError(error)}`;
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
  const candidates = ofModel.length > 0 || flags.model ? ofModel : asked;
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
  if (text === 'default' || text === 'off') return { type: text };
  if (!/^\d+$/.test(text)) return { type: 'effort', level: text };
  const tokens = Number(text);
  if (tokens < 1024)
    throw new CommandError(
      EXIT.usage,
      'A thinking budget has at least 1,024 tokens; "reflectoscope models" tells what each model takes.',
    );
  return { type: 'budget', tokens };
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function defined<T extends object>(fields: T): Partial<Defined<T>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<
    Defined<T>
  >;
}
