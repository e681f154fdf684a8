/**
 * The settings of a run as fields of a form, made from their schema: what each may be, what it means,
 * and how its text becomes a setting. Pure; knows no component.
 */
import { resolveModel } from '../../models/resolve.ts';
import { Settings } from '../../run/settings.ts';
import { truncate } from '../../text/pad.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { valueAt, withValue } from './setting-path.ts';
import { type Setting, type Shape, settingsIn } from './setting-shapes.ts';
import { legalWords, OFF, oneOf, textOf, valueFrom } from './setting-text.ts';
import { SETTING_WORDS } from './setting-words.ts';

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

/** The name of a setting without the objects in which it lies. */
export type FieldId = string;

/** What the user changed, as text, over the settings that a question begins with. */
export type Overrides = Readonly<Record<FieldId, string>>;

/** Chosen in the picker, and not in the form. */
const ELSEWHERE: ReadonlySet<string> = new Set(['model']);

interface Known extends Setting {
  readonly id: FieldId;
  readonly shape: Shape;
}

const KNOWN: readonly Known[] = inOrder(
  settingsIn(Settings).flatMap(setting => {
    const id = idOf(setting.path);
    return setting.shape && !ELSEWHERE.has(id) ? [{ ...setting, shape: setting.shape, id }] : [];
  }),
);

/** The ids of the fields, in their order. */
export const FIELD_IDS: readonly FieldId[] = KNOWN.map(({ id }) => id);

/** The overrides among what a settings file holds, which may be from another version. */
export function knownOverrides(stored: Readonly<Record<string, string>> | undefined): Overrides {
  return Object.fromEntries(FIELD_IDS.flatMap(id => (stored?.[id] === undefined ? [] : [[id, stored[id]]])));
}

/** The fields of these settings; what was changed has the text that was given. */
export function fieldsOf(settings: Settings, overrides: Overrides = {}): Field[] {
  const model = resolveModel(settings.model);
  const offeredFor = (known: Known) => SETTING_WORDS[known.id]?.offered?.(model) ?? choicesOf(known);
  const written = (known: Known) =>
    overrides[known.id] ?? shown(known, valueAt(settings, known.path), offeredFor(known));
  const values = new Map(KNOWN.map(known => [known.id, written(known)]));
  return KNOWN.map(known => {
    const { id, shape, description } = known;
    const words = SETTING_WORDS[id];
    const offered = offeredFor(known);
    const value = values.get(id) ?? '';
    const empty = words?.empty ?? 'none';
    const choices = words?.fixed
      ? [value]
      : offered && (offered.includes(value) ? offered : [value, ...offered]);
    return {
      id,
      label: labelOf(id),
      help: description ?? words?.help ?? '',
      legal: words?.legal ?? legalOf(known, offered),
      kind: shape.kind === 'variants' || (shape.kind === 'text' && choices) ? 'choice' : shape.kind,
      value,
      initial: shown(known, known.initial, offered),
      empty: typeof empty === 'string' ? empty : empty(other => values.get(other) ?? ''),
      multiline: words?.multiline ?? false,
      ...(choices && { choices }),
      ...(words?.standard !== undefined && { standard: words.standard }),
      ...boundsOf(shape),
    };
  });
}

export function thinkingText({ thinking }: Pick<Settings, 'thinking'>): string {
  const known = KNOWN.find(({ id }) => id === 'thinking');
  return known ? textOf(known.shape, thinking) : '';
}

export type Laid =
  | { readonly ok: true; readonly settings: Settings }
  /** The first change that is not legal, and a sentence about it. */
  | { readonly ok: false; readonly field: FieldId; readonly problem: string };

/** The settings with the changes laid over. */
export function withOverrides(base: Settings, overrides: Overrides): Laid {
  let settings = base;
  for (const known of KNOWN) {
    const text = overrides[known.id]?.trim();
    if (text === undefined) continue;
    const parsed = Settings.safeParse(withValue(settings, known.path, wanted(known, text, base)));
    if (!parsed.success || !isMeaningful(known, text))
      return { ok: false, field: known.id, problem: problemOf(known, text) };
    settings = parsed.data;
  }
  return { ok: true, settings };
}

function idOf(path: readonly string[]): FieldId {
  const last = path.at(-1) ?? '';
  return last === 'id' ? (path.at(-2) ?? last) : last;
}

function inOrder(settings: readonly Known[]): Known[] {
  const order = Object.keys(SETTING_WORDS);
  const place = ({ id }: Known) => (order.includes(id) ? order.indexOf(id) : order.length);
  return settings.toSorted((a, b) => place(a) - place(b));
}

/** `stopAfterTokens` is `stop after tokens`. */
function labelOf(id: FieldId): string {
  return (
    SETTING_WORDS[id]?.label ?? id.replaceAll(/(?<=[a-z0-9])[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
  );
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

function shown(
  { id, shape, optional }: Known,
  value: unknown,
  offered: readonly string[] | undefined,
): string {
  const text = value === SETTING_WORDS[id]?.standard ? '' : textOf(shape, value);
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
function isMeaningful({ id, shape }: Known, text: string): boolean {
  if (text !== '' && SETTING_WORDS[id]?.problem?.(text) !== undefined) return false;
  const offered = shape.kind === 'text' ? SETTING_WORDS[id]?.offered?.(undefined) : undefined;
  return offered === undefined || offered.includes(text);
}

/** What a text asks for; `undefined` for no setting at all. */
function wanted({ id, shape, optional, path }: Known, text: string, base: Settings): unknown {
  const words = SETTING_WORDS[id];
  if (optional && (text === '' || (text === OFF && shape.kind !== 'text'))) return words?.standard;
  // Where an empty text has no meaning it is refused like any other.
  const isAsAtFirst = text === '' && words?.empty !== undefined;
  return isAsAtFirst ? valueAt(base, path) : valueFrom(shape, text);
}

function problemOf(known: Known, text: string): string {
  const label = labelOf(known.id);
  const words = SETTING_WORDS[known.id];
  const offered = words?.offered?.(undefined) ?? choicesOf(known);
  const wrong = words?.problem?.(text);
  const what = wrong ?? `"${truncate(sanitizeLine(text), 30)}" is not ${legalOf(known, offered)}.`;
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}: ${what}`;
}
