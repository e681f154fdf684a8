import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { compareRounds } from '../analysis/compare.ts';
import { labelRun } from '../library/labels.ts';
import { openLibrary } from '../library/library.ts';
import { discard, restore } from '../library/trash.ts';
import { inOrder, runStarted, stopped, wholeRound } from '../run/testing/sample-run.ts';
import { asLines, temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { App } from './app.tsx';
import type { LibraryDesk } from './library/library-desk.ts';
import { LibraryApp } from './library-app.tsx';
import { recordedSide } from './testing/compared.ts';
import { recordedEvents } from './testing/recorded.ts';
import { renderToScreen } from './testing/screen.ts';
import { noteDesk, offlineServices, scriptedRun } from './testing/services.ts';
import { createTheme } from './theme.ts';
import type { Left } from './use-shown-run.ts';

const bat = await recordedEvents('bat-and-ball.sonnet-4-6');
const sides = [
  await recordedSide('bat-and-ball.sonnet-4-6', 3),
  await recordedSide('bat-and-ball.haiku-4-5', 3),
] as const;

/** The runs of a folder; what begins from them is scripted. */
function deskOn(folder: string): LibraryDesk {
  const runs = openLibrary({
    folders: [folder],
    cache: temporaryFolder(),
    now: () => Date.parse('2026-11-24T12:00:00Z'),
  });
  onTestFinished(() => runs.close());
  return {
    runs,
    where: 'runs',
    label({ path }, label) {
      labelRun(path, label);
      void runs.reread(path);
    },
    discard({ path }) {
      const gone = discard(path);
      void runs.reread(path);
      return () => {
        restore(gone);
        void runs.reread(path);
      };
    },
    trash: () => 0,
    emptyTrash: () => 'The trash is empty.',
    open: async () => scriptedRun(bat),
    branch: async () => scriptedRun(bat.slice(0, 2)),
    resume: async () => {
      throw new Error('This run has ended.');
    },
    compare: async () => compareRounds(...sides),
  };
}

function folderWith(count: number): string {
  const folder = temporaryFolder();
  for (let index = 0; index < count; index++) {
    const question = {
      id: `q${index}`,
      title: `Question ${index}`,
      domain: 'd',
      text: `What is ${index}?`,
      grader: 'numeric' as const,
    };
    const startedAt = new Date(Date.UTC(2026, 10, 23) - index * 60_000).toISOString();
    const events = [
      runStarted({ run: `R${index}`, question, startedAt }),
      ...wholeRound(0, `It is ${index}.`),
      stopped(),
    ];
    writeFileSync(join(folder, `run-${index}.jsonl`), asLines(inOrder(events)));
  }
  return folder;
}

async function shown(folder: string, size = { columns: 80, rows: 24 }) {
  const left: Left[] = [];
  const screen = await renderToScreen(
    <LibraryApp
      library={deskOn(folder)}
      desk={noteDesk().desk}
      first={{}}
      notice={undefined}
      theme={createTheme('dark')}
      world={{ env: {}, folder: '', write: () => {} }}
      onRepaint={() => {}}
      onLeave={how => left.push(how)}
    />,
    size,
  );
  return { screen, left };
}

describe('the app of the library', () => {
  test('shows a run and comes back to the same place', async () => {
    const { screen, left } = await shown(folderWith(40));
    await screen.settle('40 runs');
    await screen.press('pagedown', 'pagedown', 'down');
    const before = screen.text();
    expect(before).toMatch(/▌ .*Question 17/);
    await screen.press('enter');
    await screen.settle('Answer');
    await screen.press('escape');
    await screen.settle('40 runs');
    expect(screen.text()).toBe(before);
    await screen.press('escape');
    await screen.waitUntilExit();
    expect(left[0]?.interrupted).toBe(false);
  });

  test('finds, names, deletes and brings back', async () => {
    const { screen } = await shown(folderWith(12));
    await screen.settle('12 runs');
    await screen.press('/', ...'"is 7"', 'enter');
    await screen.settle('1 of 12 runs');
    await screen.press('n', ...'Seven', 'enter');
    await screen.settle('Seven  Question 7');
    await screen.press('d');
    await screen.settle('is in the trash');
    await screen.settle('0 of 11 runs');
    await screen.press('u');
    await screen.settle('1 of 12 runs');
    expect(screen.text()).toContain('Seven');
  });

  test('compares two and comes back, and says what a run cannot', async () => {
    const { screen } = await shown(folderWith(3));
    await screen.settle('3 runs');
    await screen.press('space', 'C');
    await screen.settle('B − A');
    await screen.press('q');
    await screen.settle('marked: 1 run');
    await screen.press('R');
    await screen.settle('This run has ended.');
  });

  test('sees what changes on the disk: runs that come, grow and go, also under the cursor', async () => {
    const folder = folderWith(2);
    const { screen } = await shown(folder);
    await screen.settle('2 runs');
    writeFileSync(
      join(folder, 'new.jsonl'),
      asLines(inOrder([runStarted({ run: 'N', startedAt: '2026-11-24T00:00:00Z' })])),
    );
    await screen.settle('3 runs');
    expect(screen.text()).toContain('cut off');
    appendFileSync(
      join(folder, 'new.jsonl'),
      asLines(inOrder([runStarted(), ...wholeRound(0, '5'), stopped()]).slice(1)),
    );
    await screen.settle(() => !screen.text().includes('cut off'));
    rmSync(join(folder, 'run-0.jsonl'));
    await screen.settle('2 runs');
    expect(screen.text()).toMatch(/▌ /);
  });
});

test('from the picker a key opens the library, and Esc comes back to what was written there', async () => {
  const services = await offlineServices({ library: () => deskOn(folderWith(2)) });
  const screen = await renderToScreen(
    <App
      services={services}
      themeOf={() => createTheme('dark')}
      world={{ env: {}, folder: '', write: () => {} }}
      onRing={() => {}}
      notice={undefined}
      onRepaint={() => {}}
      onLeave={() => {}}
    />,
    { columns: 80, rows: 24 },
  );
  await screen.press(...'bat');
  const before = screen.text();
  await screen.press('ctrl+r');
  await screen.settle('2 runs');
  await screen.press('enter');
  await screen.settle('Answer');
  await screen.press('escape');
  await screen.settle('2 runs');
  await screen.press('escape');
  await screen.settle('› bat');
  expect(screen.text()).toBe(before);
});
