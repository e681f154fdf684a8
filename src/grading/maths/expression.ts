/** Mathematical expressions, and how to read one from its signs. Works nothing out. */
import { type Token, TooMuch } from './tokens.ts';

export type Expression =
  /** A decimal or whole number as written, without separators. */
  | { readonly kind: 'number'; readonly text: string }
  /** A variable or a constant: `x`, `a_1`, `pi`, `e`, `i`, `infty`. */
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'sum' | 'product'; readonly parts: readonly Expression[] }
  | { readonly kind: 'quotient'; readonly over: Expression; readonly under: Expression }
  | { readonly kind: 'power'; readonly base: Expression; readonly exponent: Expression }
  /** One argument; `log` has its base as the second, `binom` its lower number. */
  | { readonly kind: 'function'; readonly name: string; readonly args: readonly Expression[] };

/** Thrown where the signs are no expression that this reader knows. Never leaves this folder. */
export class NoExpression extends Error {}

/** Longer and deeper ones are refused: the reader calls itself, and so does whoever works them out. */
const MAX_TOKENS = 600;
const MAX_DEPTH = 50;

/** Reads all tokens as one expression. Throws `NoExpression` or `TooMuch`. */
export function expressionFrom(tokens: readonly Token[]): Expression {
  if (tokens.length > MAX_TOKENS) throw new TooMuch();
  const reader = new Reader(tokens);
  const expression = reader.sum();
  if (!reader.isAtEnd()) throw new NoExpression();
  return expression;
}

export function negated(expression: Expression): Expression {
  return { kind: 'product', parts: [{ kind: 'number', text: '-1' }, expression] };
}

const GREEK = new Set(
  'alpha beta gamma delta epsilon varepsilon theta lambda mu nu rho sigma tau phi varphi psi omega Delta Omega ell'.split(
    ' ',
  ),
);
const TRIGONOMETRIC = new Set('sin cos tan cot sec csc'.split(' '));
const ONE_ARGUMENT = new Set([
  ...TRIGONOMETRIC,
  ...'arcsin arccos arctan sinh cosh tanh ln lg exp'.split(' '),
]);

class Reader {
  private at = 0;
  private depth = 0;
  private bars = 0;

