/** Probes from the inspector: a key asks for one, or opens what is written for it. Knows no React. */
import { editsOf, type ProbeKind } from '../../run/edits.ts';
import { pressureTurn } from '../../strategies/probes.ts';
import { lastAnswer } from '../../strategies/thread.ts';
import type { RunHandle } from '../desk.ts';
import type { Command } from '../keys.ts';
import { type InspectorState, shownRound } from '../screens/inspector-state.ts';
import type { DraftsOfRun } from './drafts-of-run.ts';
import type { Said } from './said.ts';
import { openInput } from './small-input.ts';

export interface ProbeWorld {
  readonly handle: RunHandle;
  readonly drafts: DraftsOfRun;
  readonly state: () => InspectorState;
  readonly setState: (state: InspectorState) => void;
  /** On the run itself where it is at its newest round, else on a branch; `act` says why it could not. */
  readonly onRunOrBranch: (round: number, act: (on: RunHandle) => Said, done: string) => Said;
}

interface Probe {
  readonly kind: 'pressure' | 'injection';
  readonly text: string;
  /** The answer as it was at first. */
  readonly before: string;
}

/** Those that need no words. */
const PLAIN: Partial<Record<Command, ProbeKind>> = {
  'probe.placebo': 'placebo',
  'probe.resample': 'resample',
};

export function createProbeActions({ handle, drafts, state, setState, onRunOrBranch }: ProbeWorld) {
  const { controls, session } = handle;
  const shown = () => shownRound(state(), session.run());
  const isLive = () => controls !== undefined && session.run()?.outcome === undefined;
  const upcoming = (round: number) => (isLive() ? (controls?.upcoming() ?? round + 1) : round + 1);

  const plain = (kind: ProbeKind): Said => {
    const run = session.run();
    const round = shown();
    if (!run || round === undefined) return NOTHING_YET;
    const next = upcoming(round);
    const isThere = isLive() && editsOf(run, next).probe?.kind === kind;
    if (isThere) return controls?.edit({ probe: null }) ?? `Round ${next} is no ${kind} any more.`;
    return onRunOrBranch(
      round,
      on => on.controls?.edit({ probe: { kind } }),
      `Round ${next} will be a ${kind}.`,
    );
  };

  /** With what was written for the next round already, else with the answer that it follows. */
  const written = (kind: 'pressure' | 'injection'): Said => {
    const run = session.run();
    const round = shown();
    if (!run || round === undefined) return NOTHING_YET;
    const answer = lastAnswer(run, round + 1);
    if (!answer) return 'There is no whole answer yet that this could follow.';
    const queued = isLive() ? editsOf(run, upcoming(round)) : {};
    const isQueued = queued.probe?.kind === kind;
    const own = kind === 'pressure' ? '' : answer.text;
    const before = kind === 'pressure' ? queued.probe?.text : queued.answer?.text;
    const opened = openInput(kind, {
      round: answer.round,
      text: own,
      draft: drafts.of(kind) ?? asDraft(kind, answer.round, isQueued ? before : undefined),
    });
    setState({ ...state(), over: { kind: 'input', state: opened } });
    return undefined;
  };

  return {
    /** `false`: it is none of these. */
    command(command: Command): Said | false {
      const kind = PLAIN[command];
      if (kind) return plain(kind);
      if (command === 'probe.pressure') return written('pressure');
      return command === 'probe.injection' ? written('injection') : false;
    },
    apply({ kind, text, before }: Probe): Said {
      const round = shown() ?? 0;
      const edit =
        kind === 'pressure'
          ? { probe: { kind, ...(text !== '' && { text }) } }
          : { probe: { kind }, answer: { text, proposed: before } };
      const done =
        kind === 'pressure'
          ? `The next round says: ${pressureTurn(text)}`
          : 'The next round goes on from the answer as you changed it.';
      return onRunOrBranch(
        round,
        on => {
          const why = on.controls?.edit(edit);
          // What was not taken is there again at the next opening.
          if (why === undefined) drafts.clear(kind);
          return why;
        },
        done,
      );
    },
  };
}

const NOTHING_YET = 'There is no round yet.';

/** As the input itself keeps what is typed. */
function asDraft(editor: Probe['kind'], round: number, text: string | undefined): unknown {
  return text === undefined ? undefined : { editor, round, text };
}
