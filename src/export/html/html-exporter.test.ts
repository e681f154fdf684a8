import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { inOrder, longEvents, runStarted, sampleEvents, theRun } from '../../run/testing/sample-run.ts';
import { exportedText, inputOf } from '../testing/exported.ts';
import { embedded, htmlExporter } from './html-exporter.ts';
import { pageSource } from './page-source.ts';
import { roleColours } from './role-colours.ts';

const inside = (html: string, tag: string) =>
  [...html.matchAll(new RegExp(`<${tag}(?: [^>]*)?>([\\s\\S]*?)</${tag}>`, 'g'))].map(
    match => match[1] ?? '',
  );
const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('one HTML page', () => {
  test('allows exactly its own script and style, and nothing from elsewhere', async () => {
    const html = await exportedText(htmlExporter, inputOf(sampleEvents(), 'sample.jsonl'));
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    const [, script = ''] = inside(html, 'script');
    const [style = ''] = inside(html, 'style');
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hashOf(script)}`,
      `style-src ${hashOf(style)}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  test('refers to nothing outside of itself', async () => {
    const html = await exportedText(htmlExporter, inputOf(sampleEvents(), 'sample.jsonl'));
    const [, script = ''] = inside(html, 'script');
    const markup = html.replace(script, '');
    expect(markup).not.toMatch(/\b(?:src|href|srcset|action|style|on\w+)\s*=|url\(|@import/);
  });

  test('holds the whole run, as it was handed over', async () => {
    const events = sampleEvents();
    const html = await exportedText(htmlExporter, inputOf(events, 'sample.jsonl'));
    const [data = ''] = inside(html, 'script');
    expect(JSON.parse(data)).toEqual({ file: 'sample.jsonl', events });
  });

  test('JSON in it reads back as what it was', () => {
    const value = { text: '</script><!-- \u2028 \u2029 "quoted" \\ ' };
    expect(embedded(value)).not.toMatch(/[<\u2028\u2029]/);
    expect(JSON.parse(embedded(value))).toEqual(value);
  });

  test('leaves out thinking where it is not wanted', async () => {
    const html = await exportedText(
      htmlExporter,
      inputOf(sampleEvents(), 'sample.jsonl', { thinking: false }),
    );
    expect(inside(html, 'article')[0]).not.toContain('One equation.');
  });

  test('comes in pieces, one an event, so that a long run is not held twice', async () => {
    const events = longEvents(3, 20);
    const sizes: number[] = [];
    const input = { events, run: theRun(events), file: 'long.jsonl', options: { thinking: true } };
    for await (const piece of htmlExporter.pieces(input)) sizes.push(piece.length);
    expect(sizes.length).toBeGreaterThan(events.length);
  });

  test('is the same each time', async () => {
    const events = inOrder([runStarted()]);
    expect(await exportedText(htmlExporter, inputOf(events, 'sample.jsonl'))).toBe(
      await exportedText(htmlExporter, inputOf(events, 'sample.jsonl')),
    );
  });
});

describe('what a page brings along', () => {
  test('is small: without the run less than 310 KB', async () => {
    const { script, style } = await pageSource();
    expect(Buffer.byteLength(script) + Buffer.byteLength(style)).toBeLessThan(310_000);
  });

  test('has no schemas in it, nothing of Node, and asks for nothing', async () => {
    const { script } = await pageSource();
    expect(script).not.toMatch(/ZodError|process\.env|\bfetch\(|XMLHttpRequest|WebSocket|innerHTML|\beval\(/);
  });

  test('names the licences of what is in it', async () => {
    const { script } = await pageSource();
    expect(script.slice(0, 20_000)).toMatch(/marked \d+.*\(MIT\)/);
    expect(script).toContain('Permission is hereby granted');
  });

  test('has the colours of the screens by their roles', () => {
    expect(roleColours('dark')).toContain('--good:rgb(86 211 100);');
    expect(roleColours('light')).toContain('--added-bg:rgb(209 247 217);');
  });
});
