/**
 * Exact values: quotients of polynomials with rational coefficients in variables, roots of primes and
 * functions. What comes out equal is equal; nothing is rounded. Every operation draws on a budget.
 */
import type { Expression } from './expression.ts';
import {
  abs,
  binomial,
  decimal,
  type Fraction,
  factorial,
  floor,
  fraction,
  fractionRoot,
  inverted,
  isWithin,
  NONE,
  NoValue,
  negate,
  ONE_F,
  plus,
  spell,
  TWO_F,
  times,
  wholePower,
} from './fraction.ts';
import { TooMuch } from './tokens.ts';

/** A quotient of polynomials, not in lowest terms. */
export interface Exact {
  readonly over: Polynomial;
  readonly under: Polynomial;
}

/** Monomials by their spelling. */
export type Polynomial = ReadonlyMap<string, Monomial>;

interface Monomial {
  readonly coefficient: Fraction;
  /** Powers by their atom, sorted. */
  readonly powers: readonly (readonly [string, Fraction])[];
}

const SHORT = 1n << 256n;
const LONG = 1n << 4096n;
const MAX_POWER = 64n;
const MAX_FACTORIAL = 200n;
/** Prime factors are looked for up to here; what is left above its square may be no prime. */
const MAX_PRIME = 20_000n;

/** How many steps are left: a term multiplied or added is one, a long one a hundred. */
export interface Budget {
  steps: number;
}

/** Works expressions out within a budget. All of it throws `NoValue` or `TooMuch`. */
export class Calculator {
  /** Atoms that stand for the root of a polynomial, with that polynomial. */
  private readonly roots = new Map<string, Polynomial>();
  /**
   * Whether a nonzero difference proves that two values differ: all atoms so far were variables, roots
   * of primes, pi and i, between which no law holds (Besicovitch 1940 for the roots).
   */
  isComplete = true;

  private readonly budget: Budget;

  constructor(budget: Budget) {
    this.budget = budget;
  }

  exact(expression: Expression): Exact {
    this.spend(1);
    switch (expression.kind) {
      case 'number':
        return constant(decimal(expression.text));
      case 'name':
        return this.named(expression.text);
      case 'sum':
        return expression.parts.map(part => this.exact(part)).reduce((a, b) => this.plus(a, b), ZERO);
      case 'product':
        return expression.parts.map(part => this.exact(part)).reduce((a, b) => this.times(a, b), ONE);
      case 'quotient':
        return this.divided(this.exact(expression.over), this.exact(expression.under));
      case 'power':
        return this.raised(this.exact(expression.base), this.exact(expression.exponent));
      case 'function':
        return this.applied(expression.name, expression.args);
    }
  }

  /** Whether the two are the same; `false` only says that no proof was found unless `isComplete`. */
  isSame(a: Exact, b: Exact): boolean {
    const left = this.multiply(a.over, b.under);
    const right = this.multiply(b.over, a.under);
    return this.add(left, negative(right)).size === 0;
  }

  /** Whether `a` is `b` times a rational number that is not zero. */
  isMultiple(a: Exact, b: Exact): boolean {
    const ratio = this.divided(a, b);
    const [key, x] = [...ratio.over][0] ?? [];
    const y = key === undefined ? undefined : ratio.under.get(key);
    if (!x || !y) return false;
    return (
      this.add(scaled(ratio.over, y.coefficient), negative(scaled(ratio.under, x.coefficient))).size === 0
    );
  }

  plus(a: Exact, b: Exact): Exact {
    if (spelling(a.under) === spelling(b.under)) return { over: this.add(a.over, b.over), under: a.under };
    return {
      over: this.add(this.multiply(a.over, b.under), this.multiply(b.over, a.under)),
      under: this.multiply(a.under, b.under),
    };
  }

  times(a: Exact, b: Exact): Exact {
    return { over: this.multiply(a.over, b.over), under: this.multiply(a.under, b.under) };
  }

  divided(a: Exact, b: Exact): Exact {
    if (b.over.size === 0) throw new NoValue();
    const over = this.multiply(a.over, b.under);
    const under = this.multiply(a.under, b.over);
    const only = under.size === 1 ? first(under) : undefined;
    return only?.powers.every(([atom]) => !this.roots.has(atom) && !atom.startsWith('sin('))
      ? { over: this.multiply(over, polynomial(this.inverse(only))), under: ONE.over }
      : { over, under };
  }

  private named(name: string): Exact {
    if (name === 'infty') throw new NoValue();
    if (name === 'e') this.isComplete = false;
    return atom(name);
  }

