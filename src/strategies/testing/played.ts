/**
 * Plays a strategy through the real engine against a model that says what a function of its request
 * says; for the tests of the strategies.
 */
import { goOn, reflect } from '../../engine/engine.ts';
import type { RunCheck } from '../../engine/perform-checks.ts';
import { type Act, finishes } from '../../engine/testing/scripted-model.ts';
import { instantClock } from '../../run/clock.ts';
import type { AnyEvent, RunEvent } from '../../run/events.ts';
import { CallFailure, type Model, type WholeRequest } from '../../run/model.ts';
import type { Question } from '../../run/question.ts';
import type { Run } from '../../run/run.ts';
import { Settings } from '../../run/settings.ts';
import { MODEL, PRICE, QUESTION } from '../../run/testing/sample-run.ts';
import type { Strategy } from '../strategy.ts';

/** What the model says to a request; `count` is how many it was sent before. */
export type Answers = (request: WholeRequest, count: number) => string | Act;

export interface Play {
  readonly answers: Answers;
  /** Fields of `settings.strategy`. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Other settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly question?: Question;
  /** The events so far, where the run is gone on with. */
  readonly past?: readonly AnyEvent[];
  readonly check?: RunCheck;
  /** Makes the requests; absent: as they are asked for. */
  readonly prepare?: Model['prepare'];
}

export interface Played {
  readonly run: Run;
  /** All events, the past before them. */
  readonly events: readonly AnyEvent[];
  /** What was sent now, in its order. */
  readonly requests: readonly WholeRequest[];
  /** The calls of the run, the past before them: `1.0 critique` is one of round 1 in lane 0. */
  readonly lines: readonly string[];
}

/** No test has a run as long as this. */
const MOST_EVENTS = 5000;

/** The settings of a run of this strategy. */
export function settingsFor(
  { id }: Pick<Strategy, 'id'>,
  { parameters, settings }: Pick<Play, 'parameters' | 'settings'> = {},
): Settings {
  return Settings.parse({ model: MODEL, ...settings, strategy: { ...parameters, id } });
}

/** Plays to the end, or to the call that fails. */
export async function played(strategy: Strategy, play: Play): Promise<Played> {
  const clock = instantClock();
  const told: RunEvent[] = [];
  const model = answering(play);
  const makers = {
    strategy,
    model,
    clock,
    signal: new AbortController().signal,
    random: () => 0,
    ...(play.check && { check: play.check }),
    emit(event: RunEvent) {
      told.push(event);
      if (told.length > MOST_EVENTS) throw new Error(`a run of ${strategy.id} does not come to an end`);
    },
  };
  const run = play.past
    ? await goOn({ ...makers, past: play.past })
    : await reflect({
        ...makers,
        id: '01K0SAMPLE',
        startedAt: '2026-11-23T10:00:00.000Z',
        app: 'reflectoscope/0.1.0',
        provenance: 'live',
        question: play.question ?? QUESTION,
        settings: settingsFor(strategy, play),
        prices: [PRICE],
      });
  return { run, events: [...(play.past ?? []), ...told], requests: model.requests, lines: linesOf(run) };
}

/** The calls of a run as `round.lane purpose`. */
export function linesOf({ calls }: Run): string[] {
  return calls.flatMap(call => (call ? [`${call.round}.${call.lane} ${call.purpose}`] : []));
}

/** The last turn of a request. */
export function turnIn({ messages }: Pick<WholeRequest, 'messages'>): string {
  return messages.at(-1)?.content[0]?.text ?? '';
}

/** A request as `user: ...` and `assistant: ...`. */
export function threadIn({ messages }: Pick<WholeRequest, 'messages'>): string[] {
  return messages.map(({ role, content }) => `${role}: ${content.map(({ text }) => text ?? '').join('')}`);
}

/**
 * Goes on from every prefix of the events of a whole run. Of each: the prefix, and the run that came of
 * it, without the calls that were lost on the way.
 */
export async function goneOnFromAll(
  strategy: Strategy,
  play: Play,
): Promise<{ readonly whole: Played; readonly again: readonly (Played & { readonly length: number })[] }> {
  const whole = await played(strategy, play);
  const again: (Played & { length: number })[] = [];
  for (let length = 1; length < whole.events.length; length++) {
    const one = await played(strategy, { ...play, past: whole.events.slice(0, length) });
    const kept = one.run.calls.flatMap(call => (call?.status === 'finished' ? [call] : []));
    again.push({ ...one, length, lines: linesOf({ ...one.run, calls: kept }) });
  }
  return { whole, again };
}

function answering({ answers, prepare }: Play): Model & { readonly requests: readonly WholeRequest[] } {
  const requests: WholeRequest[] = [];
  return {
    requests,
    prepare: prepare ?? plain,
    async *stream(request) {
      const said = answers(request, requests.length);
      requests.push(request);
      if (typeof said !== 'string') {
        if (said.type === 'fails') throw new CallFailure(said.error);
        if (said.type === 'delta' || said.type === 'finished') yield said;
        return;
      }
      if (said !== '') yield { type: 'delta', channel: 'text', text: said };
      const end = finishes(said);
      if (end.type === 'finished') yield end;
    },
  };
}

const plain: Model['prepare'] = ({ model, system, messages }, settings) => ({
  model,
  system: system === undefined ? [] : [{ text: system }],
  messages,
  cachePoints: [],
  inferenceConfig: {
    maxTokens: settings.maxTokens,
    ...(settings.temperature !== undefined && { temperature: settings.temperature }),
  },
});
