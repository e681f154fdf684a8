/**
 * A run as spans: the run, in it its rounds, in them the calls and the checks. The same run makes the same
 * spans with the same ids, however often. Pure.
 */
import { SpanKind } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { settledBadges } from '../../analysis/badges/settled.ts';
import { markOf } from '../../analysis/marks.ts';
import { laneAnswer } from '../../plain/lane-words.ts';
import { isProbe } from '../../run/edits.ts';
import { isUntold, meterOfRun } from '../../run/meter.ts';
import {
  answerCall,
  type Call,
  callsOf,
  lanesOf,
  type Round,
  type Run,
  returnedAnswer,
} from '../../run/run.ts';
import type { ExportInput } from '../exporter.ts';
import { promptOf } from '../rounds/rounds.ts';
import { callValues, evaluationValues } from './call-values.ts';
import { evaluations } from './evaluations.ts';
import { contentOf, type Values } from './messages.ts';
import { linkTo, type Part, readable, SERVICE, versionOf } from './readable.ts';

export function spansOf(input: ExportInput): ReadableSpan[] {
  const { run } = input;
  const version = versionOf(run);
  const resource = resourceFromAttributes({
    'service.name': SERVICE,
    ...(version !== undefined && { 'service.version': version }),
  });
  const parts = [
    runPart(input),
    ...run.rounds.flatMap(round => [
      roundPart(input, round),
      ...callsOf(run, round).map(call => callPart(input, round, call)),
      ...round.checks.map((check, index) => checkPart(input, round, check, index)),
    ]),
  ];
  return parts.map(part => readable(run, part, resource));
}

function runPart({ run, file, options }: ExportInput): Part {
  const { strategy } = run.settings;
  const returned = returnedAnswer(run);
  const round = run.rounds.findLast(({ index }) => index === returned?.round);
  const answer = answerCall(run, round, returned?.lane);
  const error = run.outcome?.kind === 'failed' ? run.outcome.error : undefined;
  return {
    id: 'run',
    name: `invoke_workflow ${strategy.id}`,
    start: 0,
    end: run.at,
    error,
    values: {
      'gen_ai.operation.name': 'invoke_workflow',
      'gen_ai.workflow.name': strategy.id,
      'gen_ai.conversation.id': run.id,
      'openinference.span.kind': 'CHAIN',
      'session.id': run.id,
      'tag.tags': [run.provenance, run.question.domain],
      metadata: JSON.stringify({ file, app: run.app, settings: settingsOf(run, options.content) }),
      'error.type': error?.name,
      ...runValues(run),
      ...said(options.content, run.question.text, answer?.text),
    },
  };
}

/** The prompts among them are something that was said. */
function settingsOf({ settings }: Run, content: boolean | undefined): Partial<Run['settings']> {
  if (content !== false) return settings;
  const { system: _system, prompts: _prompts, strategy, ...rest } = settings;
  return { ...rest, strategy: { id: strategy.id, rounds: strategy.rounds } as typeof strategy };
}

function runValues(run: Run): Values {
  const { outcome, question, parent, imported } = run;
  const meter = meterOfRun(run);
  const isKnown = !isUntold(meter);
  const returned = returnedAnswer(run);
  return {
    'reflection.run': run.id,
    'reflection.provenance': run.provenance,
    'reflection.synthetic': run.provenance === 'synthetic',
    'reflection.question': question.id,
    'reflection.domain': question.domain,
    'reflection.rounds': run.rounds.length,
    'reflection.outcome': outcome?.kind,
    'reflection.stop_rule': outcome?.kind === 'stopped' ? outcome.rule : undefined,
    'reflection.returned.round': returned?.round,
    'reflection.returned.lane': returned?.lane,
    'reflection.parent.run': parent?.run,
    'reflection.parent.round': parent?.round,
    'reflection.imported.from': imported?.from,
    'reflection.imported.unknown': imported?.unknown,
    'reflection.cost.total_usd': isKnown ? meter.cost : undefined,
    'reflection.cost.without_cache_usd': isKnown ? meter.withoutCache : undefined,
    'reflection.cost.saved_usd': isKnown ? meter.saved : undefined,
    'reflection.cost.at_least': meter.atLeast,
  };
}

