/**
 * The formulas of a text: LaTeX between its marks, and equations in plain characters. Recognised by
 * their looks; nothing is calculated.
 */

/** A formula where it stands in a text. */
export interface FormulaFigure {
  /** As written, on one line, without the marks around it. */
  readonly text: string;
  /** Equal for formulas that differ only in white space, in the signs for times, and the like. */
  readonly key: string;
  /** Where the formula begins, after its opening mark, and where it ends. */
  readonly start: number;
  readonly end: number;
}

/**
 * The formulas of a text in their order. A lone number or name is none (`$x$`), nor is the final
 * answer in its box. Linear in the length of the text: what is longer than a page is no formula.
 */
export function formulasIn(text: string): FormulaFigure[] {
  const places = latexIn(text);
  const latex = places.map(({ start, end }) => formula(text, start, end));
  const plain = plainEquations(blanked(text, places)).map(({ start, end }) => formula(text, start, end));
  return [...latex, ...plain]
    .filter(({ key }) => SAYS_SOMETHING.test(key) && !ONLY_BOXED.test(key))
    .sort((a, b) => a.start - b.start);
}

/** All mathematics between LaTeX marks, the small ones as well. */
export function latexIn(text: string): Place[] {
  return [...text.matchAll(LATEX)].flatMap(match => {
    const content = match.slice(1).find(group => group !== undefined);
    if (content === undefined || READS_AS_PROSE.test(content)) return [];
    const start = match.index + match[0].indexOf(content, match[0].startsWith('$$') ? 2 : 1);
    return { start, end: start + content.length };
  });
}

export interface Place {
  readonly start: number;
  readonly end: number;
}

const BLANK_LINE = String.raw`\n[ \t]*\n`;

/** A dollar sign before a number is money unless it closes like mathematics (the rule of Pandoc). */
const LATEX = new RegExp(
  [
    String.raw`\$\$((?:(?!${BLANK_LINE})[^$]|\\\$){1,2000}?)\$\$`,
    String.raw`\\\[((?:(?!${BLANK_LINE})[\s\S]){1,2000}?)\\\]`,
    String.raw`\\\(([^\n]{1,500}?)\\\)`,
    String.raw`\\begin\{(?:equation|align|aligned|gather)\*?\}((?:(?!${BLANK_LINE})[\s\S]){1,2000}?)\\end\{`,
    String.raw`(?<![\\$\w])\$(?=[^\s$])((?:\\.|[^$\n\\]){1,300}?)(?<=\S)\$(?![\d$])`,
  ].join('|'),
  'g',
);
const READS_AS_PROSE = /(?<!\\[a-z]*)\b[a-z]{3,}\b[ ,.]+(?!\\)[a-z]{2,}\b(?![^{}]*\})/;

/** An operator or a relation between two things, or a fraction. */
const SAYS_SOMETHING =
  /[^\s].*[=<>≤≥≈→+×/^!·-].*[^\s]|\\(?:frac|sqrt|sum|int|le|ge|neq|approx|Rightarrow|to)\b/;
const ONLY_BOXED = /^\\boxed\{[^{}]*\}$/;

function formula(text: string, start: number, end: number): FormulaFigure {
  const written = text.slice(start, end);
  const leading = /^\s*/.exec(written)?.[0].length ?? 0;
  return {
    text: written.replace(/\s+/g, ' ').trim(),
    key: spelling(written),
    start: start + leading,
    end: start + written.trimEnd().length,
  };
}

/** One spelling for what reads the same. */
function spelling(written: string): string {
  return written
    .replace(/\\(?:left|right|displaystyle|big|Big|bigl|bigr)(?![a-zA-Z])/g, '')
    .replace(/\{,\}|,\\!/g, '')
    .replace(/\\q?quad(?![a-zA-Z])|\\[,;:! ]|[~\s&]|\\\\/g, '')
    .replace(/\\[dt]frac(?![a-zA-Z])/g, '\\frac')
    .replace(/\\text\{([^{}]*)\}/g, '$1')
    .replace(/\\(?:times|cdot)(?![a-zA-Z])|[*·]/g, '×')
    .replace(/\\div(?![a-zA-Z])|÷/g, '/')
    .replace(/[−–]/g, '-')
    .replace(/\^\{(\w)\}/g, '^$1')
    .replace(/(?<=\d),(?=\d{3})/g, '')
    .replace(/[.,;:]+$/, '');
}

function blanked(text: string, places: readonly Place[]): string {
  let [result, at] = ['', 0];
  for (const { start, end } of places) {
    result += text.slice(at, start) + '\u0000'.repeat(end - start);
    at = end;
  }
  return result + text.slice(at);
}

/** Numbers, names of one letter, operators and brackets; anything else ends an equation. */
const TERM = String.raw`[$€£]?\d+(?:,\d{3})*(?:\.\d+)?%?!?|(?<![\p{L}\d_'’])\p{L}(?![\p{L}\d_'’])|(?<=\d)[a-z](?![\p{L}\d_])`;
const RUN = new RegExp(String.raw`(?:(?:${TERM}|[-+−–*×·/÷^=≈<>!()\[\]])[ \t]*){3,200}`, 'gu');
const HAS_RELATION = /\S\s*[=≈]\s*\S/;

/** Equations such as `2x + 1.00 = 1.10` in the middle of a text. */
function plainEquations(text: string): Place[] {
  return [...text.matchAll(RUN)].flatMap(match => {
    const { start, end } = withoutEdges(match[0]);
    const run = match[0].slice(start, end);
    if (!HAS_RELATION.test(run) || !/\d/.test(run) || !/[-+−*×·/÷^!]|\p{L}/u.test(run)) return [];
    return { start: match.index + start, end: match.index + end };
  });
}

/** Without the marks of a list and of emphasis, and without a bracket that encloses all or has no other half. */
function withoutEdges(run: string): Place {
  let start = /^[\s*+/^=!)\]>·-]*/.exec(run)?.[0].length ?? 0;
  let end = run.length - (/[\s*+/^=([<·-]*$/.exec(run)?.[0].length ?? 0);
  // A number before brackets that hold the whole equation is not part of it: "the rest is 6 (142 * 7 = 994)".
  const aside = /^[^()=]*\(([^()]*=[^()]*)\)?$/.exec(run.slice(start, Math.max(start, end)));
  if (aside?.[1] && !aside[0].startsWith('(')) start += aside[0].indexOf('(') + 1;
  for (;;) {
    const inner = run.slice(start, Math.max(start, end));
    const open = inner.replace(/[^([]/g, '').length;
    const closed = inner.replace(/[^)\]]/g, '').length;
    if (open > closed && /^[([]/.test(inner)) start++;
    else if (closed > open && /[)\]]$/.test(inner)) end--;
    else if (/^\([^()]*\)$/.test(inner)) {
      start++;
      end--;
    } else return { start, end: Math.max(start, end) };
  }
}
