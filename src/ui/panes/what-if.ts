/** The pane of what-ifs: what the run would have cost otherwise, and why the cache did what it did in a round. Pure. */
import { uncountedCalls, type WhatIf, whatIfs } from '../../analysis/what-if.ts';
import { balanceLines, callCacheWords, callPlaceWords } from '../../plain/cost.ts';
import {
  WHAT_IF_COLUMNS,
  WHAT_IF_TITLES,
  type WhatIfCells,
  whatIfCells,
  whatIfNotes,
} from '../../plain/what-if.ts';
import type { Call, Run } from '../../run/run.ts';
import { callsOf } from '../../run/run.ts';
import { formatUsd } from '../../text/numbers.ts';
import { fit } from '../../text/pad.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { clip, EMPTY, type Line, line, span, wrapped } from '../line.ts';
import { savedTone } from './meter.ts';

export function whatIfPane(run: Run, round: number, width: number, readable: number): Line[] {
  const rows = rowsOf(run);
  const own = width >= ALL_COLUMNS + ROUND_COLUMN ? round : undefined;
  return [
    titleLine(own, width),
    ...rows.map(row => rowLine(row, own, width)),
    EMPTY,
    ...cacheLines(run, round, readable),
    ...whatIfNotes(run, rows).flatMap(note => wrapped(note, readable, 'muted')),
  ];
}

const COLUMNS = WHAT_IF_COLUMNS;
const ALL_COLUMNS = Object.values(COLUMNS).reduce((total, cells) => total + cells, 0);
/** What the round would have cost. */
const ROUND_COLUMN = 12;

/** Only a call that has told its tokens changes them, and it stays the same object for ever; how many have not is another matter. */
const known = new WeakMap<Call, { readonly uncounted: number; readonly rows: readonly WhatIf[] }>();

function rowsOf(run: Run): readonly WhatIf[] {
  const last = run.calls.findLast(call => call?.usage);
  const found = last && known.get(last);
  const uncounted = uncountedCalls(run);
  if (found?.uncounted === uncounted) return found.rows;
  const rows = whatIfs(run);
  if (last) known.set(last, { uncounted, rows });
  return rows;
}

/** Of each call of the round what the cache did, and why. */
function cacheLines(run: Run, index: number, width: number): Line[] {
  const round = run.rounds.findLast(one => one.index === index);
  const calls = round ? callsOf(run, round) : [];
  const lines = calls.flatMap(call => {
    const words = callCacheWords(run, call);
    const place = sanitizeLine(callPlaceWords(run, call));
    return words === undefined ? [] : wrapped(`${place}: cache ${words}.`, width);
  });
  const balance = balanceLines(run).flatMap(words => wrapped(words, width));
  return lines.length + balance.length > 0 ? [...lines, ...balance, EMPTY] : [];
}

function titleLine(round: number | undefined, width: number): Line {
  const own = round === undefined ? [] : [span(fit(`round ${round}`, ROUND_COLUMN, 'right'), 'label')];
  return clip(line(...cells(WHAT_IF_TITLES).map(text => span(text, 'label')), ...own), width);
}

function rowLine(row: WhatIf, round: number | undefined, width: number): Line {
  const [what = '', cost = '', difference = '', share = '', sure = ''] = cells(whatIfCells(row));
  const isActual = row.what.kind === 'as-it-was';
  const tone = savedTone(row.difference === undefined ? undefined : -row.difference);
  const own = row.rounds.find(one => one.round === round);
  return clip(
    line(
      span(what, isActual ? 'strong' : 'text'),
      span(cost, isActual ? 'strong' : 'text'),
      span(difference, tone),
      span(share, tone),
      span(sure, 'muted'),
      ...(own ? [span(fit(formatUsd(own.cost), ROUND_COLUMN, 'right'), 'muted')] : []),
    ),
    width,
  );
}

function cells({ what, cost, difference, share, sure }: WhatIfCells): string[] {
  return [
    fit(what, COLUMNS.what),
    fit(cost, COLUMNS.cost, 'right'),
    fit(difference, COLUMNS.difference, 'right'),
    fit(share, COLUMNS.share, 'right'),
    fit(`  ${sure}`, COLUMNS.sure),
  ];
}