  private add(a: Polynomial, b: Polynomial): Polynomial {
    const sum = new Map(a);
    this.addTo(sum, b);
    return sum;
  }

  private addTo(sum: Map<string, Monomial>, terms: Polynomial): void {
    for (const [key, monomial] of terms) {
      const other = sum.get(key);
      const coefficient = other ? plus(other.coefficient, monomial.coefficient) : monomial.coefficient;
      this.spendOn(coefficient);
      if (coefficient.over === 0n) sum.delete(key);
      else sum.set(key, { ...monomial, coefficient });
    }
  }

  private multiply(a: Polynomial, b: Polynomial): Polynomial {
    const product = new Map<string, Monomial>();
    for (const x of a.values()) for (const y of b.values()) this.addTo(product, this.multiplyMonomials(x, y));
    return product;
  }

  /** A product of monomials is a polynomial: the square of a root is what stands under it. */
  private multiplyMonomials(a: Monomial, b: Monomial): Polynomial {
    this.spend(1 + a.powers.length + b.powers.length);
    const powers = new Map(a.powers);
    for (const [atom, power] of b.powers) powers.set(atom, plus(powers.get(atom) ?? NONE, power));
    let coefficient = times(a.coefficient, b.coefficient);
    let factor: Polynomial | undefined;
    for (const [atom, power] of powers) {
      if (power.over === 0n) powers.delete(atom);
      const whole = floor(power);
      if (whole === 0n || power.over === 0n) continue;
      const rest = plus(power, { over: -whole, under: 1n });
      const set = (value: Fraction) => (value.over === 0n ? powers.delete(atom) : powers.set(atom, value));
      const under = this.roots.get(atom);
      if (atom.startsWith('#')) {
        coefficient = times(coefficient, wholePower({ over: BigInt(atom.slice(1)), under: 1n }, whole));
        set(rest);
      } else if (atom === 'i' && power.under === 1n) {
        const turns = ((whole % 4n) + 4n) % 4n;
        if (turns > 1n) coefficient = { ...coefficient, over: -coefficient.over };
        set({ over: turns % 2n, under: 1n });
      } else if (under && whole > 0n) {
        factor = this.multiply(factor ?? ONE.over, this.polynomialPower(under, whole));
        set(rest);
      } else if (atom.startsWith('sin(') && whole > 1n && power.under === 1n) {
        // sin^2 = 1 - cos^2, so that one spelling is left.
        const square = this.add(
          ONE.over,
          negative(polynomial(monomial(ONE_F, [[`cos${atom.slice(3)}`, TWO_F]]))),
        );
        factor = this.multiply(factor ?? ONE.over, this.polynomialPower(square, whole / 2n));
        set({ over: whole % 2n, under: 1n });
      }
    }
    this.spendOn(coefficient);
    const product = polynomial(monomial(coefficient, [...powers]));
    return factor ? this.multiply(product, factor) : product;
  }

  private polynomialPower(base: Polynomial, power: bigint): Polynomial {
    if (power > MAX_POWER) throw new TooMuch();
    let result: Polynomial = ONE.over;
    for (let count = 0n; count < power; count++) result = this.multiply(result, base);
    return result;
  }

  private inverse({ coefficient, powers }: Monomial): Monomial {
    const one = polynomial(
      monomial(
        inverted(coefficient),
        powers.map(([atom, power]) => [atom, { ...power, over: -power.over }]),
      ),
    );
    const whole = first(this.multiply(one, ONE.over));
    if (!whole) throw new NoValue();
    return whole;
  }

  private raised(base: Exact, exponent: Exact): Exact {
    if (isAtom(base, 'e')) return this.naturalPower(exponent);
    const power = rational(exponent);
    const number = rational(base);
    if (power) {
      if (number) return this.numberPower(number, power);
      if (power.under === 1n) return this.wholePower(base, power.over);
      return this.root(base, power);
    }
    if (number && number.over > 0n) return this.exponential(number, exponent);
    throw new NoValue();
  }

  private wholePower(base: Exact, power: bigint): Exact {
    if (power < 0n) return this.wholePower(this.divided(ONE, base), -power);
    return { over: this.polynomialPower(base.over, power), under: this.polynomialPower(base.under, power) };
  }

