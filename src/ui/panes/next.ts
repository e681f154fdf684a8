/**
 * The pane Next: what waits to be sent, exactly as it will be, with what it is about to cost and why it
 * may not be sent or answered. Pure. What waits comes from the engine as it is, so it is made safe here.
 */
import type { CallEstimate } from '../../analysis/estimate-call.ts';
import type { Pending } from '../../engine/gate.ts';
import { errorWords } from '../../plain/describe.ts';
import { editWords } from '../../plain/edit-words.ts';
import { callEstimateRests } from '../../plain/estimate-call-words.ts';
import { settingsAt } from '../../run/edited.ts';
import type { Edit } from '../../run/edits.ts';
import type { Run } from '../../run/run.ts';
import { describeRule } from '../../strategies/stop-rules.ts';
import { sanitize, sanitizeLine } from '../../text/sanitize.ts';
import { EMPTY, type Line, line, rule, span, wrapped } from '../line.ts';
import type { Roles } from '../theme.ts';
import { callPane, checkWords, type PendingCalls } from './next-call.ts';

export interface NextInput {
  readonly run: Run;
  /** As the engine has it. */
  readonly pending: Pending | undefined;
  readonly stepping: boolean;
  /** Where answers come from recordings: that none holds this turn, and what they do hold. */
  readonly answerable?: string | undefined;
  readonly width: number;
}

export interface NextPane {
  readonly lines: readonly Line[];
  /** The line to begin at: where it is new since the call before, unless there is something to say first. */
  readonly start: number;
  /** So many of the first lines say what waits, what it costs and what is wrong with it. */
  readonly head: number;
}

export function nextPane(input: NextInput): NextPane {
  const { pending } = input;
  if (pending?.kind !== 'calls') return allHead(pending ? endLines(pending, input) : idleLines(input));
  const known = laidOut.get(pending);
  if (known && isSame(known.input, input)) return known.pane;
  const pane = callsPane(pending, input);
  laidOut.set(pending, { input, pane });
  return pane;
}

/** What waits does not change while it waits. */
const laidOut = new WeakMap<Pending, { readonly input: NextInput; readonly pane: NextPane }>();

function isSame(a: NextInput, b: NextInput): boolean {
  return isSameRun(a.run, b.run) && a.width === b.width && a.answerable === b.answerable;
}

/** A run that is shown gets older with every frame; what the cache still has need not be known to the second. */
function isSameRun(a: Run, b: Run): boolean {
  const isAsOld = Math.floor(a.at / NEWS_MS) === Math.floor(b.at / NEWS_MS);
  return isAsOld && a.calls === b.calls && a.edits === b.edits && a.prices === b.prices;
}

const NEWS_MS = 10_000;

function allHead(lines: readonly Line[]): NextPane {
  return { lines, start: 0, head: lines.length };
}

function endLines({ rule: fired }: Extract<Pending, { kind: 'end' }>, { width }: NextInput): Line[] {
  return [
    ...wrapped(`The run would end here: ${sanitizeLine(describeRule(fired))}.`, width, 'accent'),
    ...wrapped('It may end, or go on: with the last round once more, or with another step.', width, 'muted'),
  ];
}

function idleLines({ run, stepping, width }: NextInput): Line[] {
  const how = stepping ? 'The next step waits here before it is sent.' : 's: stop before every step.';
  return [
    ...wrapped('Nothing waits to be sent.', width, 'muted'),
    ...wrapped(run.outcome ? 'The run has ended: branch from it to go on.' : how, width, 'muted'),
  ];
}

function callsPane(pending: PendingCalls, input: NextInput): NextPane {
  const { run, width } = input;
  const warnings = warningLines(pending, input);
  const [first, ...others] = pending.calls.map(call => callPane(call, pending, run, width));
  const checks = (pending.checks ?? []).flatMap(check => wrapped(checkWords(run, check), width, 'accent'));
  if (!first) return allHead([...checks, ...warnings]);
  const settings = settingsLines(run, pending.round, width);
  const count =
    others.length > 0 ? wrapped(`${others.length + 1} calls start together.`, width, 'accent') : [];
  const head = [...count, ...checks, ...first.head, ...settings, ...warnings];
  const start = warnings.length > 0 || first.start === undefined ? 0 : head.length + first.start;
  const rest = others.flatMap(other => [EMPTY, rule(width), ...other.head, ...other.lines]);
  const rests = [EMPTY, ...restsLines(first.estimate, width)];
  return { lines: [...head, ...first.lines, ...rest, ...rests], start, head: head.length };
}

function warningLines({ problem, failed }: PendingCalls, { answerable, width }: NextInput): Line[] {
  const say = (text: string, role: Roles) => wrapped(`▲ ${sanitize(text)}`, width, role);
  return [
    ...(failed ? say(`The attempt before failed. ${errorWords(failed)}`, 'bad') : []),
    ...(failed?.original
      ? wrapped(`${sanitizeLine(failed.name)}: ${sanitize(failed.original)}`, width, 'muted')
      : []),
    ...(problem === undefined ? [] : say(`It cannot be sent. ${problem}`, 'bad')),
    ...(answerable === undefined ? [] : say(answerable, 'warning')),
  ];
}

/** What of the settings of this round is not as in the run, named. */
function settingsLines(run: Run, round: number, width: number): Line[] {
  const words = editWords(differences(run, round));
  if (words.length === 0) return [];
  return wrapped(`Not as the run began: ${sanitizeLine(words.join(', '))}.`, width, 'warning');
}

function differences(run: Run, round: number): Edit {
  const [was, is] = [run.settings, settingsAt(run, round)];
  const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  return {
    ...(was.model !== is.model && { model: is.model }),
    ...(was.temperature !== is.temperature && { temperature: is.temperature ?? null }),
    ...(differs(was.thinking, is.thinking) && { thinking: is.thinking }),
    ...(was.maxTokens !== is.maxTokens && { maxTokens: is.maxTokens }),
    ...(differs(was.prompts, is.prompts) && { prompts: is.prompts }),
    ...(was.strategy.rounds !== is.strategy.rounds && { rounds: is.strategy.rounds }),
  };
}

function restsLines(estimate: CallEstimate, width: number): Line[] {
  const heading = ' what the estimate rests on ';
  return [
    line(span('──', 'rule'), span(heading, 'muted'), ...rule(width - heading.length - 2)),
    ...callEstimateRests(estimate).flatMap(words => wrapped(words, width, 'muted')),
  ];
}
