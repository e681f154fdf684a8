/**
 * What went wrong with a call, as a sentence with a remedy. Matches on the error's name and text,
 * never on its class: the SDK throws plain errors for much of what can happen.
 */
import type { CallError } from '../run/events.ts';
import type { Milliseconds } from '../run/price.ts';
import type { CallContext, Failure } from './failure-rule.ts';
import { serviceRules } from './service-rules.ts';
import { setupRules } from './setup-rules.ts';
import { transportRules } from './transport-rules.ts';

export type { CallContext } from './failure-rule.ts';

const rules = [...setupRules, ...serviceRules, ...transportRules];

/** Explains anything that the SDK, the network or the stream threw. Never throws itself. */
export function explainFailure(thrown: unknown, context: CallContext): CallError {
  const failure = readFailure(thrown);
  const explained = rules.find(rule => rule.when(failure))?.say(context, failure) ?? {
    message: context.model ? `The call to ${context.model} failed.` : 'Bedrock could not be asked.',
    remedy: 'Its own words may say more; what is new to this program may also just pass: try again.',
  };
  const { name, text } = failure;
  return {
    name,
    message: explained.message,
    ...(explained.remedy !== undefined && { remedy: explained.remedy }),
    ...(text !== '' && text !== explained.message && { original: text }),
    retryable: explained.retryable ?? false,
  };
}

/** Whether the failure is one of set-up (credentials, region, recordings), not of the call. */
export function isConfiguration(error: CallError): boolean {
  const failure = { name: error.name, text: error.original ?? error.message };
  return setupRules.some(rule => rule.when(failure));
}

/**
 * How long the service, or a proxy, asked to wait: in seconds, or until a moment (RFC 9110, 10.2.3). That
 * moment is of its own clock, where it tells what time it is there.
 */
export function retryAfterMs(thrown: unknown, now = Date.now()): Milliseconds | undefined {
  const headers = at(at(thrown, '$response'), 'headers');
  const after = textAt(headers, 'retry-after').trim();
  if (/^\d+$/.test(after)) return Math.min(Number(after) * 1000, Number.MAX_SAFE_INTEGER);
  const until = timeOf(after);
  return until === undefined ? undefined : Math.max(0, until - (timeOf(textAt(headers, 'date')) ?? now));
}

/** Of an HTTP date; `undefined` for anything else that a date could be read from. */
function timeOf(text: string): Milliseconds | undefined {
  const time = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** A service, a stream or a library may throw anything: each field is looked at with care. */
function readFailure(thrown: unknown): Failure {
  const name = textAt(thrown, 'name') || 'Error';
  const parts = [
    textAt(thrown, 'message') || saidBy(thrown),
    textAt(thrown, 'code'),
    textAt(at(thrown, 'cause'), 'message'),
  ]
    .map(forPeople)
    .filter((part, index, all) => part !== '' && !all.slice(0, index).some(other => other.includes(part)));
  const status = at(at(thrown, '$metadata'), 'httpStatusCode');
  return {
    // An error of a stream that the SDK does not know arrives under its name on the wire, in camel case.
    name: /Exception$/.test(name) ? name.charAt(0).toUpperCase() + name.slice(1) : name,
    text: parts.join(' (') + ')'.repeat(Math.max(0, parts.length - 1)),
    ...(typeof status === 'number' && { status }),
  };
}

/** Without the wrapping of an unread body, and without the SDK's hint to programmers. */
function forPeople(text: string): string {
  const words = text.replace(
    /\n\s*Deserialization error: to see the raw response.*$/s,
    ' (Deserialization error)',
  );
  if (!words.startsWith('{')) return words;
  try {
    return textAt(JSON.parse(words), 'message') || words;
  } catch {
    return words;
  }
}

function at(value: unknown, field: string): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined;
  try {
    return (value as Record<string, unknown>)[field];
  } catch {
    return undefined;
  }
}

function textAt(value: unknown, field: string): string {
  const found = at(value, field);
  return typeof found === 'string' ? found : '';
}

function saidBy(thrown: unknown): string {
  if (thrown === undefined || thrown instanceof Error) return '';
  try {
    return typeof thrown === 'object' ? (JSON.stringify(thrown) ?? '') : String(thrown);
  } catch {
    return '';
  }
}
