/**
 * What a person does to a run from the inspector: steps, edits, retries, probes, branches, notes. Carries
 * it out by the controls of the run, or by a branch where the run has gone on without it. Knows no React.
 */
import { editsOf, type ProbeKind } from '../../run/edits.ts';
import { answerCall, attemptsOf } from '../../run/run.ts';
import { pressureTurn } from '../../strategies/probes.ts';
import type { BranchHow, Desk, RunHandle } from '../desk.ts';
import type { Command } from '../keys.ts';
import { type InspectorState, shownRound } from '../screens/inspector-state.ts';
import type { LookAt } from '../use-shown-run.ts';
import { draftsOfRun } from './drafts-of-run.ts';
import { openNextStep } from './open-step.ts';
import type { Over, Written } from './over.ts';
import { type Said, tried } from './said.ts';
import { openInput } from './small-input.ts';

export interface ActionWorld {
  readonly handle: RunHandle;
  readonly desk: Desk;
  readonly state: () => InspectorState;
  readonly setState: (state: InspectorState) => void;
  /** Puts another run on the screen. */
  readonly open: (handle: RunHandle, lookAt?: LookAt) => void;
}

const PROBES: Partial<Record<Command, ProbeKind>> = {
  'probe.placebo': 'placebo',
  'probe.resample': 'resample',
};

export interface RunActions {
  /** `false`: the command is none of these. */
  command(command: Command): Said | false;
  /** Counts what was written over the pane. */
  apply(written: Written): Said;
  /** Keeps what is being written, in case the program is killed. */
  keep(over: Over | undefined): void;
  branch(how: BranchHow): Said;
}

