/**
 * Takes out of a run what must not leave with it. Works on whole texts, also where deltas cut a secret in
 * two; the frame of the events (types, ids, numbers, models) stays, so that they are still events. Pure.
 */
import type { AnyEvent, ContentBlock, EventOf } from '../run/events.ts';
import { SECRET_KINDS, type SecretKind } from './redact/kinds.ts';
import { compilePattern, limitedSearch, OWN_KIND, type OwnPattern } from './redact/own-patterns.ts';
import { apartSpans, replaceInPieces, type Span } from './redact/spans.ts';
import { hasOwnNames, isStructural } from './redact/structural.ts';

export interface RedactOptions {
  /** Without it, only the user's own patterns count. */
  readonly defaults?: boolean;
  readonly own?: readonly OwnPattern[];
}

export interface Redactor {
  text(text: string): string;
  /** The events of one run, in their order; as many as there were. */
  events(events: readonly AnyEvent[]): AnyEvent[];
  /** What was replaced so far, by kind, in the order in which it was met. */
  report(): readonly Replaced[];
}

export interface Replaced extends Pick<SecretKind, 'kind' | 'one' | 'many'> {
  /** How many different ones. */
  readonly different: number;
  readonly places: number;
}

/** Throws `PatternError` for a pattern that is none, and later for one that takes for ever. */
export function createRedactor({ defaults = true, own = [] }: RedactOptions = {}): Redactor {
  const patterns = new Map(own.map(pattern => [compilePattern(pattern), pattern]));
  const search = limitedSearch(patterns);
  const kinds = [...(defaults ? SECRET_KINDS : []), OWN_KIND];
  const known = new Map<string, Map<string, string>>();
  const places = new Map<string, number>();

  /** The same for the same secret; the second different one of a kind has a number. */
  const replacement = (secret: string, kind: string): string => {
    const same = known.get(kind) ?? new Map<string, string>();
    known.set(kind, same);
    places.set(kind, (places.get(kind) ?? 0) + 1);
    const words = same.get(secret) ?? `[redacted: ${kind}${same.size === 0 ? '' : ` ${same.size + 1}`}]`;
    same.set(secret, words);
    return words;
  };

  const spansIn = (text: string): Span[] => {
    const found: Span[] = defaults ? SECRET_KINDS.flatMap(kind => spansOf(kind, text)) : [];
    for (const pattern of patterns.keys()) {
      for (const [start, end] of search(pattern, text)) found.push({ start, end, kind: OWN_KIND.kind });
    }
    return apartSpans(found);
  };

  const inPieces = (pieces: readonly string[]): readonly string[] => {
    const spans = spansIn(pieces.join(''));
    return spans.length === 0 ? pieces : replaceInPieces(pieces, spans, replacement);
  };
  const text = (one: string): string => inPieces([one])[0] ?? '';

  return {
    text,
    events: events => redactEvents(events, text, inPieces),
    report: () =>
      [...known].flatMap(([kind, same]) => {
        const named = kinds.find(one => one.kind === kind);
        return named ? [{ ...named, different: same.size, places: places.get(kind) ?? 0 }] : [];
      }),
  };
}

/** `2 e-mail addresses and 1 AWS key were replaced, in 9 places.`; `undefined` where nothing was. */
export function replacedWords(report: readonly Replaced[]): string | undefined {
  if (report.length === 0) return undefined;
  const each = report.map(({ one, many, different }) => `${different} ${different === 1 ? one : many}`);
  const all = each.length < 2 ? each.join('') : `${each.slice(0, -1).join(', ')} and ${each.at(-1)}`;
  const sum = (count: (one: Replaced) => number) => report.reduce((total, one) => total + count(one), 0);
  const places = sum(one => one.places);
  const was = sum(one => one.different) === 1 ? 'was' : 'were';
  return `${all} ${was} replaced, in ${places} ${places === 1 ? 'place' : 'places'}.`;
}

function spansOf({ kind, pattern, isOne, yields }: SecretKind, text: string): Span[] {
  return [...text.matchAll(pattern)].flatMap(match => {
    const secret = match.groups?.secret ?? match[0];
    if (secret === '' || (isOne && !isOne(secret))) return [];
    // What comes before a secret is its name or its address: the last place where it stands is its own.
    const start = match.index + match[0].lastIndexOf(secret);
    return [{ start, end: start + secret.length, kind, yields }];
  });
}

type Redact = (text: string) => string;

function redactEvents(
  events: readonly AnyEvent[],
  text: Redact,
  inPieces: (pieces: readonly string[]) => readonly string[],
): AnyEvent[] {
  const deltas = Map.groupBy(
    events.filter((event): event is EventOf<'call.delta'> => event.type === 'call.delta'),
    ({ call, channel }) => `${call} ${channel}`,
  );
  const told = new Map<AnyEvent, string>();
  for (const same of deltas.values()) {
    const pieces = inPieces(same.map(delta => delta.text));
    for (const [index, delta] of same.entries()) told.set(delta, pieces[index] ?? '');
  }
  return events.map(event => {
    const delta = told.get(event);
    const redacted = redactDeep(delta === undefined ? event : { ...event, text: '' }, text, '') as AnyEvent;
    return delta === undefined ? redacted : { ...redacted, text: delta };
  });
}

function redactDeep(value: unknown, text: Redact, path: string): unknown {
  if (typeof value === 'string') return isStructural(path) ? value : text(value);
  if (typeof value !== 'object' || value === null) return value;
  const inside = (name: string) => (path === '' ? name : `${path}.${name}`);
  if (Array.isArray(value)) return value.map(item => redactDeep(item, text, inside('*')));
  const fields = Object.entries(value).map(([name, item]) => [
    hasOwnNames(path) ? text(name) : name,
    typeof item === 'string' && SETTING.test(name) && !isStructural(inside(name))
      ? asSetting(name, item, text)
      : redactDeep(item, text, inside(name)),
  ]);
  const redacted = Object.fromEntries(fields);
  return isSigned(value) && redacted.text !== value.text ? withoutSignature(redacted) : redacted;
}

/** Names whose values may be secrets that do not look like any. */
const SETTING = /key|secret|token|passw/i;

/** A value in a field is found by the name of the field, as it is in a text. */
function asSetting(name: string, value: string, text: Redact): string {
  const head = `${name}: "`;
  const told = text(head + value);
  return told.startsWith(head) ? told.slice(head.length) : text(value);
}

type Signed = NonNullable<NonNullable<ContentBlock['reasoningContent']>['reasoningText']>;

/** A signature vouches for the thinking that it came with, and may hold all of it, encrypted. */
function isSigned(value: object): value is Signed {
  return 'signature' in value && 'text' in value;
}

function withoutSignature({ signature: _signature, ...rest }: Signed) {
  return rest;
}
