/** SQL inside an answer, and SQL as words to compare. Parses no grammar and runs nothing. */
import { lastTag, type Stated } from './stated.ts';

export type SqlFound = {
  readonly text: string;
  readonly method: 'SQL block' | 'code block' | 'SQL in tags' | 'bare SQL';
};

/**
 * The query of an answer: the last fenced SQL block, else the last fenced block that begins with
 * SELECT or WITH, else tagged SQL, else lines that begin with SELECT or WITH, up to `;` or a blank
 * line. `cut` when the text ends inside a block.
 */
export function findSql(text: string): SqlFound | 'cut' | undefined {
  const blocks = fencedBlocks(text);
  if (blocks.at(-1)?.closed === false) return 'cut';
  const sql = blocks.findLast(block => /sql/i.test(block.language) && block.text !== '');
  if (sql) return { text: sql.text, method: 'SQL block' };
  const select = blocks.findLast(block => BEGINS.test(block.text));
  if (select) return { text: select.text, method: 'code block' };
  const tagged: Stated | undefined = lastTag(text, ['sql', 'query', 'answer']);
  if (tagged?.kind === 'cut') return 'cut';
  if (tagged && BEGINS.test(tagged.text)) return { text: tagged.text, method: 'SQL in tags' };
  const bare = bareSql(text);
  return bare === undefined ? undefined : { text: bare, method: 'bare SQL' };
}

/**
 * The query in one spelling: white space, comments, the case outside quotes and a semicolon at the
 * end do not count. Two queries with the same spelling are the same query; the reverse does not hold.
 */
export function normalSql(sql: string): string {
  const tokens = (sql.trim().match(TOKEN) ?? []).flatMap(token => {
    if (/^(?:--|\/\*)/.test(token)) return [];
    return /['"`]/.test(token) ? token : token.toLowerCase();
  });
  return tokens.join(' ').replace(/(?: ?;)+$/, '');
}

/** A comment, a quoted text (with the letter that may stand against it, as in x'41'), a word, or one sign. */
const TOKEN =
  /--[^\n]*|\/\*[^*]*(?:\*(?!\/)[^*]*)*(?:\*\/)?|[\p{L}]?'[^']*(?:''[^']*)*'?|"[^"]*(?:""[^"]*)*"?|`[^`]*`?|[\p{L}\p{N}_$]+|[^\s]/gu;

const BEGINS = /^\s*(?:select|with)\b/i;

interface Block {
  readonly language: string;
  readonly text: string;
  readonly closed: boolean;
}

function fencedBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  for (let open = text.indexOf('```'); open >= 0; ) {
    const end = text.indexOf('```', open + 3);
    const inside = text.slice(open + 3, end < 0 ? undefined : end);
    const language = /^`*[ \t]?(?!select\b|with\b)[\w+#-]{1,30}(?=\s|$)/i.exec(inside)?.[0] ?? '';
    blocks.push({ language, text: inside.slice(language.length).trim(), closed: end >= 0 });
    open = end < 0 ? -1 : text.indexOf('```', end + 3);
  }
  return blocks;
}

/** Prose begins with "With" and "Select" too: inside a text only the capitals of SQL count. */
const LINE =
  /^(?:[>*\s`]{0,8}(?:\w{1,12} ){0,2}(?:SQL|[Ss]ql|[Qq]uery|[Aa]nswer)[*\s]{0,4}:)?[*\s`]{0,6}((?:SELECT|WITH)\b.*)$/;

function bareSql(text: string): string | undefined {
  const trimmed = text.trim();
  if (/^(?:select\b|with\s+\w+\s+as\b|with\s+recursive\b)/i.test(trimmed)) return statement(trimmed);
  let last: string[] | undefined;
  let isInside = false;
  for (const line of text.split('\n')) {
    const start = LINE.exec(line)?.[1];
    if (line.trim() === '') {
      isInside = false;
    } else if (isInside) {
      last?.push(line);
    } else if (start !== undefined) {
      last = [start];
      isInside = true;
    }
  }
  return last && statement(last.join('\n'));
}

/** Up to the first semicolon outside quotes, or the first blank line. */
function statement(text: string): string {
  const paragraph = text.split(/\n[ \t]*\n/, 1)[0] ?? '';
  let end = 0;
  for (const token of paragraph.matchAll(TOKEN)) {
    if (token[0] === ';') break;
    end = token.index + token[0].length;
  }
  return paragraph.slice(0, end).replace(/[`*\s]+$/, '');
}
