/**
 * In which settings runs differ, as they stood for the round that is compared, and in what else of them
 * makes their figures hard to compare: what the user changed, and that a round is a probe. Pure.
 */
import { editsOf, isProbe, settingsAt } from '../run/edited.ts';
import { type Call, priceOfCall, type Run } from '../run/run.ts';

export interface SettingDifference {
  /** `model`, `rounds`, `reflection prompt`: the name of the setting in words. */
  readonly name: string;
  /** One a run, in their order; `undefined` where it is not set. */
  readonly values: readonly (string | undefined)[];
}

export interface Asked {
  readonly run: Run;
  /** The call that is compared: its model may have been changed for its round. */
  readonly call: Call;
}

export function settingDifferences(all: readonly Asked[]): SettingDifference[] {
  const told = all.map(asked => valuesOf(asked, !all.some(({ run }) => hasUnknownSettings(run))));
  const names = new Set(told.flatMap(values => [...values.keys()]));
  return [...names]
    .map(name => ({ name, values: told.map(values => values.get(name)) }))
    .filter(({ values }) => values.some(value => value !== values[0]));
}

/** What stands in the settings of such a run is what is usual, and no word of its source. */
export function hasUnknownSettings({ imported }: Pick<Run, 'imported'>): boolean {
  return imported?.unknown.includes('settings') === true;
}

/** Without settings where they cannot be compared. */
function valuesOf({ run, call }: Asked, withSettings: boolean): ReadonlyMap<string, string> {
  const { question, provenance } = run;
  const { model, ...others } = settingsAt(run, call.round);
  return new Map([
    ['model', model],
    ...(call.model === model ? [] : [['model of the round', call.model] as const]),
    ...(withSettings ? leaves(others, []) : []),
    ...changes(run, call.round),
    ...leaves({ grader: question.grader, reference: question.reference, labels: question.labels }, []),
    ['source', provenance],
    ['prices', priceWords(run, call)],
  ]);
}

/** What was done to a round beside its settings. */
function changes(run: Run, index: number): [string, string][] {
  const { prompt, answer, feedback } = editsOf(run, index);
  const kind = run.rounds.findLast(round => round.index === index)?.kind ?? '';
  return [
    ['probe', isProbe(kind) ? kind : 'none'],
    ['turn', prompt ? 'edited by you' : 'as proposed'],
    ['answer before it', answer ? 'changed by you' : "the model's own"],
    ['your feedback', feedback || 'none'],
  ];
}

/** Only the rates of a prompt of ordinary length: of the same model they differ with the day they are from. */
function priceWords(run: Run, call: Call): string {
  const price = priceOfCall(run, call);
  return price ? `$${price.input} in, $${price.output} out, a million tokens` : 'unknown';
}

/** What is a value of its own although it is written as an object. */
const WHOLE = new Set(['thinking']);

function leaves(value: unknown, path: readonly string[]): [string, string][] {
  if (value === undefined) return [];
  const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
  const isWhole = WHOLE.has(path.at(-1) ?? '');
  if (isGroup && !isWhole) return Object.entries(value).flatMap(([key, one]) => leaves(one, [...path, key]));
  return [[nameOf(path), isGroup ? thinkingWords(value) : written(value)]];
}

function written(value: unknown): string {
  if (Array.isArray(value)) return value.map(written).join(' or ');
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** `off`, `8000 tokens`, `high`. */
function thinkingWords(thinking: object): string {
  const { type, ...rest } = thinking as Record<string, unknown>;
  if (type === 'budget') return `${written(rest.tokens)} tokens`;
  return type === 'effort' ? written(rest.level) : written(type ?? rest);
}

/** `strategy.repeatQuestion` is `repeat question`, `prompts.reflection` is `reflection prompt`. */
function nameOf(path: readonly string[]): string {
  const [group, ...rest] = path;
  if (group === 'strategy' && rest[0] === 'id') return 'strategy';
  if (group === 'prompts') return `${inWords(rest)} prompt`;
  return inWords(group === 'strategy' || group === 'stop' ? rest : path);
}

function inWords(path: readonly string[]): string {
  return path.map(part => part.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()).join(' ');
}
