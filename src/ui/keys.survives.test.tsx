import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { ReactNode } from 'react';
import { describe, expect, test } from 'vitest';
import { findTranscripts } from '../commands/cost-files.ts';
import { createDesk } from '../commands/desk.ts';
import { createReportDesk } from '../commands/report-desk.ts';
import { chooseSource } from '../commands/source.ts';
import { createPlayer } from '../replay/player.ts';
import { allPrompts } from '../strategies/prompt-library.ts';
import { effort } from '../text/testing/effort.ts';
import { temporaryFolder } from '../transcripts/testing/temporary-folder.ts';
import { App } from './app.tsx';
import { CompareApp } from './compare-app.tsx';
import { DEFAULT_LOOK } from './look-settings.ts';
import { PlayerApp } from './player-app.tsx';
import { createPlayerSession } from './player-session.ts';
import { ReportApp } from './report-app.tsx';
import { comparedModels } from './testing/compared.ts';
import { recordedEvents, recordingFile } from './testing/recorded.ts';
import { renderToScreen } from './testing/screen.ts';
import { noteDesk, offlineServices, scriptedRun } from './testing/services.ts';
import { createTheme } from './theme.ts';

const bat = await recordedEvents('bat-and-ball.sonnet-4-6');
const streaming = bat.slice(0, bat.findIndex(event => event.type === 'round.finished') + 30);
const compared = await comparedModels();
/** No program takes the terminal: that there is none is said. */
const NOTHING_SPAWNED = {
  env: { PAGER: '/nowhere/pager', EDITOR: '/nowhere/editor' },
  folder: '',
  write: () => {},
};
const COMMON = { theme: createTheme('dark'), world: NOTHING_SPAWNED, onRepaint: () => {} };

async function picker(): Promise<ReactNode> {
  return (
    <App
      {...COMMON}
      services={await offlineServices({ start: () => scriptedRun(streaming) })}
      themeOf={setting => createTheme(setting === 'auto' ? 'dark' : setting)}
      onRing={() => {}}
      notice={undefined}
      onLeave={() => {}}
    />
  );
}

async function player(): Promise<ReactNode> {
  const session = createPlayerSession(createPlayer(bat), 1, undefined, { now: () => 0 });
  const handle = {
    session,
    player: session,
    events: bat,
    file: undefined,
    append: session.append,
    cancel() {},
  };
  const { desk } = noteDesk({ branch: () => scriptedRun(bat.slice(0, 2)) });
  return (
    <PlayerApp
      {...COMMON}
      handle={handle}
      playlist={{ of: 1, open: async () => handle }}
      desk={desk}
      onLeave={() => {}}
    />
  );
}

async function comparison(): Promise<ReactNode> {
  return <CompareApp {...COMMON} comparison={compared} notice={undefined} />;
}

async function report(): Promise<ReactNode> {
  const folder = temporaryFolder();
  for (const name of ['bat-and-ball.nova-lite', 'bat-and-ball.sonnet-4-6']) {
    copyFileSync(recordingFile(name), join(folder, `${name}.jsonl`));
  }
  const flags = { offline: true, idleTimeout: 120, save: false, speed: 400 };
  const source = await chooseSource(flags, {});
  const desk = createDesk({
    source: () => source,
    flags,
    look: () => ({ ...DEFAULT_LOOK, step: false }),
    prompts: () => allPrompts({}),
  });
  const asked = createReportDesk({ where: 'runs', find: () => findTranscripts([folder]), desk });
  return (
    <ReportApp
      {...COMMON}
      report={asked}
      by={[]}
      study={false}
      desk={desk}
      notice={undefined}
      onLeave={() => {}}
    />
  );
}

