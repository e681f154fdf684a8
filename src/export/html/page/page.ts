/**
 * The page as an object: it holds the player and what the page remembers, carries out what is asked of
 * it, and says how it looks. Knows no document and no clock: whoever holds it tells it how time passes.
 */
import { createPlayer, SPEEDS } from '../../../replay/player.ts';
import { createEventLog, type EventLog } from '../../../run/event-log.ts';
import type { AnyEvent } from '../../../run/events.ts';
import { foldAll } from '../../../run/fold.ts';
import type { Milliseconds } from '../../../run/price.ts';
import { isTimed, lanesOf } from '../../../run/run.ts';
import { evenlyPaced, momentsOf } from '../../run-times.ts';
import { createDiffMemory } from './diff-memory.ts';
import { type Command, KEYS, type Look, type PageState, TABS, type Tab } from './page-state.ts';
import { pageView } from './page-view.ts';
import { type Shown, shownLane, shownRound } from './shown.ts';
import type { Element } from './tree.ts';

export interface PageData {
  /** Of one run, from its first on. */
  readonly events: readonly AnyEvent[];
  /** The name of the transcript. */
  readonly file: string;
}

export interface Page {
  state(): PageState;
  shown(): Shown;
  view(): Element;
  /** A command, or one with what it is about: `round 2`, `lane 1`. False when it is none. */
  act(asked: string): boolean;
  /** To a share of the whole, 0..1. */
  seekTo(share: number): void;
  setSpeed(speed: number): void;
  setLongestWait(ms: Milliseconds): void;
  /** So much of the reader's time has passed. */
  pass(ms: Milliseconds): void;
}

const SEEK_MS: Milliseconds = 5_000;
const LOOKS: readonly Look[] = ['auto', 'dark', 'light'];

