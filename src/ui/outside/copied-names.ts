/** What a copied text is called, and the file that it would make. Pure. */
import { attemptPlace } from '../../plain/edit-words.ts';
import type { Call, Run } from '../../run/run.ts';

/** `round 1, lane 2, attempt 2`. */
export function placeOf(run: Run, call: Call): string {
  const { round, lane } = call;
  const attempt = attemptName(run, call);
  return [`round ${round}`, ...(lane > 0 ? [`lane ${lane}`] : []), ...(attempt === '' ? [] : [attempt])].join(
    ', ',
  );
}

/** `attempt 2`; empty where the round has but one. */
export function attemptName(run: Run, { id, round, lane }: Call): string {
  const place = attemptPlace(run, round, id, lane);
  return place ? `attempt ${place.number}` : '';
}

export function soFar(call: Call): string {
  return call.status === 'streaming' ? ' so far' : '';
}

export function fileOf(run: Run, call: Call, end: string): string {
  return `${questionName(run)}-${placeOf(run, call).replaceAll(/,? /g, '-')}-${end}`;
}

export function questionName({ question: { id } }: Run): string {
  const name = id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 40)
    .replace(/-$/, '');
  return name || 'question';
}