  private readonly tokens: Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = [...tokens];
  }

  isAtEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  sum(): Expression {
    if (++this.depth > MAX_DEPTH) throw new TooMuch();
    const parts = [this.signed(() => this.product())];
    while (this.isSign('+') || this.isSign('-')) parts.push(this.signed(() => this.product()));
    this.depth--;
    const [only] = parts;
    return parts.length === 1 && only ? only : { kind: 'sum', parts };
  }

  private signed(read: () => Expression): Expression {
    let isNegative = false;
    while (this.isSign('+') || this.isSign('-')) {
      if (this.isSign('-')) isNegative = !isNegative;
      this.at++;
    }
    const expression = read();
    return isNegative ? negated(expression) : expression;
  }

  /** Multiplication, written or not, and division from left to right. */
  private product(): Expression {
    let result = this.postfixed();
    for (;;) {
      if (this.takeSign('*'))
        result = multiplied(
          result,
          this.signed(() => this.postfixed()),
        );
      else if (this.takeSign('/'))
        result = { kind: 'quotient', over: result, under: this.signed(() => this.postfixed()) };
      else if (this.beginsFactor()) result = multiplied(result, this.postfixed());
      else return result;
    }
  }

  private beginsFactor(): boolean {
    const token = this.tokens[this.at];
    if (!token || token.kind === 'text') return false;
    if (token.kind !== 'sign') return true;
    return (
      token.text === '(' ||
      token.text === '[' ||
      token.text === '{' ||
      (token.text === '|' && this.bars === 0)
    );
  }

  private postfixed(): Expression {
    let result = this.primary();
    for (;;) {
      if (this.takeSign('^')) result = this.raised(result);
      else if (this.takeSign('!')) result = { kind: 'function', name: 'factorial', args: [result] };
      else return result;
    }
  }

  private raised(base: Expression): Expression {
    if (this.takeCommand('circ')) return { kind: 'function', name: 'degrees', args: [base] };
    const exponent = this.argument();
    // From right to left: 2^3^2 is 2^9.
    return { kind: 'power', base, exponent: this.takeSign('^') ? this.raised(exponent) : exponent };
  }

  /** What stands in braces, or the next single digit, letter or command, as in TeX; plain text may say 2^10. */
  private argument(): Expression {
    if (this.isSign('{')) return this.bracketed('}');
    if (this.isSign('(')) return this.bracketed(')');
    if (this.isSign('-')) return this.signed(() => this.argument());
    const token = this.tokens[this.at];
    if (token?.kind !== 'number') return this.primary();
    this.at++;
    return { kind: 'number', text: token.text.replaceAll(',', '') };
  }

  private bracketed(close: string): Expression {
    this.at++;
    const bars = this.bars;
    this.bars = 0;
    const inner = this.sum();
    this.bars = bars;
    this.expectSign(close);
    return inner;
  }

  private primary(): Expression {
    const token = this.tokens[this.at];
    if (!token) throw new NoExpression();
    if (token.kind === 'number') return this.number(token.text);
    if (token.kind === 'name') {
      this.at++;
      return { kind: 'name', text: token.text + this.index() };
    }
    if (token.kind === 'command') {
      this.at++;
      return this.command(token.text);
    }
    if (token.kind === 'sign') {
      if (token.text === '(') return this.bracketed(')');
      if (token.text === '[') return this.bracketed(']');
      if (token.text === '{') return this.bracketed('}');
      if (token.text === '|') return this.absolute();
    }
    throw new NoExpression();
  }

  /** A whole number against a fraction of whole numbers is a mixed number. */
  private number(text: string): Expression {
    this.at++;
    const number: Expression = { kind: 'number', text: text.replaceAll(',', '') };
    const next = this.tokens[this.at];
    if (/\D/.test(text) || next?.kind !== 'command' || next.text !== 'frac') return number;
    this.at++;
    const over = this.digitOrGroup();
    const under = this.digitOrGroup();
    const fraction: Expression = { kind: 'quotient', over, under };
    return isWhole(over) && isWhole(under)
      ? { kind: 'sum', parts: [number, fraction] }
      : multiplied(number, fraction);
  }

  /** The index of a variable: `_1`, `_{max}`. */
  private index(): string {
    if (!this.takeSign('_')) return '';
    if (!this.isSign('{')) {
      const token = this.tokens[this.at++];
      if (!token) throw new NoExpression();
      return `_${token.text}`;
    }
    const end = this.tokens.findIndex(
      (token, at) => at > this.at && token.kind === 'sign' && token.text === '}',
    );
    if (end < 0) throw new NoExpression();
    const inner = this.tokens.slice(this.at + 1, end);
    this.at = end + 1;
    return `_${inner.map(token => token.text).join('')}`;
  }

  private absolute(): Expression {
    this.at++;
    this.bars++;
    const inner = this.sum();
    this.bars--;
    this.expectSign('|');
    return { kind: 'function', name: 'abs', args: [inner] };
  }

  private command(name: string): Expression {
    if (name === 'frac') return this.fraction();
    if (name === 'sqrt') return this.root();
    if (name === 'binom') return { kind: 'function', name, args: [this.digitOrGroup(), this.digitOrGroup()] };
    if (name === 'log') return this.logarithm();
    if (ONE_ARGUMENT.has(name)) return this.applied(name);
    if (name === 'pi' || name === 'infty') return { kind: 'name', text: name };
    if (GREEK.has(name)) return { kind: 'name', text: `\\${name}${this.index()}` };
    throw new NoExpression();
  }

  private fraction(): Expression {
    return { kind: 'quotient', over: this.digitOrGroup(), under: this.digitOrGroup() };
  }

  /** TeX takes one digit: `\frac43` is four thirds, and `\frac9{19}` nine nineteenths. */
  private digitOrGroup(): Expression {
    const token = this.tokens[this.at];
    if (token?.kind !== 'number' || token.text.length === 1) return this.argument();
    this.tokens[this.at] = { kind: 'number', text: token.text.slice(1) };
    return { kind: 'number', text: token.text.slice(0, 1) };
  }

  private root(): Expression {
    let degree: Expression = { kind: 'number', text: '2' };
    if (this.isSign('[')) degree = this.bracketed(']');
    const base = this.digitOrGroup();
    return {
      kind: 'power',
      base,
      exponent: { kind: 'quotient', over: { kind: 'number', text: '1' }, under: degree },
    };
  }

  private logarithm(): Expression {
    const base: Expression = this.takeSign('_') ? this.argument() : { kind: 'number', text: '10' };
    return { kind: 'function', name: 'log', args: [this.functionArgument(), base] };
  }

  /** `\sin^2 x` is the square of the sine, `\sin^{-1} x` the inverse function. */
  private applied(name: string): Expression {
    const exponent = this.takeSign('^') ? this.argument() : undefined;
    const args = [this.functionArgument()];
    if (!exponent) return { kind: 'function', name, args };
    if (TRIGONOMETRIC.has(name) && isMinusOne(exponent)) {
      if (!['sin', 'cos', 'tan'].includes(name)) throw new NoExpression();
      return { kind: 'function', name: `arc${name}`, args };
    }
    return { kind: 'power', base: { kind: 'function', name, args }, exponent };
  }

  /** Brackets, or the product that follows up to the next function: `\sin 2x \cos x`. */
  private functionArgument(): Expression {
    if (this.isSign('(')) return this.postfixed();
    let result = this.postfixed();
    for (let next = this.tokens[this.at]; next; next = this.tokens[this.at]) {
      const isPlain =
        next.kind === 'number' ||
        next.kind === 'name' ||
        (next.kind === 'command' && (next.text === 'pi' || next.text === 'frac' || GREEK.has(next.text)));
      if (!isPlain) break;
      result = multiplied(result, this.postfixed());
    }
    return result;
  }

  private isSign(text: string): boolean {
    const token = this.tokens[this.at];
    return token?.kind === 'sign' && token.text === text;
  }

  private takeSign(text: string): boolean {
    if (!this.isSign(text)) return false;
    this.at++;
    return true;
  }

  private takeCommand(text: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== 'command' || token.text !== text) return false;
    this.at++;
    return true;
  }

  private expectSign(text: string): void {
    if (!this.takeSign(text)) throw new NoExpression();
  }
}

function multiplied(a: Expression, b: Expression): Expression {
  return { kind: 'product', parts: a.kind === 'product' ? [...a.parts, b] : [a, b] };
}

function isWhole(expression: Expression): boolean {
  return expression.kind === 'number' && /^\d+$/.test(expression.text);
}

function isMinusOne(expression: Expression): boolean {
  return (
    expression.kind === 'product' &&
    expression.parts.length === 2 &&
    expression.parts.every((part, at) => part.kind === 'number' && part.text === (at === 0 ? '-1' : '1'))
  );
}
