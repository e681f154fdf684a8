/**
 * The calls of an Inspect sample as rounds. One thread that grows is a run, and each of its answers a round;
 * what is asked beside it and said in it next is what the round was revised by (`self_critique`). Pure.
 */
import { type ChatMessage, visibleText } from './chat-message.ts';
import { kindOf, purposeOf } from './chat-rounds.ts';
import type { ImportedCall, ImportedGrade, ImportedRound } from './imported-run.ts';
import type { LoggedCall } from './inspect-calls.ts';

/** A call, or an intermediate score; in their order. */
export type Happened =
  | { readonly kind: 'call'; readonly logged: LoggedCall }
  | { readonly kind: 'grade'; readonly grade: ImportedGrade };

interface Open {
  kind: string;
  calls: ImportedCall[];
  grades: ImportedGrade[];
}

export function inspectRounds(happened: readonly Happened[]): ImportedRound[] {
  const rounds: Open[] = [];
  let main: LoggedCall | undefined;
  /** Calls that are not of the thread, since its last answer. */
  let aside: LoggedCall[] = [];
  const open = (calls: ImportedCall[]) => {
    rounds.push({ kind: kindOf(rounds.length), calls, grades: [] });
  };
  /** What was said beside the thread and is nowhere in it has an answer of its own. */
  const release = () => {
    for (const { call } of aside) open([{ ...call, purpose: purposeOf(rounds.length) }]);
    aside = [];
  };
  for (const one of happened) {
    if (one.kind === 'grade') {
      release();
      rounds.at(-1)?.grades.push(one.grade);
      continue;
    }
    const { logged } = one;
    if (!main) {
      main = logged;
      open([{ ...logged.call, purpose: 'answer' }]);
    } else if (isAnotherAttempt(main, logged)) {
      rounds.at(-1)?.calls.push({ ...logged.call, purpose: purposeOf(rounds.length - 1) });
      main = logged;
    } else if (goesOn(main, logged)) {
      const critiques = aside.filter(({ answer }) => isSaidIn(answer, logged));
      aside = aside.filter(other => !critiques.includes(other));
      release();
      const asked = critiques.map(({ call }) => ({ ...call, purpose: 'critique' }));
      const purpose = asked.length > 0 ? 'revise' : purposeOf(rounds.length);
      open([...asked, { ...logged.call, purpose }]);
      main = logged;
    } else {
      aside.push(logged);
    }
  }
  release();
  return rounds;
}

/** The same was asked again, because the attempt before had failed. */
function isAnotherAttempt(before: LoggedCall, { thread }: LoggedCall): boolean {
  return before.call.error !== undefined && isSame(before.thread.messages, thread.messages);
}

/** Whether its thread is the one before, with the answer that came and something more. */
function goesOn(before: LoggedCall, { thread }: LoggedCall): boolean {
  const said = [...before.thread.messages, before.answer];
  return thread.messages.length > said.length - 1 && isSame(said, thread.messages.slice(0, said.length));
}

function isSame(some: readonly ChatMessage[], others: readonly ChatMessage[]): boolean {
  return (
    some.length === others.length &&
    some.every((one, index) => {
      const other = others[index];
      return (
        other !== undefined &&
        one.role === other.role &&
        visibleText(one).trim() === visibleText(other).trim()
      );
    })
  );
}

/** Shorter words may be said by chance. */
const LEAST_SAID = 8;

function isSaidIn(answer: ChatMessage, { thread }: LoggedCall): boolean {
  const words = visibleText(answer).trim();
  const last = thread.messages.at(-1);
  return words.length >= LEAST_SAID && last !== undefined && visibleText(last).includes(words);
}
