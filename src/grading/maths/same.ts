/**
 * Whether two mathematical answers are the same. Yes only with a proof, no only where they certainly
 * differ, and unknown otherwise.
 */
import { type MathAnswer, readAnswer } from './answer.ts';
import { type Budget, Calculator, rational } from './exact.ts';
import type { Expression } from './expression.ts';
import { NoValue } from './fraction.ts';
import { certainlyDiffer, namesIn } from './probe.ts';
import { cleaned, TooMuch } from './tokens.ts';

/** `undefined`: nobody here can tell. */
export type Verdict = boolean | undefined;

/** Decides what exact arithmetic leaves open, such as an identity between functions; by symbols, not by rounding. */
export type Prover = (a: Expression, b: Expression) => Promise<Verdict>;

/**
 * Whether two answers, in LaTeX or plain, are the same: a fraction and its decimal, `x = 5` and 5, sets
 * in any order, intervals and inequalities, products that multiply out to the same.
 *
 * Units count only when both are named, a percentage is its number or a hundredth of it. Reflexive and
 * symmetric; not transitive where a unit is left out. Never throws, and ends within a fixed number of
 * steps for any text. What is left open goes to `prove`, when there is one.
 */
export async function sameMathematics(a: string, b: string, prove?: Prover): Promise<Verdict> {
  const open = new Map<string, [Expression, Expression]>();
  const keyOf = (x: Expression, y: Expression) => JSON.stringify([x, y]);
  const first = compareTexts(a, b, (x, y) => {
    open.set(keyOf(x, y), [x, y]);
    return undefined;
  });
  if (first !== undefined || open.size === 0 || !prove) return first;
  const proven = new Map<string, Verdict>();
  for (const [key, [x, y]] of open) proven.set(key, await prove(x, y));
  return compareTexts(a, b, (x, y) => proven.get(keyOf(x, y)));
}

/** The same without waiting: what exact arithmetic leaves open is unknown. */
export function sameMathematicsNow(a: string, b: string): Verdict {
  return compareTexts(a, b, () => undefined);
}

type Decide = (a: Expression, b: Expression) => Verdict;

/** What one comparison carries along. */
interface Context {
  readonly decide: Decide;
  readonly budget: Budget;
}

/** For both answers together; a tenth of a second, more or less. */
const MAX_STEPS = 100_000;

function compareTexts(a: string, b: string, decide: Decide): Verdict {
  if (a === b || (a.length <= MAX_TEXT && b.length <= MAX_TEXT && spelled(a) === spelled(b))) return true;
  const choice = sameChoice(a, b) ?? sameChoice(b, a);
  if (choice !== undefined) return choice;
  try {
    return compare(readAnswer(a), readAnswer(b), { decide, budget: { steps: MAX_STEPS } });
  } catch (error) {
    if (error instanceof TooMuch) return undefined;
    throw error;
  }
}

const MAX_TEXT = 10_000;

/** A choice may be followed by what it says: (B) and (B) 7. */
function sameChoice(a: string, b: string): Verdict {
  const [letter, other] = [/^\(([A-Z])\)$/, /^\(([A-Z])\) +[^\s+*/^=-]/].map(
    (pattern, at) => pattern.exec(at === 0 ? unworded(a) : unworded(b))?.[1],
  );
  return letter === undefined || other === undefined ? undefined : letter === other;
}

function unworded(text: string): string {
  return text.length > 200
    ? ''
    : cleaned(text)
        .replace(/\\text\s*\{([^{}]*)\}/g, '$1')
        .trim();
}

function spelled(text: string): string {
  return cleaned(text).replace(/\s+/g, '');
}

