/** What each round of a run did, as signs: from the row that the report holds of it. Pure. */
import type { RoundRow, RunRow } from '../../report/row.ts';
import { type Line, lineWidth, type StyledSpan, span } from '../line.ts';
import type { Role, Roles } from '../theme.ts';

export interface RoundSign {
  readonly round: number;
  readonly text: string;
  readonly role: Role;
}

/** One a round, the lanes of a round close together. */
export function roundSigns({ rounds }: Pick<RunRow, 'rounds'>): RoundSign[] {
  const before = new Map<number, RoundRow>();
  return rounds.map(one => {
    const sign = signOf(one, before.get(one.lane));
    if (one.came === 'answered' && !one.isProbe) before.set(one.lane, one);
    return { round: one.round, ...sign };
  });
}

/** The same signs as in the library; a word only where a sign does not tell it from its neighbour. */
function signOf(one: RoundRow, before: RoundRow | undefined): Omit<RoundSign, 'round'> {
  if (one.isProbe) return { text: '○', role: 'muted' };
  if (one.came === 'failed') return { text: '!', role: 'bad' };
  if (one.came === 'none') return { text: '?', role: 'muted' };
  const was = before?.correct;
  if (one.correct === true) return { text: was === false ? '✓FIX' : '✓', role: 'good' };
  if (one.correct === false) return { text: was === true ? '✗BREAK' : '✗', role: 'bad' };
  if (!before) return { text: '·', role: 'muted' };
  return one.answer === before.answer ? { text: '=', role: 'muted' } : { text: '≠', role: 'warning' };
}

/** In at most so many cells, the round in question always among them and marked. */
export function signsLine(row: Pick<RunRow, 'rounds'>, round: number | undefined, width: number): Line {
  const signs = roundSigns(row);
  const asked = signs.findLastIndex(one => one.round === round);
  const spans = (from: number, to: number): Line => [
    ...(from > 0 ? [span('… ', 'muted')] : []),
    ...signs.slice(from, to).flatMap(({ text, role, round: at }, index): StyledSpan[] => {
      const isSameRound = signs[from + index - 1]?.round === at;
      const roles: Roles = at === round ? [role, 'emphasis'] : role;
      return [...(index > 0 && !isSameRound ? [span(' ')] : []), span(text, roles)];
    }),
    ...(to < signs.length ? [span(' …', 'muted')] : []),
  ];
  let from = 0;
  let to = signs.length;
  // How it ended tells most; where a round is asked for, that one does.
  while (to - from > 1 && lineWidth(spans(from, to)) > width) {
    if (asked < 0 || asked > from) from++;
    else to--;
  }
  return spans(from, to);
}
