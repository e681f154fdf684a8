/** Two SQL queries clause by clause. Cuts at keywords outside brackets; knows no grammar beyond that. */
import { orderedPairs } from './ordered-pairs.ts';

/** A part of a query that begins with a keyword. White space in it is single spaces. */
export interface Clause {
  /** In capitals: `SELECT`, `LEFT JOIN`, `ORDER BY`; empty for what stands before the first keyword. */
  readonly name: string;
  readonly text: string;
  /** The whole clause in one spelling: case outside quotes and white space do not count. */
  readonly key: string;
}

/** A clause of the old query beside one of the new; at least one of them is there. */
export interface ClausePair {
  readonly old?: Clause;
  readonly next?: Clause;
}

export function clausesOf(sql: string): Clause[] {
  const tokens = sql.match(TOKEN) ?? [];
  const groups: string[][] = [[]];
  let depth = 0;
  tokens.forEach((token, index) => {
    if (isComment(token) || isSpace(token)) return;
    depth = Math.max(0, depth + (DEPTHS.get(token) ?? 0));
    const last = groups.at(-1);
    if (depth === 0 && isKeyword(token) && !continues(last, token)) groups.push([token]);
    else last?.push(token);
    // Space matters only to readers, and one is enough.
    if (isSpace(tokens[index + 1])) groups.at(-1)?.push(' ');
  });
  return groups.map(clauseOf).filter(({ name, text }) => name !== '' || text !== '');
}

/** The clauses of both queries in order, each with its counterpart: of joins, the one of the same table. */
export function compareClauses(old: string, next: string): ClausePair[] {
  const [was, is] = [clausesOf(old), clausesOf(next)];
  return orderedPairs(was.length, is.length, (i, j) => worth(was[i], is[j])).map(([i, j]) => {
    const [before, after] = [i === undefined ? undefined : was[i], j === undefined ? undefined : is[j]];
    return { ...(before && { old: before }), ...(after && { next: after }) };
  });
}

const TOKEN =
  /--[^\n]*|\/\*[^*]*(?:\*(?!\/)[^*]*)*(?:\*\/)?|'[^']*(?:''[^']*)*'?|"[^"]*(?:""[^"]*)*"?|`[^`]*`?|[\p{L}\p{N}_$]+|\s+|[^\s]/gu;
const DEPTHS = new Map([
  ['(', 1],
  [')', -1],
]);
const JOIN_WORDS = ['NATURAL', 'LEFT', 'RIGHT', 'FULL', 'INNER', 'CROSS', 'OUTER', 'JOIN'];
const KEYWORDS = new Set([
  ...['WITH', 'SELECT', 'FROM', 'WHERE', 'GROUP', 'HAVING', 'WINDOW', 'ORDER', 'LIMIT', 'OFFSET'],
  ...['UNION', 'INTERSECT', 'EXCEPT', 'VALUES', 'INSERT', 'UPDATE', 'DELETE', 'SET', ...JOIN_WORDS],
]);
const SECOND_WORDS = new Map([
  ['WITH', ['RECURSIVE']],
  ['SELECT', ['DISTINCT']],
  ['GROUP', ['BY']],
  ['ORDER', ['BY']],
  ['UNION', ['ALL']],
  ['INSERT', ['INTO']],
  ['DELETE', ['FROM']],
]);

function isSpace(token = ''): boolean {
  return token !== '' && token.trim() === '';
}

function isComment(token: string): boolean {
  return /^(?:--|\/\*)/.test(token);
}

function isKeyword(token: string): boolean {
  return KEYWORDS.has(token.toUpperCase());
}

/** Whether a keyword goes on with the name of the clause that has only begun: LEFT OUTER JOIN. */
function continues(group: readonly string[] | undefined, token: string): boolean {
  const words = (group ?? []).filter(word => word.trim() !== '').map(word => word.toUpperCase());
  if (words.length === 0) return false;
  if (!words.every(word => JOIN_WORDS.includes(word))) {
    return words.length === 1 && (SECOND_WORDS.get(words[0] ?? '')?.includes(token.toUpperCase()) ?? false);
  }
  return words.at(-1) !== 'JOIN' && JOIN_WORDS.includes(token.toUpperCase());
}

function clauseOf(tokens: readonly string[]): Clause {
  const words = tokens.filter(token => token !== ' ');
  const count = nameLength(words);
  const name = words.slice(0, count).join(' ').toUpperCase();
  const from = tokens.indexOf(words[count] ?? '', count);
  const text =
    from < 0
      ? ''
      : tokens
          .slice(from)
          .join('')
          .replace(/\s+$|\s*;\s*$/g, '');
  const spelled = words
    .map(token => (/['"`]/.test(token) ? token : token.toLowerCase()))
    .filter(token => token !== ';');
  return { name, text, key: spelled.join(' ') };
}

/** The words that make up the name of a clause. */
function nameLength(words: readonly string[]): number {
  const [first = '', second = ''] = words.map(word => word.toUpperCase());
  if (!KEYWORDS.has(first)) return 0;
  if (!JOIN_WORDS.includes(first)) return SECOND_WORDS.get(first)?.includes(second) ? 2 : 1;
  return words.findIndex(word => word.toUpperCase() === 'JOIN') + 1 || 1;
}

/** The same clause is worth most, then one of the same kind about the same table. */
function worth(old: Clause | undefined, next: Clause | undefined): number {
  if (!old || !next || kindOf(old) !== kindOf(next)) return 0;
  if (old.key === next.key) return 4;
  if (kindOf(old) !== 'JOIN') return 2;
  return firstWord(old) === firstWord(next) ? 2.5 : 1;
}

function kindOf({ name }: Clause): string {
  if (name.endsWith('JOIN')) return 'JOIN';
  return name.split(' ')[0] ?? '';
}

function firstWord({ text }: Clause): string {
  return /^\S*/.exec(text.toLowerCase())?.[0] ?? '';
}
