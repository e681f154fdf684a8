/**
 * The settings that have a field in the form: those of every run, and the parameters of its strategy, made
 * from their schemas. Pure.
 */
import { Settings, StrategySettings } from '../../run/settings.ts';
import { STRATEGIES, strategyById } from '../../strategies/index.ts';
import { type Setting, type Shape, settingsIn } from './setting-shapes.ts';
import { SETTING_WORDS, type SettingWords } from './setting-words.ts';

/** The name of a setting without the objects in which it lies; `debate.agents` for what only debate has. */
export type FieldId = string;

export interface Known extends Setting {
  readonly id: FieldId;
  readonly shape: Shape;
}

/** Chosen in the picker, and not in the form. */
const ELSEWHERE: ReadonlySet<string> = new Set(['model']);

/** Parameters by these names mean the same in every strategy that has them. */
const SHARED: ReadonlySet<string> = new Set(
  settingsIn(StrategySettings).flatMap(({ path: [name = ''] }) => (name === 'id' ? [] : name)),
);

const OF_EVERY_RUN: readonly Known[] = settingsIn(Settings).flatMap(setting => {
  const id = idOf(setting.path);
  const isParameter = setting.path[0] === 'strategy' && id !== 'strategy';
  return setting.shape && !isParameter && !ELSEWHERE.has(id)
    ? [{ ...setting, shape: setting.shape, id }]
    : [];
});

const lists = new Map<string, readonly Known[]>();

/** What a run with this strategy is asked for, in the order of the form. */
export function knownFor(strategy: string): readonly Known[] {
  const known = lists.get(strategy) ?? inOrder([...OF_EVERY_RUN, ...parametersIn(strategy)]);
  lists.set(strategy, known);
  return known;
}

/** A strategy that is not known here, as of a later version, has the parameters that all of them may have. */
function parametersIn(id: string): Known[] {
  const strategy = strategyById(id);
  return settingsIn(strategy?.parameters ?? StrategySettings).flatMap(setting => {
    const [name = ''] = setting.path;
    if (!setting.shape || setting.path.length > 1 || name === 'id') return [];
    return {
      ...setting,
      shape: setting.shape,
      path: ['strategy', name],
      id: SHARED.has(name) ? name : `${id}.${name}`,
    };
  });
}

/** The ids of all fields that there may be. */
export function allIds(): Set<FieldId> {
  return new Set(STRATEGIES.flatMap(({ id }) => knownFor(id).map(known => known.id)));
}

function idOf(path: readonly string[]): FieldId {
  const last = path.at(-1) ?? '';
  return last === 'id' || last === 'source' ? (path.at(-2) ?? last) : last;
}

/** What is a strategy's alone comes after its rounds. */
function inOrder(settings: readonly Known[]): Known[] {
  const order = Object.keys(SETTING_WORDS);
  const place = ({ id }: Known) =>
    order.includes(id) ? order.indexOf(id) : isOwn(id) ? order.indexOf('rounds') + 0.5 : order.length;
  return settings.toSorted((a, b) => place(a) - place(b));
}

function isOwn(id: FieldId): boolean {
  return id.includes('.');
}

/** `stopAfterTokens` is `stop after tokens`; a parameter that is called as another setting is says whose it is. */
export function labelOf(id: FieldId): string {
  const words = SETTING_WORDS[id];
  if (words) return words.label;
  const name = id.slice(id.indexOf('.') + 1);
  const label = name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
  const isTaken = isOwn(id) && Object.values(SETTING_WORDS).some(other => other.label === label);
  return isTaken ? `strategy ${label}` : label;
}

/** What is said of a setting beyond its schema; of a parameter its description says what an absent one means. */
export function wordsOf({ id, optional, description }: Known): Partial<SettingWords> {
  const words = SETTING_WORDS[id];
  if (words || !isOwn(id)) return words ?? {};
  const absent = optional ? /; absent: (?<what>[^.;]+)\.?$/.exec(description ?? '')?.groups?.what : undefined;
  return absent === undefined ? {} : { empty: absent };
}
