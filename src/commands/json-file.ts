/** A JSON object that a flag names by its file. What is wrong with it is told with its place. */

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { whyUnreadable } from '../text/disk-words.ts';
import { CommandError, EXIT } from './exit-codes.ts';

const JsonObject = z.record(z.string(), z.unknown());

export function jsonObjectIn(file: string, flag: string): Record<string, unknown> {
  const bad = (why: string) => new CommandError(EXIT.usage, `The file ${file} of ${flag} ${why}.`);
  let text: string;
  try {
    // Editors on Windows put a byte order mark first, which JSON does not allow.
    text = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (thrown) {
    throw bad(whyUnreadable(thrown));
  }
  const read = parsed(text);
  if (!read.ok) throw bad(`is not valid JSON: ${placeIn(text)}`);
  const object = JsonObject.safeParse(read.value);
  if (!object.success) throw bad('must hold a JSON object, as in {"type": "object"}');
  return object.data;
}

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string };

function parsed(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

/** Messages of the parser have no place in some versions, so it is searched: where the text cannot go on. */
function placeIn(text: string): string {
  let [good, bad] = [0, text.length + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (mayGoOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  const before = text.slice(0, good).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  if (good === text.length) return `it ends too early, in ${place}`;
  return `${JSON.stringify(String.fromCodePoint(text.codePointAt(good) ?? 0))} is not expected in ${place}`;
}

/** Whether this may be the beginning of JSON. */
function mayGoOn(text: string): boolean {
  const read = parsed(text);
  if (read.ok || /end of JSON input/.test(read.why)) return true;
  const position = /at position (\d+)/.exec(read.why)?.[1];
  return position !== undefined && Number(position) >= text.length;
}
