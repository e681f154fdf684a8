/**
 * The attributes of a call: those of OpenTelemetry's conventions for generative AI (still in development;
 * read 2026-11 from open-telemetry/semantic-conventions-genai), those of OpenInference
 * (Arize-ai/openinference, semantic-conventions 2.7.0) on the same span, and our own. What nobody knows is
 * not there. Pure.
 */
import { markOf } from '../../analysis/marks.ts';
import { resolveModel } from '../../models/resolve.ts';
import { costParts, promptTokens, sum } from '../../run/cost.ts';
import { meterOfCall } from '../../run/meter.ts';
import {
  answerCall,
  type Call,
  firstDeltaMs,
  gradeOfCall,
  isAnswering,
  priceOfCall,
  type Round,
  type Run,
  tierOf,
} from '../../run/run.ts';
import type { Values } from './messages.ts';

export function callValues(run: Run, round: Round, call: Call): Values {
  return {
    ...genAi(run, call),
    ...openInference(run, call),
    // What a branch shares was paid, and is counted, in the run it came from.
    ...(call.inherited ? { 'reflection.inherited': true } : usageValues(run, call)),
    ...own(run, round, call),
  };
}

function genAi(run: Run, { model, request, stopReason, error, ...call }: Call): Values {
  const { maxTokens, temperature, topP, stopSequences } = request.inferenceConfig;
  const isOurs = run.provenance !== 'imported';
  const guardrail = field(request.guardrailConfig, 'guardrailIdentifier');
  const first = hasTimes(run) ? firstDeltaMs({ model, request, ...call }) : undefined;
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': model,
    'gen_ai.conversation.id': run.id,
    ...(isOurs && { 'gen_ai.provider.name': 'aws.bedrock', 'gen_ai.request.stream': true }),
    'gen_ai.request.max_tokens': maxTokens,
    'gen_ai.request.temperature': temperature,
    'gen_ai.request.top_p': typeof topP === 'number' ? topP : undefined,
    'gen_ai.request.top_k': numberIn(request.additionalModelRequestFields, 'top_k'),
    'gen_ai.request.stop_sequences': isTexts(stopSequences) ? stopSequences : undefined,
    'gen_ai.response.finish_reasons': stopReason === undefined ? undefined : [stopReason],
    'gen_ai.response.time_to_first_chunk': first === undefined ? undefined : first / 1000,
    'aws.bedrock.guardrail.id': typeof guardrail === 'string' ? guardrail : undefined,
    'error.type': error?.name,
  };
}

function openInference(run: Run, { model, request, stopReason }: Call): Values {
  const known = resolveModel(model);
  return {
    'openinference.span.kind': 'LLM',
    'llm.system': known?.provider.toLowerCase(),
    ...(run.provenance !== 'imported' && { 'llm.provider': 'aws' }),
    'llm.model_name': model,
    'llm.request.model_name': model,
    'llm.invocation_parameters': JSON.stringify({
      ...request.inferenceConfig,
      ...(request.additionalModelRequestFields && {
        additionalModelRequestFields: request.additionalModelRequestFields,
      }),
    }),
    'llm.finish_reason': stopReason,
    'session.id': run.id,
  };
}

/** `gen_ai.usage.input_tokens` counts what was cached, too; Bedrock's own figure does not. */
function usageValues(run: Run, call: Call): Values {
  const { usage } = call;
  if (!usage) return {};
  const prompt = promptTokens(usage);
  const written = usage.cacheWrite5m + usage.cacheWrite1h;
  return {
    'gen_ai.usage.input_tokens': prompt,
    'gen_ai.usage.output_tokens': usage.output,
    'gen_ai.usage.cache_read.input_tokens': usage.cacheRead,
    'gen_ai.usage.cache_creation.input_tokens': written,
    'llm.token_count.prompt': prompt,
    'llm.token_count.completion': usage.output,
    'llm.token_count.total': prompt + usage.output,
    'llm.token_count.prompt_details.cache_read': usage.cacheRead,
    'llm.token_count.prompt_details.cache_write': written,
    ...costValues(run, call),
  };
}

/** OpenTelemetry has no name for money; those of OpenInference are the ones that are read. */
function costValues(run: Run, call: Call): Values {
  const price = priceOfCall(run, call);
  if (!price || !call.usage) return {};
  const parts = costParts(call.usage, price);
  const { cost, withoutCache, saved } = meterOfCall(run, call);
  return {
    'llm.cost.prompt': sum([parts.input, parts.cacheRead, parts.cacheWrite]),
    'llm.cost.completion': parts.output,
    'llm.cost.total': cost,
    'llm.cost.prompt_details.input': parts.input,
    'llm.cost.prompt_details.cache_read': parts.cacheRead,
    'llm.cost.prompt_details.cache_write': parts.cacheWrite,
    'llm.cost.completion_details.output': parts.output,
    'reflection.cost.without_cache_usd': withoutCache,
    'reflection.cost.saved_usd': saved,
  };
}

function own(run: Run, round: Round, call: Call): Values {
  const { lane, purpose, again, timing } = call;
  const grade = isAnswering(call) ? gradeOfCall(round, call) : undefined;
  return {
    'reflection.run': run.id,
    'reflection.round': round.index,
    'reflection.kind': round.kind,
    'reflection.lane': lane,
    'reflection.call': call.id,
    'reflection.purpose': purpose,
    'reflection.status': call.status,
    ...(again !== undefined && { 'reflection.again': again }),
    ...(isAnswering(call) && {
      'reflection.transition': markOf(run, round.index, lane, call.id).kind,
      'reflection.stands': answerCall(run, round, lane)?.id === call.id,
      ...evaluationValues(grade),
    }),
    'reflection.service_tier': tierOf(call),
    'reflection.server_seconds': timing?.serverMs === undefined ? undefined : timing.serverMs / 1000,
  };
}

/** The mark as OpenInference has it on a span; nothing where nobody can say. */
export function evaluationValues(grade: ReturnType<typeof gradeOfCall>): Values {
  if (!grade || (grade.correct === null && grade.score == null)) return {};
  return {
    'evaluation.name': CORRECTNESS,
    'evaluation.label': labelOf(grade.correct),
    'evaluation.score': scoreOf(grade),
    'evaluation.explanation': grade.method,
  };
}

export const CORRECTNESS = 'correctness';

export function labelOf(correct: boolean | null): string | undefined {
  return correct === null ? undefined : correct ? 'correct' : 'incorrect';
}

/** The grader's own, else 1 and 0. */
export function scoreOf({ correct, score }: { correct: boolean | null; score?: number | null | undefined }) {
  return score ?? (correct === null ? undefined : Number(correct));
}

/** The times of an imported run may only keep the order of its events. */
export function hasTimes({ imported }: Run): boolean {
  return !imported?.unknown.includes('timing');
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function numberIn(value: unknown, name: string): number | undefined {
  const found = field(value, name);
  return typeof found === 'number' ? found : undefined;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string');
}
