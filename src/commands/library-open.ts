/** Opens the library: gives it a terminal, the folders it shows, and says what was made when it is left. */
import { allPrompts } from '../strategies/prompt-library.ts';
import { dataFolder } from '../transcripts/folder.ts';
import { createFileExports } from './app-exports.ts';
import { openChoices } from './choices.ts';
import { createDesk } from './desk.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { LibraryFlags } from './library.ts';
import { createLibraryDesk } from './library-desk.ts';
import { lookWith } from './look.ts';
import { endOnSignals, sourceToBranch, tellRuns } from './open-app.ts';

/** `folders` empty: those of the saved runs. */
export async function openLibraryApp(folders: readonly string[], flags: LibraryFlags): Promise<ExitCode> {
  const store = openChoices();
  const look = lookWith(store.look, flags);
  const source = await sourceToBranch(flags);
  const prompts = allPrompts(store.prompts);
  const desk = createDesk({ source, flags, look: () => look, prompts: () => prompts });
  const library = createLibraryDesk({
    ...(folders.length > 0 && { folders }),
    anew: flags.reindex ?? false,
    desk,
    flags,
    exports: createFileExports(),
  });
  const { showLibrary } = await import('../ui/show-library.tsx');
  const interrupts = endOnSignals(desk);
  const { filter, sort: key = 'age', reverse: reversed = false } = flags;
  const left = await showLibrary({
    library,
    desk,
    first: { ...(filter !== undefined && { filter }), sort: { key, reversed } },
    notice: store.notice,
    keys: store.keys,
    look,
    folder: dataFolder(),
    env: process.env,
  });
  library.close();
  desk.cancelAll();
  await desk.settle();
  interrupts.release();
  tellRuns(desk);
  return left.interrupted ? EXIT.cancelled : EXIT.done;
}
