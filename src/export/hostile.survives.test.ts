/** The corpus in every form that a run is exported to. */
import { lexer, type Token, walkTokens } from 'marked';
import { describe, expect, test } from 'vitest';
import { csvRows } from '../questions/csv.ts';
import { reportOf } from '../report/report.ts';
import { rowOf } from '../report/row.ts';
import { hostileEvents } from '../run/testing/hostile-run.ts';
import { theRun } from '../run/testing/sample-run.ts';
import { isLong } from '../text/testing/effort.ts';
import {
  forEachHostile,
  forEachHostileInTurn,
  foundIn,
  HOSTILE_TEXTS,
  UNSAFE,
  UNSAFE_IN_LINE,
} from '../text/testing/hostile-texts.ts';
import { stringsIn } from '../text/testing/strings-in.ts';
import { createCleaner } from '../transcripts/clean.ts';
import { createTripwire, withoutOwnSequences } from '../ui/testing/tripwire.ts';
import { cast3Exporter, castExporter } from './cast/cast-exporter.ts';
import type { Exporter, ExportInput } from './exporter.ts';
import { htmlExporter } from './html/html-exporter.ts';
import { markdownExporter } from './markdown/markdown.ts';
import { otlpExporter } from './otlp/otlp.ts';
import { reportPage } from './report/report-page.ts';
import { CSV_COLUMNS, csvExporter } from './rounds/csv.ts';
import { jsonExporter } from './rounds/json.ts';
import { exportedText, inputOf } from './testing/exported.ts';
import { transcriptExporter } from './transcript.ts';

/** Of the first round: all that are drawn in it. */
const CAST_EVENTS = 9;
const SIZE = { thinking: true, columns: 60, rows: 16 };

const inputs = new Map<string, ExportInput>();

/** The run of a text, made once for all forms. */
function inputWith(text: string): ExportInput {
  const known = inputs.get(text) ?? inputOf(hostileEvents(text), `${text}.jsonl`, SIZE);
  inputs.set(text, known);
  return known;
}

const exported = (exporter: Exporter, text: string) => exportedText(exporter, inputWith(text));

/** Markup that is not ours; what is ours holds no markup of the text. */
const OURS = /^<\/?details>\s*$|^<details>\n<summary>[^<>]*<\/summary>\s*$|^<!-- -->$/;

function looseMarkup(markdown: string): string[] {
  const found: string[] = [];
  walkTokens(lexer(markdown), (token: Token) => {
    if (token.type === 'link' || token.type === 'image') found.push(token.raw);
    if (token.type === 'html' && !OURS.test(token.raw) && !isDiff(token.raw)) found.push(token.raw);
  });
  return found;
}

function isDiff(html: string): boolean {
  const inner = /^<pre>\n([\s\S]*)<\/pre>\s*$/.exec(html)?.[1];
  return inner !== undefined && !/<(?!\/?(?:ins|del)>)/.test(inner);
}

function expectInertJson(texts: readonly string[]): void {
  for (const text of texts) {
    expect(foundIn(text, UNSAFE)).toBeUndefined();
    expect(stringsIn(JSON.parse(text)).some(one => UNSAFE.test(one))).toBe(false);
  }
}

const titles = (markdown: string) =>
  lexer(markdown).flatMap(token => (token.type === 'heading' ? [token.depth] : []));

