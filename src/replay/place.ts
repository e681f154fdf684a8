/** A place in a run, as somebody writes it: `75%`, `1:23`, `83s`, `+10`, `-10`, `#2`, `round 2`. Pure. */
import type { Milliseconds } from '../run/price.ts';
import { formatPlace } from '../text/numbers.ts';
import { truncate } from '../text/pad.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import type { RoundStart } from './survey.ts';

/** What a place is looked up in. */
export interface Placed {
  readonly atMs: Milliseconds;
  readonly durationMs: Milliseconds;
  readonly roundStarts: readonly RoundStart[];
  /** Whether times of the run mean anything. */
  readonly isTimed: boolean;
}

export type PlaceFound = { readonly atMs: Milliseconds } | { readonly problem: string };

export const PLACES = '75%, 1:23, 83s, +10, -10 or #2';
const UNTIMED_PLACES = '75% or #2';

/** Where in the run it is; a place outside is named, and never moved inside silently. */
export function findPlace(written: string, run: Placed): PlaceFound {
  const text = written.trim().toLowerCase();
  if (text === '') return { problem: `Write a place: ${run.isTimed ? PLACES : UNTIMED_PLACES}.` };
  return (
    shareIn(text, run) ??
    roundIn(text, run) ??
    timeIn(text, run) ?? {
      problem: `${shown(written)} is no place: write ${run.isTimed ? PLACES : UNTIMED_PLACES}.`,
    }
  );
}

function shareIn(text: string, { durationMs }: Placed): PlaceFound | undefined {
  const match = /^(\d+(?:[.,]\d+)?)\s*%$/.exec(text);
  if (!match) return undefined;
  const percent = Number(match[1]?.replace(',', '.'));
  if (percent > 100) return { problem: `${text} is behind the end: the run ends at 100%.` };
  return { atMs: (percent / 100) * durationMs };
}

function roundIn(text: string, { roundStarts }: Placed): PlaceFound | undefined {
  const match = /^(?:#|round\s*|r)\s*(\d+)$/.exec(text);
  if (!match) return undefined;
  const found = roundStarts.find(({ round }) => round === Number(match[1]));
  return found
    ? { atMs: found.atMs }
    : { problem: `There is no round ${match[1]}: ${roundsThere(roundStarts)}.` };
}

function roundsThere(starts: readonly RoundStart[]): string {
  const rounds = starts.map(({ round }) => round);
  if (rounds.length === 0) return 'this run has none';
  if (rounds.length === 1) return `this run has only round ${rounds[0]}`;
  return `this run has rounds ${Math.min(...rounds)} to ${Math.max(...rounds)}`;
}

/** A place is shown in whole seconds, so the last of them counts as the end. */
const SECOND: Milliseconds = 1000;

const UNIT_MS: Readonly<Record<string, Milliseconds>> = { ms: 1, s: 1000, '': 1000, m: 60_000, h: 3_600_000 };

function timeIn(text: string, run: Placed): PlaceFound | undefined {
  const match = /^([+\-−]?)\s*(.+)$/.exec(text);
  const ms = msIn(match?.[2] ?? '');
  if (!match || ms === undefined) return undefined;
  if (!run.isTimed) {
    return { problem: `The times of this run are not known, only its order: write ${UNTIMED_PLACES}.` };
  }
  const sign = match[1];
  // Who goes some seconds on or back stops at the ends, as with the keys.
  if (sign === '+') return { atMs: Math.min(run.durationMs, run.atMs + ms) };
  if (sign) return { atMs: Math.max(0, run.atMs - ms) };
  if (ms >= run.durationMs + SECOND) {
    return { problem: `${text} is behind the end: the run ends at ${formatPlace(run.durationMs)}.` };
  }
  return { atMs: Math.min(ms, run.durationMs) };
}

/** `83s`, `83`, `1.5m`, `1:23`, `1:02:03`. */
function msIn(text: string): Milliseconds | undefined {
  const plain = /^(\d+(?:[.,]\d+)?)\s*(ms|s|m|h|)$/.exec(text);
  if (plain) return Number(plain[1]?.replace(',', '.')) * (UNIT_MS[plain[2] ?? ''] ?? 1000);
  const clock = /^(?:(\d+):)?(\d+):([0-5]\d(?:[.,]\d+)?)$/.exec(text);
  if (!clock) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0'] = clock;
  if (clock[1] !== undefined && Number(minutes) > 59) return undefined;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'))) * 1000;
}

const LONGEST_SHOWN = 30;

function shown(text: string): string {
  return `“${truncate(sanitizeLine(text.trim()), LONGEST_SHOWN)}”`;
}
