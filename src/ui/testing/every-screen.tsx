/**
 * Every screen of the program, as a test mounts it: with keys that bring it there, and a run that goes
 * on as far as the test says. Nothing on them moves by itself: their clocks stand. Only tests import it.
 */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReactNode } from 'react';
import { findTranscripts } from '../../commands/cost-files.ts';
import { createReportDesk } from '../../commands/report-desk.ts';
import type { Controls, Pending } from '../../engine/gate.ts';
import { openLibrary } from '../../library/library.ts';
import { createPlayer } from '../../replay/player.ts';
import type { AnyEvent } from '../../run/events.ts';
import { temporaryFolder } from '../../transcripts/testing/temporary-folder.ts';
import { App } from '../app.tsx';
import { CompareApp } from '../compare-app.tsx';
import type { RunHandle } from '../desk.ts';
import type { LibraryDesk } from '../library/library-desk.ts';
import { LibraryApp } from '../library-app.tsx';
import { PlayerApp } from '../player-app.tsx';
import { createPlayerSession } from '../player-session.ts';
import { ReportApp } from '../report-app.tsx';
import { createLiveSession } from '../session.ts';
import { createTheme } from '../theme.ts';
import { comparedModels } from './compared.ts';
import { waitingAfterFirst } from './debugger-states.ts';
import { recordedEvents, recordingFile } from './recorded.ts';
import { renderToScreen, type Screen } from './screen.ts';
import { noteDesk, offlineServices } from './services.ts';

/** A screen that is shown. */
export interface Staged {
  readonly screen: Screen;
  /** Lets the run go on to so many of its later events; nothing where no run is shown. */
  readonly goOnTo: (events: number) => void;
  readonly end: () => Promise<void>;
  /** Whether the keys that brought it here mean something else at another size, or later in the run. */
  readonly keepsPlace?: boolean;
}

/** Shows a screen in a window of some size, with so many later events of its run. */
export type Stage = (columns: number, rows: number, events?: number) => Promise<Staged>;

const STANDING = { now: () => 0 };
const bat = await recordedEvents('bat-and-ball.sonnet-4-6');
const compared = await comparedModels();
const services = await offlineServices();
const { begun: waited, pending } = waitingAfterFirst(bat);
/** The first round, and some of the second. */
const begun = bat.slice(0, bat.findIndex(event => event.type === 'round.finished') + 40);
/**
 * What comes while a window changes its size: to shortly before the end, because a key that opens a pane
 * means something else once the run is over.
 */
const LATER = bat.slice(begun.length, bat.findLastIndex(event => event.type === 'call.delta') - 5);

const FORMATS = [
  { id: 'md', name: 'a Markdown document to read' },
  { id: 'html', name: 'a page that replays it' },
];
const desk = noteDesk({
  branch: () => runOf(waited),
  exportFormats: FORMATS,
  note: () => 'The run is not saved.',
}).desk;
const COMMON = {
  notice: undefined,
  theme: createTheme('dark'),
  world: { env: {}, folder: '', write: () => {} },
  onLeave: () => {},
};
/** What a screen is drawn into asks for a repaint, as the program does. */
type Draws = (onRepaint: () => void) => ReactNode;

function runOf(
  events: readonly AnyEvent[],
  controls?: Controls,
): RunHandle & { push(event: AnyEvent): void } {
  const session = createLiveSession(STANDING);
  events.forEach(session.push);
  return {
    session,
    push: session.push,
    controls,
    events,
    file: undefined,
    append: session.push,
    cancel() {},
  };
}

/** Somebody stands at the gate, and does nothing. */
function standingAt(waits: Pending): Controls {
  return {
    pending: () => waits,
    stepping: () => true,
    setStepping() {},
    go: () => undefined,
    stop: () => undefined,
    upcoming: () => 1,
    edit: () => undefined,
    retry: () => undefined,
    choose: () => undefined,
    note: () => undefined,
    subscribe: () => () => {},
  };
}

