import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBatch } from '../../report/read-batch.ts';
import { type Report, reportOf } from '../../report/report.ts';
import { CHROMIUM, openPage, startBrowser, WITHOUT_CHROMIUM } from '../html/testing/browser.ts';
import { reportPage } from './report-page.ts';

const RECORDINGS = join(import.meta.dirname, '../../../fixtures/recordings');
const OPTIONS = { study: true, madeAt: '2026-11-24T00:00:00.000Z', app: 'reflectoscope 0.1.0' };

async function recorded(): Promise<Report> {
  const files = readdirSync(RECORDINGS).filter(name => name.endsWith('.jsonl'));
  const { rows } = await readBatch(files.map(name => join(RECORDINGS, name)));
  return reportOf(rows, ['model']);
}

describe('the page of a report', () => {
  test('has a plot for rounds, flows, both frontiers and savings, and no style of its own in any of them', async () => {
    const page = reportPage(await recorded(), OPTIONS);
    expect(page.match(/<figure><svg /g)).toHaveLength(5);
    expect(page).not.toMatch(/ style="/);
    expect(page).not.toMatch(/<script/);
    expect(page).toContain('var(--good)');
    expect(page).not.toMatch(/#0[1-9a-d]0[1-9a-d]0[1-9a-d]/);
  });

  test('of nothing is a page all the same', () => {
    expect(reportPage(reportOf([]), OPTIONS)).toContain('No run has a graded answer');
  });
});

describe.skipIf(CHROMIUM === undefined)(`the page in a browser${WITHOUT_CHROMIUM}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  test.each(['dark', 'light'] as const)(
    'shows all of it in %s, asks for nothing and complains of nothing',
    async scheme => {
      const html = reportPage(await recorded(), OPTIONS);
      const { page, complaints, requests, close } = await openPage(browser, html, { scheme });
      expect(await page.locator('figure svg').count()).toBe(5);
      const colours = await page.evaluate<{ ink: string; paper: string }>(`({
      ink: getComputedStyle(document.querySelector('svg text')).fill,
      paper: getComputedStyle(document.documentElement).backgroundColor,
    })`);
      expect(colours.paper).toBe(scheme === 'dark' ? 'rgb(13, 17, 23)' : 'rgb(255, 255, 255)');
      expect(colours.ink).not.toBe('rgb(0, 0, 0)');
      expect(complaints).toEqual([]);
      expect(requests).toEqual([]);
      await close();
    },
  );

  test.each([320, 768, 1280])('does not scroll sideways at %i pixels', async width => {
    const html = reportPage(await recorded(), OPTIONS);
    const { page, close } = await openPage(browser, html, { width });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await close();
  });
});
