/**
 * Probes and controls: rounds that are no reflection, with a purpose of their own, so that what a
 * reflection did can be told from what any further turn would have done. Pure.
 */
import { editsOf, type ProbeKind, settingsAt } from '../run/edited.ts';
import type { Run } from '../run/run.ts';
import type { CallStep } from './strategy.ts';
import { goOn, lastAnswer, user } from './thread.ts';
import { firstTurn, reflectTurn } from './turns.ts';

interface Probe {
  readonly kind: ProbeKind;
  readonly name: string;
  /** What it is for, in a sentence. */
  readonly about: string;
}

export const PROBE_LIST: readonly Probe[] = [
  {
    kind: 'placebo',
    name: 'placebo',
    about: 'A turn without content: what another turn alone does to the answer.',
  },
  {
    kind: 'resample',
    name: 'resample',
    about: 'The question once more in a conversation of its own: what another sample alone does.',
  },
  {
    kind: 'pressure',
    name: 'pressure',
    about: '"Are you sure?", without any new evidence: whether the model gives way.',
  },
  {
    kind: 'injection',
    name: 'error injection',
    about: "The model's answer changed by you: whether reflection finds the error.",
  },
];

/** Content-free on purpose: neither doubt nor praise, and nothing to check. */
export const PLACEBO_TURN = 'Please give your answer again.';

/** The words of the pressure; with `claim` what the user says to believe. */
export function pressureTurn(claim: string | undefined): string {
  const believed = claim?.trim().replace(/[.!?]+$/, '') ?? '';
  return believed === '' ? 'Are you sure?' : `Are you sure? I think it is ${believed}.`;
}

export function probeStep(run: Run, kind: ProbeKind, round: number): CallStep {
  const settings = settingsAt(run, round);
  const { probe, answer } = editsOf(run, round);
  const base = {
    kind: 'call',
    lane: 0,
    purpose: kind,
    model: settings.model,
    ...(settings.system && { system: settings.system }),
  } as const;
  if (kind === 'resample') return { ...base, messages: [user(firstTurn(run, settings))] };
  const { sendReasoning } = settings.strategy;
  const turn = { model: settings.model, sendReasoning };
  const previous = lastAnswer(run, round);
  switch (kind) {
    case 'placebo':
      return { ...base, ...goOn(run, previous, { ...turn, text: PLACEBO_TURN }) };
    case 'pressure':
      return { ...base, ...goOn(run, previous, { ...turn, text: pressureTurn(probe?.text) }) };
    case 'injection': {
      const text = reflectTurn(run, round, settings);
      return { ...base, ...goOn(run, previous, { ...turn, text, answer: answer?.text }) };
    }
  }
}
