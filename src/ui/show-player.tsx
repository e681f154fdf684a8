/** Puts the player of saved runs on the terminal. */
import type { Desk } from './desk.ts';
import type { LookSettings } from './look-settings.ts';
import { PlayerApp } from './player-app.tsx';
import { onPlayedToEnd } from './player-session.ts';
import type { PlayedHandle, Playlist } from './playlist.ts';
import { noticeWithKeys, ring, show, themesOfTerminal, worldIn } from './show.tsx';
import type { Environment } from './theme.ts';
import type { Left } from './use-shown-run.ts';

export interface ShowPlayerOptions {
  /** The run that is played first. */
  readonly handle: PlayedHandle;
  readonly playlist: Playlist;
  readonly desk: Desk;
  readonly notice: string | undefined;
  /** The user's own keys, as the settings hold them. */
  readonly keys: unknown;
  readonly look: LookSettings;
  /** Where copies become files when the terminal has no clipboard. */
  readonly folder: string;
  readonly env: Environment;
}

export async function showPlayer(options: ShowPlayerOptions): Promise<Left> {
  const { handle, desk, look, env } = options;
  const notice = noticeWithKeys(options.notice, options.keys);
  const theme = (await themesOfTerminal(env))(look.theme);
  if (notice !== undefined) handle.player.notify(notice);
  const opened = new Set<PlayedHandle>();
  const watch = (played: PlayedHandle) => {
    if (look.bell && !opened.has(played)) onPlayedToEnd(played.player, ring);
    opened.add(played);
    return played;
  };
  const playlist = {
    ...options.playlist,
    open: async (number: number) => watch(await options.playlist.open(number)),
  };
  watch(handle);
  try {
    return await show((onLeave, onRepaint) => (
      <PlayerApp
        handle={handle}
        playlist={playlist}
        desk={desk}
        theme={theme}
        world={worldIn(options.folder, env)}
        onLeave={onLeave}
        onRepaint={onRepaint}
      />
    ));
  } finally {
    for (const { player } of opened) player.stop();
  }
}
