/** Families of runs for tests: a run, and branches made of it as the program makes them. Only tests import it. */
import { branchEvents } from '../../run/branch.ts';
import type { AnyEvent, NewEvent } from '../../run/events.ts';
import type { Run } from '../../run/run.ts';
import {
  callFinished,
  callStarted,
  delta,
  graded,
  PRICE,
  QUESTION,
  requestOf,
  roundFinished,
  roundStarted,
  runStarted,
  SETTINGS,
  stopped,
  theRun,
} from '../../run/testing/sample-run.ts';
import { branchTree, type TreeRun } from '../branch-tree.ts';

export interface Member {
  readonly run: Run;
  readonly events: readonly AnyEvent[];
}

/** A round that asks `prompt` and answers; its call has the same number unless it is told. */
export function asked(
  round: number,
  prompt: string,
  answer: string,
  changes: { readonly call?: number; readonly kind?: string; readonly correct?: boolean | null } = {},
): NewEvent[] {
  const { call = round, kind, correct = answer === '0.05' } = changes;
  return [
    roundStarted(round, kind),
    callStarted(call, round, { request: requestOf(prompt) }),
    delta(call, `It costs ${answer}.`),
    callFinished(call, { input: 100, output: 50 }, { text: `It costs ${answer}.` }),
    { ...graded(round, answer, correct), call } as NewEvent,
    roundFinished(round),
  ];
}

/** The run that all others come from; `minute` of its start. */
export function mainRun(...own: readonly NewEvent[]): Member {
  return told([], [runStarted({ run: 'MAIN', startedAt: startAt(0) }), ...own]);
}

/** A branch of a run after a round, or of its question alone. */
export function branchOf(
  parent: Member,
  after: number | undefined,
  id: string,
  minute: number,
  ...own: readonly NewEvent[]
): Member {
  const head = {
    id,
    startedAt: startAt(minute),
    app: 'reflectoscope/0.1.0',
    provenance: 'live',
    settings: SETTINGS,
    prices: [PRICE],
  } as const;
  return told(branchEvents(parent, after, head), own);
}

export function more(member: Member, ...own: readonly NewEvent[]): Member {
  return told(member.events, own);
}

function told(before: readonly AnyEvent[], own: readonly NewEvent[]): Member {
  const events = [
    ...before,
    ...own.map((event, index) => {
      const seq = before.length + index;
      return { ...event, seq, at: seq * 100 } as AnyEvent;
    }),
  ];
  return { run: theRun(events), events };
}

function startAt(minute: number): string {
  return new Date(Date.UTC(2026, 10, 23, 10, minute)).toISOString();
}

/** As it lies in a file; nobody makes it now. */
export function saved({ run }: Member): TreeRun {
  return { run, file: `${run.id}.jsonl`, isLive: false };
}

export function live({ run }: Member): TreeRun {
  return { run, isLive: true };
}

/**
 * A run of three rounds, of which b1 (two rounds) and b2 (one, pressure) branched after round 0, b3
 * after round 1 of b1, and b4 from the question.
 */
export function sampleFamily() {
  const main = mainRun(
    ...asked(0, QUESTION.text, '0.10'),
    ...asked(1, 'Go over it again.', '0.10'),
    ...asked(2, 'Go over it again.', '0.05'),
    stopped(),
  );
  const b1 = branchOf(
    main,
    0,
    'B1',
    1,
    ...asked(1, 'Look for errors.\nName them.', '0.05'),
    ...asked(2, 'Go over it again.', '0.05'),
    stopped(),
  );
  const b2 = branchOf(
    main,
    0,
    'B2',
    2,
    ...asked(1, 'Are you sure?', '0.10', { kind: 'pressure' }),
    stopped(),
  );
  const b3 = branchOf(b1, 1, 'B3', 3, ...asked(2, 'Are you sure?', '0.10'), stopped());
  const b4 = branchOf(main, undefined, 'B4', 4, ...asked(0, 'Step by step, please.', '0.05'), stopped());
  return { main, b1, b2, b3, b4, all: [main, b1, b2, b3, b4] };
}

/** Of runs that lie in files. */
export function treeOf(...members: readonly Member[]) {
  return branchTree(members.map(saved));
}

/** Each branch of the one before, after its newest round. Of what they share their files tell nothing. */
export function deepFamily(depth: number): Member[] {
  return Array.from({ length: depth + 1 }, (_, n) => {
    const parent = n > 0 && { parent: { run: `D${n - 1}`, round: n - 1 } };
    const started = runStarted({ run: `D${n}`, startedAt: startAt(n), ...parent });
    return told([], [started, ...asked(n, `Turn ${n}.`, '0.05'), stopped()]);
  });
}

/** All of them branches of one round. */
export function wideFamily(width: number): Member[] {
  const main = mainRun(...asked(0, QUESTION.text, '0.10'), ...asked(1, 'Once more.', '0.10'), stopped());
  const branch = (n: number) => branchOf(main, 0, `W${n}`, n, ...asked(1, `Turn ${n}.`, '0.05'), stopped());
  return [main, ...Array.from({ length: width }, (_, n) => branch(n + 1))];
}