/** A window in which nothing can be done has no keys to press. */
function isLarge(columns: number, rows: number): boolean {
  return columns >= 60 && rows >= 16;
}

async function staged(
  draws: Draws,
  keys: readonly string[],
  [columns, rows]: readonly [number, number],
  ready?: string,
): Promise<Screen> {
  let screen: Screen | undefined;
  const node = draws(() => void screen?.repaint());
  screen = await renderToScreen(node, { columns, rows });
  if (!isLarge(columns, rows)) return screen;
  if (ready !== undefined) await screen.settle(ready);
  for (const key of keys) await screen.pressAtOnce(key);
  await screen.settle();
  return screen;
}

const still = (screen: Screen): Staged => ({ screen, goOnTo: () => {}, end: () => screen.unmount() });

function picker(...keys: string[]): Stage {
  return async (columns, rows) => {
    const app: Draws = onRepaint => (
      <App
        {...COMMON}
        onRepaint={onRepaint}
        services={services}
        themeOf={() => COMMON.theme}
        onRing={() => {}}
      />
    );
    return still(await staged(app, keys, [columns, rows]));
  };
}

function running(
  handle: RunHandle & { push(event: AnyEvent): void },
  keys: readonly string[],
  of = LATER,
): Stage {
  return async (columns, rows, events = 0) => {
    let count = 0;
    const goOnTo = (wanted: number) => {
      for (const event of of.slice(count, wanted)) handle.push(event);
      count = Math.max(count, wanted);
    };
    goOnTo(events);
    const app: Draws = onRepaint => (
      <App
        {...COMMON}
        onRepaint={onRepaint}
        services={{ ...services, desk }}
        first={handle}
        themeOf={() => COMMON.theme}
        onRing={() => {}}
      />
    );
    const screen = await staged(app, keys, [columns, rows]);
    return { screen, goOnTo, end: () => screen.unmount() };
  };
}

const run =
  (...keys: string[]): Stage =>
  (...size) =>
    running(runOf(begun), keys)(...size);
const finished =
  (...keys: string[]): Stage =>
  (...size) =>
    running(runOf(bat), keys, [])(...size);
const waiting =
  (...keys: string[]): Stage =>
  (...size) =>
    running(runOf(waited, standingAt(pending)), keys, [])(...size);

function player(...keys: string[]): Stage {
  return async (columns, rows, events = 0) => {
    const played = createPlayer(bat);
    const session = createPlayerSession(played, 1, undefined, STANDING);
    const goOnTo = (count: number) =>
      session.goTo(bat[begun.length - 1 + Math.min(count, LATER.length)]?.at ?? 0);
    goOnTo(events);
    const handle = { ...runOf(bat), session, player: session };
    const app: Draws = onRepaint => (
      <PlayerApp
        {...COMMON}
        onRepaint={onRepaint}
        handle={handle}
        playlist={{ of: 1, open: async () => handle }}
        desk={desk}
      />
    );
    const screen = await staged(app, keys, [columns, rows]);
    return { screen, goOnTo, end: () => screen.unmount().then(session.stop) };
  };
}

function comparison(...keys: string[]): Stage {
  return async (columns, rows) =>
    still(
      await staged(
        onRepaint => <CompareApp {...COMMON} onRepaint={onRepaint} comparison={compared} />,
        keys,
        [columns, rows],
      ),
    );
}

function savedRuns(): string {
  const folder = temporaryFolder();
  for (const name of ['haiku-4-5', 'nova-lite', 'nova-micro', 'sonnet-4-6']) {
    copyFileSync(recordingFile(`bat-and-ball.${name}`), join(folder, `${name}.jsonl`));
  }
  return folder;
}

