/** The strategy of a run and its parameters, and the feedback, from flags. */
import { FEEDBACK_SOURCES, type FeedbackSettings, type Settings } from '../run/settings.ts';
import { withStrategy } from '../strategies/chosen.ts';
import { STRATEGIES, strategyById } from '../strategies/index.ts';
import type { Strategy } from '../strategies/strategy.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { type Setting, settingsIn } from '../ui/screens/setting-shapes.ts';
import { legalWords, OFF, oneOf, valueFrom } from '../ui/screens/setting-text.ts';
import { CommandError, EXIT } from './exit-codes.ts';

export interface StrategyFlags {
  readonly strategy?: string | undefined;
  /** NAME=VALUE each. */
  readonly set?: readonly string[] | undefined;
  readonly rounds?: number | undefined;
  readonly repeatQuestion?: boolean | undefined;
  readonly sendReasoning?: boolean | undefined;
}

export interface FeedbackFlags {
  readonly feedback?: string | undefined;
  readonly judge?: string | undefined;
  readonly judgeRepeats?: number | undefined;
  readonly check?: string | undefined;
}

/** What the flags say of the strategy, over other settings. Throws `CommandError` for what it does not take. */
export function withStrategyFlags(flags: StrategyFlags, base: Settings): Settings {
  const chosen = flags.strategy === undefined ? base : withStrategy(base, strategyNamed(flags.strategy).id);
  const strategy = strategyById(chosen.strategy.id);
  const { rounds, repeatQuestion, sendReasoning } = flags;
  const said = Object.entries({ rounds, repeatQuestion, sendReasoning }).filter(
    ([, value]) => value !== undefined,
  );
  let settings = { ...chosen, strategy: { ...chosen.strategy, ...Object.fromEntries(said) } };
  if (!strategy) {
    if (flags.set?.length) throw wrong(`There is no strategy "${sanitizeLine(chosen.strategy.id)}" here.`);
    return settings;
  }
  refuseStrange(strategy, settings, said);
  for (const pair of flags.set ?? []) settings = withParameter(strategy, settings, pair);
  return settings;
}

function strategyNamed(id: string): Strategy {
  const found = strategyById(id);
  if (found) return found;
  throw wrong(
    `There is no strategy "${sanitizeLine(id)}". Strategies are: ${STRATEGIES.map(one => one.id).join(', ')}.`,
    '"reflectoscope strategies" tells what each does.',
  );
}

const FLAG_OF: Readonly<Record<string, string>> = {
  rounds: '--rounds',
  repeatQuestion: '--repeat-question',
  sendReasoning: '--send-reasoning',
};

/** A flag that the strategy does not go by would be a promise that is not kept. */
function refuseStrange(
  strategy: Strategy,
  settings: Settings,
  said: readonly (readonly [string, unknown])[],
): void {
  for (const [name, value] of said) {
    const parameter = parametersIn(strategy).find(one => one.path[0] === name);
    // What it would not do without the flag, it does not do.
    if (!parameter && value !== false) throw wrong(`${FLAG_OF[name]}: ${unknownWords(strategy, name)}`);
    if (parameter && !isLegal(strategy, settings, name)) {
      throw wrong(
        name === 'rounds' && parameter.shape?.kind === 'number'
          ? `--rounds goes from ${parameter.shape.min ?? 0} to ${parameter.shape.max ?? 'any number'}.`
          : `${FLAG_OF[name]}: ${illegalWords(parameter, String(value))}`,
      );
    }
  }
}

function withParameter(strategy: Strategy, settings: Settings, pair: string) {
  const place = pair.indexOf('=');
  if (place < 1) throw wrong(`--set needs NAME=VALUE, not "${sanitizeLine(pair)}". ${namesWords(strategy)}`);
  const [name, text] = [pair.slice(0, place).trim(), pair.slice(place + 1).trim()];
  const parameter = parametersIn(strategy).find(one => plain(one.path[0] ?? '') === plain(name));
  const [key] = parameter?.path ?? [];
  if (!parameter?.shape || key === undefined) {
    throw wrong(`--set: ${unknownWords(strategy, sanitizeLine(name))}`);
  }
  const isAbsent = parameter.optional && (text === '' || (text === OFF && parameter.shape.kind !== 'text'));
  const { [key]: _before, ...others }: Settings['strategy'] = settings.strategy;
  const value = valueFrom(parameter.shape, text);
  const next = {
    ...settings,
    strategy: { ...settings.strategy, ...others, [key]: isAbsent ? undefined : value },
  };
  if (!isLegal(strategy, next, key)) {
    throw wrong(`--set ${key}: ${illegalWords(parameter, text)}`, namesWords(strategy));
  }
  return next;
}

/** `--set repeat-question=yes` is meant, too. */
function plain(name: string): string {
  return name.replaceAll('-', '').toLowerCase();
}

function parametersIn({ parameters }: Strategy): Setting[] {
  return settingsIn(parameters).filter(({ shape, path }) => shape !== undefined && path.length === 1);
}

function isLegal({ parameters }: Strategy, { strategy }: Settings, name: string): boolean {
  return parameters.safeParse(strategy).error?.issues.every(({ path }) => path[0] !== name) ?? true;
}

function unknownWords(strategy: Strategy, name: string): string {
  return `${strategy.id} has no parameter "${name}". ${namesWords(strategy)}`;
}

function namesWords(strategy: Strategy): string {
  const names = parametersIn(strategy).flatMap(({ path: [name = ''] }) => name);
  return names.length === 0 ? 'It has none.' : `${strategy.id} has: ${names.join(', ')}.`;
}

function illegalWords({ shape, optional }: Setting, text: string): string {
  const legal = shape ? legalWords(shape) : 'known';
  return `"${sanitizeLine(text)}" is not ${legal}${optional && shape?.kind !== 'text' ? `, or ${OFF}` : ''}.`;
}

/** What the flags say of the feedback, over other settings. */
export function feedbackFrom(flags: FeedbackFlags, base: FeedbackSettings): FeedbackSettings {
  const { judge, judgeRepeats: repeats } = flags;
  return {
    ...base,
    source: sourceFrom(flags) ?? base.source,
    ...(judge !== undefined && { judge }),
    ...(repeats !== undefined && { repeats }),
  };
}

/** Who names a command or a judge wants it asked, unless he says otherwise. */
function sourceFrom({ feedback, judge, judgeRepeats, check }: FeedbackFlags) {
  if (feedback !== undefined) {
    const source = FEEDBACK_SOURCES.find(one => one === feedback);
    if (source) return source;
    throw wrong(`--feedback cannot be "${sanitizeLine(feedback)}": it is ${oneOf([...FEEDBACK_SOURCES])}.`);
  }
  const wantsJudge = judge !== undefined || judgeRepeats !== undefined;
  if (wantsJudge && check !== undefined) {
    throw wrong(
      '--check and --judge are two kinds of feedback: say which with --feedback command or --feedback judge.',
    );
  }
  if (check !== undefined) return 'command';
  return wantsJudge ? 'judge' : undefined;
}

function wrong(...lines: readonly string[]): CommandError {
  return new CommandError(EXIT.usage, ...lines);
}
