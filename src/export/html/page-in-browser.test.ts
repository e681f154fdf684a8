/** The page as a reader has it: a file that is opened in a browser. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnyEvent } from '../../run/events.ts';
import { longEvents, sampleEvents } from '../../run/testing/sample-run.ts';
import { recordedEvents } from '../../ui/testing/recorded.ts';
import { exportedText, inputOf } from '../testing/exported.ts';
import { htmlExporter } from './html-exporter.ts';
import {
  CHROMIUM,
  type OpenPage,
  openPage,
  type PageLook,
  startBrowser,
  WITHOUT_CHROMIUM,
} from './testing/browser.ts';

describe.skipIf(!CHROMIUM)(`the page in a browser${WITHOUT_CHROMIUM}`, () => {
  let browser: Browser;
  let reflection: readonly AnyEvent[];
  let lanes: readonly AnyEvent[];
  beforeAll(async () => {
    browser = await startBrowser();
    reflection = await recordedEvents('bat-and-ball.sonnet-4-6');
    lanes = await recordedEvents('one-euro-in-coins.nova-pro.self-consistency');
  });
  afterAll(() => browser?.close());

  /** Opens the page of these events, and expects afterwards that it was quiet. */
  async function withPage(
    events: readonly AnyEvent[],
    look: PageLook,
    use: (opened: OpenPage['page'], all: OpenPage) => Promise<void>,
  ): Promise<void> {
    const opened = await openPage(
      browser,
      await exportedText(htmlExporter, inputOf(events, 'sample.jsonl')),
      look,
    );
    try {
      await use(opened.page, opened);
      expect(opened.complaints).toEqual([]);
      expect(opened.requests).toEqual([]);
      expect(opened.opened).toEqual([]);
    } finally {
      await opened.close();
    }
  }

  const place = (page: OpenPage['page']) => page.textContent('.place');
  const title = (page: OpenPage['page']) => page.textContent('.title h2');
  const seek = (page: OpenPage['page'], share: number) =>
    page.evaluate(`(() => {
      const bar = document.getElementById('seek');
      bar.value = ${share} * bar.max;
      bar.dispatchEvent(new Event('input', { bubbles: true }));
    })()`);

  test('opens at the end, with all rounds, their marks in words, and what it cost', async () => {
    await withPage(reflection, {}, async page => {
      expect(await page.title()).toBe('Bat and ball · reflectoscope');
      expect(await page.locator('.round').count()).toBe(4);
      expect(await page.locator('.round .mark').allTextContents()).toEqual([
        '✗ wrong',
        '✓ FIX',
        '✓ right',
        '✓ right',
      ]);
      expect(await page.textContent('.head')).toContain('Synthetic: no model produced these answers.');
      expect(await page.textContent('.meter')).toContain('cost');
      expect(await place(page)).toBe('0:29 / 0:29 · round 3 of 3');
    });
  });

  test('plays to the end, and the answer grows while it does', async () => {
    await withPage(sampleEvents(), {}, async page => {
      await page.selectOption('#speed', '0.25');
      await page.click('.play');
      await page.waitForSelector('.round.to-come');
      await page.click('#tab-answer');
      await page.locator('.streaming', { hasText: 'The ball' }).waitFor();
      await page.selectOption('#speed', '16');
      await page.locator('.play', { hasText: 'Replay' }).waitFor();
      expect(await page.locator('.round.to-come').count()).toBe(0);
      expect(await page.textContent('#panel')).toContain('The ball costs $0.05.');
    });
  });

  test('seeks: what is to come is not told, and the meter is that of the moment', async () => {
    await withPage(reflection, {}, async page => {
      const whole = await page.textContent('.meter');
      await seek(page, 0.5);
      expect(await place(page)).toContain('round 1 of 3');
      expect(await page.locator('.round.to-come').count()).toBe(2);
      expect(await page.textContent('.meter')).not.toBe(whole);
      expect(await page.textContent('.meter')).toContain('≥');
      await seek(page, 0);
      expect(await place(page)).toContain('0:00');
      await seek(page, 1);
      expect(await page.textContent('.meter')).toBe(whole);
    });
  });

  test('does with keys what the screens do with them', async () => {
    await withPage(reflection, {}, async page => {
      const press = (...keys: string[]) =>
        keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
      await press('ArrowLeft', 'ArrowLeft');
      expect(await title(page)).toBe('Round 1');
      await press('ArrowRight');
      expect(await title(page)).toBe('Round 2');
      for (const [key, tab] of [
        ['1', 'answer'],
        ['3', 'thinking'],
        ['4', 'prompt'],
        ['5', 'feedback'],
        ['6', 'events'],
        ['2', 'diff'],
      ]) {
        await press(key ?? '');
        expect(await page.getAttribute(`#tab-${tab}`, 'aria-selected')).toBe('true');
      }
      await press('0');
      expect(await place(page)).toContain('0:00');
      await press(']');
      expect(await place(page)).toContain('0:05');
      await press('[');
      expect(await place(page)).toContain('0:00');
      await press('.');
      expect(await place(page)).toContain('0:09');
      await press('n');
      expect(await page.locator('.title .mark').textContent()).toBe('✓ FIX');
      await press('$');
      expect(await place(page)).toContain('0:29 /');
      await press('>', '>');
      expect(await page.inputValue('#speed')).toBe('4');
      await press('<');
      expect(await page.inputValue('#speed')).toBe('2');
      await press(' ');
      expect(await page.textContent('.play')).toContain('Pause');
      await press(' ');
      expect(await page.textContent('.play')).toContain('Play');
      await press('?');
      expect(await page.isVisible('#help')).toBe(true);
      expect(await page.evaluate(`document.activeElement.className`)).toBe('close');
      await press('Escape');
      expect(await page.locator('#help').count()).toBe(0);
    });
  });

  test('what lies under the list of keys cannot be reached, and the focus comes back', async () => {
    await withPage(reflection, {}, async page => {
      await page.click('[data-do=help]');
      await page.keyboard.press('Tab');
      expect(await page.evaluate(`document.activeElement.closest('.page')`)).toBeNull();
      await page.keyboard.press('Escape');
      expect(await page.evaluate(`document.activeElement.getAttribute('data-do')`)).toBe('help');
    });
  });

  test('leaves the keys of the browser alone', async () => {
    await withPage(reflection, {}, async page => {
      await page.focus('#speed');
      await page.keyboard.press('1');
      expect(await page.getAttribute('#tab-diff', 'aria-selected')).toBe('true');
      await page.focus('.play');
      await page.keyboard.press(' ');
      expect(await page.textContent('.play')).toContain('Pause');
      await page.keyboard.press(' ');
      await page.keyboard.press('Control+1');
      expect(await page.getAttribute('#tab-diff', 'aria-selected')).toBe('true');
    });
  });

  test('shows what changed as insertions and deletions, not by colour alone', async () => {
    await withPage(reflection, {}, async page => {
      expect(await page.locator('.diff del').first().textContent()).toBe('Take');
      expect(await page.locator('.diff ins').first().textContent()).toBe('Subtract');
      const decoration = (selector: string) =>
        page.evaluate(`getComputedStyle(document.querySelector('${selector}')).textDecorationLine`);
      expect(await decoration('.diff del')).toBe('line-through');
      expect(await decoration('.diff ins')).toBe('underline');
    });
  });

  test('shows lanes side by side, and one of them when it is chosen', async () => {
    await withPage(lanes, {}, async page => {
      expect(await page.locator('.beside .card').count()).toBe(5);
      await page.click('.lanes li:nth-child(3) button');
      expect(await title(page)).toBe('Round 0, lane 2');
      expect(await page.locator('.beside').count()).toBe(0);
      await page.click('.lanes li:nth-child(3) button');
      expect(await page.locator('.beside .card').count()).toBe(5);
    });
  });

  test('is dark and light as the system is, until the reader wants another look', async () => {
    const paper = 'getComputedStyle(document.documentElement).backgroundColor';
    await withPage(reflection, { scheme: 'light' }, async page => {
      expect(await page.evaluate(paper)).toBe('rgb(255, 255, 255)');
      await page.keyboard.press('t');
      expect(await page.evaluate(paper)).toBe('rgb(13, 17, 23)');
    });
    await withPage(reflection, { scheme: 'dark' }, async page => {
      expect(await page.evaluate(paper)).toBe('rgb(13, 17, 23)');
      await page.keyboard.press('t');
      await page.keyboard.press('t');
      expect(await page.evaluate(paper)).toBe('rgb(255, 255, 255)');
    });
  });

  test.each([320, 390, 768, 1280])('fits into a window of %i pixels', async width => {
    await withPage(reflection, { width, height: 800 }, async page => {
      for (const key of ['1', '2', '3', '4', '5', '6']) {
        await page.keyboard.press(key);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      }
    });
  });

  test('text can be read: its contrast is 4.5 to 1 or better, in both looks', async () => {
    for (const scheme of ['dark', 'light'] as const) {
      await withPage(reflection, { scheme }, async page => {
        for (const key of ['2', '4', '6']) {
          await page.keyboard.press(key);
          expect(await page.evaluate(`(${faint})()`)).toEqual([]);
        }
        // What is faint would be found.
        await page.evaluate(`document.querySelector('.title h2').style.setProperty('color', '#888c')`);
        expect(await page.evaluate(`(${faint})()`)).toHaveLength(1);
      });
    }
  });

  test('on paper all rounds stand one below the other, and no control', async () => {
    await withPage(reflection, {}, async page => {
      await page.emulateMedia({ media: 'print' });
      expect(await page.isVisible('#page')).toBe(false);
      expect(await page.locator('#whole .sheet-round:visible').count()).toBe(4);
      expect(await page.locator('button:visible').count()).toBe(0);
    });
  });

  test('without scripts the whole run can be read', async () => {
    await withPage(reflection, { scripts: false }, async page => {
      expect(await page.locator('.sheet-round:visible').count()).toBe(4);
      expect(await page.locator('#whole .mark').first().textContent()).toBe('✗ wrong');
    });
  });

  test('whoever wants little motion gets it: nothing blinks', async () => {
    await withPage(reflection, { reducedMotion: true }, async page => {
      await seek(page, 0.1);
      expect(await page.evaluate('document.getAnimations().length')).toBe(0);
    });
  });

  test('what it says changes in a place that is read aloud', async () => {
    await withPage(reflection, {}, async page => {
      expect(await page.textContent('[aria-live=polite]')).toBe('At the end. Round 3: right.');
      await page.keyboard.press('n');
      expect(await page.textContent('[aria-live=polite]')).toBe('Paused. Round 1: FIX.');
    });
  });

  test('a run of which no times are known says so, and tells none', async () => {
    const imported = { from: 'a test', file: 'f.json', unknown: ['timing', 'usage'] };
    const [first, ...rest] = sampleEvents();
    const events = [{ ...first, imported, provenance: 'imported' }, ...rest].map(event => {
      const { timing: _timing, ...fields } = event as AnyEvent & { timing?: unknown };
      return { ...fields, at: 0 };
    }) as AnyEvent[];
    await withPage(events, {}, async page => {
      expect(await page.textContent('.source')).toContain('unknown: how long anything took');
      for (const key of ['1', '2', '3', '4', '5', '6']) {
        await page.keyboard.press(key);
        expect(await page.textContent('.page')).not.toMatch(/\d(?:\.\d+)? s\b|\d:\d\d \//);
      }
      await page.click('.play');
      await page.waitForSelector('.round.to-come');
    });
  });

  test('a run of a hundred rounds and two megabytes stays at hand', async () => {
    const events = longEvents(100, 250).map(event =>
      event.type === 'call.delta'
        ? { ...event, text: `${event.text}of a long answer that goes on and on. ` }
        : event,
    );
    await withPage(events as AnyEvent[], {}, async page => {
      expect(await page.locator('.round').count()).toBe(100);
      const longest = (await page.evaluate(`(async () => {
        let longest = 0;
        for (const key of ['ArrowLeft', '1', '2', '6', '4', '0', '.', '.', '$', '2']) {
          const start = performance.now();
          document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
          longest = Math.max(longest, performance.now() - start);
        }
        return longest;
      })()`)) as number;
      // Generous: a machine that is busy with other things must not turn this into a failure.
      expect(longest).toBeLessThan(3_000);
      expect(await title(page)).toBe('Round 99');
    });
  });
});

/** Runs in the browser: texts whose colour is too close to what they stand on (WCAG 2.2, 1.4.3). */
const faint = `() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map((value, index) => index < 3 ? value : value / 255);
  };
  const over = (top, below) => [0, 1, 2].map(index => top[index] * top[3] + below[index] * (1 - top[3]));
  const behind = element => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) layers.unshift(rgba(getComputedStyle(one).backgroundColor));
    return layers.reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(value => value / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const found = new Set();
  for (const element of document.querySelectorAll('#page *')) {
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.nodeValue.trim() !== '');
    if (!own || !element.checkVisibility({ opacityProperty: true })) continue;
    if (element.closest('.unseen, .track, option')) continue;
    const below = behind(element);
    const text = over(rgba(getComputedStyle(element).color), below);
    const [high, low] = [light(text), light(below)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5) found.add(element.className + ' ' + element.tagName + ' ' + ratio.toFixed(2));
  }
  return [...found];
}`;
