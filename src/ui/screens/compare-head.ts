/** What stands above the panes of a comparison, whichever is open: a line a side, what differs, what is asked. Pure. */
import { type Comparison, type NamedSide, sidesOf } from '../../analysis/compare.ts';
import {
  agreementWords,
  answerWords,
  costWords,
  factRows,
  questionWords,
  settingsWords,
  titleCase,
} from '../../plain/compare-facts.ts';
import { modelName } from '../../plain/describe.ts';
import { isUntold, type Meter } from '../../run/meter.ts';
import { formatCount, formatSeconds } from '../../text/numbers.ts';
import { fit } from '../../text/pad.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { clip, EMPTY, flow, type Line, line, lineWidth, span, wrapped } from '../line.ts';
import type { Roles } from '../theme.ts';

/** From here on the output and the time have room. */
const WIDE = 98;
/** From here on it is told what it took to get the answer. */
const ROOMY = 74;
/** In a lower window the texts have what room there is. */
const LOW = 22;

/** Two lines at least, and seven at most. */
export function headLines(comparison: Comparison, width: number, height: number): Line[] {
  const room = width - 2;
  const question = questionWords(comparison).flatMap(words => wrapped(sanitizeLine(words), room, 'warning'));
  const lines = [
    ...question.slice(0, 2),
    ...sidesOf(comparison).map(side => sideLine(side, comparison.parent ? PARENT : 2, room)),
    ...(height < LOW ? [] : [differenceLine(comparison, room), settingsLine(comparison)]),
  ];
  return lines.map(spans => clip([span(' '), ...spans], width));
}

export const TONES = { good: 'good', bad: 'bad', neutral: 'accent', muted: 'muted' } as const;

/** Cells for the longest name. */
const PARENT = 7;
/** Further away, figures are hard to follow to their model. */
const WIDEST_MODEL = 48;

function sideLine({ name, side }: NamedSide, label: number, width: number): Line {
  const { call, round, mark, ofRound, soFar } = side;
  const isWide = width >= WIDE;
  const figures: Line = [
    span(fit(sanitizeLine(answerWords(side)), isWide ? 24 : 12), 'strong'),
    span(' '),
    span(fit(`${mark.sign} ${mark.word}`, 12), TONES[mark.tone]),
    ...(isWide ? [span(fit(outputCell(ofRound), 10, 'right'), 'muted')] : []),
    ...(isWide ? [span(fit(formatSeconds(ofRound.callMs), 11, 'right'), 'muted')] : []),
    span(fit(costWords(ofRound), 10, 'right')),
    ...(width >= ROOMY ? [span(fit(`so far ${costWords(soFar)}`, 18, 'right'), 'muted')] : []),
  ];
  const who = `#${round.index} ${shortModel(call.model)}`;
  const room = Math.min(WIDEST_MODEL, width - lineWidth(figures) - label - 1);
  return [
    span(fit(titleCase(name), label), 'label'),
    span(fit(who, Math.max(8, room))),
    span(' '),
    ...figures,
  ];
}

function shortModel(id: string): string {
  return sanitizeLine(modelName(id)).replace(/^Claude /, '');
}

/** Short of its unit, for there is little room. */
function outputCell(meter: Meter): string {
  return isUntold(meter) ? 'unknown' : `${formatCount(meter.usage.output)} out`;
}

/** `B − A  different answers   cost −$0.0068   so far −$0.0114   output −210`, as much of it as fits. */
function differenceLine(comparison: Comparison, width: number): Line {
  const agreement = agreementWords(comparison);
  const tone: Roles = agreement === 'different' ? 'warning' : 'text';
  const answers = agreement === 'different' ? 'different answers' : 'the same answer';
  const told = factRows(comparison).flatMap(({ label, difference }): Line[] =>
    label === 'answer' || difference === ''
      ? []
      : [line(span(`${label.replace('cost so', 'so')} ${difference}`, 'muted'))],
  );
  const facts = [...(agreement === '' ? [] : [line(span(answers, tone))]), ...told];
  const [first = EMPTY] = flow(facts, width - BEYOND.length);
  return [span(BEYOND, 'label'), ...first];
}

const BEYOND = 'B − A  ';

function settingsLine(comparison: Comparison): Line {
  const names = comparison.settings.map(({ name }) => sanitizeLine(name)).join(', ');
  const words = settingsWords(comparison);
  return line(
    ...(words === undefined ? [] : [span(`${words}  `, 'muted')]),
    ...(names === '' ? [] : [span('differ in  ', 'label'), span(names, 'muted')]),
  );
}
