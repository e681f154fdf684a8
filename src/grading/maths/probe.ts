/**
 * Expressions at a few fixed points, in rounded numbers. Tells that two differ; never proves that they
 * are the same, since different expressions may come as near to each other as one likes.
 */

import { lookUp } from '../../text/look-up.ts';
import type { Expression } from './expression.ts';

/**
 * Whether two expressions certainly differ: at one of the points both have a value, and the values are
 * further apart than rounding explains. Points where any part of them leaves the real numbers are
 * passed over unless `i` itself occurs.
 */
export function certainlyDiffer(a: Expression, b: Expression): boolean {
  const names = [...new Set([...namesIn(a), ...namesIn(b)])].filter(name => !CONSTANTS.has(name)).sort();
  const isComplex = namesIn(a).has('i') || namesIn(b).has('i');
  const shifts = names.length === 0 ? [0] : POINTS;
  return shifts.some(shift => {
    const values = new Map(names.map((name, at) => [name, point(at, shift)]));
    const probe = new Probe(values);
    const [x, y] = [probe.value(a), probe.value(b)];
    if (![x.re, x.im, y.re, y.im, probe.size].every(Number.isFinite)) return false;
    const rounding = 1e-9 * Math.max(probe.size, 1e-300);
    if (!isComplex && probe.imaginary > rounding) return false;
    return Math.hypot(x.re - y.re, x.im - y.im) > rounding;
  });
}

/** The names of variables and constants in an expression. */
export function namesIn(expression: Expression): Set<string> {
  if (expression.kind === 'name') return new Set([expression.text]);
  return new Set(childrenOf(expression).flatMap(child => [...namesIn(child)]));
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'name':
      return [];
    case 'sum':
    case 'product':
      return expression.parts;
    case 'quotient':
      return [expression.over, expression.under];
    case 'power':
      return [expression.base, expression.exponent];
    case 'function':
      return expression.args;
  }
}

interface Complex {
  readonly re: number;
  readonly im: number;
}

const CONSTANTS = new Set(['pi', 'e', 'i', 'infty']);
/** Of both signs, near to one and away from it. */
const POINTS = [0.37, 1.63, -0.71, -2.29, 3.41];

/** Values that no simple law ties to each other. */
function point(at: number, shift: number): number {
  return shift * (1 + 0.2718 * at) + 0.1414 * at;
}

class Probe {
  /** The largest number met on the way: rounding errors are in proportion to it. */
  size = 0;
  /** The largest imaginary part met on the way. */
  imaginary = 0;

  private readonly values: ReadonlyMap<string, number>;

  constructor(values: ReadonlyMap<string, number>) {
    this.values = values;
  }

  value(expression: Expression): Complex {
    const value = this.compute(expression);
    this.size = Math.max(this.size, Math.hypot(value.re, value.im));
    this.imaginary = Math.max(this.imaginary, Math.abs(value.im));
    return value;
  }

  private compute(expression: Expression): Complex {
    switch (expression.kind) {
      case 'number':
        return real(Number(expression.text));
      case 'name':
        return this.named(expression.text);
      case 'sum':
        return expression.parts
          .map(part => this.value(part))
          .reduce((a, b) => ({ re: a.re + b.re, im: a.im + b.im }));
      case 'product':
        return expression.parts.map(part => this.value(part)).reduce(product);
      case 'quotient':
        return product(this.value(expression.over), inverse(this.value(expression.under)));
      case 'power':
        return power(this.value(expression.base), this.value(expression.exponent), expression.exponent);
      case 'function':
        return applied(
          expression.name,
          expression.args.map(arg => this.value(arg)),
        );
    }
  }

  private named(name: string): Complex {
    if (name === 'pi') return real(Math.PI);
    if (name === 'e') return real(Math.E);
    if (name === 'i') return { re: 0, im: 1 };
    return real(this.values.get(name) ?? Number.NaN);
  }
}

function real(re: number): Complex {
  return { re, im: 0 };
}

function product(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

function inverse({ re, im }: Complex): Complex {
  const square = re * re + im * im;
  return { re: re / square, im: -im / square };
}

/** Odd roots of negative numbers are real, as in `exact.ts`. */
function power(base: Complex, exponent: Complex, written: Expression): Complex {
  const isOddRoot =
    written.kind === 'quotient' && written.under.kind === 'number' && Number(written.under.text) % 2 === 1;
  if (base.im === 0 && exponent.im === 0) {
    if (base.re >= 0 || Number.isInteger(exponent.re)) return real(base.re ** exponent.re);
    if (isOddRoot) {
      const isEven = written.over.kind === 'number' && Number(written.over.text) % 2 === 0;
      return real((isEven ? 1 : -1) * (-base.re) ** exponent.re);
    }
  }
  return exponential(product(exponent, logarithm(base)));
}

function logarithm({ re, im }: Complex): Complex {
  return { re: Math.log(Math.hypot(re, im)), im: Math.atan2(im, re) };
}

function exponential({ re, im }: Complex): Complex {
  return { re: Math.exp(re) * Math.cos(im), im: im === 0 ? 0 : Math.exp(re) * Math.sin(im) };
}

const REAL_FUNCTIONS: Readonly<Record<string, (x: number) => number>> = {
  degrees: x => (x * Math.PI) / 180,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  cot: x => 1 / Math.tan(x),
  sec: x => 1 / Math.cos(x),
  csc: x => 1 / Math.sin(x),
  arcsin: Math.asin,
  arccos: Math.acos,
  arctan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
};

/** Not a number where a function of real numbers meets a complex one, which says nothing. */
function applied(name: string, [first = real(Number.NaN), second]: readonly Complex[]): Complex {
  if (name === 'abs') return real(Math.hypot(first.re, first.im));
  if (name === 'exp') return exponential(first);
  if (name === 'ln') return logarithm(first);
  if (name === 'lg') return product(logarithm(first), real(1 / Math.LN10));
  if (name === 'log') return product(logarithm(first), inverse(logarithm(second ?? real(10))));
  const known = lookUp(REAL_FUNCTIONS, name);
  return real(known && first.im === 0 ? known(first.re) : Number.NaN);
}
