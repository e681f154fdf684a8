/** Several saved runs, one after the other: which one is played, and what comes after its end. Draws nothing. */
import type { RunHandle } from './desk.ts';
import type { PlayerSession } from './player-session.ts';
import { playbackOf } from './player-state.ts';

export type PlayedHandle = RunHandle & { readonly player: PlayerSession };

/** Files by their numbers, from 1. */
export interface Playlist {
  readonly of: number;
  /** The same handle each time. Rejects with a sentence when the file cannot be read any more. */
  open(number: number): Promise<PlayedHandle>;
}

export interface PlaylistScreen {
  /** Puts a run on the screen. */
  show(handle: RunHandle): void;
  /** False while something else is looked at, such as a branch of the run. */
  isShown(handle: RunHandle): boolean;
  say(text: string | undefined): void;
}

export interface Playing {
  /** What is played now, and not a branch of it. */
  now(): PlayedHandle;
  /** To another file: the next, or the one before. */
  go(direction: 1 | -1): void;
}

export function createPlaying(first: PlayedHandle, playlist: Playlist, screen: PlaylistScreen): Playing {
  const { of } = playlist;
  let number = first.player.state().file?.number ?? 1;
  let handle = first;
  let isOpening = false;

  const play = (next: PlayedHandle, wanted: number) => {
    const playback = playbackOf(handle.player.state());
    if (handle.player.state().playing) handle.player.togglePlay();
    number = wanted;
    handle = next;
    watch();
    screen.show(next);
    next.player.begin(playback);
  };
  /** Files that cannot be read any more are named and passed over. */
  const openFrom = async (start: number, direction: 1 | -1) => {
    const problems: string[] = [];
    for (let tries = 0; tries < of; tries++) {
      const wanted = placeOf(start + tries * direction);
      if (wanted === undefined) break;
      try {
        play(await playlist.open(wanted), wanted);
        break;
      } catch (thrown) {
        problems.push(thrown instanceof Error ? thrown.message : String(thrown));
      }
    }
    if (problems.length > 0) screen.say(problems.join(' '));
  };
  /** In a loop the first one comes after the last. */
  const placeOf = (at: number): number | undefined => {
    if (at >= 1 && at <= of) return at;
    return handle.player.state().loop ? ((((at - 1) % of) + of) % of) + 1 : undefined;
  };
  const go = (direction: 1 | -1) => {
    if (isOpening) return;
    if (of === 1) return screen.say('There is only this file.');
    if (placeOf(number + direction) === undefined) {
      return screen.say(direction > 0 ? 'This is the last file.' : 'This is the first file.');
    }
    isOpening = true;
    void openFrom(number + direction, direction).finally(() => {
      isOpening = false;
    });
  };
  const watch = () => {
    const watched = handle;
    watched.player.whenOver(() => {
      const goesOn = of > 1 && watched === handle && placeOf(number + 1) !== undefined;
      if (!goesOn || !screen.isShown(watched)) return false;
      go(1);
      return true;
    });
  };
  watch();
  return { now: () => handle, go };
}