export function createRunActions({ handle, desk, state, setState, open }: ActionWorld): RunActions {
  const { controls, session } = handle;
  const drafts = draftsOfRun(desk.draft(handle));
  const runNow = () => session.run();
  const isLive = () => controls !== undefined && runNow()?.outcome === undefined;
  const shown = () => shownRound(state(), runNow());

  /** On the run itself where it is at its newest round, else on a branch that begins there. */
  const onRunOrBranch = (round: number, act: (on: RunHandle) => Said, done: string): Said => {
    const newest = runNow()?.rounds.at(-1)?.index ?? 0;
    if (isLive() && round >= newest) return act(handle) ?? done;
    return tried(() => {
      const branched = desk.branch(handle, round, 'after');
      const why = act(branched);
      open(branched, { pane: 'next' });
      return why ?? `A branch from round ${round}: enter sends it.`;
    });
  };

  const probe = (kind: ProbeKind): Said => {
    const run = runNow();
    const round = shown();
    if (!run || round === undefined) return NOTHING_YET;
    const upcoming = controls?.upcoming() ?? round + 1;
    if (isLive() && editsOf(run, upcoming).probe?.kind === kind) {
      return controls?.edit({ probe: null }) ?? `Round ${upcoming} is no ${kind} any more.`;
    }
    return onRunOrBranch(
      round,
      on => on.controls?.edit({ probe: { kind } }),
      `Round ${upcoming} will be a ${kind}.`,
    );
  };

  const input = (kind: 'note' | 'pressure' | 'injection'): Said => {
    const run = runNow();
    const round = run?.rounds.find(({ index }) => index === shown());
    if (!run || !round) return NOTHING_YET;
    const answer = answerCall(run, round);
    if (kind === 'injection' && answer?.status !== 'finished') {
      return 'There is no whole answer in this round that could be changed.';
    }
    const text = kind === 'note' ? (round.note ?? '') : kind === 'injection' ? (answer?.text ?? '') : '';
    const opened = openInput(kind, { round: round.index, text, draft: drafts.of(kind) });
    setState({ ...state(), over: { kind: 'input', state: opened } });
    return undefined;
  };

  const edit = (): Said => {
    const run = runNow();
    const pending = controls?.pending();
    if (!run || !controls || !isLive()) return ENDED;
    if (!pending) {
      controls.setStepping(true);
      return 'The run waits before its next step: e changes it then.';
    }
    if (pending.kind === 'end') {
      return 'Nothing is about to be sent: R makes the last round once more, P S U I probe, b branches.';
    }
    const [call] = pending.calls;
    if (!call) return undefined;
    if (call.step.again !== undefined)
      return 'Another sample is one of the same request: b branches to change it.';
    const opened = openNextStep(run, pending, call, { desk, draft: drafts.of('step') });
    setState({ ...state(), over: { kind: 'step', state: opened } });
    return undefined;
  };

  const step = (): Said => {
    if (!controls || !isLive()) return ENDED;
    const on = !controls.stepping();
    controls.setStepping(on);
    if (on) return 'Step mode: the run waits before its next step.';
    return controls.pending() ? undefined : 'The run goes on without waiting.';
  };

  const retry = (): Said => {
    const round = shown();
    if (round === undefined) return NOTHING_YET;
    const isTakenBack = isLive() && runNow()?.retrying !== undefined;
    const done = isTakenBack
      ? `Round ${round} is not made once more.`
      : `Round ${round} once more: enter sends it.`;
    return onRunOrBranch(round, on => on.controls?.retry(), done);
  };

  const choose = (): Said => {
    const run = runNow();
    const round = run?.rounds.find(({ index }) => index === shown());
    if (!run || !round) return NOTHING_YET;
    if (!controls || !isLive()) return ENDED;
    const attempts = attemptsOf(run, round);
    const looked = attempts.find(({ id }) => id === state().attempt) ?? answerCall(run, round);
    if (!looked || attempts.length < 2) return 'This round has one answer only: R makes it once more.';
    const number = attempts.findIndex(({ id }) => id === looked.id) + 1;
    return controls.choose(looked.id) ?? `Attempt ${number} of ${attempts.length} goes on.`;
  };

  const branch = (how: BranchHow): Said => {
    const round = shown();
    if (round === undefined) return NOTHING_YET;
    return tried(() => {
      open(desk.branch(handle, round, how), { pane: 'next' });
      return `A branch ${how === 'after' ? 'after' : 'with another'} round ${round}. e changes what is sent, enter sends it.`;
    });
  };

  const note = (round: number, text: string): Said => {
    const why = isLive() ? controls?.note(round, text) : desk.note(handle, round, text);
    return (
      why ??
      (text.trim() === '' ? `The note on round ${round} is gone.` : `The note on round ${round} is kept.`)
    );
  };

  return {
    branch,
    command(command) {
      const kind = PROBES[command];
      if (kind) return probe(kind);
      switch (command) {
        case 'gate.go':
          return controls ? controls.go() : ENDED;
        case 'gate.stop':
          return controls?.stop() ?? (controls ? 'The run ends there.' : ENDED);
        case 'gate.step':
          return step();
        case 'gate.edit':
          return edit();
        case 'retry':
          return retry();
        case 'attempt.choose':
          return choose();
        case 'probe.pressure':
          return input('pressure');
        case 'probe.injection':
          return input('injection');
        case 'note':
          return input('note');
        default:
          return false;
      }
    },
    apply(written) {
      if (written.kind === 'edit') {
        const why = controls ? controls.edit(written.edit) : ENDED;
        // What was not taken is there again at the next opening.
        if (why === undefined) drafts.clear('step');
        return why ?? 'Changed. Enter sends it.';
      }
      drafts.clear(written.kind);
      switch (written.kind) {
        case 'note':
          return note(written.round, written.text);
        case 'pressure': {
          const probed = {
            probe: { kind: 'pressure' as const, ...(written.text !== '' && { text: written.text }) },
          };
          const done = `The next round says: ${pressureTurn(written.text)}`;
          return onRunOrBranch(written.round, on => on.controls?.edit(probed), done);
        }
        case 'injection': {
          const injected = {
            probe: { kind: 'injection' as const },
            answer: { text: written.text, proposed: written.before },
          };
          const done = 'The next round goes on from the answer as you changed it.';
          return onRunOrBranch(written.round, on => on.controls?.edit(injected), done);
        }
      }
    },
    keep: over => over && drafts.keep(over),
  };
}

const NOTHING_YET = 'There is no round yet.';
const ENDED = 'The run has ended: b branches from a round of it.';
