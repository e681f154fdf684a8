/** Whether Bedrock answers at all: one list call, once, with a limit. For somebody who looks for what is wrong. */
import { ListFoundationModelsCommand } from '@aws-sdk/client-bedrock';
import type { CallError } from '../run/events.ts';
import type { Milliseconds } from '../run/price.ts';
import { type ControlTarget, controlClient } from './control-client.ts';
import { explainFailure, isConfiguration } from './failures.ts';
import { withinLimit } from './within-limit.ts';

/**
 * `listed`: it answered. `refused`: it answered, and may not or does not tell this account what there is;
 * `silent`: no answer, or one that nobody can read. Times are from the first byte out, the connection included.
 */
export type BedrockAnswer =
  | { readonly kind: 'listed'; readonly models: number; readonly tookMs: Milliseconds }
  | { readonly kind: 'refused'; readonly status: number; readonly tookMs: Milliseconds }
  | { readonly kind: 'silent'; readonly error: CallError; readonly isSetup: boolean };

/** Never throws, and takes no longer than the limit. */
export async function askBedrock(target: ControlTarget, limitMs: Milliseconds): Promise<BedrockAnswer> {
  const client = controlClient(target, { timeoutMs: limitMs, maxAttempts: 1 });
  const start = performance.now();
  const tookMs = () => Math.round(performance.now() - start);
  try {
    const answer = client.send(new ListFoundationModelsCommand({ byOutputModality: 'TEXT' }));
    const { modelSummaries = [] } = await withinLimit(answer, limitMs, 'Bedrock did not answer in time');
    return { kind: 'listed', models: modelSummaries.length, tookMs: tookMs() };
  } catch (thrown) {
    const { region, profile, endpoint } = target;
    const error = explainFailure(thrown, { model: '', region, profile, endpoint });
    const status = statusOf(thrown);
    if (status !== undefined && MAY_NOT_LIST.has(error.name)) {
      return { kind: 'refused', status, tookMs: tookMs() };
    }
    return { kind: 'silent', error, isSetup: isConfiguration(error) };
  } finally {
    client.destroy();
  }
}

/** An endpoint of one's own need not list anything, and neither may every account. */
const MAY_NOT_LIST = new Set([
  'AccessDeniedException',
  'UnknownOperationException',
  'ResourceNotFoundException',
  'NotFound',
]);

function statusOf(thrown: unknown): number | undefined {
  const { $metadata } = (thrown ?? {}) as { $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode;
}
