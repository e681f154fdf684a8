/** What the source of an imported run does not tell, no export tells as a fact. */
import { describe, expect, test } from 'vitest';
import type { Imported } from '../run/events.ts';
import {
  callStarted,
  delta,
  finishedUntold,
  graded,
  QUESTION,
  roundFinished,
  roundStarted,
  runStarted,
  SETTINGS,
} from '../run/testing/sample-run.ts';
import { htmlExporter } from './html/html-exporter.ts';
import { markdownExporter } from './markdown/markdown.ts';
import { csvExporter } from './rounds/csv.ts';
import { jsonExporter } from './rounds/json.ts';
import { exportedText, inputSaying } from './testing/exported.ts';

const { reference: _reference, ...question } = QUESTION;
const ALL = ['timing', 'usage', 'model', 'prompts', 'settings'];

function imported(changes: Partial<Imported> = {}) {
  const started = runStarted({
    provenance: 'imported',
    startedAt: '2026-11-24T16:20:00.000Z',
    question,
    prices: [],
    settings: { ...SETTINGS, model: 'unknown' },
    imported: { from: 'bhive', file: 'x.json', unknown: ALL, startedAtFrom: 'file', ...changes },
  });
  const asked = { ...callStarted(0, 0), model: 'unknown' };
  return inputSaying(
    started,
    roundStarted(0),
    asked,
    delta(0, 'Ten cents.'),
    { ...finishedUntold(0), content: [{ text: 'Ten cents.' }] },
    graded(0, '0.10', false),
    roundFinished(0),
  );
}

describe('what the source of an imported run does not tell', () => {
  test('is unknown in Markdown, in words', async () => {
    const text = await exportedText(markdownExporter, imported());
    expect(text).toContain('- **Model:** unknown\n- **Settings:** unknown\n');
    expect(text).toContain(
      '- **Unknown:** how long anything took, tokens and cost, the model, what was sent, the settings: its source does not say',
    );
    expect(text).toContain('- **When:** unknown; source file of 2026-11-24\n');
    expect(text).toContain('What was sent is unknown.');
    expect(text).toContain('Cost unknown: the source told no tokens');
    for (const words of ['Sent as', 'ConverseStream', 'Strategy', 'cache 5m', 'no price is known', '16:20']) {
      expect(text).not.toContain(words);
    }
  });

  test('is null in JSON, and an empty cell in CSV', async () => {
    const [run] = JSON.parse(await exportedText(jsonExporter, imported()));
    expect(run).toMatchObject({ startedAt: null, settings: null, rounds: [{ model: null, seconds: null }] });
    const [head = '', row = ''] = (await exportedText(csvExporter, imported())).split('\r\n');
    const cells = row.split(',');
    const cell = (name: string) => cells[head.split(',').indexOf(name)];
    expect(['started_at', 'strategy', 'model'].map(cell)).toEqual(['', '', '']);
    expect(cell('provenance')).toBe('imported');
  });

  test('is said of the date on the page', async () => {
    const page = await exportedText(htmlExporter, imported());
    expect(page).toContain('source file of 24 November 2026<');
  });
});

test('what it does tell stays', async () => {
  const input = imported({ unknown: [], startedAtFrom: undefined });
  const text = await exportedText(markdownExporter, input);
  expect(text).toContain('- **Strategy:** self-reflection');
  expect(text).toContain('- **When:** 2026-11-24T16:20:00.000Z');
  expect(text).toMatch(/Sent to `/);
  const [run] = JSON.parse(await exportedText(jsonExporter, input));
  expect(run).toMatchObject({ startedAt: '2026-11-24T16:20:00.000Z', settings: { cache: SETTINGS.cache } });
});

test('a round that its source marks does not stand below words that nobody knows what is right', async () => {
  for (const exporter of [markdownExporter, htmlExporter]) {
    const text = await exportedText(exporter, imported());
    expect(text).toContain('The reference is not in the source; it tells which answers were right.');
    expect(text).not.toMatch(/No right answer is known: nothing|what is right is not known\.</);
  }
});
