/** About the run under the cursor: where words were found, what each round said, what was asked. Pure. */
import { folded } from '../../library/folded.ts';
import { modelNameOf } from '../../library/model-name.ts';
import { type Row, titleOf } from '../../library/row.ts';
import type { RunSummary, RunText } from '../../library/summary.ts';
import {
  costText,
  kinshipWords,
  originWords,
  savedText,
  sizeWords,
  stateWords,
} from '../../plain/library-words.ts';
import { formatSeconds } from '../../text/numbers.ts';
import { sanitize, sanitizeLine } from '../../text/sanitize.ts';
import { clip, EMPTY, flow, type Line, line, span, wrapped } from '../line.ts';
import { excerpt } from './excerpt.ts';
import { TONES } from './library-rows.ts';

export interface DetailsInput {
  readonly row: Row;
  /** Its question and its answers. */
  readonly texts: readonly RunText[];
  /** What is looked for, folded. */
  readonly words: readonly string[];
  readonly width: number;
  readonly rows: number;
}

/** At most `rows` lines, none wider than `width`. */
export function detailLines({ row, texts, words, width, rows }: DetailsInput): Line[] {
  const { run } = row;
  if (!run) return newerLines(row, width).slice(0, rows);
  const hits = words.length > 0 ? hitLines(texts, words, width) : [];
  const head = [titleLine(row, run), ...aboutLines(row, run, width)];
  const rounds = roundLines(run, width);
  const isTight = rows < head.length + rounds.length + 4;
  const gap = isTight ? [] : [EMPTY];
  const above = [...head, ...gap];
  const found = hits.slice(0, Math.max(1, rows - above.length - (isTight ? 0 : rounds.length + 2)));
  const body = [...above, ...found, ...(found.length > 0 ? gap : []), ...rounds, ...gap];
  const question = texts.find(({ place }) => place === 'question');
  const asked = question ? wrapped(sanitize(withoutTitle(question.text, run)), width, 'muted') : [];
  return shortened([...body, ...asked], rows).map(spans => clip(spans, width));
}

/** What has no room is said to be there. */
function shortened(lines: readonly Line[], rows: number): Line[] {
  if (lines.length <= rows) return [...lines];
  const kept = lines.slice(0, Math.max(1, rows));
  const last = kept.at(-1);
  if (last) kept[kept.length - 1] = [...last, span(' …', 'muted')];
  return kept;
}

/** The question's title stands above already. */
function withoutTitle(text: string, { question }: RunSummary): string {
  const [first = '', ...rest] = text.split('\n');
  return sanitizeLine(first) === question.title && rest.length > 0 ? rest.join('\n') : text;
}

function titleLine(row: Row, { title, question }: RunSummary): Line {
  return line(
    span(titleOf(row), 'strong'),
    ...(title === undefined ? [] : [span(`  ${question.title}`, 'muted')]),
    span(question.reference === undefined ? '' : `  right: ${question.reference}`, 'muted'),
  );
}

function aboutLines(row: Row, run: RunSummary, width: number): Line[] {
  const { size, name, state, passedOver, twins } = row;
  const ended = state === 'done' || state === 'failed' ? (run.why ?? '') : '';
  const facts = [
    [stateWords(state) || 'done', ended].filter(Boolean).join(': '),
    dateText(run),
    run.durationMs === undefined ? 'time unknown' : formatSeconds(run.durationMs),
    costText(run),
    ...(savedText(run) === '' ? [] : [`saved ${savedText(run)}`]),
    originWords(run) || 'live',
  ];
  const settings = [modelNameOf(run.model), run.strategy, ...run.settings];
  const others = [
    name,
    sizeWords(size),
    ...kinshipWords(row),
    ...(run.notes > 0 ? [`${run.notes} ${run.notes === 1 ? 'note' : 'notes'}`] : []),
    ...(passedOver > 0
      ? [`${passedOver} ${passedOver === 1 ? 'line is' : 'lines are'} damaged or missing`]
      : []),
    ...run.tags.map(tag => `#${tag}`),
    ...twins.map(twin => `also in ${twin}`),
  ];
  return [facts, settings, others]
    .map(words => line(span(words.filter(Boolean).join(' · '), 'muted')))
    .map(one => clip(one, width));
}

/** What a file was written at is no time of a run. */
function dateText({ startedAt, isFileDate }: RunSummary): string {
  return isFileDate
    ? `file of ${startedAt.slice(0, 10).toWellFormed()}`
    : startedAt.slice(0, 16).toWellFormed().replace('T', ' ');
}

function roundLines({ rounds }: RunSummary, width: number): Line[] {
  return flow(
    rounds.map(({ round, mark, answer }) =>
      line(
        span(`#${round} `, 'label'),
        span(`${mark.sign} ${mark.word}`, TONES[mark.tone]),
        span(answer === null ? '' : ` ${short(answer)}`, 'text'),
      ),
    ),
    width,
  );
}

const LONGEST_ANSWER = 32;

function short(answer: string): string {
  return answer.length > LONGEST_ANSWER ? `${answer.slice(0, LONGEST_ANSWER - 1)}…`.toWellFormed() : answer;
}

/** One line of each place, around what was found there. */
function hitLines(texts: readonly RunText[], words: readonly string[], width: number): Line[] {
  return texts.flatMap(({ place, text }) => {
    const word = words.find(one => folded(text).includes(one));
    if (word === undefined) return [];
    const label = `${place}: `;
    return [[span(label, 'label'), ...excerpt(sanitizeLine(text), words, width - label.length)]];
  });
}

function newerLines({ name, size, schema }: Row, width: number): Line[] {
  const words = `A newer reflectoscope wrote this run (schema ${schema ?? 'unknown'}): update reflectoscope to open it.`;
  return [
    clip(line(span(name, 'strong'), span(` · ${sizeWords(size)}`, 'muted')), width),
    ...wrapped(words, width, 'warning'),
  ];
}