  /** A rational power of a rational number: the real one for odd roots of negative numbers, as school has it. */
  private numberPower(base: Fraction, power: Fraction): Exact {
    if (power.under === 1n) {
      if (base.over === 0n && power.over <= 0n) throw new NoValue();
      return constant(wholePower(base, power.over));
    }
    if (base.over === 0n) {
      if (power.over < 0n) throw new NoValue();
      return ZERO;
    }
    if (base.over > 0n) return this.primePowers(base, power);
    const positive = this.primePowers({ ...base, over: -base.over }, power);
    if (power.under % 2n === 1n) return power.over % 2n === 0n ? positive : this.times(MINUS_ONE, positive);
    if (power.under !== 2n) throw new NoValue();
    return this.times(positive, this.wholePower(atom('i'), power.over));
  }

  private primePowers(base: Fraction, power: Fraction): Exact {
    if (power.under > 1000n || abs(power.over) > 1000n) throw new TooMuch();
    const factors = [
      ...this.factors(base.over),
      ...this.factors(base.under).map(([prime, n]) => [prime, -n] as const),
    ];
    return factors
      .map(([prime, count]) => {
        const one = monomial(ONE_F, [[`#${prime}`, times({ over: count, under: 1n }, power)]]);
        return { over: this.multiplyMonomials(one, monomial(ONE_F, [])), under: ONE.over };
      })
      .reduce((a, b) => this.times(a, b), ONE);
  }

  private factors(number: bigint): [bigint, bigint][] {
    this.spend(200);
    const found: [bigint, bigint][] = [];
    let rest = number;
    for (let prime = 2n; prime * prime <= rest && prime < MAX_PRIME; prime += prime === 2n ? 1n : 2n) {
      let count = 0n;
      while (rest % prime === 0n) {
        rest /= prime;
        count++;
      }
      if (count > 0n) found.push([prime, count]);
    }
    if (rest > MAX_PRIME * MAX_PRIME) this.isComplete = false;
    if (rest > 1n) found.push([rest, 1n]);
    return found;
  }

  /** A root of what is no number: its rational factor comes out, the rest is an atom of its own. */
  private root(base: Exact, power: Fraction): Exact {
    const nested = power.under === 2n && abs(power.over) === 1n ? this.denested(base) : undefined;
    if (nested) return power.over > 0n ? nested : this.divided(ONE, nested);
    this.isComplete = false;
    const over = this.rootOf(base.over, power);
    const under = this.rootOf(base.under, power);
    return this.divided(over, under);
  }

  private rootOf(base: Polynomial, power: Fraction): Exact {
    const lead = leading(base);
    if (!lead) return ZERO;
    if (base.size === 1 && lead.powers.length === 0) return this.numberPower(lead.coefficient, power);
    const positive = { ...lead.coefficient, over: abs(lead.coefficient.over) };
    const rest = scaled(base, inverted(positive));
    const name = `root(${spelling(rest)})`;
    this.roots.set(name, rest);
    const root = { over: polynomial(monomial(ONE_F, [[name, power]])), under: ONE.over };
    return this.times(this.numberPower(positive, power), root);
  }

  /** `\sqrt{a + b\sqrt{c}}` is the sum of two simpler roots when a^2 - b^2 c is a square. */
  private denested(base: Exact): Exact | undefined {
    const [x, y] = [...base.over.values()];
    if (base.over.size !== 2 || !x || !y || spelling(base.under) !== '1:') return undefined;
    const [plain, rooted] = x.powers.length === 0 ? [x, y] : [y, x];
    const isRoot = rooted.powers.every(([name, power]) => name.startsWith('#') && power.under === 2n);
    if (plain.powers.length > 0 || !isRoot) return undefined;
    const square = first(this.multiplyMonomials(rooted, rooted));
    const a = plain.coefficient;
    const gap = square && square.powers.length === 0 && plus(times(a, a), negate(square.coefficient));
    const d = gap ? fractionRoot(gap) : undefined;
    if (!d || a.over <= 0n) return undefined;
    const half = { over: 1n, under: 2n };
    const high = this.numberPower(times(plus(a, d), half), half);
    const low = this.numberPower(times(plus(a, negate(d)), half), half);
    return this.plus(high, rooted.coefficient.over < 0n ? this.times(MINUS_ONE, low) : low);
  }

  /** a^(2x + 1) is a times the square of a^x. */
  private exponential(base: Fraction, exponent: Exact): Exact {
    if (spelling(exponent.under) !== '1:') throw new NoValue();
    this.isComplete = false;
    let result = ONE;
    for (const [prime, count] of [
      ...this.factors(base.over),
      ...this.factors(base.under).map(([p, n]) => [p, -n] as const),
    ]) {
      for (const { coefficient, powers } of exponent.over.values()) {
        const power = times(coefficient, { over: count, under: 1n });
        const part =
          powers.length === 0
            ? this.numberPower({ over: prime, under: 1n }, power)
            : this.atomPower(`${prime}^(${spelling(polynomial(monomial(ONE_F, powers)))})`, power);
        result = this.times(result, part);
      }
    }
    return result;
  }