function compare(a: MathAnswer, b: MathAnswer, context: Context): Verdict {
  const one = peeled(a);
  const other = peeled(b);
  if (one.kind === 'text' || other.kind === 'text') return sameWords(one, other);
  if (one.kind === 'equation' || other.kind === 'equation') return sameEquation(one, other, context);
  if (one.kind === 'based' || other.kind === 'based') return sameBased(one, other);
  if (one.kind === 'expression' && other.kind === 'expression') {
    return sameMeasure(one, other, context);
  }
  if (one.kind === 'union' && other.kind === 'union') return sameInAnyOrder(one.parts, other.parts, context);
  if (one.kind === 'set' && other.kind === 'set') return sameInAnyOrder(one.items, other.items, context);
  if (one.kind === 'matrix' && other.kind === 'matrix') return sameMatrix(one.rows, other.rows, context);
  if (one.kind === 'group' && other.kind === 'group') {
    const isSameKind = one.open === other.open && one.close === other.close;
    return isSameKind ? sameInOrder(one.items, other.items, context) : false;
  }
  return some([ofTwoKinds(one, other, context), ofTwoKinds(other, one, context)]);
}

/** A set of one is its element. */
function peeled(answer: MathAnswer): MathAnswer {
  const [only] = answer.kind === 'set' && answer.items.length === 1 ? answer.items : [];
  return only ?? answer;
}

/** A tuple may be written as a list without brackets, or upright as a column. */
function ofTwoKinds(group: MathAnswer, other: MathAnswer, context: Context): Verdict {
  if (group.kind !== 'group' || group.open !== '(' || group.close !== ')') return false;
  if (other.kind === 'set') return sameInOrder(group.items, other.items, context);
  const isColumn = other.kind === 'matrix' && other.rows.every(row => row.length === 1);
  return isColumn ? sameInOrder(group.items, other.rows.flat(), context) : false;
}

function sameWords(a: MathAnswer, b: MathAnswer): Verdict {
  const [x, y] = [wordsOf(a), wordsOf(b)];
  if (x !== undefined && y !== undefined) {
    if (x === y) return true;
    const areWords = [a, b].every(one => one.kind !== 'text' || one.isWords);
    return areWords ? false : undefined;
  }
  const words = a.kind === 'text' ? a : b;
  return words.kind === 'text' && words.isWords ? false : undefined;
}

/** Words as they are compared; a single letter is one too. */
function wordsOf(answer: MathAnswer): string | undefined {
  if (answer.kind === 'equation' && answer.name !== undefined) return wordsOf(answer.right);
  if (answer.kind === 'expression' && answer.expression.kind === 'name')
    return answer.expression.text.toLowerCase();
  if (answer.kind !== 'text') return undefined;
  return answer.text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s$()[\]{}.,;:"'!?*_\\-]+/g, ' ')
    .trim();
}

function sameEquation(a: MathAnswer, b: MathAnswer, context: Context): Verdict {
  if (a.kind !== 'equation' || b.kind !== 'equation') {
    const [equation, value] = a.kind === 'equation' ? [a, b] : [b, a];
    if (equation.kind !== 'equation') return undefined;
    const same = compare(equation.right, value, context);
    if (equation.name !== undefined || hasNoVariables(equation.left)) return same;
    return same === false ? false : undefined;
  }
  const scaled = areMultiples(a, b, context);
  if (scaled === true) return true;
  const isNamed = a.name !== undefined && b.name !== undefined;
  if (isNamed && (a.name === b.name || a.name.length > 1 || b.name.length > 1)) {
    const same = compare(a.right, b.right, context);
    return a.name === b.name || same !== true
      ? same
      : isFunction(a.name) || isFunction(b.name)
        ? true
        : undefined;
  }
  return scaled;
}

