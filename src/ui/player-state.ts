/** How a saved run is played, and where it stands: what the screens of a player are drawn from. Plain data. */
import type { Marker, StopAt } from '../replay/markers.ts';
import type { Position } from '../replay/player.ts';
import type { Milliseconds } from '../run/price.ts';

/** How somebody wants runs to be played; goes along from one file to the next. */
export interface Playback {
  readonly speed: number;
  /** The longest wait between two events, of the run's own time; absent: as long as it was. */
  readonly idleMs: Milliseconds | undefined;
  /** What playing stops at. */
  readonly stopAt: StopAt;
  /** Whether it begins again after its end. */
  readonly loop: boolean;
  /** The view for a room: large, and without what only the person at the keyboard needs. */
  readonly presenting: boolean;
}

export interface PlayerState extends Position, Playback {
  readonly playing: boolean;
  /** What is marked in the whole run, in its order. */
  readonly markers: readonly Marker[];
  /** Whether times of the run mean anything, or only keep its order. */
  readonly isTimed: boolean;
  readonly events: { readonly count: number; readonly of: number };
  /** Which of several files this is, from 1. */
  readonly file?: { readonly number: number; readonly of: number };
}

/** The longest waits that the key goes through. */
export const IDLE_LIMITS_MS: readonly (Milliseconds | undefined)[] = [undefined, 1000, 2000, 5000];

/** The part that goes along to another run. */
export function playbackOf({ speed, idleMs, stopAt, loop, presenting }: Playback): Playback {
  return { speed, idleMs, stopAt, loop, presenting };
}

export function playbackWith(given: Partial<Playback>): Playback {
  return { speed: 1, idleMs: undefined, stopAt: 'nothing', loop: false, presenting: false, ...given };
}
