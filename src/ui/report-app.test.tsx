import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { findTranscripts } from '../commands/cost-files.ts';
import { createDesk } from '../commands/desk.ts';
import { createLibraryDesk } from '../commands/library-desk.ts';
import { createReportDesk } from '../commands/report-desk.ts';
import { chooseSource } from '../commands/source.ts';
import { allPrompts } from '../strategies/prompt-library.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { App } from './app.tsx';
import { LibraryApp } from './library-app.tsx';
import { DEFAULT_LOOK } from './look-settings.ts';
import { ReportApp } from './report-app.tsx';
import { recordingFile } from './testing/recorded.ts';
import { renderToScreen } from './testing/screen.ts';
import { offlineServices } from './testing/services.ts';
import { createTheme } from './theme.ts';
import type { Left } from './use-shown-run.ts';

const NAMES = [
  'bat-and-ball.haiku-4-5',
  'bat-and-ball.nova-lite',
  'bat-and-ball.nova-micro',
  'bat-and-ball.sonnet-4-6',
];
const FLAGS = { offline: true, idleTimeout: 120, save: false, speed: 400 };

function folderWith(names: readonly string[]): string {
  const folder = temporaryFolder();
  for (const name of names) copyFileSync(recordingFile(name), join(folder, `${name}.jsonl`));
  return folder;
}

async function deskHere() {
  const source = await chooseSource(FLAGS, {});
  return createDesk({
    source: () => source,
    flags: FLAGS,
    look: () => ({ ...DEFAULT_LOOK, step: false }),
    prompts: () => allPrompts({}),
  });
}

const COMMON = {
  notice: undefined,
  theme: createTheme('dark'),
  world: { env: {}, folder: '', write: () => {} },
  onRepaint: () => {},
};

async function reportOn(...paths: readonly string[]) {
  const desk = await deskHere();
  const left: Left[] = [];
  const report = createReportDesk({ where: 'runs', find: () => findTranscripts(paths), desk });
  const screen = await renderToScreen(
    <ReportApp
      {...COMMON}
      report={report}
      by={[]}
      study={false}
      desk={desk}
      onLeave={how => left.push(how)}
    />,
    { columns: 100, rows: 30 },
  );
  return { screen, left };
}

async function libraryOn(folder: string) {
  vi.stubEnv('XDG_CACHE_HOME', temporaryFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  const desk = await deskHere();
  const library = createLibraryDesk({ folders: [folder], desk, flags: FLAGS });
  onTestFinished(() => library.close());
  return { desk, library };
}

describe('the app of the report', () => {
  test('reads the runs, groups them, lists those behind a figure, opens one at its round and comes back', async () => {
    const { screen, left } = await reportOn(folderWith(NAMES));
    await screen.settle('4 runs of one question');
    await screen.press('g');
    await screen.settle('by model');
    await screen.press('right', 'right', 'right');
    await screen.settle('[Groups]');
    expect(screen.text()).toContain('Nova Micro');
    await screen.press('left', 'left', 'down');
    await screen.settle('[Rounds]');
    await screen.press('enter');
    await screen.settle('enter opens round 1');
    await screen.press('down');
    const list = screen.text();
    expect(list).toMatch(/▌ Bat and ball .*Nova Lite/);
    await screen.press('enter');
    await screen.settle('Answer');
    expect(screen.text()).not.toContain('enter opens round 1');
    const answer = screen.text();
    // Of four rounds it stands at this one: one back and forth is the same.
    await screen.press('left');
    await screen.settle(() => screen.text() !== answer);
    await screen.press('right');
    await screen.settle(() => screen.text() === answer);
    await screen.press('escape');
    await screen.settle('enter opens round 1');
    expect(screen.text()).toBe(list);
    await screen.press('escape');
    await screen.settle('[Rounds]');
    await screen.press('?');
    await screen.settle('Keys: the report');
    await screen.press('escape');
    await screen.settle('[Rounds]');
    await screen.press('escape');
    await screen.waitUntilExit();
    expect(left[0]?.interrupted).toBe(false);
  });

  test('counts a file that cannot be read and names it', async () => {
    const folder = folderWith(NAMES.slice(0, 1));
    const whole = readFileSync(recordingFile('bat-and-ball.nova-lite'), 'utf8');
    const newer = join(temporaryFolder(), 'from-tomorrow.jsonl');
    writeFileSync(newer, whole.replace(/"schema":\d+/, '"schema":99'));
    const { screen } = await reportOn(folder, newer);
    await screen.settle('one file unread');
    await screen.press('left');
    await screen.settle('from-tomorrow.jsonl');
  });

  test('of an empty folder says what would help', async () => {
    const { screen } = await reportOn(temporaryFolder());
    await screen.settle('reflectoscope import');
    expect(screen.text()).toContain('there is no transcript');
  });
});

describe('from the library', () => {
  test('a key opens the report on what the filter shows or is marked, and Esc comes back to the place', async () => {
    const { desk, library } = await libraryOn(folderWith(NAMES));
    const screen = await renderToScreen(
      <LibraryApp {...COMMON} library={library} desk={desk} first={{}} onLeave={() => {}} />,
      { columns: 100, rows: 30 },
    );
    await screen.settle('4 runs');
    await screen.press('/', ...'nova', 'enter', 'down');
    await screen.settle('2 of 4 runs');
    const before = screen.text();
    await screen.press('a');
    await screen.settle('2 runs of one question');
    await screen.press('enter', 'enter');
    await screen.settle('Answer');
    await screen.press('escape');
    await screen.settle('Did reflection help?');
    await screen.press('escape', 'escape');
    await screen.settle('2 of 4 runs');
    expect(screen.text()).toBe(before);
    await screen.press('space', 'a');
    await screen.settle('one run of one question');
  });

  test('also inside the app', async () => {
    const { library } = await libraryOn(folderWith(NAMES));
    const services = await offlineServices({ library: () => library });
    const screen = await renderToScreen(
      <App
        {...COMMON}
        services={services}
        themeOf={() => createTheme('dark')}
        onRing={() => {}}
        onLeave={() => {}}
      />,
      { columns: 100, rows: 30 },
    );
    await screen.press('ctrl+r');
    await screen.settle('4 runs');
    await screen.press('a');
    await screen.settle('4 runs of one question');
    await screen.press('right', 'enter', 'enter');
    await screen.settle('Answer');
    await screen.press('escape');
    await screen.settle('Round by round');
    await screen.press('q');
    await screen.settle('4 runs');
    await screen.press('escape');
    await screen.settle('ctrl+r library');
  });
});
