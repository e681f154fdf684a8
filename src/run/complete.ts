/**
 * The quick way to what zod makes of a value that nearly always is what its schema wants. zod makes a new
 * value of it, and takes several times as long as JSON.parse did to read it.
 */
import { parse, type z } from 'zod';

type Schema = z.core.$ZodType;
type Definition = z.core.$ZodTypes['_zod']['def'];
type Check = z.core.$ZodCheck<never>;
type Numeric = z.core.util.Numeric;

/**
 * Holds only where the schema takes the value; what the schema would fill in is then in the value itself.
 * Where it does not hold, ask zod, which makes the same of the value as it would have made before.
 */
export type Complete = (value: unknown) => boolean;

/** For values that JSON.parse made, and nobody else holds. For what it does not know it does not hold. */
export function completeBy(schema: Schema): Complete {
  const definition = definitionOf(schema);
  const { checks } = definition as { checks?: readonly Check[] };
  const known = (checks ?? []).map(limitOf);
  if (known.includes(undefined)) return never;
  const limits = known.filter(limit => limit !== undefined);
  const look = lookOf(definition);
  return limits.length === 0 ? look : value => look(value) && limits.every(limit => limit(value));
}

function definitionOf(schema: Schema): Definition {
  return (schema as z.core.$ZodTypes)._zod.def;
}

const never: Complete = () => false;

function lookOf(definition: Definition): Complete {
  switch (definition.type) {
    case 'unknown':
      return () => true;
    case 'string':
      return 'format' in definition ? never : value => typeof value === 'string';
    case 'number':
      if (!('format' in definition)) return Number.isFinite;
      return definition.format === 'safeint' ? Number.isSafeInteger : never;
    case 'boolean':
      return value => typeof value === 'boolean';
    case 'literal':
      return oneOf(definition.values);
    case 'enum':
      return oneOf(Object.values(definition.entries));
    case 'nullable':
      return either(value => value === null, completeBy(definition.innerType));
    // One that is absent is looked after by the object that it is a field of.
    case 'optional':
    case 'default':
    case 'prefault':
      return completeBy(definition.innerType);
    case 'array':
      return listOf(completeBy(definition.element));
    case 'record':
      return recordOf(definitionOf(definition.keyType), completeBy(definition.valueType));
    case 'union':
      return unionOf(definition);
    case 'object':
      return objectOf(definition);
    default:
      return never;
  }
}

function either(one: Complete, other: Complete): Complete {
  return value => one(value) || other(value);
}

function oneOf(values: readonly unknown[]): Complete {
  const [only] = values;
  return values.length === 1 ? value => value === only : value => values.includes(value);
}

function limitOf(check: Check): Complete | undefined {
  const { def } = (check as z.core.$ZodChecks)._zod;
  switch (def.check) {
    case 'min_length':
      return value => (value as string).length >= def.minimum;
    case 'greater_than': {
      const { value: limit, inclusive } = def;
      return value => (inclusive ? (value as Numeric) >= limit : (value as Numeric) > limit);
    }
    case 'less_than': {
      const { value: limit, inclusive } = def;
      return value => (inclusive ? (value as Numeric) <= limit : (value as Numeric) < limit);
    }
    default:
      return undefined;
  }
}

function listOf(complete: Complete): Complete {
  return value => Array.isArray(value) && value.every(complete);
}

function recordOf(key: Definition, complete: Complete): Complete {
  if (key.type !== 'string' || 'checks' in key || 'format' in key) return never;
  return value => isFields(value) && Object.values(value).every(complete);
}

function unionOf({ options, ...rest }: z.core.$ZodUnionDef): Complete {
  if (!('discriminator' in rest)) {
    // One that does not fit must not have filled anything in.
    if (options.some(option => HOLDS_OTHERS.has(definitionOf(option).type))) return never;
    const looks = options.map(completeBy);
    return value => looks.some(complete => complete(value));
  }
  const field = String(rest.discriminator);
  const looks = new Map<unknown, Complete>();
  for (const option of options) {
    const definition = definitionOf(option);
    const tag = definition.type === 'object' ? definition.shape[field] : undefined;
    const named = tag && definitionOf(tag);
    if (named?.type !== 'literal') return never;
    for (const name of named.values) looks.set(name, completeBy(option));
  }
  return value => isFields(value) && (looks.get(value[field]) ?? never)(value);
}

const HOLDS_OTHERS: ReadonlySet<string> = new Set(['object', 'array', 'record', 'union']);

interface Field {
  readonly name: string;
  readonly complete: Complete;
  /** What is filled in where it is absent; `undefined`: it may be absent. */
  readonly fill: (() => unknown) | undefined;
}

function objectOf({ shape, catchall }: z.core.$ZodObjectDef): Complete {
  // Without it zod would take away what it does not know.
  if (!catchall || definitionOf(catchall).type !== 'unknown') return never;
  const fields = Object.entries(shape).map(([name, schema]): Field => {
    return { name, complete: completeBy(schema), fill: fillOf(schema) };
  });
  return value => {
    if (!isFields(value)) return false;
    for (const { name, complete, fill } of fields) {
      if (value[name] === undefined) {
        if (fill === NEVER_ABSENT) return false;
        if (fill) value[name] = fill();
      } else if (!complete(value[name])) return false;
    }
    return true;
  };
}

const NEVER_ABSENT = () => undefined;

function fillOf(schema: Schema): Field['fill'] {
  const { type } = definitionOf(schema);
  if (type === 'optional') return undefined;
  if (type !== 'default' && type !== 'prefault') return NEVER_ABSENT;
  const filled = parse(schema, undefined);
  return typeof filled === 'object' ? () => parse(schema, undefined) : () => filled;
}

/** What is called `__proto__` is nothing that an object should hold: zod knows what to do with it. */
function isFields(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !Object.hasOwn(value, '__proto__')
  );
}
