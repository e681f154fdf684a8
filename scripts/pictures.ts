/** Makes the pictures of the README from the built program, in a true pseudo-terminal. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CHROMIUM, openPage, startBrowser } from '../src/export/html/testing/browser.ts';
import { fixturesDir } from '../src/questions/package-root.ts';
import { PROGRAM, type PtyProgram, startInPty } from '../src/ui/testing/pty.ts';
import { framesToSvg } from './frames-to-svg.ts';
import { recordReflection } from './reflection.ts';
import { screenToSvg } from './screen-to-svg.ts';

const COLUMNS = 120;
const ROWS = 32;
/** How long the last frame of the animation stays before it begins again. */
const PAUSE_MS = 4000;
const docs = join(import.meta.dirname, '../docs');
const home = mkdtempSync(join(tmpdir(), 'reflectoscope-pictures-'));
const env = { HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home };

mkdirSync(docs, { recursive: true });
const recording = join(fixturesDir(), 'recordings', 'bat-and-ball.sonnet-4-6.jsonl');
await picture('inspector', ['replay', recording, '--speed', 'max'], async program => {
  await program.waitFor('✓ FIX');
  program.press('left', 'left');
  await program.waitFor('round 1 against 0');
});
await picture('picker', ['--offline'], async program => {
  await program.waitFor('Bat and ball');
  await program.waitFor('strategy');
});
save(
  'reflection',
  framesToSvg(
    await recordReflection(env),
    PAUSE_MS,
    'reflectoscope: a question is chosen, and its answer is mended in round 1',
  ),
);
await pageInBrowser();
rmSync(home, { recursive: true });

/** The page that `export` makes, where there is a browser to show it. */
async function pageInBrowser(): Promise<void> {
  if (CHROMIUM === undefined) return console.log('docs/page.png stays as it is: there is no Chromium here.');
  const file = join(home, 'page.html');
  const program = startInPty([PROGRAM, 'export', recording, '--out', file], { columns: 80, rows: 24, env });
  await program.exit();
  const browser = await startBrowser();
  const { page, close } = await openPage(browser, readFileSync(file, 'utf8'), { width: 1200, height: 750 });
  await page.keyboard.press('n');
  await page.screenshot({ path: join(docs, 'page.png') });
  await close();
  await browser.close();
  console.log(`docs/page.png ${Math.ceil(statSync(join(docs, 'page.png')).size / 1024)} KB`);
}

async function picture(name: string, args: string[], until: (program: PtyProgram) => Promise<void>) {
  const program = startInPty([PROGRAM, ...args], { columns: COLUMNS, rows: ROWS, env });
  await until(program);
  await atRest(program);
  save(name, screenToSvg(program, COLUMNS, ROWS, `reflectoscope: the ${name}`));
  program.kill();
  await program.exit();
}

function save(name: string, svg: string): void {
  writeFileSync(join(docs, `${name}.svg`), svg);
  console.log(`docs/${name}.svg ${Math.ceil(svg.length / 1024)} KB`);
}

/** The frame in which the text appears may not be whole yet. */
async function atRest(program: PtyProgram): Promise<void> {
  for (let before = ''; before !== program.text(); ) {
    before = program.text();
    await setTimeout(300);
  }
}
