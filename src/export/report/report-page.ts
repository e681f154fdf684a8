/** The report as one HTML page: tables and plots, light and dark, on paper too. It runs no script and loads nothing. */
import { createHash } from 'node:crypto';
import { reportTables, scopeLines, type TableOptions } from '../../plain/report/report-tables.ts';
import type { Cell, Table } from '../../plain/report/table.ts';
import type { Report } from '../../report/report.ts';
import { flowPlot, frontierPlot, roundsPlot, savingsPlot } from './plots.ts';
import { REPORT_STYLE } from './report-style.ts';

export interface PageOptions extends TableOptions {
  /** When it was made, ISO 8601. */
  readonly madeAt: string;
  readonly app: string;
}

/** Texts come from runs: they must have been made safe to print. */
export function reportPage(report: Report, options: PageOptions): string {
  const tables = reportTables(report, options);
  const policy = `default-src 'none'; style-src 'sha256-${hashOf(REPORT_STYLE)}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="reflectoscope">
<title>Did reflection help? · reflectoscope</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<header>
<h1>Did reflection help?</h1>
<p>${scopeLines(report.scope).slice(0, 1).map(escaped).join('')} <small>${escaped(options.madeAt.slice(0, 10))}, ${escaped(options.app)}</small></p>
</header>
<main>
${tables.map(table => section(table, plotOf(report, table.id))).join('\n')}
<section id="scope">
<h2>What it is made of</h2>
<ul>
${scopeLines(report.scope)
  .map(line => `<li>${escaped(line)}</li>`)
  .join('\n')}
<li>Intervals are Wilson's, of 95 %; differences by McNemar's exact test, at 5 %.</li>
</ul>
</section>
</main>
</body>
</html>
`;
}

function plotOf(report: Report, id: string): string | undefined {
  switch (id) {
    case 'rounds':
      return roundsPlot(report);
    case 'transitions':
      return flowPlot(report);
    case 'frontier-usd':
      return frontierPlot(report, 'usd');
    case 'frontier-ms':
      return frontierPlot(report, 'ms');
    case 'caching':
      return savingsPlot(report);
    default:
      return undefined;
  }
}

function section({ id, title, columns, rows, notes }: Table, plot: string | undefined): string {
  const side = (column: number) => (columns[column]?.align === 'right' ? ' class="right"' : '');
  const head = columns.map(({ label }, column) => `<th scope="col"${side(column)}>${escaped(label)}</th>`);
  const body = rows.map(row => `<tr>${row.map((one, column) => cellOf(one, side(column))).join('')}</tr>`);
  return `<section id="${id}">
<h2>${escaped(title)}</h2>
${plot === undefined ? '' : `<figure>${plot}</figure>`}
<div class="table" tabindex="0" role="region" aria-label="${escaped(title)}">
<table>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
</div>
${notes.map(note => `<p class="note">${escaped(note)}</p>`).join('\n')}
</section>`;
}

function cellOf({ text }: Cell, attributes: string): string {
  return `<td${attributes}>${escaped(text)}</td>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
