/**
 * What a person does to a run from the inspector: steps, edits, retries, probes, branches, notes. Carries
 * it out by the controls of the run, or by a branch where the run has gone on without it. Knows no React.
 */

import type { Edit } from '../../run/edits.ts';
import { answerCall, attemptsOf, type Run } from '../../run/run.ts';
import { ownRounds } from '../../strategies/stop-rules.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import type { BranchHow, Desk, RunHandle } from '../desk.ts';
import type { Command } from '../keys.ts';
import { type InspectorState, shownCall, shownLane, shownRound } from '../screens/inspector-state.ts';
import type { LookAt } from '../use-shown-run.ts';
import { draftsOfRun } from './drafts-of-run.ts';
import { openNextStep } from './open-step.ts';
import type { Over, Written } from './over.ts';
import { createProbeActions } from './probe-actions.ts';
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

  const probes = createProbeActions({ handle, drafts, state, setState, onRunOrBranch });

  const note = (): Said => {
    const run = runNow();
    const round = run?.rounds.find(({ index }) => index === shown());
    if (!round) return NOTHING_YET;
    const opened = openInput('note', {
      round: round.index,
      text: round.note ?? '',
      draft: drafts.of('note'),
    });
    setState({ ...state(), over: { kind: 'input', state: opened } });
    return undefined;
  };

  const save = (): Said => {
    if (!handle.saveIn) return 'This run lies in its file: O exports it.';
    const first = desk.otherFolder ?? '';
    const opened = openInput('save', { round: shown() ?? 0, text: first, draft: drafts.of('save') });
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
    if (pending.kind === 'end') return oneMore(run, pending.rule);
    const [call] = pending.calls;
    if (!call) return undefined;
    if (call.step.again !== undefined)
      return 'Another sample is one of the same request: b branches to change it.';
    const opened = openNextStep(run, pending, call, { desk, draft: drafts.of('step') });
    setState({ ...state(), over: { kind: 'step', state: opened } });
    return undefined;
  };

  /** Where all rounds were made, there can be another one; other rules have their reasons. */
  const oneMore = (run: Run, rule: string): Said => {
    if (rule !== 'max-rounds') {
      return 'Nothing is about to be sent: R makes the last round once more, P S U I probe, b branches.';
    }
    const why = controls?.edit({ rounds: ownRounds(run).length });
    return why ?? 'One more round: e changes what is sent, enter sends it.';
  };

  const step = (): Said => {
    if (!controls || !isLive()) return ENDED;
    const on = !controls.stepping();
    controls.setStepping(on);
    if (on) return 'Step mode: the run waits before its next step.';
    return controls.pending() ? undefined : 'The run goes on without waiting.';
  };

  const stop = (): Said => {
    if (!controls || !isLive()) return ENDED;
    const isStreaming = controls.pending() === undefined;
    return controls.stop() ?? (isStreaming ? 'The run ends after this answer.' : 'The run ends there.');
  };

  const retry = (): Said => {
    const round = shown();
    if (round === undefined) return NOTHING_YET;
    const isTakenBack = isLive() && runNow()?.retrying !== undefined;
    const done = isTakenBack
      ? `Round ${round} is not made once more.`
      : `Round ${round} once more: enter sends it.`;
    return onRunOrBranch(round, on => on.controls?.retry(shownLane(state(), runNow())), done);
  };

  const choose = (): Said => {
    const run = runNow();
    const round = run?.rounds.find(({ index }) => index === shown());
    if (!run || !round) return NOTHING_YET;
    if (!controls || !isLive()) return ENDED;
    const lane = shownLane(state(), run);
    const attempts = attemptsOf(run, round, lane);
    const id = shownCall(state(), run) ?? answerCall(run, round, lane)?.id;
    const number = attempts.findIndex(attempt => attempt.id === id) + 1;
    if (id === undefined || attempts.length < 2)
      return 'This round has one answer only: R makes it once more.';
    if (number === 0) return 'This is no answer: ) goes to one.';
    return controls.choose(id) ?? `Attempt ${number} of ${attempts.length} goes on.`;
  };

  const branch = (how: BranchHow): Said => {
    const round = shown();
    if (round === undefined) return NOTHING_YET;
    return tried(() => {
      open(desk.branch(handle, round, how), { pane: 'next' });
      return `A branch ${how === 'after' ? 'after' : 'with another'} round ${round}. e changes what is sent, enter sends it.`;
    });
  };

  const noted = (round: number, text: string): Said => {
    const why = isLive() ? controls?.note(round, text) : desk.note(handle, round, text);
    if (why !== undefined) return why;
    drafts.clear('note');
    if (text.trim() === '') return `The note on round ${round} is gone.`;
    const kept = handle.file === undefined ? 'there, but the run is not saved' : 'kept';
    return `The note on round ${round} is ${kept}.`;
  };

  const savedIn = (folder: string): Said =>
    tried(() => {
      const file = handle.saveIn?.(folder);
      drafts.clear('save');
      return `Saved whole in ${sanitizeLine(file ?? folder)}.`;
    });

  const edited = (edit: Edit): Said => {
    const why = controls ? controls.edit(edit) : ENDED;
    // What was not taken is there again at the next opening.
    if (why !== undefined) return why;
    drafts.clear('step');
    return controls?.pending()?.kind === 'end'
      ? 'Changed: the run ends here now. Enter ends it, e asks for one more round.'
      : 'Changed. Enter sends it.';
  };

  return {
    branch,
    command(command) {
      const probed = probes.command(command);
      if (probed !== false) return probed;
      switch (command) {
        case 'gate.go':
          return controls ? controls.go() : ENDED;
        case 'gate.stop':
          return stop();
        case 'gate.step':
          return step();
        case 'gate.edit':
          return edit();
        case 'retry':
          return retry();
        case 'attempt.choose':
          return choose();
        case 'note':
          return note();
        case 'save':
          return save();
        default:
          return false;
      }
    },
    apply(written) {
      if (written.kind === 'edit') return edited(written.edit);
      const { kind, round, text, before } = written;
      if (kind === 'save') return savedIn(text);
      return kind === 'note' ? noted(round, text) : probes.apply({ kind, text, before });
    },
    keep: over => over && drafts.keep(over),
  };
}

const NOTHING_YET = 'There is no round yet.';
const ENDED = 'The run has ended: b branches from a round of it.';
