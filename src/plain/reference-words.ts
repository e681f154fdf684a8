/** What is said where a run has no right answer to show. Pure. */
import type { Run } from '../run/run.ts';

/** The source of an imported run may have graded answers without telling the right one. */
export function noReferenceWords({ rounds, imported }: Pick<Run, 'rounds' | 'imported'>): string {
  const isGraded = rounds.some(({ grades }) => grades.some(({ correct }) => correct !== null));
  if (isGraded) return 'The reference is not in the source; it tells which answers were right.';
  // As long as nothing has been told of its rounds yet.
  if (rounds.length === 0 && imported && !imported.unknown.includes('marks')) {
    return 'The reference is not in the source; where it tells which answers were right, that is shown.';
  }
  return 'No reference: what changes is marked, what is right is not known.';
}
