/** Where a run comes from, when it did not begin with its question: a branch, or a run gone on with. Pure. */
import type { Run } from '../run/run.ts';

interface MaybeBranch {
  readonly parent?: Run['parent'] | undefined;
}

/** `branch of 01K0SAMPLE at round 1`; nothing for a run of its own. `nameOf` may shorten the name of the parent. */
export function branchWords({ parent }: MaybeBranch, nameOf = (id: string) => id): string | undefined {
  if (!parent) return undefined;
  return `branch of ${nameOf(parent.run)} at ${placeWords(parent)}`;
}

/** `branch at round 1`, for where there is little room. */
export function shortBranchWords({ parent }: MaybeBranch): string | undefined {
  return parent && `branch at ${placeWords(parent)}`;
}

/** A branch that has no event of its parent shares nothing but the question. */
function placeWords({ round, seq }: NonNullable<Run['parent']>): string {
  return seq === 0 ? 'the question' : `round ${round}`;
}

/** The end of a ULID tells runs of the same minute apart. */
export function shortRunId(id: string): string {
  return id.length > LONGEST_ID ? `…${id.slice(-SHORT_ID)}` : id;
}

const LONGEST_ID = 10;
const SHORT_ID = 6;

/** That the run was gone on with, in a sentence without its point; nothing where it was not. */
export function resumedWords({ resumed }: Pick<Run, 'resumed'>): string | undefined {
  if (resumed === 0) return undefined;
  const times = resumed === 1 ? 'once' : resumed === 2 ? 'twice' : `${resumed} times`;
  return `the run was gone on with ${times} after it had stopped; the time in between is not counted`;
}
