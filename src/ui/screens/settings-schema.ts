/**
 * The settings of a run as fields of a form, made from their schema: what each may be, what it means,
 * and how its text becomes a setting. Pure; knows no component.
 */
import { resolveModel } from '../../models/resolve.ts';
import { Settings } from '../../run/settings.ts';
import { withParameters, withStrategy } from '../../strategies/chosen.ts';
import { strategyById } from '../../strategies/index.ts';
import { truncate } from '../../text/pad.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { withCheckFields } from './setting-checks.ts';
import { allIds, type FieldId, type Known, knownFor, labelOf, wordsOf } from './setting-list.ts';
import { valueAt, withValue } from './setting-path.ts';
import type { Shape } from './setting-shapes.ts';
import { legalWords, OFF, oneOf, textOf, valueFrom } from './setting-text.ts';

export type { FieldId } from './setting-list.ts';

export interface Field {
  readonly id: FieldId;
  readonly label: string;
  /** A line about what it means. */
  readonly help: string;
  /** What it may be: `a whole number from 0 to 20`. */
  readonly legal: string;
  /** `choice` also for one of several that may carry a number or a text (thinking). */
  readonly kind: 'choice' | 'number' | 'text' | 'switch';
  /** The setting as text. */
  readonly value: string;
  /** The setting as text when nothing is said; empty when it is then absent. */
  readonly initial: string;
  /** What it may be; a field without choices takes any text. */
  readonly choices?: readonly string[];
  /** The bounds of a number; `above` is not legal itself. */
  readonly min?: number;
  readonly above?: number;
  readonly max?: number;
  /** What an empty text means. */
  readonly empty: string;
  /** The text itself that an empty one stands for, where it is known. */
  readonly standard?: string;
  /** Whether line breaks belong to it. */
  readonly multiline: boolean;
}

/** What the user changed, as text, over the settings that a question begins with. */
export type Overrides = Readonly<Record<FieldId, string>>;

/** The ids of the fields of self-reflection, in their order. */
export const FIELD_IDS: readonly FieldId[] = knownFor('self-reflection').map(({ id }) => id);

/**
 * The overrides among what a settings file holds, which may be from another version. Those of the
 * parameters of other strategies than the chosen one are kept, and are not applied.
 */
export function knownOverrides(stored: Readonly<Record<string, string>> | undefined): Overrides {
  const ids = allIds();
  return Object.fromEntries(Object.entries(stored ?? {}).filter(([id]) => ids.has(id)));
}

/** The strategy that the changes choose, where there is one of that name. */
export function strategyIn(settings: Settings, overrides: Overrides): string {
  return strategyById(overrides.strategy?.trim() ?? '')?.id ?? settings.strategy.id;
}

/**
 * The fields of these settings; what was changed has the text that was given. They are those of the
 * chosen strategy, or of another one that is named.
 */
export function fieldsOf(
  settings: Settings,
  overrides: Overrides = {},
  strategy = strategyIn(settings, overrides),
): Field[] {
  const known = knownFor(strategy);
  const model = resolveModel(settings.model);
  const offeredFor = (one: Known) => wordsOf(one).offered?.(model) ?? choicesOf(one);
  // Its own strategy stands in its field, whatever parameters are looked at.
  const first = { ...withStrategy(settings, strategy), model: settings.model };
  const valueIn = (one: Known) => valueAt(one.id === 'strategy' ? settings : first, one.path) ?? one.initial;
  const written = (one: Known) => overrides[one.id] ?? shown(one, valueIn(one), offeredFor(one));
  const values = new Map(known.map(one => [one.id, written(one)]));
  const fields = known.map((one): Field => {
    const { id, shape, description } = one;
    const words = wordsOf(one);
    const offered = offeredFor(one);
    const value = values.get(id) ?? '';
    const empty = words.empty ?? 'none';
    const choices = words.fixed
      ? [value]
      : offered && (offered.includes(value) ? offered : [value, ...offered]);
    return {
      id,
      label: labelOf(id),
      help: aboutChosen(id, value) ?? description ?? words.help ?? '',
      legal: words.legal ?? legalOf(one, offered),
      kind: shape.kind === 'variants' || (shape.kind === 'text' && choices) ? 'choice' : shape.kind,
      value,
      initial: shown(one, one.initial, offered),
      empty: typeof empty === 'string' ? empty : empty(other => values.get(other) ?? ''),
      multiline: words.multiline ?? false,
      ...(choices && { choices }),
      ...(words.standard !== undefined && { standard: words.standard }),
      ...boundsOf(shape),
    };
  });
  return withCheckFields(fields, overrides, values.get('feedback'));
}

