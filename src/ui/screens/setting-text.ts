/** A setting as text and back, and in words what it may be. Pure; knows no setting by name. */
import type { Shape, Variants } from './setting-shapes.ts';

/** For a setting that may be absent. */
export const OFF = 'off';

/** The text of a value; empty for one that is absent. */
export function textOf(shape: Shape, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (shape.kind === 'switch') return value === true ? 'yes' : 'no';
  if (shape.kind !== 'variants') return String(value);
  const fields: Record<string, unknown> = typeof value === 'object' ? { ...value } : {};
  const carrier = [shape.number, shape.text].find(one => one && one.name === fields[shape.tag]);
  return String(fields[carrier?.property ?? shape.tag] ?? '');
}

/** What a text stands for, legal or not: that is for the schema to say. */
export function valueFrom(shape: Shape, text: string): unknown {
  switch (shape.kind) {
    case 'number':
      return text === '' ? text : Number(text);
    case 'switch':
      return text === 'yes' ? true : text === 'no' ? false : text;
    case 'variants':
      return variantOf(shape, text);
    default:
      return text;
  }
}

function variantOf({ tag, names, number, text }: Variants, given: string): unknown {
  if (names.includes(given)) return { [tag]: given };
  if (number && (!text || /^\d+$/.test(given))) {
    return { [tag]: number.name, [number.property]: Number(given) };
  }
  return text ? { [tag]: text.name, [text.property]: given } : given;
}

/** What a setting may be, to stand after "is not": `a whole number from 0 to 20`. */
export function legalWords(shape: Shape): string {
  switch (shape.kind) {
    case 'number':
      return `${shape.whole ? 'a whole number' : 'a number'}${range(shape)}`;
    case 'switch':
      return 'yes or no';
    case 'choice':
      return oneOf(shape.values);
    case 'text':
      return 'a text';
    case 'variants': {
      const { names, number, text } = shape;
      return oneOf([
        ...names,
        ...(text ? [`${article(text.name)} ${text.name}`] : []),
        ...(number ? [`a number of ${number.property}${range(number.shape)}`] : []),
      ]);
    }
  }
}

function range({ min, above, max }: Extract<Shape, { kind: 'number' }>): string {
  const from = above === undefined ? (min === undefined ? '' : ` from ${min}`) : ` above ${above}`;
  const to = max === undefined ? '' : from === '' ? ` up to ${max}` : ` to ${max}`;
  return from + to;
}

export function oneOf(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? 'an' : 'a';
}
