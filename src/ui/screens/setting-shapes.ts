/**
 * What the schema of the settings says about each of them: where it is, what it may be, what it means.
 * Pure; knows no setting by name.
 */
import { z } from 'zod';

/** What a setting may be. `whole` numbers are integers; `above` is a bound that is not legal itself. */
export type Shape =
  | {
      readonly kind: 'number';
      readonly whole: boolean;
      readonly min?: number;
      readonly above?: number;
      readonly max?: number;
    }
  | { readonly kind: 'switch' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'text' }
  | Variants;

/**
 * One of several objects that are told apart by `tag`: some are a name and nothing else; one may carry
 * a number, and one a text.
 */
export interface Variants {
  readonly kind: 'variants';
  readonly tag: string;
  readonly names: readonly string[];
  readonly number?: Carrier & { readonly shape: Extract<Shape, { kind: 'number' }> };
  readonly text?: Carrier;
}

/** The name of a variant, and of the property in which it carries what it carries. */
export interface Carrier {
  readonly name: string;
  readonly property: string;
}

export interface Setting {
  readonly path: readonly string[];
  /** `undefined` for what no field of a form can hold. */
  readonly shape: Shape | undefined;
  readonly description: string | undefined;
  /** Whether it may be absent. */
  readonly optional: boolean;
  /** What it is when nothing is said. */
  readonly initial: unknown;
}

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** The settings in a schema of objects, in its order. */
export function settingsIn(schema: z.ZodType): Setting[] {
  return inside(z.toJSONSchema(schema, { io: 'input' }), []);
}

function inside({ properties = {}, required = [] }: JsonSchema, path: readonly string[]): Setting[] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    if (typeof schema === 'boolean') return [];
    const here = [...path, key];
    if (schema.properties) return inside(schema, here);
    return [
      {
        path: here,
        shape: shapeOf(schema),
        description: schema.description,
        optional: !required.includes(key) && schema.default === undefined,
        initial: schema.default,
      },
    ];
  });
}

function shapeOf(schema: JsonSchema): Shape | undefined {
  if (schema.oneOf) return variantsOf(schema.oneOf);
  if (schema.enum) return { kind: 'choice', values: schema.enum.map(String) };
  switch (schema.type) {
    case 'boolean':
      return { kind: 'switch' };
    case 'string':
      return { kind: 'text' };
    case 'number':
    case 'integer':
      return numberOf(schema);
    default:
      return undefined;
  }
}

function numberOf(schema: JsonSchema): Extract<Shape, { kind: 'number' }> {
  const { minimum, maximum, exclusiveMinimum } = schema;
  return {
    kind: 'number',
    whole: schema.type === 'integer',
    ...(isBound(minimum) && { min: minimum }),
    ...(isBound(exclusiveMinimum) && { above: exclusiveMinimum }),
    ...(isBound(maximum) && { max: maximum }),
  };
}

/** zod gives every integer the bounds of what a double can count; those are none of the setting's. */
function isBound(bound: unknown): bound is number {
  return typeof bound === 'number' && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
}

function variantsOf(schemas: readonly JsonSchema[]): Variants | undefined {
  const names: string[] = [];
  let tag: string | undefined;
  let number: Variants['number'];
  let text: Variants['text'];
  for (const { properties = {} } of schemas) {
    const all = Object.entries(properties).flatMap(([key, one]) =>
      typeof one === 'boolean' ? [] : [{ key, one }],
    );
    const tagged = all.find(({ one }) => typeof one.const === 'string');
    const [carried, ...more] = all.filter(other => other !== tagged);
    if (!tagged || more.length > 0) return undefined;
    const name = String(tagged.one.const);
    tag = tagged.key;
    const shape = carried && shapeOf(carried.one);
    if (!carried) names.push(name);
    else if (shape?.kind === 'number') number = { name, property: carried.key, shape };
    else if (shape?.kind === 'text') text = { name, property: carried.key };
    else return undefined;
  }
  if (tag === undefined) return undefined;
  return { kind: 'variants', tag, names, ...(number && { number }), ...(text && { text }) };
}
