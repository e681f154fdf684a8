/**
 * Whether a JSON value is valid against a JSON Schema (draft 2020-12, and lists of `items` as before it).
 * What is not known here is named, never taken as kept. Runs nothing and fetches nothing; never throws.
 */
import { canonicalJson } from '../text/canonical-json.ts';
import { safeJson } from '../text/json.ts';
import { hasPattern } from './json-pattern.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Validity {
  /** Sentences without a full stop, each with its path first: `$.total is not a number`. */
  readonly problems: readonly string[];
  /** Keywords that were not checked. */
  readonly unchecked: readonly string[];
}

/** What is wrong with the value, the first problem first; empty when nothing that is checked is. */
export function schemaProblems(value: unknown, schema: JsonSchema): readonly string[] {
  return validate(value, schema).problems;
}

export function validate(value: unknown, schema: JsonSchema): Validity {
  const checking: Checking = { root: schema, unchecked: new Set(), steps: 0 };
  const problems = check({ value, path: '$', depth: 0 }, schema, checking);
  return { problems: problems.slice(0, MOST_PROBLEMS), unchecked: [...checking.unchecked] };
}

const MOST_PROBLEMS = 20;
/** Schemas may refer to themselves: beyond these nothing is checked, and that is said. */
const MOST_STEPS = 100_000;
const DEEPEST = 300;

interface Checking {
  readonly root: JsonSchema;
  readonly unchecked: Set<string>;
  steps: number;
}

interface Place {
  readonly value: unknown;
  readonly path: string;
  readonly depth: number;
}

type Keyword = (place: Place, given: unknown, schema: JsonSchema, checking: Checking) => string[];

function check(place: Place, schema: unknown, checking: Checking): string[] {
  if (schema === true) return [];
  if (schema === false) return [`${place.path} may not be there`];
  if (!isObject(schema)) return notChecked(checking, 'a schema that is no object');
  checking.steps += 1;
  if (checking.steps > MOST_STEPS || place.depth > DEEPEST)
    return notChecked(checking, 'the rest of a schema that goes on without end');
  return Object.entries(schema).flatMap(([name, given]) => {
    if (SILENT.has(name)) return [];
    const keyword = KEYWORDS.get(name);
    return keyword ? keyword(place, given, schema, checking) : notChecked(checking, name);
  });
}

/** They say nothing of the value, or are read by the keyword that they belong to. */
const SILENT = new Set([
  ...['$schema', '$id', '$anchor', '$comment', '$defs', 'definitions', 'title', 'description'],
  ...['default', 'examples', 'deprecated', 'readOnly', 'writeOnly', 'then', 'else'],
]);

function notChecked({ unchecked }: Checking, what: string): string[] {
  unchecked.add(what);
  return [];
}

/** A keyword for values of one kind that states one thing; anything else about it is not checked. */
function stating<V, G>(
  isValue: (value: unknown) => value is V,
  isGiven: (given: unknown) => given is G,
  problem: (value: V, given: G) => string | false,
): (name: string) => Keyword {
  return name =>
    ({ value, path }, given, _schema, checking) => {
      if (!isGiven(given)) return notChecked(checking, `${name} (it is written wrong)`);
      const found = isValue(value) && problem(value, given);
      return found === false ? [] : [`${path} ${found}`];
    };
}

const about = {
  number: (problem: (value: number, given: number) => string | false) => stating(isNumber, isNumber, problem),
  text: (problem: (value: string, given: number) => string | false) => stating(isText, isNumber, problem),
  list: (problem: (value: unknown[], given: number) => string | false) => stating(isList, isNumber, problem),
  object: (problem: (value: JsonSchema, given: number) => string | false) =>
    stating(isObject, isNumber, problem),
};

