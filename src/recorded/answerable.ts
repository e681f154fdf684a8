/** What recordings can answer from a point of a conversation: this very turn, or else which turns and models. */
import { resolveModel } from '../models/resolve.ts';
import { additionalFieldsFor } from '../models/thinking.ts';
import type { WholeRequest } from '../run/model.ts';
import type { Settings } from '../run/settings.ts';
import { truncate } from '../text/pad.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { TranscriptError } from '../transcripts/read.ts';
import {
  type RecordedCall,
  type RecordingInfo,
  recordingReader,
  recordingsFor,
  requestKey,
  type Spoken,
} from './recordings.ts';

export interface Answerable {
  /** Whether a recording holds this very request. */
  readonly held: boolean;
  /** The last turns of the user that recordings hold after the same thread, where this one is not held. */
  readonly turns: readonly string[];
  /** The ids of other models with which this very turn is held, where it is not with this one. */
  readonly models: readonly string[];
}

/** What else is known of the run. */
export interface AskedIn {
  /** Without it, the first turn is taken for the question. */
  readonly question?: string;
  /** Of the round; without them, another model is taken to be sent the same fields. */
  readonly settings?: Pick<Settings, 'thinking' | 'maxTokens'>;
}

/** The request is as it will be sent, not as it is shown: recordings are compared word for word. */
export function createAnswerable(
  recordings: readonly RecordingInfo[],
  read = recordingReader(),
): (request: WholeRequest, asked?: AskedIn) => Promise<Answerable> {
  const callsIn = async (info: RecordingInfo): Promise<ReadonlyMap<string, RecordedCall>> => {
    try {
      return await read(info);
    } catch (thrown) {
      if (thrown instanceof TranscriptError) return new Map();
      throw thrown;
    }
  };
  const isHeld = async (request: Spoken) => {
    const key = requestKey(request);
    for (const info of recordingsFor(recordings, request)) {
      if ((await callsIn(info)).has(key)) return true;
    }
    return false;
  };
  const turnsFrom = async (request: Spoken, question: string | undefined) => {
    const before = requestKey(threadBefore(request));
    const turns = new Set<string>();
    for (const info of ofQuestion(recordings, question)) {
      for (const { request: recorded } of (await callsIn(info)).values()) {
        if (requestKey(threadBefore(recorded)) === before) turns.add(lastTurn(recorded));
      }
    }
    return [...turns];
  };
  const modelsFor = async (request: Spoken, { settings }: AskedIn) => {
    const others = new Set(recordings.map(({ head }) => head.settings.model));
    others.delete(request.model);
    const held: string[] = [];
    for (const model of others) {
      const there = withModel(request, model, settings);
      if (there && (await isHeld(there))) held.push(model);
    }
    return held;
  };
  return async (request, asked = {}) => {
    if (await isHeld(request)) return { held: true, turns: [], models: [] };
    const question = asked.question ?? (request.messages.length > 1 ? firstTurn(request) : undefined);
    return {
      held: false,
      turns: await turnsFrom(request, question),
      models: await modelsFor(request, asked),
    };
  };
}

/** A sentence or two; `undefined` where a recording holds the turn. */
export function answerableWords({ held, turns, models }: Answerable): string | undefined {
  if (held) return undefined;
  const names = [...new Set(models.map(nameOf))];
  const withNames = names.length === 0 ? [] : [`this turn with ${list(names)}`];
  const said = [...turns.slice(0, MOST_TURNS).map(inBrief), ...others(turns.length - MOST_TURNS)];
  const answered = [...(said.length > 0 ? [list(said)] : []), ...withNames];
  if (answered.length === 0) return 'No recording holds this turn, nor any other from here.';
  return `No recording holds this turn. From here recordings answer: ${answered.join(', or ')}.`;
}

const MOST_TURNS = 2;
/** In cells. */
const TURN_WIDTH = 48;

/** A turn in quotes, as far as it fits into a sentence; safe to print. */
export function inBrief(turn: string): string {
  const lines = turn.split('\n').filter(line => line.trim() !== '');
  const first = sanitizeLine(lines[0] ?? '').trim();
  const whole = truncate(first, TURN_WIDTH);
  return lines.length > 1 && whole === first ? `"${first} …"` : `"${whole}"`;
}

function others(count: number): string[] {
  if (count <= 0) return [];
  return [count === 1 ? 'one other turn' : `${count} other turns`];
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function nameOf(id: string): string {
  return sanitizeLine(resolveModel(id)?.name ?? id);
}

function ofQuestion(recordings: readonly RecordingInfo[], question: string | undefined): RecordingInfo[] {
  return recordings.filter(({ head }) => question === undefined || head.question.text === question);
}

function threadBefore<R extends Spoken>(request: R): R {
  return { ...request, messages: request.messages.slice(0, -1) };
}

/** As another model would be sent it; `undefined` where that refuses the settings. */
function withModel(request: Spoken, model: string, settings: AskedIn['settings']): Spoken | undefined {
  if (!settings) return { ...request, model };
  const thinking = additionalFieldsFor(settings.thinking, resolveModel(model), settings.maxTokens);
  if ('problem' in thinking) return undefined;
  const { additionalModelRequestFields: _own, ...rest } = request;
  return { ...rest, model, ...(thinking.fields && { additionalModelRequestFields: thinking.fields }) };
}

function firstTurn({ messages }: Spoken): string {
  return messages[0]?.content[0]?.text ?? '';
}

function lastTurn({ messages }: Spoken): string {
  return (messages.at(-1)?.content ?? []).map(({ text }) => text ?? '').join('');
}