  private naturalPower(exponent: Exact): Exact {
    if (spelling(exponent.under) !== '1:') throw new NoValue();
    const turn = exponent.over.size === 1 ? first(exponent.over) : undefined;
    if (turn && spellPowers(turn.powers) === 'i^1*pi^1') {
      const angle = constant(turn.coefficient);
      const half = this.times(angle, atom('pi'));
      return this.plus(this.sineOrCosine('cos', half), this.times(atom('i'), this.sineOrCosine('sin', half)));
    }
    return [...exponent.over.values()]
      .map(({ coefficient, powers }) =>
        this.atomPower(powers.length === 0 ? 'e' : `e^(${spellPowers(powers)})`, coefficient),
      )
      .reduce((a, b) => this.times(a, b), ONE);
  }

  private atomPower(name: string, power: Fraction): Exact {
    this.isComplete = false;
    return { over: polynomial(monomial(ONE_F, [[name, power]])), under: ONE.over };
  }

  private applied(name: string, args: readonly Expression[]): Exact {
    const [first, second] = args.map(arg => this.exact(arg));
    if (!first) throw new NoValue();
    switch (name) {
      case 'degrees':
        return this.times(first, this.divided(atom('pi'), constant({ over: 180n, under: 1n })));
      case 'factorial':
        return constant({ over: factorial(wholeNumber(first)), under: 1n });
      case 'binom':
        return constant({ over: binomial(wholeNumber(first), wholeNumber(second ?? ZERO)), under: 1n });
      case 'abs':
        return this.absolute(first);
      case 'exp':
        this.isComplete = false;
        return this.naturalPower(first);
      case 'ln':
        return this.logarithm(first);
      case 'lg':
        return this.divided(this.logarithm(first), this.logarithm(constant({ over: 10n, under: 1n })));
      case 'log':
        return this.divided(this.logarithm(first), this.logarithm(second ?? ZERO));
      case 'sin':
      case 'cos':
        return this.sineOrCosine(name, first);
      case 'tan':
        return this.divided(this.sineOrCosine('sin', first), this.sineOrCosine('cos', first));
      case 'cot':
        return this.divided(this.sineOrCosine('cos', first), this.sineOrCosine('sin', first));
      case 'sec':
        return this.divided(ONE, this.sineOrCosine('cos', first));
      case 'csc':
        return this.divided(ONE, this.sineOrCosine('sin', first));
      default:
        return this.unknown(name, first);
    }
  }

  private absolute(value: Exact): Exact {
    const number = rational(value);
    return number
      ? constant({ ...number, over: abs(number.over) })
      : this.unknown('abs', this.signed(value).value);
  }

  /** The logarithm of a rational number is a sum over its prime factors. */
  private logarithm(value: Exact): Exact {
    if (isAtom(value, 'e')) return ONE;
    const number = rational(value);
    if (!number) return this.unknown('ln', value);
    if (number.over <= 0n) throw new NoValue();
    this.isComplete &&= number.over === 1n && number.under === 1n;
    return [...this.factors(number.over), ...this.factors(number.under).map(([p, n]) => [p, -n] as const)]
      .map(([prime, count]) => this.times(constant({ over: count, under: 1n }), atom(`ln(${prime})`)))
      .reduce((a, b) => this.plus(a, b), ZERO);
  }

  /** Known at the multiples of 15 degrees; elsewhere an atom of the angle with its sign taken out. */
  private sineOrCosine(name: 'sin' | 'cos', angle: Exact): Exact {
    const turn = angle.over.size === 1 && spelling(angle.under) === '1:' ? first(angle.over) : undefined;
    if (angle.over.size === 0) return name === 'sin' ? ZERO : ONE;
    if (turn && spellPowers(turn.powers) === 'pi^1') {
      const twelfths = times(turn.coefficient, { over: 12n, under: 1n });
      if (twelfths.under === 1n) return this.knownSine(twelfths.over + (name === 'cos' ? 6n : 0n));
    }
    const { value, isNegative } = this.signed(angle);
    const result = this.unknown(name, value);
    return name === 'sin' && isNegative ? this.times(MINUS_ONE, result) : result;
  }

