/** The keys with which a person takes part in a run: stepping, edits, attempts, branches, probes, notes. */
import { row } from '../key-row.ts';

const WAITING = ['waiting'] as const;
const LIVE = ['inspector', 'waiting', 'tree'] as const;
const ANY = ['inspector', 'waiting', 'finished', 'player', 'tree'] as const;

/** First in the key line while something waits. */
export const WAITING_ROWS = [
  row('gate.go', ['enter'], 'Let the next step happen', WAITING, 'Step', ['enter', 'send']),
  row('gate.edit', ['e'], 'Change the next step before it is sent', WAITING, 'Step', ['e', 'edit']),
  row('gate.step', ['s'], 'Go on to the end without waiting', WAITING, 'Step', ['s', 'run on']),
  row('gate.stop', ['x'], 'End the run here, skip the rest', WAITING, 'Step', ['x', 'end']),
  row('retry', ['R'], 'Make this round once more', WAITING, 'Step', ['R', 'retry']),
];

/** `J` and `K` go through the lanes below a round as `j` and `k` go through lines. */
export const RUN_KEY_ROWS = [
  row('lane.next', ['J', 'shift+down'], 'The next lane of the round', ANY, 'Rounds'),
  row('lane.previous', ['K', 'shift+up'], 'The lane before', ANY, 'Rounds'),
  row('gate.step', ['s'], 'Wait before every step, or no more', ['inspector', 'tree'], 'Step', ['s', 'step']),
  row('gate.edit', ['e'], 'Wait at the next step, to change it', ['inspector', 'tree'], 'Step'),
  row('gate.stop', ['x'], 'End the run before its next step', ['inspector', 'tree'], 'Step'),
  row('branch', ['b'], 'A new run that branches here', ANY, 'Branch', ['b', 'branch']),
  row('retry', ['R'], 'Make this round once more', ['inspector', 'finished', 'player', 'tree'], 'Branch'),
  row('branch.next', ['B'], 'To the next branch', ANY, 'Branch'),
  row('attempt.previous', ['('], 'The call before in this round', ANY, 'Branch'),
  row('attempt.next', [')'], 'The next call, or attempt, in it', ANY, 'Branch'),
  row('attempt.choose', ['*'], 'Go on with the attempt that is shown', LIVE, 'Branch'),
  row('probe.placebo', ['P'], 'Placebo: a turn without content', ANY, 'Probe'),
  row('probe.resample', ['S'], 'Resample: the question on its own', ANY, 'Probe'),
  row('probe.pressure', ['U'], 'Pressure: "Are you sure?"', ANY, 'Probe'),
  row('probe.injection', ['I'], 'Error injection: change the answer', ANY, 'Probe'),
  row('save', ['W'], 'Save the run in another folder', [...LIVE, 'finished'], 'Read'),
  row('note', ['A'], 'Write a note on this round', ANY, 'Read'),
];

const TREE = ['tree'] as const;

export const TREE_ROWS = [
  row('select.up', ['up', 'k'], 'One up', TREE, 'Tree', ['↑↓', 'move']),
  row('select.down', ['down', 'j'], 'One down', TREE, 'Tree'),
  row('tree.open', ['enter'], 'Show this round of this run', TREE, 'Tree', ['enter', 'show']),
  row('tree.compare', ['C'], 'Compare it with the round that is shown', TREE, 'Tree', ['C', 'compare']),
];
