/** The runs of the app: starts them from the picker, and knows which screen is shown. Draws nothing. */
import { useRef, useState } from 'react';
import type { Question } from '../run/question.ts';
import type { Settings } from '../run/settings.ts';
import type { RunHandle } from './desk.ts';
import type { Command } from './keys.ts';
import type { LibraryDesk } from './library/library-desk.ts';
import { type Recent, withRun } from './recent.ts';
import { firstChoices } from './screens/picker-state.ts';
import { checksIn } from './screens/setting-checks.ts';
import type { Choices, Services } from './services.ts';
import { createBell } from './terminal/bell.ts';
import { useNewest } from './use-keys.ts';
import { type Left, type LookAt, type ShownRun, useShownRun } from './use-shown-run.ts';

export interface Runs extends Pick<ShownRun, 'handle' | 'lookAt' | 'count'> {
  readonly shown: 'picker' | 'library' | 'inspector';
  /** What the run was opened from, to which one comes back. */
  readonly from: 'picker' | 'library';
  /** What the picker begins with. */
  readonly choices: Choices;
  /** What was run last. */
  readonly recent: Recent;
  /** Starts a run; returns why it could not. */
  start(question: Question, settings: Settings, chosen: Choices): string | undefined;
  /** The saved runs, once somebody asked for them. */
  readonly library: LibraryDesk | undefined;
  /** Shows them; a run that is opened there comes back there. */
  toLibrary(): void;
  toPicker(): void;
  /** Puts another run on the screen. */
  open(handle: RunHandle, lookAt?: LookAt): void;
  /** Carries out what the inspector asks; returns what there is to say about it. */
  command(asked: Command): string | undefined;
  /** Ctrl+C, wherever it comes from. */
  interrupt(): string | undefined;
}

export interface RunsListener {
  readonly onLeave: (left: Left) => void;
  /** A run has ended that nobody ended. */
  readonly onEnd: () => void;
}

export function useRuns(services: Services, { onLeave, onEnd }: RunsListener, first?: RunHandle): Runs {
  const { now, open, cancel, leave, command, ...run } = useShownRun(first, onLeave);
  const [shown, newest] = useNewest<Runs['shown']>(() => (first ? 'inspector' : 'picker'));
  const from = useRef<'picker' | 'library'>('picker');
  const [choices, setChoices] = useState(() => firstChoices(services));
  const [library, setLibrary] = useState<LibraryDesk>();
  const [recent, setRecent] = useState(services.recent);

  const show: Runs['open'] = (handle, lookAt) => {
    tellEnd(handle, onEnd);
    open(handle, lookAt);
    const now = newest.get();
    if (now !== 'inspector') from.current = now;
    newest.set('inspector');
  };
  const start: Runs['start'] = (question, settings, chosen) => {
    // A second Enter may come before the first one is drawn.
    if (newest.get() === 'inspector') return undefined;
    try {
      show(services.start(question, settings, checksIn(chosen.overrides ?? {})));
    } catch (thrown) {
      return thrown instanceof Error ? thrown.message : String(thrown);
    }
    services.remember(chosen);
    setChoices(chosen);
    setRecent(before => withRun(before, chosen));
    return services.problem?.();
  };
  const back = () => {
    now()?.player?.stop();
    newest.set(from.current);
    return undefined;
  };
  /** Whoever leaves a saved run of the library wants the next one of it. */
  const isPlayedFromLibrary = () => from.current === 'library' && now()?.player !== undefined;
  return {
    ...run,
    shown,
    from: from.current,
    library,
    choices,
    recent,
    start,
    open: show,
    command: asked => (asked === 'quit' && isPlayedFromLibrary() ? back() : command(asked, back)),
    toLibrary() {
      const opened = services.library?.();
      setLibrary(opened);
      if (opened) newest.set('library');
    },
    toPicker: () => newest.set('picker'),
    interrupt: () => (newest.get() === 'inspector' ? cancel() : leave(false)),
  };
}

/** Once a run: it may be looked at more than once. */
const told = new WeakSet<RunHandle>();

function tellEnd(handle: RunHandle, onEnd: () => void): void {
  const { session } = handle;
  if (handle.player || told.has(handle)) return;
  told.add(handle);
  const bell = createBell(onEnd);
  const look = () => {
    bell(session.run());
    // Whoever listens on keeps the runs that were there before this one.
    if (session.run()?.outcome) stop();
  };
  const stop = session.subscribe(look);
  look();
}