describe('Hostile text', () => {
  test('Markdown: no link, picture, title or HTML but our own, and nothing for a terminal', async () => {
    const plain = titles(await exported(markdownExporter, 'plain'));
    await forEachHostileInTurn(async text => {
      const markdown = await exported(markdownExporter, text);
      expect(looseMarkup(markdown)).toEqual([]);
      expect(titles(markdown)).toEqual(plain);
      expect(foundIn(markdown, UNSAFE)).toBeUndefined();
    });
  });

  test('tables (CSV): no cell is a formula, and none breaks its row', async () => {
    await forEachHostileInTurn(async text => {
      const csv = await exported(csvExporter, text);
      expect(foundIn(csv, /(?!\r\n)(?![\n\t])\p{Control}/u)).toBeUndefined();
      let count = 0;
      for await (const { cells, problem } of csvRows([csv])) {
        expect(problem).toBeUndefined();
        expect(cells).toHaveLength(CSV_COLUMNS.length);
        if (count++ === 0) continue;
        const formula = cells.find(
          cell => /^[\s\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u.test(cell) && Number.isNaN(Number(cell)),
        );
        expect(formula).toBeUndefined();
      }
      expect(count).toBe(4);
    });
  });

  test('rounds as JSON: what a terminal could act on is escaped, and every value can be read', async () => {
    await forEachHostileInTurn(async text => expectInertJson([await exported(jsonExporter, text)]));
  });

  test('spans for a collector (OTLP): what a terminal could act on is escaped, and every value can be read', async () => {
    await forEachHostileInTurn(async text => expectInertJson([await exported(otlpExporter, text)]));
  });

  test('a transcript to share: what a terminal could act on is escaped, and every line can be read', async () => {
    await forEachHostileInTurn(async text =>
      expectInertJson((await exported(transcriptExporter, text)).trimEnd().split('\n')),
    );
  });

  test('the HTML page as a file: two scripts and a style of our own, and no other markup', async () => {
    // A page is large; how it looks in a browser is tried with all of them.
    const texts = HOSTILE_TEXTS.filter(({ kind }, turn) => isLong || kind === 'HTML' || turn % 8 === 0);
    await forEachHostileInTurn(async text => {
      const html = await exported(htmlExporter, text);
      expect(html.match(/<\/script/gi)).toHaveLength(2);
      expect(html.match(/<script/gi)).toHaveLength(2);
      const scripts = [...html.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(match => match[1] ?? '');
      const [data = '', script = ''] = scripts;
      const rest = html.replace(script, '');
      expect(
        foundIn(rest, /<(?:img|svg|math|iframe|object|embed|base|link|form|input|video|audio|a)\b/i),
      ).toBeUndefined();
      expect(foundIn(rest, UNSAFE)).toBeUndefined();
      expect(foundIn(data, /[<\u2028\u2029]/)).toBeUndefined();
      expect(JSON.parse(data).events.length).toBeGreaterThan(20);
    }, texts);
  });

  test('the HTML page of a report: no markup but our own', () => {
    // A page has five plots.
    const texts = HOSTILE_TEXTS.filter(
      ({ kind }, turn) => isLong || kind === 'names of fields' || turn % 6 === 0,
    );
    forEachHostile(text => {
      const run = theRun(hostileEvents(text).map(createCleaner()));
      const inherited = Object.getOwnPropertyNames(Object.prototype);
      const report = reportOf([rowOf(run, text)], ['model', 'question', 'domain', 'tag']);
      const page = reportPage(report, { study: false, madeAt: '2026-11-24', app: 'test' });
      expect(
        foundIn(page, /<(?:script|img|math|iframe|object|embed|base|link|form|input|video|audio|a)\b/i),
      ).toBeUndefined();
      expect(foundIn(page, UNSAFE)).toBeUndefined();
      expect(foundIn(page.replaceAll(/>[^<]*</g, '><'), /\son\w+\s*=|javascript:|owned/i)).toBeUndefined();
      // A name must not be written into what every object has.
      expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(inherited);
    }, texts);
  });

  test('recorded terminals (asciicast 2 and 3), played: draw, and do nothing else', async () => {
    let turn = 0;
    // The frames of all texts are looked at where screens are; here are a part of them.
    const texts = HOSTILE_TEXTS.filter((_one, index) => isLong || index % 4 === 0);
    await forEachHostileInTurn(async text => {
      const both = [castExporter, cast3Exporter];
      // Each of them has the same frames; the long test takes both.
      for (const exporter of isLong ? both : [both[turn++ % 2] ?? castExporter]) {
        // Its first round: a terminal draws a frame a piece, and the others are no other frames.
        const input = inputOf(hostileEvents(text).slice(0, CAST_EVENTS), `${text}.jsonl`, SIZE);
        const [header = '', ...lines] = (await exportedText(exporter, input)).trimEnd().split('\n');
        expect(foundIn(header, UNSAFE_IN_LINE)).toBeUndefined();
        expect(stringsIn(JSON.parse(header)).some(one => UNSAFE_IN_LINE.test(one))).toBe(false);
        const events = lines.map(line => JSON.parse(line) as [number, string, string]);
        const marks = events.filter(([, code]) => code === 'm').map(([, , words]) => words);
        expect(marks.find(words => UNSAFE_IN_LINE.test(words))).toBeUndefined();
        const drawn = events
          .filter(([, code]) => code === 'o')
          .map(([, , data]) => data)
          .join('');
        expect(foundIn(withoutOwnSequences(drawn), UNSAFE)).toBeUndefined();
        const terminal = createTripwire(60, 16);
        await terminal.write(drawn);
        expect(terminal.acted()).toEqual([]);
        terminal.dispose();
      }
    }, texts);
  });

  test('the tripwire of these tests itself: many texts do act where nothing is taken out of them', async () => {
    const raw = HOSTILE_TEXTS.filter(
      ({ kind }, turn) => turn % 3 === 0 && /^(?:control|question|cut)/.test(kind),
    );
    let acted = 0;
    let left = 0;
    for (const { text } of raw) {
      const terminal = createTripwire(60, 16);
      await terminal.write(text);
      if (terminal.acted().length > 0) acted++;
      if (UNSAFE.test(withoutOwnSequences(text))) left++;
      terminal.dispose();
    }
    expect(acted).toBeGreaterThan(raw.length / 3);
    expect(left).toBeGreaterThan(raw.length / 2);
  });
});