const STATING: Record<string, (name: string) => Keyword> = {
  minimum: about.number((value, least) => value < least && `is ${value}, less than ${least}`),
  maximum: about.number((value, most) => value > most && `is ${value}, more than ${most}`),
  exclusiveMinimum: about.number((value, least) => value <= least && `is ${value}, not more than ${least}`),
  exclusiveMaximum: about.number((value, most) => value >= most && `is ${value}, not less than ${most}`),
  multipleOf: about.number((value, unit) => !isMultiple(value, unit) && `is no multiple of ${unit}`),
  minLength: about.text((text, least) => [...text].length < least && `is shorter than ${least} characters`),
  maxLength: about.text((text, most) => [...text].length > most && `is longer than ${most} characters`),
  minItems: about.list((list, least) => list.length < least && `has fewer than ${least} items`),
  maxItems: about.list((list, most) => list.length > most && `has more than ${most} items`),
  minProperties: about.object(
    (object, least) => Object.keys(object).length < least && `has fewer than ${least} properties`,
  ),
  maxProperties: about.object(
    (object, most) => Object.keys(object).length > most && `has more than ${most} properties`,
  ),
  uniqueItems: stating(isList, isBoolean, (list, isWanted) => {
    const isUnique = new Set(list.map(canonicalJson)).size === list.length;
    return isWanted && !isUnique && 'has an item twice';
  }),
};

const OTHERS: Record<string, Keyword> = {
  type({ value, path }, given, _schema, checking) {
    const types = (isList(given) ? given : [given]).filter(isText);
    if (types.length === 0 || types.some(type => !TYPES.has(type)))
      return notChecked(checking, 'type (it is written wrong)');
    if (types.some(type => TYPES.get(type)?.(value))) return [];
    return [`${path} is ${kindOf(value)}, not ${types.map(withArticle).join(' or ')}`];
  },
  enum({ value, path }, given, _schema, checking) {
    if (!isList(given)) return notChecked(checking, 'enum (it is written wrong)');
    const text = canonicalJson(value);
    if (given.some(one => canonicalJson(one) === text)) return [];
    return [`${path} is none of ${given.map(one => short(canonicalJson(one))).join(', ')}`];
  },
  const({ value, path }, given) {
    const wanted = canonicalJson(given);
    return canonicalJson(value) === wanted ? [] : [`${path} is not ${short(wanted)}`];
  },
  pattern({ value, path }, given, _schema, checking) {
    if (!isText(value)) return [];
    const has = isText(given) ? hasPattern(value, given) : undefined;
    if (has === undefined) return notChecked(checking, `pattern ${short(safeJson(given))}`);
    return has ? [] : [`${path} does not match ${short(safeJson(given))}`];
  },
  required({ value, path }, given, _schema, checking) {
    if (!isList(given)) return notChecked(checking, 'required (it is written wrong)');
    if (!isObject(value)) return [];
    const missing = given.filter(isText).filter(name => !Object.hasOwn(value, name));
    return missing.map(name => `${path} has no ${safeJson(name)}`);
  },
  dependentRequired(place, given, schema, checking) {
    const { value } = place;
    if (!isObject(given)) return notChecked(checking, 'dependentRequired (it is written wrong)');
    if (!isObject(value)) return [];
    const there = Object.entries(given).filter(([name]) => Object.hasOwn(value, name));
    return there.flatMap(([, names]) => OTHERS.required?.(place, names, schema, checking) ?? []);
  },
  properties(place, given, _schema, checking) {
    if (!isObject(given)) return notChecked(checking, 'properties (it is written wrong)');
    const there = new Map(members(place));
    return Object.entries(given).flatMap(([name, schema]) => {
      const inner = there.get(name);
      return inner ? check(inner, schema, checking) : [];
    });
  },
  patternProperties(place, given, _schema, checking) {
    if (!isObject(given)) return notChecked(checking, 'patternProperties (it is written wrong)');
    return members(place).flatMap(([name, inner]) =>
      Object.entries(given).flatMap(([pattern, schema]) => {
        const has = hasPattern(name, pattern);
        if (has === undefined) return notChecked(checking, `pattern ${short(safeJson(pattern))}`);
        return has ? check(inner, schema, checking) : [];
      }),
    );
  },
  additionalProperties(place, given, { properties, patternProperties }, checking) {
    const patterns = isObject(patternProperties) ? Object.keys(patternProperties) : [];
    const isNamed = (name: string) =>
      (isObject(properties) && Object.hasOwn(properties, name)) ||
      patterns.some(pattern => hasPattern(name, pattern) !== false);
    return members(place)
      .filter(([name]) => !isNamed(name))
      .flatMap(([, inner]) => check(inner, given, checking));
  },
  propertyNames(place, given, _schema, checking) {
    return members(place).flatMap(([name, inner]) => check({ ...inner, value: name }, given, checking));
  },
  prefixItems(place, given, _schema, checking) {
    if (!isList(given)) return notChecked(checking, 'prefixItems (it is written wrong)');
    return items(place)
      .slice(0, given.length)
      .flatMap((item, index) => check(item, given[index], checking));
  },
  items(place, given, schema, checking) {
    if (isList(given)) return OTHERS.prefixItems?.(place, given, schema, checking) ?? [];
    const from = isList(schema.prefixItems) ? schema.prefixItems.length : 0;
    return items(place)
      .slice(from)
      .flatMap(item => check(item, given, checking));
  },
  allOf(place, given, _schema, checking) {
    return choices(given, 'allOf', checking).flatMap(one => check(deeper(place), one, checking));
  },
  anyOf(place, given, _schema, checking) {
    const tried = choices(given, 'anyOf', checking).map(one => check(deeper(place), one, checking));
    if (tried.length === 0 || tried.some(problems => problems.length === 0)) return [];
    return tried.length === 1 ? tried.flat() : [`${place.path} is valid against none of anyOf`];
  },
  oneOf(place, given, _schema, checking) {
    const tried = choices(given, 'oneOf', checking).map(one => check(deeper(place), one, checking));
    const valid = tried.filter(problems => problems.length === 0).length;
    if (tried.length === 0 || valid === 1) return [];
    return [`${place.path} is valid against ${valid === 0 ? 'none' : valid} of oneOf, not one`];
  },
  not(place, given, _schema, checking) {
    const problems = check(deeper(place), given, checking);
    return problems.length === 0 ? [`${place.path} is what it may not be`] : [];
  },
  if(place, given, schema, checking) {
    const isSo = check(deeper(place), given, checking).length === 0;
    return check(deeper(place), (isSo ? schema.then : schema.else) ?? true, checking);
  },
  $ref(place, given, _schema, checking) {
    const target = isText(given) ? targetOf(given, checking.root) : undefined;
    if (target === undefined) return notChecked(checking, `$ref ${short(safeJson(given))}`);
    return check(deeper(place), target, checking);
  },
};

