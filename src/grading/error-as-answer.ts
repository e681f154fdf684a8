/**
 * Programs that save answers also save, in the place of one, what the service said when a call failed. Such
 * a text is no answer, and whoever counts it as one counts wrong. Pure.
 */
import type { CallError } from '../run/events.ts';
import { fieldsOf, textIn } from '../text/unknown-json.ts';

/** What services say is short; a longer text that begins like it is about it. */
const LONGEST_ERROR = 4000;

/** Names of errors of Bedrock, its SDKs and other services, without what stands before the dot. */
const NAMED = /\b([A-Z]\w+(?:Exception|Error)|\w+_error)\b/;
const STATUS = /\b([45]\d\d)\b/;

/** What an error begins with, where a program wrote it down; each takes in all of the first line. */
const BEGINNINGS: readonly RegExp[] = [
  // Constants of programs: `ANTHROPIC_API_ERROR: Error code: 404 - {...}`.
  /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_ERROR\b\s*[:\-(]?.*$/,
  // The Python SDKs of OpenAI and Anthropic: `Error code: 429 - {'error': ...}`.
  /^Error code: [45]\d\d(?: - [{'"].*)?$/,
  // botocore: `An error occurred (ThrottlingException) when calling the Converse operation: ...`.
  /^An error occurred \(\w+\)(?: when calling the \w+ operation\b.*|[.:]?.*)$/,
  // A class of an error before its words: `openai.RateLimitError: ...`, `ThrottlingException: ...`.
  /^(?:[A-Za-z_]\w*\.)+\w*(?:Exception|Error)\b(?:\(.*|: .*)?$/,
  /^(?:Throttling|Validation|AccessDenied|ResourceNotFound|ServiceQuotaExceeded|ModelNotReady|ModelTimeout|ModelError|ModelStreamError|InternalServer|ServiceUnavailable|ExpiredToken|UnrecognizedClient|InvalidSignature)(?:Exception|Error)?(?:Exception)\b.*$/,
  /^(?:RateLimit|APIConnection|APITimeout|APIStatus|InternalServer|Overloaded|BadRequest|Authentication|PermissionDenied|NotFound)Error\b(?:\(.*|: .*)?$/,
  // requests: `404 Client Error: Not Found for url: https://...`.
  /^[45]\d\d (?:Client|Server) Error: .* for url: \S+$/,
  /^(?:API|HTTP)[ _]?error\b:? ?\(?(?:status(?: code)?:? )?[45]\d\d\b.{0,300}$/i,
  /^(?:The )?request timed out\.?$/i,
  /^(?:Connection error|Connection aborted|Read timed out|Connection reset by peer)\.?$/i,
];

/** What programs put before it. */
const PREFIX = /^(?:(?:an? )?(?:error|exception)(?: occurred| calling [\w ]{1,30})?\s*:\s+)/i;

/**
 * The error that a text is; `undefined` for an answer, also for one that quotes an error. Only a text that
 * is nothing but an error is taken for one: one paragraph, and short.
 */
export function errorAsAnswer(text: string): CallError | undefined {
  const whole = text.trim();
  if (whole === '' || whole.length > LONGEST_ERROR || /\n\s*\n/.test(whole)) return undefined;
  const body = jsonError(whole);
  if (body) return failed(whole, body.name, body.status);
  const [line = ''] = whole.split('\n');
  const bare = line.replace(PREFIX, '');
  if (!BEGINNINGS.some(beginning => beginning.test(bare))) return undefined;
  return failed(whole, nameIn(bare), STATUS.exec(bare)?.[1]);
}

/** The type that the service gives goes before a name of the program. */
function nameIn(line: string): string | undefined {
  const typed = /\b([a-z]+(?:_[a-z]+)*_error)\b/.exec(line)?.[1];
  return typed ?? /\((\w+)\)/.exec(line)?.[1]?.match(NAMED)?.[1] ?? NAMED.exec(line)?.[1];
}

interface ErrorBody {
  readonly name: string | undefined;
  readonly status: string | undefined;
}

/** `{"type": "error", "error": {"type": ..., "message": ...}}`, and what is like it, as the whole text. */
function jsonError(text: string): ErrorBody | undefined {
  if (!text.startsWith('{') || !text.includes('error')) return undefined;
  const body = fieldsOf(parsed(text));
  const error = fieldsOf(body?.error);
  if (!body || !error || textIn(error.message) === undefined) return undefined;
  if (!Object.keys(body).every(key => BODY_KEYS.has(key))) return undefined;
  const name = textIn(error.type) ?? textIn(error.code);
  const code = [error.code, error.status].find(one => /^[45]\d\d$/.test(String(one)));
  return { name, status: code === undefined ? undefined : String(code) };
}

const BODY_KEYS: ReadonlySet<string> = new Set(['type', 'error', 'request_id', 'requestId']);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const RETRYABLE = /throttl|too many|rate.?limit|overloaded|timed? ?out|timeout|unavailable|connection/i;

function failed(original: string, name: string | undefined, status: string | undefined): CallError {
  const words = [...(status ? [status] : []), ...(name ? [name] : [])].join(' ');
  const retryable = status === '429' || status?.startsWith('5') || RETRYABLE.test(original.slice(0, 500));
  return {
    name: name ?? (status === undefined ? 'Error' : `HTTP ${status}`),
    message: `The source has an error in the place of an answer${words === '' ? '' : ` (${words})`}.`,
    original,
    retryable: retryable === true,
  };
}
