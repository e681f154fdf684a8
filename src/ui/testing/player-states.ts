/** Where a player stands, for tests: all that a test does not name is as at the start of a run of a minute and a half. */
import { type PlayerState, playbackWith } from '../player-state.ts';

export function playerState(changes: Partial<PlayerState> = {}): PlayerState {
  return {
    ...playbackWith({}),
    playing: true,
    ended: false,
    atMs: 0,
    durationMs: 90_000,
    markers: [],
    isTimed: true,
    events: { count: 1, of: 100 },
    ...changes,
  };
}
