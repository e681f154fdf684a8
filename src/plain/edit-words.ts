/** What a person changed in a run, and which of several attempts goes on, in words. Pure. */
import { resolveModel } from '../models/resolve.ts';
import { editsOf, isProbe, type ProbeKind } from '../run/edited.ts';
import type { Edit } from '../run/edits.ts';
import { attemptsOf, type Run } from '../run/run.ts';
import type { Prompts, Thinking } from '../run/settings.ts';
import { PROBE_LIST } from '../strategies/probes.ts';
import { formatCount } from '../text/numbers.ts';

/** Short phrases, one a change: `another prompt`, `model Claude Haiku 4.5`, `from here on`. */
export function editWords(change: Edit): string[] {
  const phrases = Object.entries(change).flatMap(([name, value]) => {
    if (value === undefined) return [];
    // What a later version can change is named as it stands.
    return isOurs(name) ? (WORDS[name](change) ?? []) : [name];
  });
  return [...phrases.filter(phrase => phrase !== ONWARD), ...phrases.filter(phrase => phrase === ONWARD)];
}

/**
 * What became of a change of the user, in a sentence without its point: `You changed round 2: another
 * prompt`. With the run, an attempt is named by its place among the others.
 */
export function editSentence(round: number, change: Edit, run: Run): string {
  if (change.retry !== undefined) return `You asked for round ${round} once more`;
  if (change.choose !== undefined) {
    const place = attemptPlace(run, round, change.choose);
    const attempt = place ? `attempt ${place.number} of ${place.of}` : `call ${change.choose}`;
    return `You chose ${attempt} of round ${round}: it goes on from there`;
  }
  const words = editWords(change);
  if (change.probe) return `You made round ${round} a probe: ${words.join(', ')}`;
  return `You changed round ${round}${words.length > 0 ? `: ${words.join(', ')}` : ''}`;
}

/** What the user changed of a round itself: not that it was asked once more, nor which attempt goes on. */
export function changesOf(run: Pick<Run, 'edits'>, round: number): Edit {
  const { retry: _retry, choose: _choose, prices: _prices, ...change } = editsOf(run, round);
  const isTakenBack = (name: string, value: unknown) =>
    value === null && (name === 'prompt' || name === 'probe');
  return Object.fromEntries(Object.entries(change).filter(([name, value]) => !isTakenBack(name, value)));
}

/**
 * Whether the user changed a round. That it is a probe is no change: nothing was proposed in its place.
 * How many rounds there are is a matter of the run.
 */
export function isChanged(run: Pick<Run, 'edits'>, round: number): boolean {
  const {
    probe: _probe,
    answer: _answer,
    rounds: _rounds,
    onward: _onward,
    ...change
  } = changesOf(run, round);
  return editWords(change).length > 0;
}

export interface AttemptPlace {
  /** From 1. */
  readonly number: number;
  readonly of: number;
  /** The attempts of the round, by the calls that made them, in their order. */
  readonly calls: readonly number[];
  /** Whether it is the one that goes on. */
  readonly goesOn: boolean;
  /** Whether the user chose among them. */
  readonly isChosen: boolean;
}

/** Where a call stands among the attempts of its round; `undefined` where there is but one. Without a call: the one that goes on. */
export function attemptPlace(run: Run, index: number, call?: number, lane = 0): AttemptPlace | undefined {
  const round = run.rounds.findLast(one => one.index === index);
  const attempts = attemptsOf(run, round, lane);
  const calls = attempts.map(({ id }) => id);
  const chosen = round?.chosen?.[lane];
  const answers = chosen ?? attempts.findLast(one => one.again === undefined || one.status !== 'failed')?.id;
  const at = calls.indexOf(call ?? answers ?? -1);
  if (calls.length < 2 || at < 0) return undefined;
  const goesOn = calls[at] === answers;
  return { number: at + 1, of: calls.length, calls, goesOn, isChosen: goesOn && chosen !== undefined };
}

/** `attempt 2 of 3, chosen`. */
export function attemptWords({ number, of, goesOn, isChosen }: AttemptPlace): string {
  const what = isChosen ? ', chosen' : goesOn ? '' : ', not the one that goes on';
  return `attempt ${number} of ${of}${what}`;
}

/** What a round of this kind is called: `reflection`, `error injection`. */
export function kindName(kind: string): string {
  return isProbe(kind) ? (PROBE_LIST.find(probe => probe.kind === kind)?.name ?? kind) : kind;
}

const ONWARD = 'from here on';

const WORDS: { readonly [Name in keyof OurEdit]-?: (change: Edit) => string | undefined } = {
  prompt: ({ prompt }) => (prompt === null ? 'the prompt as it was proposed' : 'another prompt'),
  answer: () => 'the answer before it changed (error injection)',
  feedback: ({ feedback }) => (feedback === '' ? 'no feedback' : 'your own feedback'),
  model: ({ model }) => `model ${resolveModel(model ?? '')?.name ?? model}`,
  temperature: ({ temperature }) =>
    temperature === null ? "the model's own temperature" : `temperature ${temperature}`,
  thinking: ({ thinking }) => thinking && thinkingPhrase(thinking),
  maxTokens: ({ maxTokens }) => `at most ${counted(maxTokens ?? 0, 'token')}`,
  prompts: ({ prompts }) => prompts && promptsPhrase(prompts),
  rounds: ({ rounds }) => counted(rounds ?? 0, 'round'),
  onward: ({ onward }) => (onward ? ONWARD : undefined),
  probe: ({ probe, answer }) => {
    if (probe === null) return 'no probe';
    // The changed answer says so itself.
    return probe && !(probe.kind === 'injection' && answer) ? probePhrase(probe) : undefined;
  },
  retry: () => 'once more',
  choose: ({ choose }) => `the answer of call ${choose} chosen`,
  prices: () => undefined,
};

/** The fields that this version knows. */
interface OurEdit {
  readonly prompt: unknown;
  readonly answer: unknown;
  readonly feedback: unknown;
  readonly model: unknown;
  readonly temperature: unknown;
  readonly thinking: unknown;
  readonly maxTokens: unknown;
  readonly prompts: unknown;
  readonly rounds: unknown;
  readonly onward: unknown;
  readonly probe: unknown;
  readonly retry: unknown;
  readonly choose: unknown;
  readonly prices: unknown;
}

function isOurs(name: string): name is keyof OurEdit {
  return Object.hasOwn(WORDS, name);
}

function thinkingPhrase(thinking: Thinking): string {
  switch (thinking.type) {
    case 'default':
      return "the model's own thinking";
    case 'off':
      return 'thinking off';
    case 'budget':
      return `thinking up to ${counted(thinking.tokens, 'token')}`;
    case 'effort':
      return `thinking effort ${thinking.level}`;
  }
}

function promptsPhrase({ name, first, reflection }: Prompts): string {
  if (name !== undefined) return `prompt ${name}`;
  return first === undefined && reflection === undefined ? 'the neutral prompt' : 'a prompt of your own';
}

function probePhrase({
  kind,
  text,
}: {
  readonly kind: ProbeKind;
  readonly text?: string | undefined;
}): string {
  const claim = text?.trim() ?? '';
  return claim === '' ? kindName(kind) : `${kindName(kind)}: ${claim}`;
}

function counted(count: number, what: string): string {
  return `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`;
}
