/** One piece of feedback as lines: who gave it, on which answer, its verdict, and its words as they came. Pure. */
import { modelName } from '../../plain/describe.ts';
import { attemptPlace } from '../../plain/edit-words.ts';
import type { Message } from '../../run/events.ts';
import { answerCall, type Call, type Check, lanesOf, type Round, type Run } from '../../run/run.ts';
import { readJudgement } from '../../strategies/judge.ts';
import { formatSeconds } from '../../text/numbers.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { textWidth } from '../../text/width.ts';
import { clip, flow, indented, type Line, line, span, wrapped } from '../line.ts';
import type { Roles } from '../theme.ts';

const INDENT = 2;

const VERDICTS: Readonly<Record<Check['verdict'], readonly [sign: string, role: Roles]>> = {
  pass: ['✓', 'good'],
  fail: ['✗', 'bad'],
  unknown: ['?', 'muted'],
};

export function checkLines(run: Run, round: Round, check: Check, width: number): Line[] {
  const { source, verdict, durationMs, text } = check;
  const [sign, role] = VERDICTS[verdict];
  const calls = callsBehind(run, check);
  const name = calls.length > 0 ? source : `${source} check`;
  const facts = [
    line(span(sanitizeLine(`${name}${aboutWords(run, round, check)}`), 'label')),
    line(span(` ${sign} ${verdict}`, role)),
    // Calls have a time of their own, and what was imported has none.
    ...(calls.length > 0 || run.imported ? [] : [line(span(` ${formatSeconds(durationMs)}`, 'muted'))]),
  ];
  return [
    ...flow(facts, width).map(row => clip(row, width)),
    ...saidBy(calls, width),
    ...unreadLines(check, calls, width),
    line(span(isQuoted(run, check) ? 'what is put before the model:' : 'what it says:', 'muted')),
    ...indented(textLines(source, text, width - INDENT), INDENT),
  ];
}

/** So much of a long text is compared. */
const COMPARED = 200;

/** Whether a request that came later has its words in it. */
function isQuoted(run: Run, { text, calls = [], about = -1 }: Check): boolean {
  const words = text.trim().slice(0, COMPARED);
  const newest = Math.max(about, ...calls);
  return (
    words !== '' && run.calls.slice(newest + 1).some(call => call?.request.messages.some(saidWith(words)))
  );
}

function saidWith(words: string) {
  return ({ content }: Message) => content.some(({ text }) => text?.includes(words));
}

/** The answer that it is about, where the round has several. */
function aboutWords(run: Run, round: Round, { lane, about }: Check): string {
  const call = about === undefined ? answerCall(run, round, lane) : run.calls[about];
  const attempt = call && attemptPlace(run, round.index, call.id, lane);
  const place = [
    ...(lane > 0 || lanesOf(run, round).length > 1 ? [`lane ${lane}`] : []),
    ...(attempt ? [`attempt ${attempt.number}`] : []),
  ];
  return place.length > 0 ? `, ${place.join(', ')}` : '';
}

function callsBehind(run: Run, { calls = [] }: Check): Call[] {
  return calls.flatMap(id => run.calls[id] ?? []);
}

/** `said by Claude Haiku 4.5 (call 3)`. */
function saidBy(calls: readonly Call[], width: number): Line[] {
  if (calls.length === 0) return [];
  const names = [...new Set(calls.map(({ model }) => sanitizeLine(modelName(model))))].join(', ');
  const numbers = calls.map(({ id }) => id).join(', ');
  const which = calls.length === 1 ? `call ${numbers}` : `calls ${numbers}`;
  return wrapped(`said by ${names} (${which})`, width, 'muted');
}

/** That the words of a judge had no verdict in them that could be read. */
function unreadLines({ source, verdict }: Check, calls: readonly Call[], width: number): Line[] {
  const isUnread = calls.some(({ text }) => readJudgement(text).verdict === 'unknown');
  if (source !== 'judge' || verdict !== 'unknown' || !isUnread) return [];
  return wrapped('No verdict could be read in it: these are its own words.', width, 'muted');
}

/** A table keeps its columns: what is too wide for the pane is cut. */
function textLines(source: string, text: string, width: number): Line[] {
  if (text === '') return wrapped('(nothing)', width);
  if (source !== 'sql' || !isTable(text)) return wrapped(text, width);
  const rows = text.split('\n');
  const isCut = rows.some(row => textWidth(row) > width);
  const cut = isCut ? wrapped('Columns are cut here: a wider window shows more.', width, 'muted') : [];
  return [...rows.map(row => clip([span(row)], width)), ...cut];
}

/** A head, and a line of dashes below it. */
function isTable(text: string): boolean {
  return /^-[-|]*$/m.test(text) && !text.includes('\t');
}
