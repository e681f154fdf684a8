/**
 * Screens of a run that a person takes part in: at the gate, in the editors, with branches, attempts
 * and probes. Only tests import it.
 */
import { sampleFamily, treeOf } from '../../analysis/testing/families.ts';
import { prepare } from '../../bedrock/request.ts';
import type { Pending } from '../../engine/gate.ts';
import { callsFor, pendingCalls } from '../../engine/plan.ts';
import type { AnyEvent, NewEvent } from '../../run/events.ts';
import { foldAll } from '../../run/fold.ts';
import type { Model } from '../../run/model.ts';
import type { Run } from '../../run/run.ts';
import { edited, noted, onceMore, probeRound } from '../../run/testing/sample-run.ts';
import { nextOf } from '../../strategies/directed.ts';
import { PROMPT_VARIANTS } from '../../strategies/prompt-library.ts';
import { selfReflection } from '../../strategies/self-reflection.ts';
import { openNextStep } from '../debugger/open-step.ts';
import { inputKey, openInput } from '../debugger/small-input.ts';
import type { Line } from '../line.ts';
import { inspectorFrame } from '../screens/inspector-frame.ts';
import {
  type AtGate,
  INITIAL,
  type InspectorInput,
  type InspectorState,
} from '../screens/inspector-state.ts';
import { AT_TOP } from '../widgets/scroll.ts';

type Draw = (width: number, height: number) => readonly Line[];

/** By the names of their golden files; `events` is a recorded run of several rounds. */
export function debuggerStates(events: readonly AnyEvent[]): Readonly<Record<string, Draw>> {
  const first = until(events, 0);
  const two = until(events, 1);
  const waiting = after(first);
  const own = { prompt: { text: PROMPT, proposed: proposedIn(waiting) } };
  const changed = after(first, edited(1, { ...own, temperature: 0.2, feedback: 'Check the total.' }));
  const blank = after(first, edited(1, { prompt: { text: '  ', proposed: proposedIn(waiting) } }));
  const twice = after(
    two,
    ...onceMore(1, { call: 2, again: 1, answer: '$0.05', correct: true }),
    noted(1, 'The second attempt needs no equation.'),
  );
  const probed = after(two, ...probeRound(2, 'pressure', '$0.10'));
  const { main, b1, b2, b3 } = sampleFamily();
  const next = { pane: 'next', before: 'diff' } as const;
  return {
    'gate-next': at(waiting, next, { gate: gateOf(waiting) }),
    'gate-answer': at(waiting, { pane: 'answer', scroll: AT_TOP }, { gate: gateOf(waiting) }),
    'gate-edited': at(changed, next, { gate: gateOf(changed) }),
    'gate-problem': at(blank, next, { gate: gateOf(blank) }),
    'gate-end': at(two.run, next, {
      gate: { stepping: true, pending: { kind: 'end', round: 2, rule: 'answer-stable' } },
    }),
    'step-editor': at(waiting, { ...next, over: editorOf(waiting) }, { gate: gateOf(waiting) }),
    'pressure-input': at(two.run, { over: pressureOf('0.10') }),
    'branch-menu': at(two.run, { menu: { kind: 'branch', row: 0 } }),
    tree: at(
      main.run,
      { pane: 'tree', before: 'diff', selected: { run: b1.run.id, round: 1 } },
      { tree: treeOf(main, b1, b2, b3) },
    ),
    attempts: at(twice, { pinned: 1, scroll: AT_TOP }),
    'attempts-first': at(twice, { pane: 'answer', pinned: 1, attempt: 1, scroll: AT_TOP }),
    'attempts-against': at(twice, { menu: { kind: 'against', row: 2 } }),
    probe: at(probed, { scroll: AT_TOP }),
  };
}

const PROMPT = 'Take the ball to be x, and write down both equations.\nThen check the sum.';

const at =
  (run: Run, state: Partial<InspectorState>, more: Partial<InspectorInput> = {}): Draw =>
  (width, height) =>
    inspectorFrame({
      run,
      log: [],
      state: { ...INITIAL, ...state },
      player: undefined,
      notice: undefined,
      ...more,
      width,
      height,
    });

interface Begun {
  readonly events: readonly AnyEvent[];
  readonly run: Run;
}

/** The run up to the end of a round. */
function until(events: readonly AnyEvent[], round: number): Begun {
  const place = events.findIndex(
    event => event.type === 'round.finished' && 'round' in event && event.round === round,
  );
  const begun = events.slice(0, place + 1);
  return { events: begun, run: folded(begun) };
}

/** What happened after that, a tenth of a second apart. */
function after({ events, run }: Begun, ...more: readonly NewEvent[]): Run {
  const placed = more.map((event, index) => ({
    ...event,
    seq: events.length + index,
    at: run.at + 100 * (index + 1),
  }));
  return folded([...events, ...(placed as AnyEvent[])]);
}

function folded(events: readonly AnyEvent[]): Run {
  const run = foldAll(events);
  if (!run) throw new Error('no events, no run');
  return run;
}

const model: Model = {
  prepare,
  stream: () => {
    throw new Error('nothing is sent');
  },
};

/** The events of a run up to the end of its first round, and what waits for somebody after them. */
export function waitingAfterFirst(events: readonly AnyEvent[]): {
  readonly begun: readonly AnyEvent[];
  readonly pending: Pending;
} {
  const first = until(events, 0);
  return { begun: first.events, pending: pendingIn(first.run) };
}

type Waiting = Extract<Pending, { kind: 'calls' }>;

/** What the engine would have wait. */
function pendingIn(run: Run): Waiting {
  const next = nextOf(selfReflection, run);
  if (next.kind !== 'steps') throw new Error(`no steps but ${next.kind}`);
  const calls = callsFor(run, next, model);
  const problem = calls.map(one => one.problem).find(text => text !== undefined);
  const pending = pendingCalls(run, next, calls, { problem, failed: undefined }, selfReflection);
  if (pending.kind !== 'calls') throw new Error('no calls');
  return pending;
}

function gateOf(run: Run): AtGate {
  return { stepping: true, pending: pendingIn(run) };
}

function proposedIn(run: Run): string {
  return pendingIn(run).calls[0]?.proposed ?? '';
}

function editorOf(run: Run): InspectorState['over'] {
  const pending = pendingIn(run);
  const [call] = pending.calls;
  if (!call) throw new Error('no call');
  const models = [{ id: run.settings.model, name: 'Claude Sonnet 4.6' }];
  const desk = { prompts: () => PROMPT_VARIANTS, models, check: () => undefined };
  return { kind: 'step', state: openNextStep(run, pending, call, { desk, draft: undefined }) };
}

function pressureOf(text: string): InspectorState['over'] {
  const opened = openInput('pressure', { round: 1, text: '' });
  const state = [...text].reduce(
    (before, key) => inputKey(before, key, { width: 80, height: 10 }).state,
    opened,
  );
  return { kind: 'input', state };
}
