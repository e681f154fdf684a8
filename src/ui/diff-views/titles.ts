/** What stands above and below a diff: what is compared, how much changed, what is not reached. Knows no rows. */
import type { DiffStats } from '../../diff/parts.ts';
import { formatCount, formatShare } from '../../text/numbers.ts';
import { EMPTY, type Line, line, lineWidth, span } from '../line.ts';
import { BLANK_LINE, type MarkedLine, remark, wordCount } from './marked-lines.ts';

/** The rounds that are compared, where they are known. */
export interface Rounds {
  readonly old: number | undefined;
  readonly next: number | undefined;
}

/** The name of a view, in full and as short as it can be known by. */
export interface ViewWords {
  readonly long: string;
  readonly short: string;
}

/** Ways to say `round 2 against 1, words, inline   +18 −11   72 % kept`, the longest first. */
export function titlesOf(
  { long, short }: ViewWords,
  { added, removed, keptShare }: DiffStats,
  { old, next }: Rounds,
): Line[] {
  const known = old !== undefined && next !== undefined;
  const counts = line(span(`+${formatCount(added)}`, 'good'), ' ', span(`−${formatCount(removed)}`, 'bad'));
  const kept = span(`   ${formatShare(keptShare)} kept`, 'muted');
  const title = (text: string, ...rest: Line) => line(span(`${text}   `, 'muted'), ...counts, ...rest);
  const rounds = known ? `${next} against ${old}, ` : '';
  return [
    title(known ? `round ${rounds}${long}` : long, kept),
    title(`${rounds}${short}`, kept),
    // Which rounds these are goes without saying when they follow each other.
    ...(known && next !== old + 1 ? [title(`${rounds}${short}`), title(`${next} against ${old}`)] : []),
    title(short, kept),
    title(short),
    counts,
  ];
}

/** That no word changed, where that is so: an empty diff would leave it open. `beside` says that others are shown elsewhere. */
export function unchangedNote(stats: DiffStats, width: number, beside = false): MarkedLine[] {
  const { added, removed, changes, kept, notReached } = stats;
  if (added + removed > 0 || kept === 0 || notReached > 0) return [];
  const word = beside ? 'other word' : 'word';
  const words = changes > 0 ? `No ${word} has changed, only marks.` : `No ${word} has changed.`;
  return [remark(words, width), BLANK_LINE];
}

export type Reach = 'growing' | 'cut';

/** `···  the rest of round 1 (41 words) is not reached yet`; empty when all is reached. */
export function notReachedNote(
  stats: DiffStats,
  reach: Reach,
  round: number | undefined,
  width: number,
): Line {
  const { notReached, kept, removed } = stats;
  if (notReached === 0) return EMPTY;
  const count = wordCount(notReached);
  const name = round === undefined ? 'the old text' : `round ${round}`;
  const all = kept + removed === 0;
  const long = `${all ? '' : 'the rest of '}${name} (${count}) ${reach === 'growing' ? 'is not reached yet' : 'was not reached'}`;
  const plural = notReached === 1 ? 0 : 1;
  const short = `${count} ${reach === 'growing' ? ['is', 'are'][plural] : ['was', 'were'][plural]} not reached${reach === 'growing' ? ' yet' : ''}`;
  const ways = [long, short, `${formatCount(notReached)} to come`].map(text => span(`···  ${text}`, 'muted'));
  return [ways.find(way => lineWidth([way]) <= width) ?? span('···', 'muted')];
}