  /** The sine of twelfths of pi: a root of a fraction, or at 15 and 75 degrees a difference or sum of two. */
  private knownSine(twelfths: bigint): Exact {
    const turn = ((twelfths % 24n) + 24n) % 24n;
    const half = turn % 12n;
    const [first = NONE, second = NONE] = SQUARES_OF_SINE[Number(half > 6n ? 12n - half : half)] ?? [];
    const root = (square: Fraction) => this.numberPower(square, { over: 1n, under: 2n });
    const sine = this.plus(
      root(first),
      this.times(constant({ over: half === 1n || half === 11n ? -1n : 1n, under: 1n }), root(second)),
    );
    return turn > 12n ? this.times(MINUS_ONE, sine) : sine;
  }

  private signed(value: Exact): { value: Exact; isNegative: boolean } {
    const lead = leading(value.over);
    const isNegative = lead !== undefined && lead.coefficient.over < 0n;
    return { value: isNegative ? this.times(MINUS_ONE, value) : value, isNegative };
  }

  private unknown(name: string, value: Exact): Exact {
    this.isComplete = false;
    return atom(`${name}(${spelling(value.over)}/${spelling(value.under)})`);
  }

  private spend(steps: number): void {
    this.budget.steps -= steps;
    if (this.budget.steps < 0) throw new TooMuch();
  }

  /** Long numbers take long. */
  private spendOn({ over, under }: Fraction): void {
    if (isWithin(over, SHORT) && isWithin(under, SHORT)) this.spend(1);
    else if (isWithin(over, LONG) && isWithin(under, LONG)) this.spend(100);
    else throw new TooMuch();
  }
}

/** The rational number that a value is, if it is one. */
export function rational({ over, under }: Exact): Fraction | undefined {
  const top = first(over);
  const bottom = first(under);
  if (!bottom || under.size > 1 || bottom.powers.length > 0) return undefined;
  if (!top) return NONE;
  return over.size === 1 && top.powers.length === 0
    ? times(top.coefficient, inverted(bottom.coefficient))
    : undefined;
}

/** The squares of the roots that add up to the sine of 0, 15, 30, ... 90 degrees. */
const SQUARES_OF_SINE: readonly (readonly Fraction[])[] = [
  [],
  [fraction(6n, 16n), fraction(2n, 16n)],
  [fraction(1n, 4n)],
  [fraction(1n, 2n)],
  [fraction(3n, 4n)],
  [fraction(6n, 16n), fraction(2n, 16n)],
  [ONE_F],
];

function monomial(coefficient: Fraction, powers: readonly (readonly [string, Fraction])[]): Monomial {
  return { coefficient, powers: [...powers].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)) };
}

function polynomial(one: Monomial): Polynomial {
  return one.coefficient.over === 0n ? new Map() : new Map([[spellPowers(one.powers), one]]);
}

const ONE: Exact = { over: polynomial(monomial(ONE_F, [])), under: polynomial(monomial(ONE_F, [])) };
const ZERO: Exact = { over: new Map(), under: ONE.over };
const MINUS_ONE: Exact = constant({ over: -1n, under: 1n });

function constant(value: Fraction): Exact {
  return { over: polynomial(monomial(value, [])), under: polynomial(monomial(ONE_F, [])) };
}

function atom(name: string): Exact {
  return { over: polynomial(monomial(ONE_F, [[name, ONE_F]])), under: ONE.over };
}

function isAtom(value: Exact, name: string): boolean {
  return spelling(value.over) === `1:${name}^1` && spelling(value.under) === '1:';
}

function first(value: Polynomial): Monomial | undefined {
  return value.values().next().value;
}

/** The same one in whatever order the polynomial was added up. */
function leading(value: Polynomial): Monomial | undefined {
  return [...value].sort(([a], [b]) => (a < b ? -1 : 1))[0]?.[1];
}

function scaled(value: Polynomial, by: Fraction): Polynomial {
  return new Map([...value].map(([key, one]) => [key, { ...one, coefficient: times(one.coefficient, by) }]));
}

function negative(value: Polynomial): Polynomial {
  return scaled(value, { over: -1n, under: 1n });
}

function spellPowers(powers: Monomial['powers']): string {
  return powers.map(([name, power]) => `${name}^${spell(power)}`).join('*');
}

function spelling(value: Polynomial): string {
  return [...value]
    .map(([key, { coefficient }]) => `${spell(coefficient)}:${key}`)
    .sort()
    .join('+');
}

function wholeNumber(value: Exact): bigint {
  const number = rational(value);
  if (number?.under !== 1n || number.over < 0n) throw new NoValue();
  if (number.over > MAX_FACTORIAL) throw new TooMuch();
  return number.over;
}
