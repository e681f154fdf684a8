/** What a badge is: something that a round shows by itself, and what shows it. */

export const BADGE_KINDS = [
  'no-op',
  'oscillation',
  'stubborn',
  'pressured',
  'unfaithful',
  'rubber-stamp',
  'longer',
  'over-corrected',
  'truncated',
  'refused',
  'error-as-answer',
  'grader-doubt',
  'cache-never-engaged',
] as const;
export type BadgeKind = (typeof BADGE_KINDS)[number];

export interface Badge {
  readonly kind: BadgeKind;
  /** For a line with little room: `no-op`, `longer ×1.8`. */
  readonly word: string;
  /** What happened, in a sentence without a mark at its end. */
  readonly sentence: string;
  /** A rule of thumb raised it, and it may be wrong; without this it is what the transcript says. */
  readonly heuristic: boolean;
  /** Never empty. */
  readonly evidence: readonly Evidence[];
}

export interface Evidence {
  /** What it is: `feedback on round 1`. */
  readonly what: string;
  /** Words of the transcript, or a figure found from it. */
  readonly text: string;
  /** Where it can be read. */
  readonly round: number;
  readonly pane: 'answer' | 'diff' | 'thinking' | 'feedback' | 'prompt' | 'events';
}

/** So much of a text is shown as evidence, in characters. */
const MOST_QUOTED = 240;

/** The beginning of a text, on one line. */
export function quoted(text: string, most = MOST_QUOTED): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= most
    ? line
    : `${line
        .slice(0, most - 1)
        .toWellFormed()
        .trimEnd()}…`;
}
