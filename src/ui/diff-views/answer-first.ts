/**
 * The table of the answer-first view: the final answers (of a query its clauses, of JSON its values), then what became
 * of the numbers and formulas. Knows no run and no prose.
 */
import type { FigureChanges } from '../../diff/figures.ts';
import { rowsOf } from '../../diff/hunks.ts';
import { diffWords } from '../../diff/words.ts';
import { sameAnswer } from '../../grading/equal.ts';
import { extractAnswer, type Graded } from '../../grading/extract.ts';
import { textWidth } from '../../text/width.ts';
import { clip, type Line, line, span } from '../line.ts';
import { formulaRows, numberRows } from './figure-rows.ts';
import { jsonPair, jsonRows } from './json-rows.ts';
import {
  MARGIN,
  type MarkedLine,
  type SignedLine,
  signedLines,
  withMargin,
  wordCount,
} from './marked-lines.ts';
import { queryRows } from './query-rows.ts';

/** The final answer of each text; `undefined` when none is stated. */
export interface Answers {
  readonly old: string | undefined;
  readonly next: string | undefined;
}

export interface AnswerTable {
  readonly answers: Answers;
  readonly question: Graded;
  /** The new text is still being written. */
  readonly growing: boolean;
  /** The answers are the texts, and are shown below. */
  readonly whole: boolean;
  readonly numbers: FigureChanges;
  readonly formulas: FigureChanges;
}

export function answerTable(table: AnswerTable, width: number): MarkedLine[] {
  const room = Math.max(1, width - MARGIN - LABEL);
  return [
    ...section(table.question.grader === 'sql' ? 'query' : 'answer', answerRows(table, room)),
    ...section('numbers', numberRows(table.numbers, room)),
    ...section('formulas', formulaRows(table.formulas, room)),
  ].map(row => ({ ...row, line: clip(row.line, width) }));
}

/** The answer of a text: as it was graded (`null`: none was found), or else as it is found in it. */
export function answerIn(
  text: string,
  graded: string | null | undefined,
  question: Graded,
  ending: 'whole' | 'cut',
): string | undefined {
  return graded === undefined ? extractAnswer(text, question, ending)?.value : (graded ?? undefined);
}

/**
 * The answer of a text that grows, unless it may be one that is not written to its end: a beginning of
 * the old answer, or another one while every word so far (`unchanged`) is one of the old text.
 */
export function statedSoFar(
  { old, next }: Answers,
  question: Graded,
  unchanged: boolean,
): string | undefined {
  if (next === undefined || (old !== undefined && sameAnswer(old, next, question))) return next;
  return unchanged || old?.startsWith(next) ? undefined : next;
}

/** Whether both are there and are different texts rather than different values. */
export function areLongAndChanged({ old, next }: Answers, question: Graded): boolean {
  if (old === undefined || next === undefined || sameAnswer(old, next, question)) return false;
  return isLong(old) || isLong(next);
}

function isLong(answer: string): boolean {
  return answer.includes('\n') || textWidth(answer) > LONGEST_VALUE;
}

const LONGEST_VALUE = 60;
/** The longest label and two spaces. */
const LABEL = 10;

function section(label: string, rows: readonly SignedLine[]): MarkedLine[] {
  return rows.map(({ sign, content }, index) => {
    const name = span((index === 0 ? label : '').padEnd(LABEL), 'label');
    return withMargin({ sign, content: [name, ...content] });
  });
}

function answerRows({ answers, question, growing, whole }: AnswerTable, width: number): SignedLine[] {
  const { old, next } = answers;
  if (old !== undefined && next !== undefined) {
    if (sameAnswer(old, next, question)) {
      return [said(line(span(short(next), isLong(next) ? 'text' : 'strong'), muted('   the same')))];
    }
    const json = jsonPair(old, next, question.grader === 'json');
    if (json) return jsonRows(json.old, json.next, width);
    if (whole) return [said([muted('the whole text, see below')])];
    if (isLong(old) || isLong(next)) {
      return question.grader === 'sql' ? queryRows(old, next, width) : textRows(old, next, width);
    }
  }
  const open = next === undefined && growing;
  if (old === undefined && next === undefined) return [said([muted(open ? 'not stated yet' : 'none found')])];
  const content = line(
    ...value(old, open ? 'text' : 'removed', 'none found'),
    muted('  →  '),
    ...value(next, 'added', growing ? 'not stated yet' : 'none found'),
    ...(open ? [] : [span('   changed', 'warning')]),
  );
  return [{ sign: open ? ' ' : '~', content }];
}

/** An answer that is a text of its own, word by word. */
function textRows(old: string, next: string, width: number): SignedLine[] {
  const rows = rowsOf(diffWords(old, next).parts);
  return rows.flatMap(row => signedLines(row.spans, row.margin, width));
}

function value(answer: string | undefined, role: 'text' | 'removed' | 'added', missing: string): Line {
  return [answer === undefined ? muted(missing) : span(short(answer), role)];
}

/** A text is told by its length. */
function short(answer: string): string {
  return isLong(answer) ? wordCount(answer.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) : answer;
}

function said(content: Line): SignedLine {
  return { sign: ' ', content };
}

function muted(text: string) {
  return span(text, 'muted');
}
