/** The recordings in the player of asciinema itself, which reads both versions with a parser of its own. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { theRun } from '../../run/testing/sample-run.ts';
import { recordedEvents } from '../../ui/testing/recorded.ts';
import { textsOf } from '../../ui/testing/shown.ts';
import { CHROMIUM, openPage, startBrowser, WITHOUT_CHROMIUM } from '../html/testing/browser.ts';
import { exportedText, inputOf } from '../testing/exported.ts';
import { cast3Exporter, castExporter } from './cast-exporter.ts';
import { screenFrames } from './screen-frames.ts';

const PLAYER = join(
  dirname(createRequire(import.meta.url).resolve('asciinema-player/dist/bundle/asciinema-player.css')),
  'asciinema-player.min.js',
);

describe.skipIf(!CHROMIUM)(`the player of asciinema${WITHOUT_CHROMIUM}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test.each([
    ['version 2', castExporter],
    ['version 3', cast3Exporter],
  ])('reads %s, finds its marks and ends with the last screen', async (_, exporter) => {
    const events = await recordedEvents('bat-and-ball.sonnet-4-6');
    const cast = await exportedText(exporter, inputOf(events, 'sample.jsonl'));
    const { page, complaints, close } = await openPage(browser, '<!doctype html><div id="place"></div>');
    await page.addScriptTag({ content: readFileSync(PLAYER, 'utf8') });
    const seen = (await page.evaluate(`(${watch})(${JSON.stringify(cast)})`)) as Seen;
    const frames = [...screenFrames(events, theRun(events), { columns: 100, rows: 30 })];
    // The player draws these as shapes, and has a space in their place.
    const trimmed = (lines: readonly string[]) =>
      lines
        .map(line => line.replaceAll(/[■▌]/g, ' ').trimEnd())
        .join('\n')
        .trimEnd();
    expect(trimmed(seen.lines)).toBe(trimmed(textsOf(frames.at(-1)?.lines ?? [])));
    // That of the very beginning is there from the start, and is not told.
    expect(seen.marks).toEqual(['Round 1 · FIX', 'FIX in round 1', 'Round 2 · right', 'Round 3 · right']);
    expect(seen.duration).toBeGreaterThan(20);
    expect(complaints).toEqual([]);
    await close();
  });
});

interface Seen {
  readonly lines: readonly string[];
  readonly marks: readonly string[];
  readonly duration: number;
}

/** Runs in the browser: plays all of it at a high speed, and reads what is shown then. */
const watch = `cast => new Promise((resolve, reject) => {
  const place = document.getElementById('place');
  const player = AsciinemaPlayer.create({ data: cast }, place, { speed: 400, fit: 'none' });
  const marks = [];
  player.addEventListener('marker', ({ label }) => marks.push(label));
  player.addEventListener('error', reject);
  player.addEventListener('ended', () => setTimeout(async () => {
    const lines = [...place.querySelectorAll('.ap-line')].map(line => line.textContent);
    resolve({ lines, marks, duration: await player.getDuration() });
  }, 300));
  player.play();
})`;
