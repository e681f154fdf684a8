/**
 * `html`: one page that replays the run in a browser, offline, from one file. Its script, its style and
 * the events lie in it, and it can load nothing and run nothing else: a policy names the two texts by
 * their hashes. Where no script runs, and on paper, all rounds stand one below the other.
 */
import { createHash } from 'node:crypto';
import type { Exporter, ExportInput } from '../exporter.ts';
import { titleOf } from './page/head-view.ts';
import { escaped, markup } from './page/markup.ts';
import { wholeViews } from './page/whole-view.ts';
import { pageSource } from './page-source.ts';
import { roleStyle } from './role-colours.ts';

export const htmlExporter: Exporter = {
  id: 'html',
  name: 'one HTML page that replays the run in a browser',
  extension: '.html',
  pieces: htmlPieces,
};

async function* htmlPieces(input: ExportInput): AsyncIterable<string> {
  const { run, file, events, options } = input;
  const source = await pageSource();
  // What begins or ends a script would be one in the middle of it, too.
  const script = source.script.replaceAll(/<(?=!--|\/?script)/gi, '\\x3c');
  const style = `${roleStyle()}\n${source.style}`;
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="reflectoscope">
<title>${escaped(`${titleOf(run)} · reflectoscope`)}</title>
<style>${style}</style>
</head>
<body>
<div id="page"></div>
<article id="whole">
`;
  for (const view of wholeViews(run, { file, thinking: options.thinking })) yield `${markup(view)}\n`;
  yield `</article>
<script type="application/json" id="run">{"file":${embedded(file)},"events":[`;
  for (const [index, event] of events.entries()) yield `${index > 0 ? ',\n' : '\n'}${embedded(event)}`;
  yield `
]}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** JSON that can stand in a page: nothing in it ends the script that it lies in. */
export function embedded(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function policy(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