/** What keyboards and terminals send: as xterm and as kitty have it, the mouse, a paste, and what is none of it. */
const SEQUENCES = [
  '\r',
  '\t',
  '\u007f',
  '\u001b',
  ' ',
  '\u0001',
  '\u0005',
  '\u000b',
  '\u000c',
  '\u0015',
  '\u0017',
  '\u0012',
  '\u001b[A',
  '\u001b[B',
  '\u001b[C',
  '\u001b[D',
  '\u001bOA',
  '\u001bOB',
  '\u001b[H',
  '\u001b[F',
  '\u001b[5~',
  '\u001b[6~',
  '\u001b[3~',
  '\u001b[Z',
  '\u001b[1;2D',
  '\u001b[1;5C',
  '\u001bOP',
  '\u001bb',
  '\u001b\u007f',
  '\u001b[97;5u',
  '\u001b[13;2u',
  '\u001b[27u',
  '\u001b[57358u',
  '\u001b[97:65;2:1u',
  '\u001b[27;5;9~',
  '\u001b[<0;10;5M',
  '\u001b[<64;1;1M',
  '\u001b[<65;999;999M',
  '\u001b[M !!',
  '\u001b[I',
  '\u001b[O',
  '\u001b[200~two\nlines \u001b[31m\u001b[201~',
  '\u001b[200~never ended',
  '\u001b[201~',
  '\u001b[?62;c',
  '\u001b]11;rgb:ffff/ffff/ffff\u0007',
  '\u001b[12;40R',
  '\u001bP1$r0m\u001b\\',
  '\u001b[',
  '\u001b]',
  '\u001bO',
  '\u009b31m',
  '\0',
  '\ufffd',
  '\ud83d',
  '👩‍👩‍👧',
  'é',
  '\u0301',
  '漢字',
  'a'.repeat(400),
] as const;

type Act = { readonly keys: string } | { readonly columns: number; readonly rows: number };
const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .constantFrom<string>(..."abcdefghijklmnoprstuvwxyzABCDEFGHNSTX0123456789?/.,<>[]$-+=#:;'")
        .map(keys => ({ keys })),
    },
    { weight: 5, arbitrary: fc.constantFrom<string>(...SEQUENCES).map(keys => ({ keys })) },
    // A sequence that comes in two pieces.
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom<string>(...SEQUENCES), fc.nat({ max: 6 }), fc.boolean())
        .map(([keys, at, isEnd]) => ({ keys: isEnd ? keys.slice(at) : keys.slice(0, at) })),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }).map(keys => ({ keys })) },
    {
      weight: 1,
      arbitrary: fc.record({
        columns: fc.integer({ min: 1, max: 200 }),
        rows: fc.integer({ min: 1, max: 60 }),
      }),
    },
  ),
  { minLength: 1, maxLength: 40 },
);

/** So often Ctrl+C is pressed: out of a field, out of what lies over a screen, out of a run, and out. */
const MOST_LEAVING = 6;

describe('Fuzz', () => {
  test.each([
    ['the picker, and what is opened from it', picker],
    ['the player', player],
    ['a comparison', comparison],
    ['the report', report],
  ])('any keys on %s: no crash, a whole frame, and Ctrl+C leaves', async (_where, mount) => {
    await fc.assert(
      fc.asyncProperty(acts, async all => {
        const screen = await renderToScreen(await mount(), { columns: 80, rows: 24 });
        let left = false;
        const end = screen.waitUntilExit().then(() => {
          left = true;
        });
        // A crash is told by whoever waits for the end.
        end.catch(() => {
          left = true;
        });
        for (const act of all) {
          if (left) break;
          // Fast fingers wait for nothing; a resize waits until the screen is at rest.
          if ('keys' in act) void screen.type(act.keys).catch(() => {});
          else await screen.resize(act.columns, act.rows);
        }
        if (!left) {
          await screen.resize(80, 24);
          if (!left) expect(screen.text().trim()).not.toBe('');
        }
        // Ink takes all that follows for a part of a paste until that has ended, Ctrl+C too.
        if (!left) await screen.type('\u001b[201~');
        for (let press = 0; press < MOST_LEAVING && !left; press++) await screen.press('ctrl+c');
        expect(left).toBe(true);
        await end;
        expect(screen.buffer()).toBe('normal');
      }),
      { numRuns: effort(2, 80) },
    );
  });
});