/** Of the strategies, what the chosen one does says more than what a strategy is. */
function aboutChosen(id: FieldId, value: string): string | undefined {
  return id === 'strategy' ? strategyById(value)?.about : undefined;
}

/** The fields before any change, with the parameters of the strategy that the changes choose. */
export function fieldsAtFirst(base: Settings, overrides: Overrides): Field[] {
  return fieldsOf(base, {}, strategyIn(base, overrides));
}

export function thinkingText({ thinking }: Pick<Settings, 'thinking'>): string {
  const known = knownFor('self-reflection').find(({ id }) => id === 'thinking');
  return known ? textOf(known.shape, thinking) : '';
}

export type Laid =
  | { readonly ok: true; readonly settings: Settings }
  /** The first change that is not legal, and a sentence about it. */
  | { readonly ok: false; readonly field: FieldId; readonly problem: string };

/** The settings with the changes laid over. */
export function withOverrides(base: Settings, overrides: Overrides): Laid {
  const strategy = strategyIn(base, overrides);
  let settings = withStrategy(base, strategy);
  for (const known of knownFor(strategy)) {
    const text = overrides[known.id]?.trim();
    if (text === undefined) continue;
    const parsed = Settings.safeParse(withValue(settings, known.path, wanted(known, text, base)));
    if (!parsed.success || !isMeaningful(known, text) || !isTaken(known, parsed.data))
      return { ok: false, field: known.id, problem: problemOf(known, text) };
    settings = parsed.data;
  }
  return { ok: true, settings: withParameters(settings) };
}

/** The schema of a strategy may be narrower than that of all settings. */
function isTaken({ path: [part, name] }: Known, { strategy }: Settings): boolean {
  if (part !== 'strategy') return true;
  const read = strategyById(strategy.id)?.parameters.safeParse(strategy);
  return read?.error?.issues.every(issue => issue.path[0] !== name) ?? true;
}

/** So many numbers can be gone through with an arrow key. */
const FEW = 24;

function choicesOf({ shape, optional }: Known): readonly string[] | undefined {
  const none = optional ? [OFF] : [];
  if (shape.kind === 'choice') return [...none, ...shape.values];
  if (shape.kind === 'switch') return ['no', 'yes'];
  if (shape.kind !== 'number' || !shape.whole || shape.min === undefined || shape.max === undefined)
    return undefined;
  const count = shape.max - shape.min + 1;
  return count > FEW
    ? undefined
    : [...none, ...Array.from({ length: count }, (_, index) => String(index + (shape.min ?? 0)))];
}

function shown(known: Known, value: unknown, offered: readonly string[] | undefined): string {
  const { shape, optional } = known;
  if (shape.kind === 'switch') return textOf(shape, value ?? false);
  const text = value === wordsOf(known).standard ? '' : textOf(shape, value);
  return text === '' && optional && offered?.includes(OFF) ? OFF : text;
}

function boundsOf(shape: Shape): Pick<Field, 'min' | 'above' | 'max'> {
  if (shape.kind !== 'number') return {};
  const { min, above, max } = shape;
  return {
    ...(min !== undefined && { min }),
    ...(above !== undefined && { above }),
    ...(max !== undefined && { max }),
  };
}

function legalOf({ shape, optional }: Known, offered: readonly string[] | undefined): string {
  const words = shape.kind === 'text' && offered ? oneOf(offered) : legalWords(shape);
  return optional && offered?.includes(OFF) ? `${OFF}, or ${words}` : words;
}

/** To the schema any text is legal where only some mean something. */
function isMeaningful(known: Known, text: string): boolean {
  const words = wordsOf(known);
  if (text !== '' && words.problem?.(text) !== undefined) return false;
  const offered = known.shape.kind === 'text' ? words.offered?.(undefined) : undefined;
  return offered === undefined || offered.includes(text);
}

/** What a text asks for; `undefined` for no setting at all. */
function wanted(known: Known, text: string, base: Settings): unknown {
  const { shape, optional, path } = known;
  const words = wordsOf(known);
  if (optional && (text === '' || (text === OFF && shape.kind !== 'text'))) return words.standard;
  if (optional && shape.kind === 'switch' && text === 'no') return undefined;
  // Where an empty text has no meaning it is refused like any other.
  const isAsAtFirst = text === '' && words.empty !== undefined;
  return isAsAtFirst ? valueAt(base, path) : valueFrom(shape, text);
}

function problemOf(known: Known, text: string): string {
  const label = labelOf(known.id);
  const words = wordsOf(known);
  const offered = words.offered?.(undefined) ?? choicesOf(known);
  const wrong = words.problem?.(text);
  const what = wrong ?? `"${truncate(sanitizeLine(text), 30)}" is not ${legalOf(known, offered)}.`;
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}: ${what}`;
}