const KEYWORDS: ReadonlyMap<string, Keyword> = new Map([
  ...Object.entries(STATING).map(([name, make]) => [name, make(name)] as const),
  ...Object.entries(OTHERS),
]);

const TYPES: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['null', (value: unknown) => value === null],
  ['boolean', isBoolean],
  ['number', isNumber],
  ['integer', (value: unknown) => Number.isInteger(value)],
  ['string', isText],
  ['array', isList],
  ['object', isObject],
]);

function choices(given: unknown, name: string, checking: Checking): unknown[] {
  return isList(given) ? given : notChecked(checking, `${name} (it is written wrong)`);
}

/** Inside the same document only. */
function targetOf(reference: string, root: JsonSchema): unknown {
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) return undefined;
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>((at, part) => {
      const name = unescaped(part);
      return typeof at === 'object' && at !== null && Object.hasOwn(at, name)
        ? Reflect.get(at, name)
        : undefined;
    }, root);
}

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return part;
  }
}

function deeper(place: Place): Place {
  return { ...place, depth: place.depth + 1 };
}

function members({ value, path, depth }: Place): [string, Place][] {
  if (!isObject(value)) return [];
  return Object.entries(value).map(([name, inner]) => {
    const step = /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${safeJson(name)}]`;
    return [name, { value: inner, path: path + step, depth: depth + 1 }];
  });
}

function items({ value, path, depth }: Place): Place[] {
  if (!isList(value)) return [];
  return value.map((inner, index) => ({ value: inner, path: `${path}[${index}]`, depth: depth + 1 }));
}

/** 0.3 is a multiple of 0.1, although not in binary. */
function isMultiple(value: number, unit: number): boolean {
  const times = value / unit;
  return Math.abs(times - Math.round(times)) <= 1e-9 * Math.max(1, Math.abs(times));
}

function kindOf(value: unknown): string {
  const names = ['null', 'boolean', 'number', 'string', 'array', 'object'];
  return withArticle(names.find(name => TYPES.get(name)?.(value)) ?? 'unknown');
}

function withArticle(type: string): string {
  if (type === 'null') return type;
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}
