/** The corpus in pages as a reader has them: in a browser, with scripts and without. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportOf } from '../../report/report.ts';
import { rowOf } from '../../report/row.ts';
import { hostileEvents } from '../../run/testing/hostile-run.ts';
import { theRun } from '../../run/testing/sample-run.ts';
import { isLong } from '../../text/testing/effort.ts';
import {
  foundIn,
  HOSTILE_TEXTS,
  type HostileText,
  textsOfClass,
  UNSAFE,
} from '../../text/testing/hostile-texts.ts';
import { createCleaner } from '../../transcripts/clean.ts';
import { reportPage } from '../report/report-page.ts';
import { exportedText, inputOf } from '../testing/exported.ts';
import { htmlExporter } from './html-exporter.ts';
import { CHROMIUM, openPage, startBrowser } from './testing/browser.ts';

/** Of a run that is a text of every class; that of an overlong one would only take long. */
const TEXTS = HOSTILE_TEXTS.filter(({ kind }) => kind !== 'size');
const JOINED = TEXTS.map(({ text }) => text).join('\n\n');
/** What may stand for markup at the beginning of a field alone; the long test takes all. */
const ALONE = isLong ? TEXTS : [...textsOfClass('HTML').filter((_one, turn) => turn % 9 === 0)];

/** All that could do something, beside the style, the run and the script of the page itself. */
const DANGEROUS =
  'script, style, link, base, iframe, object, embed, img, form, a, video, audio, math, dialog, meta[http-equiv=refresh]';

/** Runs in the browser: all that is shown, and titles; not what our own script is written in. */
const TEXT_OF_PAGE = `(() => {
  const attributes = [...document.querySelectorAll('*')].flatMap(one => [...one.attributes].map(({ value }) => value));
  for (const script of document.querySelectorAll('script')) script.remove();
  return [document.documentElement.textContent, document.title, ...attributes].join('\\n');
})()`;

// Without a browser they are listed as skipped.
describe.skipIf(!CHROMIUM)('Hostile text', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  interface Look {
    readonly scripts: boolean;
    /** Our own elements among the dangerous ones. */
    readonly own: number;
    readonly keys: readonly string[];
  }

  /** Opens the page, uses it, and expects that nothing but the page itself was there. */
  async function expectQuiet(html: string, { scripts, own, keys }: Look): Promise<void> {
    const { page, complaints, requests, opened, close } = await openPage(browser, html, { scripts });
    try {
      for (const key of keys) await page.keyboard.press(key);
      expect(await page.locator(DANGEROUS).count()).toBe(own);
      expect(await page.evaluate('window.owned')).toBeUndefined();
      const text = (await page.evaluate(TEXT_OF_PAGE)) as string;
      expect(foundIn(text, UNSAFE)).toBeUndefined();
      expect([complaints, requests, opened]).toEqual([[], [], []]);
    } finally {
      await close();
    }
  }

  async function expectQuietPages({ name, text }: Pick<HostileText, 'name' | 'text'>): Promise<void> {
    const html = await exportedText(htmlExporter, inputOf(hostileEvents(text), 'run.jsonl'));
    const keys = ['1', '2', '3', '4', '5', '6', 'u', 'ArrowLeft', 'ArrowLeft', '1', '2', '3', '4', '5', '6'];
    try {
      await expectQuiet(html, { scripts: true, own: 3, keys });
      await expectQuiet(html, { scripts: false, own: 3, keys: [] });
    } catch (thrown) {
      throw new Error(`${name}: ${(thrown as Error).message}`, { cause: thrown });
    }
  }

  test('the page of a run, in all its panes: nothing runs, opens or asks for anything', async () => {
    await expectQuietPages({ name: 'all of them', text: JOINED });
    for (const one of ALONE) await expectQuietPages(one);
  });

  test('the page of a report: nothing runs, opens or asks for anything', async () => {
    for (const { name, text } of [{ name: 'all of them', text: JOINED }, ...ALONE]) {
      const row = rowOf(theRun(hostileEvents(text).map(createCleaner())), 'run.jsonl');
      const html = reportPage(reportOf([row], ['model', 'question', 'domain', 'tag']), {
        study: false,
        madeAt: '2026-11-24',
        app: 'test',
      });
      await expectQuiet(html, { scripts: true, own: 1, keys: [] }).catch((thrown: Error) => {
        throw new Error(`${name}: ${thrown.message}`, { cause: thrown });
      });
    }
  });
});