function roundPart({ run, options }: ExportInput, round: Round): Part {
  const calls = callsOf(run, round);
  const lanes = lanesOf(run, round);
  const [lane = 0] = lanes;
  const only = lanes.length === 1 ? answerCall(run, round, lane) : undefined;
  const last = Math.max(round.startedAt, ...calls.map(call => call.endedAt ?? run.at));
  const before = run.rounds[run.rounds.indexOf(round) - 1];
  return {
    id: placeOf(run, round),
    parent: 'run',
    name: `round ${round.index}`,
    start: round.startedAt,
    end: round.finishedAt ?? last,
    values: {
      'openinference.span.kind': 'CHAIN',
      'session.id': run.id,
      'gen_ai.conversation.id': run.id,
      'graph.node.id': placeOf(run, round),
      'graph.node.name': round.kind,
      'graph.node.parent_id': before && placeOf(run, before),
      'reflection.run': run.id,
      'reflection.round': round.index,
      'reflection.kind': round.kind,
      'reflection.probe': isProbe(round.kind),
      'reflection.lanes': lanes.length,
      'reflection.badges': badgesIn(run, round, lanes),
      ...(only && {
        'reflection.transition': markOf(run, round.index, lane).kind,
        ...evaluationValues(round.grades.findLast(grade => grade.lane === lane)),
      }),
      ...(options.content !== false && { 'reflection.note': round.note }),
      ...said(options.content, only && (promptOf(only) ?? undefined), only?.text),
    },
  };
}

/** Their kinds, of all lanes; absent where there are none. */
function badgesIn(run: Run, round: Round, lanes: readonly number[]): string[] | undefined {
  const kinds = lanes.flatMap(lane => settledBadges(run, round, lane).map(({ kind }) => kind));
  return kinds.length === 0 ? undefined : [...new Set(kinds)];
}

/** A damaged transcript may have two rounds of one number. */
function placeOf(run: Run, round: Round): string {
  const same = run.rounds.filter(({ index }) => index === round.index);
  const place = same.indexOf(round);
  return place > 0 ? `round ${round.index} again ${place}` : `round ${round.index}`;
}

function callPart({ run, options }: ExportInput, round: Round, call: Call): Part {
  const hasContent = options.content !== false;
  return {
    id: `call ${call.id}`,
    parent: placeOf(run, round),
    name: `chat ${call.model}`,
    kind: SpanKind.CLIENT,
    start: call.startedAt,
    end: call.endedAt ?? run.at,
    error: call.error,
    values: { ...callValues(run, round, call), ...(hasContent && contentOf(run, call)) },
    events: [
      ...call.retries.map(({ at, attempt, reason, waitMs }) => ({
        name: 'reflection.retry',
        at,
        values: {
          'reflection.attempt': attempt,
          'error.type': reason.name,
          'reflection.reason': reason.message,
          'reflection.wait_seconds': waitMs / 1000,
        },
      })),
      ...evaluations(run, round, call, hasContent),
    ],
    ...(call.inherited && run.parent && { links: [linkTo(run.parent.run, `call ${call.id}`)] }),
  };
}

/** A check ends when it is told, so that it began its duration before. */
function checkPart(
  { run, options }: ExportInput,
  round: Round,
  check: Round['checks'][number],
  index: number,
): Part {
  const { source, verdict, text, lane, durationMs, about } = check;
  const call = about === undefined ? answerCall(run, round, lane) : run.calls[about];
  const start = call?.endedAt ?? round.startedAt;
  return {
    id: `${placeOf(run, round)} check ${index}`,
    parent: placeOf(run, round),
    name: `check ${source}`,
    start,
    end: start + durationMs,
    values: {
      'openinference.span.kind': 'EVALUATOR',
      'session.id': run.id,
      'reflection.run': run.id,
      'reflection.round': round.index,
      'reflection.lane': lane,
      'reflection.check.source': source,
      'reflection.check.verdict': verdict,
      'evaluation.name': source,
      'evaluation.label': verdict,
      ...(options.content !== false && { 'evaluation.explanation': text }),
      ...said(options.content, call && (laneAnswer(run, round, lane) ?? call.text), text),
    },
  };
}

function said(content: boolean | undefined, input: string | undefined, output: string | undefined): Values {
  if (content === false) return {};
  return {
    ...(input !== undefined && { 'input.value': input, 'input.mime_type': 'text/plain' }),
    ...(output !== undefined && { 'output.value': output, 'output.mime_type': 'text/plain' }),
  };
}
