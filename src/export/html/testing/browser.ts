/**
 * A true browser for tests of pages: Debian's Chromium, or the one that `CHROMIUM` names, driven by
 * playwright-core. Only tests import it. What it does not show: other browsers, a screen reader, a finger.
 */
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

const USUAL = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where the browser is; `undefined` where there is none. */
export const CHROMIUM = [process.env.CHROMIUM, ...USUAL].find(file => file !== undefined && isThere(file));

/** For the name of a group of tests, so that nothing is left out in silence. */
export const WITHOUT_CHROMIUM = CHROMIUM === undefined ? ' (skipped: there is no Chromium here)' : '';

export function startBrowser(): Promise<Browser> {
  // Who runs tests as root, as a container does, has no sandbox.
  return chromium.launch({ executablePath: CHROMIUM ?? 'chromium', args: ['--no-sandbox'] });
}

export interface OpenPage {
  readonly page: Page;
  /** Errors, warnings and what the policy of the page refused; empty when all is well. */
  readonly complaints: readonly string[];
  /** What was asked for beside the file itself. */
  readonly requests: readonly string[];
  /** Dialogs that opened, windows too. */
  readonly opened: readonly string[];
  close(): Promise<void>;
}

export interface PageLook {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'dark' | 'light';
  readonly scripts?: boolean;
  readonly reducedMotion?: boolean;
}

/** Opens a page from a file of its own, as somebody does who was sent it. */
export async function openPage(browser: Browser, html: string, look: PageLook = {}): Promise<OpenPage> {
  const folder = mkdtempSync(join(tmpdir(), 'reflectoscope-page-'));
  const file = join(folder, 'run.html');
  writeFileSync(file, html);
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1280, height: look.height ?? 800 },
    colorScheme: look.scheme ?? 'dark',
    javaScriptEnabled: look.scripts ?? true,
    reducedMotion: look.reducedMotion ? 'reduce' : 'no-preference',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  const opened: string[] = [];
  const own = pathToFileURL(file).href;
  page.on('console', message => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', error => complaints.push(`error: ${error.message}`));
  page.on('request', request => {
    if (request.url() !== own) requests.push(request.url());
  });
  page.on('dialog', dialog => {
    opened.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('page', other => opened.push(`window: ${other.url()}`));
  await page.goto(own);
  return {
    page,
    complaints,
    requests,
    opened,
    async close() {
      await context.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function isThere(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
