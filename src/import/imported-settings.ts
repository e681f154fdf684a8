/** What is known of the settings of a run that another program made, in the words of our own. Pure. */
import { FeedbackSettings, MAX_ROUNDS, StrategySettings } from '../run/settings.ts';
import type { ImportedRun } from './imported-run.ts';

export interface KnownSettings {
  /** Absent: the source names none. */
  readonly model: string | undefined;
  /** One of our own where the source does the same, else a name of its own. */
  readonly strategy: string;
  /** After round 0. */
  readonly rounds: number;
  readonly feedback?: 'sql' | 'command';
}

export function importedSettings(known: KnownSettings): ImportedRun['settings'] {
  const { model = UNKNOWN_MODEL, strategy: id, rounds, feedback } = known;
  return {
    model,
    strategy: StrategySettings.parse({ id, rounds: Math.min(rounds, MAX_ROUNDS) }),
    ...(feedback && { feedback: FeedbackSettings.parse({ source: feedback }) }),
  };
}

const UNKNOWN_MODEL = 'unknown';
