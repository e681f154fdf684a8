/** The meter and the remark: what the run has cost so far, what caching saved, what there is to notice. Pure. */
import { cacheNote } from '../../analysis/caching.ts';
import { type MarkKind, markOf } from '../../analysis/marks.ts';
import { sameAnswer } from '../../grading/equal.ts';
import { cacheWords } from '../../plain/describe.ts';
import { meterOfRound, meterOfRun } from '../../run/meter.ts';
import { answerCall, gradeOf, type Run } from '../../run/run.ts';
import { formatCount, formatSaved, formatSeconds, formatShare, formatUsd } from '../../text/numbers.ts';
import type { Roles } from '../theme.ts';
import { type Line, line, lineWidth, type StyledSpan, span, spread } from './line.ts';

/** One line: tokens to the left, money to the right. */
export function meterLine(run: Run, width: number): Line {
  const meter = meterOfRun(run);
  const { usage } = meter;
  const written = usage.cacheWrite5m + usage.cacheWrite1h;
  const facts = (...parts: [string, string][]) =>
    parts.flatMap(([label, value]): StyledSpan[] => [span(label, 'label'), span(` ${value}  `)]);
  const tokens = line(
    ' ',
    ...facts(['in', formatCount(usage.input)]),
    ...(usage.cacheRead > 0 ? facts(['cached', formatCount(usage.cacheRead)]) : []),
    ...(written > 0 && width >= 100 ? facts(['wrote', formatCount(written)]) : []),
    ...facts(['out', formatCount(usage.output)]),
    ...(width >= 100 ? facts(['in calls', formatSeconds(meter.callMs)]) : []),
  );
  const sign = meter.atLeast && meter.cost !== undefined ? '≥ ' : '';
  const share =
    meter.saved && meter.withoutCache ? ` (${formatShare(meter.saved / meter.withoutCache)})` : '';
  const money = line(
    span('cost', 'label'),
    span(` ${sign}${formatUsd(meter.cost)}  `, 'strong'),
    ...(width >= 100 && meter.withoutCache !== undefined
      ? facts(['without cache', formatUsd(meter.withoutCache)])
      : []),
    span('saved', 'label'),
    span(` ${formatSaved(meter.saved)}${share} `, savedTone(meter.saved)),
  );
  return spread(tokens, money, Math.max(width, lineWidth(money)));
}

function savedTone(saved: number | undefined): Roles {
  if (!saved) return 'muted';
  return saved < 0 ? 'bad' : 'good';
}

/** What the instrument noticed about a round, or nothing. */
export function remark(run: Run, index: number): string | undefined {
  const round = run.rounds.find(one => one.index === index);
  const call = answerCall(run, round);
  if (!round || !call) return undefined;
  const mark = markOf(run, index);
  const { usage, cost } = meterOfRound(run, round);
  if (repeats(run, index, mark.kind)) {
    const spent = `${formatCount(usage.output)} tokens, ${formatUsd(cost)}`;
    return `▲ the answer is the one of the round before: ${spent}`;
  }
  const note = cacheNote(call);
  if (note.kind === 'under-minimum' || note.kind === 'unexplained')
    return `▲ cache ${cacheWords(note) ?? ''}`;
  return undefined;
}

/** Whether the round gave the answer of the round before, under the grader's notion of the same. */
function repeats(run: Run, index: number, kind: MarkKind): boolean {
  if (kind === 'SAME') return true;
  if (kind !== 'KEEP-OK' && kind !== 'KEEP-WRONG') return false;
  const [before, now] = [index - 1, index].map(
    at => gradeOf(run.rounds.find(round => round.index === at))?.extracted,
  );
  return before != null && now != null && sameAnswer(before, now, run.question);
}
