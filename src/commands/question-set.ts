/** The questions of a start: a file of the user's own, a generated one, and those that are bundled. */
import { ARITHMETIC_BANDS, arithmeticQuestions, type Difficulty } from '../questions/arithmetic.ts';
import { FORMATS, type Format, type LoadedQuestions, loadQuestions } from '../questions/load.ts';
import type { Question } from '../run/question.ts';
import { sanitizeLine } from '../text/sanitize.ts';
import { oneOf } from '../ui/screens/setting-text.ts';
import { bundledQuestions } from './bundled.ts';
import { CommandError, EXIT } from './exit-codes.ts';

export interface QuestionSetFlags {
  /** A file of questions. */
  readonly questions?: string | undefined;
  readonly format?: string | undefined;
  readonly skipBad?: boolean | undefined;
  /** `hard`, or `hard:7` with a seed. */
  readonly arithmetic?: string | undefined;
}

export interface QuestionSet {
  readonly questions: readonly Question[];
  /** Those of the user's file. */
  readonly own: readonly Question[];
  /** The one that was generated. */
  readonly generated: Question | undefined;
  /** What was left out of the file, in sentences. */
  readonly notices: readonly string[];
}

/** A question of the user's goes before a bundled one with its id. Throws `CommandError`. */
export async function questionSet(flags: QuestionSetFlags): Promise<QuestionSet> {
  const generated = flags.arithmetic === undefined ? undefined : arithmeticFrom(flags.arithmetic);
  const loaded = await ownQuestions(flags);
  const own = loaded?.questions ?? [];
  const first = [...(generated ? [generated] : []), ...own];
  const ids = new Set(first.map(({ id }) => id));
  const bundled = (await bundledQuestions()).filter(({ id }) => !ids.has(id));
  return {
    questions: [...first, ...bundled],
    own,
    generated,
    notices: loaded ? leftOut(loaded.problems) : [],
  };
}

/** The file of `--questions`, whatever is wrong with it; `undefined` where none is named. */
export async function loadOwn(
  { questions, format }: QuestionSetFlags,
  skipBad: boolean,
): Promise<LoadedQuestions | undefined> {
  if (questions !== undefined) {
    return loadQuestions(questions, {
      skipBad,
      ...(format !== undefined && { format: formatNamed(format) }),
    });
  }
  if (format === undefined) return undefined;
  throw new CommandError(EXIT.usage, '--format is about a file of questions: name it with --questions FILE.');
}

async function ownQuestions(flags: QuestionSetFlags) {
  const loaded = await loadOwn(flags, flags.skipBad ?? false);
  if (!loaded || loaded.ok) return loaded;
  const { message, remedy } = loaded.error;
  const more = loaded.problems.length - 1;
  throw new CommandError(
    EXIT.usage,
    sanitizeLine(message),
    sanitizeLine(remedy),
    ...(more > 0
      ? [
          `There is more: reflectoscope questions --questions FILE --check lists it; --skip-bad leaves it out.`,
        ]
      : []),
  );
}

function formatNamed(name: string): Format {
  const format = FORMATS.find(one => one === name);
  if (format) return format;
  throw new CommandError(
    EXIT.usage,
    `--format cannot be "${sanitizeLine(name)}": it is ${oneOf([...FORMATS])}.`,
  );
}

/** So many are named; the others are counted. */
const MOST_NAMED = 3;

function leftOut(problems: LoadedQuestions['problems']): string[] {
  const named = problems.slice(0, MOST_NAMED).map(({ message }) => `Left out: ${sanitizeLine(message)}`);
  const more = problems.length - named.length;
  return more > 0 ? [...named, `Left out as well: ${more} more.`] : named;
}

const USUAL_SEED = 1;

/** Throws `CommandError` for what is no difficulty and seed. */
export function arithmeticFrom(text: string): Question {
  const [, name = '', seed] = /^([a-z]+)(?::(\d{1,9}))?$/.exec(text) ?? [];
  const difficulty = DIFFICULTIES.find(one => one === name);
  const [question] = difficulty
    ? arithmeticQuestions({ difficulty, count: 1, seed: Number(seed ?? USUAL_SEED) })
    : [];
  if (question) return question;
  throw new CommandError(
    EXIT.usage,
    `--arithmetic cannot be "${sanitizeLine(text)}": it is ${oneOf(DIFFICULTIES)}, and a whole number as the seed behind it, as in hard:7.`,
  );
}

const DIFFICULTIES = Object.keys(ARITHMETIC_BANDS) as Difficulty[];