/** At the end of the run, where all of it is to be seen. Throws `Error` when the events are no run. */
export function createPage({ events: given, file }: PageData): Page {
  const whole = foldAll(given);
  if (!whole) throw new Error('there is no run to show');
  const timed = isTimed(whole);
  const events = timed ? given : evenlyPaced(given);
  const paced = timed ? whole : (foldAll(events) ?? whole);
  const player = createPlayer(events);
  player.seek(player.position().durationMs);
  const moments = momentsOf(paced);
  const diffs = createDiffMemory();
  const log = createPlayedLog(events);
  let state: PageState = {
    tab: whole.rounds.length > 1 ? 'diff' : 'answer',
    playing: false,
    speed: 1,
    longestWait: 2_000,
    unfolded: false,
    look: 'auto',
    help: false,
  };

  const set = (changes: Partial<PageState>) => {
    state = { ...state, ...changes };
  };
  const shown = (): Shown => ({
    // Between two events the run gets older, so that a wait can be seen.
    run: runNow(),
    whole: paced,
    position: player.position(),
    state,
    file,
    diffs,
    log: () => log(player.happened().count),
  });
  const runNow = () => {
    const run = player.run();
    return run.outcome ? run : { ...run, at: Math.max(run.at, player.position().atMs) };
  };

  /** A round that has not come yet is gone to; one that has is looked at. */
  const lookAt = (index: number) => {
    const isThere = player.run().rounds.some(round => round.index === index);
    const start = paced.rounds.find(round => round.index === index)?.startedAt;
    if (!isThere && start !== undefined) {
      player.seek(start);
      set({ pinned: undefined });
      return;
    }
    const isNewest = player.run().rounds.at(-1)?.index === index;
    set({ pinned: isNewest ? undefined : index });
  };

  const lookBeside = (direction: 1 | -1) => {
    const { rounds } = player.run();
    const place = rounds.findIndex(({ index }) => index === shownRound({ run: player.run(), state })?.index);
    const beside = rounds[place + direction];
    if (beside) lookAt(beside.index);
    else if (direction > 0) stepRound(1);
  };

  const stepRound = (direction: 1 | -1) => {
    set({ playing: false, pinned: undefined });
    player.step('round', direction);
  };

  const seekBy = (ms: Milliseconds) => player.seek(player.position().atMs + ms);

  const commands: Readonly<Record<Exclude<Command, Tab>, () => void>> = {
    play() {
      // Play at the end begins again, as every player does.
      if (!state.playing && player.position().ended) player.seek(0);
      set({ playing: !state.playing, ...(!state.playing && { pinned: undefined }) });
    },
    'earlier-round': () => lookBeside(-1),
    'later-round': () => lookBeside(1),
    'round-start': () => stepRound(-1),
    'round-end': () => stepRound(1),
    'next-flip'() {
      const { atMs, ended } = player.position();
      // From the end one begins anew, or there would be nothing to come.
      const flip = moments.find(({ kind, at }) => kind === 'flip' && at > (ended ? -1 : atMs));
      if (!flip) return;
      player.seek(flip.at);
      set({ playing: false, tab: 'diff' });
      // The next round may begin at the same moment.
      lookAt(flip.round);
    },
    back: () => seekBy(-SEEK_MS),
    on: () => seekBy(SEEK_MS),
    slower: () => set({ speed: SPEEDS.findLast(speed => speed < state.speed) ?? state.speed }),
    faster: () => set({ speed: SPEEDS.find(speed => speed > state.speed) ?? state.speed }),
    start() {
      player.seek(0);
      set({ pinned: undefined });
    },
    end() {
      player.seek(player.position().durationMs);
      set({ pinned: undefined, playing: false });
    },
    lane() {
      const run = player.run();
      const round = shownRound({ run, state });
      const lanes = round ? lanesOf(run, round) : [];
      const next = lanes[(lanes.indexOf(shownLane({ run, state })) + 1) % Math.max(1, lanes.length)];
      set({ lane: next });
    },
    unfold: () => set({ unfolded: !state.unfolded }),
    follow: () => set({ pinned: undefined }),
    look: () => set({ look: LOOKS[(LOOKS.indexOf(state.look) + 1) % LOOKS.length] ?? 'auto' }),
    help: () => set({ help: !state.help }),
    close: () => set({ help: false }),
  };

  return {
    state: () => state,
    shown,
    view: () => pageView(shown()),
    act(asked) {
      const [name = '', about] = asked.split(' ');
      const number = Number(about);
      if (name === 'round' && Number.isInteger(number)) lookAt(number);
      else if (name === 'lane' && about !== undefined && Number.isInteger(number)) {
        // Chosen again, it stands among the others again.
        set({ lane: state.lane === number ? undefined : number });
      } else if (isTab(name)) set({ tab: name });
      else if (isCommand(name)) commands[name]();
      else return false;
      return true;
    },
    seekTo(share) {
      player.seek(share * player.position().durationMs);
      set({ pinned: undefined });
    },
    setSpeed: speed => set({ speed }),
    setLongestWait: longestWait => set({ longestWait }),
    pass(ms) {
      if (!state.playing || ms <= 0) return;
      player.seek(player.playedTo(ms * state.speed, state.longestWait));
      if (player.position().ended) set({ playing: false });
    },
  };
}

function isTab(name: string): name is Tab {
  return TABS.some(tab => tab === name);
}

function isCommand(name: string): name is Exclude<Command, Tab> {
  return !isTab(name) && KEYS.some(({ command }) => command === name);
}

/** The log of the first so many events. Going back it is made anew. */
function createPlayedLog(events: readonly AnyEvent[]): (count: number) => ReturnType<EventLog['entries']> {
  let log = createEventLog();
  let pushed = 0;
  return count => {
    if (count < pushed) {
      log = createEventLog();
      pushed = 0;
    }
    for (const event of events.slice(pushed, count)) log.push(event);
    pushed = count;
    return log.entries();
  };
}