/** `f(x) = 2x` says the same as `y = 2x`. */
function isFunction(name: string): boolean {
  return /^[a-zA-Z]\(/.test(name) || /\p{L}{3}/u.test(name);
}

function hasNoVariables(answer: MathAnswer): boolean {
  return (
    answer.kind === 'expression' && [...namesIn(answer.expression)].every(name => /^(?:pi|e|i)$/.test(name))
  );
}

type Equation = MathAnswer & { readonly kind: 'equation' };

/** Two equations are one when the difference of the sides of one is a multiple of the other's. */
function areMultiples(a: Equation, b: Equation, context: Context): Verdict {
  const sides = [a.left, a.right, b.left, b.right].flatMap(side =>
    side.kind === 'expression' ? side.expression : [],
  );
  const [left, right, otherLeft, otherRight] = sides;
  if (!left || !right || !otherLeft || !otherRight) return undefined;
  return calculated(context, calculator => {
    const minus = (x: Expression, y: Expression) =>
      calculator.exact({ kind: 'sum', parts: [x, { kind: 'product', parts: [MINUS_ONE, y] }] });
    const [one, other] = [minus(left, right), minus(otherLeft, otherRight)];
    if (one.over.size === 0 || other.over.size === 0)
      return one.over.size === other.over.size ? true : undefined;
    return calculator.isMultiple(one, other) ? true : calculator.isComplete ? false : undefined;
  });
}

const MINUS_ONE: Expression = { kind: 'number', text: '-1' };

/** The digits without their base are neither right nor wrong: the question may have named it. */
function sameBased(a: MathAnswer, b: MathAnswer): Verdict {
  const [x, y] = [baseValue(a), baseValue(b)];
  if (a.kind === 'based' && b.kind === 'based') return x !== undefined && x === y;
  const [based, plain] = a.kind === 'based' ? [a, b] : [b, a];
  if (based.kind !== 'based' || plain.kind !== 'expression' || plain.expression.kind !== 'number')
    return false;
  const isOpen = plain.expression.text === based.digits || plain.expression.text === String(baseValue(based));
  return isOpen ? undefined : false;
}

function baseValue(answer: MathAnswer): bigint | undefined {
  if (answer.kind !== 'based' || answer.digits.length > 200) return undefined;
  const base = BigInt(answer.base);
  const digits = [...answer.digits].map(digit => BigInt(Number.parseInt(digit, 16)));
  if (base < 2n || digits.some(digit => digit >= base)) return undefined;
  return digits.reduce((value, digit) => value * base + digit, 0n);
}

interface Measure {
  readonly expression: Expression;
  readonly unit?: string | undefined;
}

/**
 * A unit that only one side names does not count. Cents are hundredths of dollars, a percentage may be
 * meant as a fraction, degrees as radians; other units that differ are not converted.
 */
function sameMeasure(a: Measure, b: Measure, context: Context): Verdict {
  if (a.unit === b.unit) {
    const same = sameExpression(a.expression, b.expression, context);
    return same === false && (mayBeUnit(a, b, context) || mayBeUnit(b, a, context)) ? undefined : same;
  }
  if (a.unit !== undefined && b.unit !== undefined) {
    if (a.unit === 'cents' && b.unit === 'dollars')
      return sameExpression(a.expression, times(b.expression, '100'), context);
    if (a.unit === 'dollars' && b.unit === 'cents')
      return sameExpression(times(a.expression, '100'), b.expression, context);
    return sameExpression(a.expression, b.expression, context) === true && areWritten(a.unit, b.unit)
      ? true
      : undefined;
  }
  const plain = sameExpression(a.expression, b.expression, context);
  if (plain === true) return true;
  const [measured, bare] = a.unit === undefined ? [b, a] : [a, b];
  const converted =
    measured.unit === '%'
      ? sameExpression(over100(measured.expression), bare.expression, context)
      : measured.unit === 'degrees'
        ? sameExpression(
            { kind: 'function', name: 'degrees', args: [measured.expression] },
            bare.expression,
            context,
          )
        : false;
  if (converted === true) return true;
  const isOpen =
    plain === undefined || converted === undefined || mayBeUnit(a, b, context) || mayBeUnit(b, a, context);
  return isOpen ? undefined : false;
}

/** The letter in 15m may be metres or a variable. */
function mayBeUnit(a: Measure, b: Measure, context: Context): boolean {
  if (a.expression.kind !== 'product' || a.expression.parts.length !== 2) return false;
  const [number, letter] = a.expression.parts;
  const isUnit = letter?.kind === 'name' && /^[mghsL]$/.test(letter.text) && number?.kind === 'number';
  return isUnit && sameExpression(number, b.expression, context) === true;
}

/** `inches ^ 2` and `square inches`, `cm` and `cm each`. */
function areWritten(a: string, b: string): boolean {
  const normal = (unit: string) =>
    unit
      .replace(/^(?:square|sq) (.*)$/, '$1 ^ 2')
      .replace(/^(?:cubic|cu) (.*)$/, '$1 ^ 3')
      .replace(/\binches\b|\binch\b/, 'in')
      .replace(/\bcentimet(?:er|re)s?\b/, 'cm')
      .replace(/\bmet(?:er|re)s?\b/, 'm')
      .replace(/\bfeet\b|\bfoot\b/, 'ft')
      .replace(/s\b/g, '')
      .replace(/\s/g, '');
  return normal(a) === normal(b);
}

function times(expression: Expression, factor: string): Expression {
  return { kind: 'product', parts: [expression, { kind: 'number', text: factor }] };
}

function over100(expression: Expression): Expression {
  return { kind: 'quotient', over: expression, under: { kind: 'number', text: '100' } };
}

function sameExpression(a: Expression, b: Expression, context: Context): Verdict {
  const [x, y] = [infinitySign(a), infinitySign(b)];
  if (x !== 0 || y !== 0) return x === y;
  const exact = calculated(context, calculator => {
    const [one, other] = [calculator.exact(a), calculator.exact(b)];
    if (calculator.isSame(one, other)) return true;
    return calculator.isComplete || (rational(one) && rational(other)) ? false : undefined;
  });
  if (exact !== undefined) return exact;
  return certainlyDiffer(a, b) ? false : context.decide(a, b);
}

function infinitySign(expression: Expression): -1 | 0 | 1 {
  if (expression.kind === 'name') return expression.text === 'infty' ? 1 : 0;
  if (expression.kind !== 'product' || expression.parts.length !== 2) return 0;
  const [sign, infinity] = expression.parts;
  const isMinus = sign?.kind === 'number' && sign.text === '-1';
  return isMinus && infinity?.kind === 'name' && infinity.text === 'infty' ? -1 : 0;
}

function calculated({ budget }: Context, work: (calculator: Calculator) => Verdict): Verdict {
  try {
    return work(new Calculator(budget));
  } catch (error) {
    if (error instanceof NoValue || error instanceof TooMuch) return undefined;
    throw error;
  }
}

function sameInOrder(a: readonly MathAnswer[], b: readonly MathAnswer[], context: Context): Verdict {
  if (a.length !== b.length) return false;
  return every(a.map((item, at) => compare(item, b[at] ?? item, context)));
}

function sameMatrix(
  a: readonly (readonly MathAnswer[])[],
  b: readonly (readonly MathAnswer[])[],
  context: Context,
): Verdict {
  if (a.length !== b.length) return false;
  return every(a.map((row, at) => sameInOrder(row, b[at] ?? [], context)));
}

const MAX_ITEMS = 30;

/** As sets: everything on one side is on the other. */
function sameInAnyOrder(a: readonly MathAnswer[], b: readonly MathAnswer[], context: Context): Verdict {
  if (a.length > MAX_ITEMS || b.length > MAX_ITEMS) throw new TooMuch();
  const verdicts = a.map(item => b.map(other => compare(item, other, context)));
  const rows = verdicts.map(row => some(row));
  const columns = b.map((_, at) => some(verdicts.map(row => row[at])));
  return every([...rows, ...columns]);
}

function every(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
}

function some(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(true)) return true;
  return verdicts.includes(undefined) ? undefined : false;
}
