/** Which fault happens to which call: `NAME@STAGE:WHEN`, as on the command line and in a script. */
import { sanitizeLine } from '../../text/sanitize.ts';
import { FAULTS, type Fault, faultNamed, STAGES, type Stage } from './fault-table.ts';

export interface ChosenFault {
  readonly fault: Fault;
  readonly stage: Stage;
}

/** What a fault waits for; calls are counted from 1, over the life of the server. */
export type When =
  | { readonly kind: 'always' }
  | { readonly kind: 'calls'; readonly from: number; readonly to: number }
  | { readonly kind: 'every'; readonly nth: number }
  | { readonly kind: 'chance'; readonly share: number };

export interface PlannedFault extends ChosenFault {
  readonly when: When;
}

/** A fault that cannot be; the message is a sentence or two, and is safe to print. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
  constructor(message: string) {
    super(sanitizeLine(message));
  }
}

/** `throttling`, `reset@before`, `stall:3`, `throttling:1-2`, `close@stop:every-4`, `throttling:20%`. Throws `FaultError`. */
export function plannedFault(text: string): PlannedFault {
  const colon = text.indexOf(':');
  const [name, when] = colon < 0 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
  return { ...chosenFault(name), when: whenOf(when, text) };
}

/** The same without a word about when. Throws `FaultError`. */
export function chosenFault(text: string): ChosenFault {
  const [name = '', stage, ...more] = text.trim().toLowerCase().split('@');
  const fault = faultNamed(name);
  if (!fault || more.length > 0) throw new FaultError(`There is no fault "${text}". ${nearest(name)}`);
  if (stage === undefined) return { fault, stage: fault.stages[0] };
  const known = STAGES.find(one => one === stage);
  if (known && fault.stages.includes(known)) return { fault, stage: known };
  const stages = fault.stages.map(one => `${name}@${one}`).join(', ');
  throw new FaultError(`${name} does not happen at "${stage}"; there is ${stages}.`);
}

/** In the order in which they were given, the first that is due happens; `random` decides by chance. */
export function createFaultPlan(planned: readonly PlannedFault[], random: () => number) {
  let calls = 0;
  return (): ChosenFault | undefined => {
    calls += 1;
    // Each is asked, so that one does not change the chances of the next.
    const due = planned.filter(({ when }) => isDue(when, calls, random));
    return due[0];
  };
}

function isDue(when: When, call: number, random: () => number): boolean {
  switch (when.kind) {
    case 'always':
      return true;
    case 'calls':
      return call >= when.from && call <= when.to;
    case 'every':
      return call % when.nth === 0;
    case 'chance':
      return random() < when.share;
  }
}

function whenOf(text: string | undefined, whole: string): When {
  if (text === undefined) return { kind: 'always' };
  const [, from, to] = /^([1-9]\d{0,8})(?:-([1-9]\d{0,8}))?$/.exec(text) ?? [];
  if (from !== undefined && Number(to ?? from) >= Number(from)) {
    return { kind: 'calls', from: Number(from), to: Number(to ?? from) };
  }
  const [, nth] = /^every-([1-9]\d{0,8})$/.exec(text) ?? [];
  if (nth !== undefined) return { kind: 'every', nth: Number(nth) };
  const [, percent] = /^(\d{1,3}(?:\.\d+)?)%$/.exec(text) ?? [];
  if (percent !== undefined && Number(percent) <= 100)
    return { kind: 'chance', share: Number(percent) / 100 };
  throw new FaultError(
    `When "${whole}" happens cannot be read: behind the colon stands a call (3), calls (1-2), every-4, or a chance (20%).`,
  );
}

/** So many letters at the beginning say what was meant. */
const SAME_LETTERS = 4;

function nearest(name: string): string {
  const near = FAULTS.filter(
    fault =>
      name !== '' &&
      (fault.name.includes(name) || fault.name.slice(0, SAME_LETTERS) === name.slice(0, SAME_LETTERS)),
  );
  const named = near.slice(0, 5).map(fault => fault.name);
  const hint = named.length > 0 ? `Near it: ${named.join(', ')}. ` : '';
  return `${hint}"reflectoscope serve --list-faults" lists them all.`;
}