function library(...keys: string[]): Stage {
  return async (columns, rows) => {
    const runs = openLibrary({
      folders: [savedRuns()],
      cache: temporaryFolder(),
      now: () => Date.parse('2026-11-24T12:00:00Z'),
    });
    const shelf: LibraryDesk = {
      runs,
      where: 'runs',
      label() {},
      discard: () => () => {},
      trash: () => 0,
      emptyTrash: () => 'The trash is empty.',
      open: async () => runOf(bat),
      branch: async () => runOf(waited),
      resume: async () => runOf(waited),
      compare: async () => compared,
    };
    const app: Draws = onRepaint => (
      <LibraryApp {...COMMON} onRepaint={onRepaint} library={shelf} desk={desk} first={{}} />
    );
    const screen = await staged(app, keys, [columns, rows], '4 runs');
    return { ...still(screen), end: () => screen.unmount().then(() => runs.close()) };
  };
}

function report(...keys: string[]): Stage {
  return async (columns, rows) => {
    const folder = savedRuns();
    const read = createReportDesk({
      where: 'runs',
      find: () => findTranscripts([folder]),
      desk: { play: () => runOf(bat) } as unknown as Parameters<typeof createReportDesk>[0]['desk'],
    });
    const app: Draws = onRepaint => (
      <ReportApp {...COMMON} onRepaint={onRepaint} report={read} by={[]} study={false} desk={desk} />
    );
    return still(await staged(app, keys, [columns, rows], '4 runs of one question'));
  };
}

const placed =
  (stage: Stage): Stage =>
  async (...size) => ({ ...(await stage(...size)), keepsPlace: true });

const typed = (text: string) => [...text];

/** By part of the program, then by what is on the screen. */
export const EVERY_SCREEN: Readonly<Record<string, Readonly<Record<string, Stage>>>> = {
  'the picker and its dialogs': {
    'the picker': picker(),
    'a filter': picker(...typed('nova')),
    'the settings': picker('ctrl+s', 'down', 'down'),
    'a setting that is wrong': picker('ctrl+s', 'down', 'down', 'down', ...typed('many')),
    presets: picker('ctrl+p', 'down'),
    'the name of a preset': picker('ctrl+p', 'ctrl+s', ...typed('mine')),
    'the prompts': picker('ctrl+t', 'down'),
    'a question of one’s own': picker('ctrl+n', ...typed('Wie oft kommt 世界 vor?')),
    'its keys': picker('?'),
  },
  'the answer and the diff of a run that streams': {
    'the diff': run('2'),
    'another view of the diff': placed(run('2', 'v')),
    'a third view of the diff': placed(run('2', 'v', 'v')),
    'the raw text': run('1', 'r'),
    'the answer': run('1'),
    'the round before': placed(run('1', 'left')),
  },
  'the other panes of a run that streams': {
    thinking: run('3'),
    'the prompt': run('4'),
    feedback: run('5'),
    'the events': run('6'),
    'what if': run('7'),
    'the next step': run('8'),
    'the tree': run('9'),
    badges: run('!'),
  },
  'the dialogs over a run': {
    'the search': placed(run('1', '/', ...typed('ball'))),
    'what is copied': run('c'),
    'the export': finished('O'),
    'what the diff is against': run('2', 'w'),
    'a note': finished('A', ...typed('half a thought')),
    'a branch': finished('b'),
    'its keys': run('?'),
    'an injected error': finished('I'),
  },
  'the debugger of steps': {
    'what waits': waiting(),
    'its tree': waiting('9'),
    'the step editor': waiting('e'),
    'a field of the step editor': waiting('e', 'tab', 'tab'),
  },
  'the player': {
    'the diff': player(),
    'the answer': player('1'),
    'where to go': player(':', ...typed('1:2')),
    'the view for a room': player('V'),
    'its keys': player('?'),
  },
  'two rounds side by side': {
    answers: comparison(),
    'another view': placed(comparison('v')),
    prompts: comparison('tab'),
    facts: comparison('tab', 'tab'),
    'the search': placed(comparison('/', ...typed('dimes'))),
  },
  'the library': {
    runs: library(),
    'a filter': library('/', ...typed('nova')),
    details: library('v'),
    'a title': library('n'),
    'its keys': library('?'),
  },
  'the report': {
    rounds: report(),
    groups: report('g'),
    'a drawing': report('v'),
    'the runs behind a figure': report('enter'),
    'its keys': report('?'),
  },
};
