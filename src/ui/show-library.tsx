/** Puts the saved runs on the terminal and takes them off again. */
import type { Desk } from './desk.ts';
import type { LibraryDesk } from './library/library-desk.ts';
import type { LibraryState } from './library/library-state.ts';
import { LibraryApp } from './library-app.tsx';
import type { LookSettings } from './look-settings.ts';
import { noticeWithKeys, show, themesOfTerminal, worldIn } from './show.tsx';
import type { Environment } from './theme.ts';
import type { Left } from './use-shown-run.ts';

export interface ShowLibraryOptions {
  readonly library: LibraryDesk;
  readonly desk: Desk;
  readonly first: Partial<Pick<LibraryState, 'filter' | 'sort'>>;
  readonly notice: string | undefined;
  /** The user's own keys, as the settings hold them. */
  readonly keys: unknown;
  readonly look: LookSettings;
  /** Where copies become files when the terminal has no clipboard. */
  readonly folder: string;
  readonly env: Environment;
}

export async function showLibrary(options: ShowLibraryOptions): Promise<Left> {
  const { library, desk, first, folder, env } = options;
  const notice = noticeWithKeys(options.notice, options.keys);
  const theme = (await themesOfTerminal(env))(options.look.theme);
  return show((onLeave, onRepaint) => (
    <LibraryApp
      library={library}
      desk={desk}
      first={first}
      notice={notice}
      theme={theme}
      world={worldIn(folder, env)}
      onRepaint={onRepaint}
      onLeave={onLeave}
    />
  ));
}
