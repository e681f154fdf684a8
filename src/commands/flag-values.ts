/** From the text of a flag to its value. Each throws commander's `InvalidArgumentError` with a sentence. */

import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { whyUnreadable } from '../text/disk-words.ts';

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It must be a number.');
  return value;
}

export function positive(text: string): number {
  const value = number(text);
  if (value <= 0) throw new InvalidArgumentError('It must be more than 0.');
  return value;
}

export function whole(text: string): number {
  const value = number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('It must be 0, 1, 2, ...');
  return value;
}

export function positiveWhole(text: string): number {
  const value = number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It must be 1, 2, 3, ...');
  return value;
}

export function atLeastTwo(text: string): number {
  const value = whole(text);
  if (value < 2) throw new InvalidArgumentError('It must be 2 or more.');
  return value;
}

export function upToNine(text: string): number {
  const value = positiveWhole(text);
  if (value > 9) throw new InvalidArgumentError('It must be from 1 to 9.');
  return value;
}

export function notNegative(text: string): number {
  const value = number(text);
  if (value < 0) throw new InvalidArgumentError('It must be 0 or more.');
  return value;
}

export function share(text: string): number {
  const value = number(text);
  if (value < 0 || value > 1) throw new InvalidArgumentError('It must be from 0 to 1.');
  return value;
}

/** 0 is any free one. */
export function port(text: string): number {
  const value = whole(text);
  if (value > 65_535) throw new InvalidArgumentError('It must be from 0 to 65535.');
  return value;
}

/** A speed; `max` is `Infinity`. */
export function speed(text: string): number {
  return text === 'max' ? Number.POSITIVE_INFINITY : positive(text);
}

/** A text that is more than white space. */
export function filled(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It is empty.');
  return text;
}

/** A text as it stands, or after an @ the name of the file that holds it. */
export function textOrFile(text: string): string {
  return filled(text.startsWith('@') ? fileText(text.slice(1)) : text);
}

function fileText(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (thrown) {
    throw new InvalidArgumentError(`The file ${file} ${whyUnreadable(thrown)}.`);
  }
}

/** For a flag that may be given several times. */
export function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}
