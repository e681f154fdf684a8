import { describe, expect, test } from 'vitest';
import { createPlayer } from '../replay/player.ts';
import { formatPlace } from '../text/numbers.ts';
import { PlayerApp } from './player-app.tsx';
import { createPlayerSession } from './player-session.ts';
import { recordedEvents } from './testing/recorded.ts';
import { renderToScreen } from './testing/screen.ts';
import { noteDesk, type ScriptedRun, scriptedRun } from './testing/services.ts';
import { createTheme } from './theme.ts';
import type { Left } from './use-shown-run.ts';

const bat = await recordedEvents('bat-and-ball.sonnet-4-6');

/** A recording in the app; its time passes only as the test says. */
async function played(at = 0, columns = 80, rows = 24) {
  let now = at === Number.POSITIVE_INFINITY ? 0 : at;
  const start = now;
  const player = createPlayer(bat);
  player.seek(at);
  const session = createPlayerSession(player, 1, undefined, { now: () => now - start });
  const handle = {
    session,
    player: session,
    events: bat,
    file: undefined,
    append: session.append,
    cancel() {},
  };
  const branches: ScriptedRun[] = [];
  const branch = () => {
    const begun = scriptedRun(bat.slice(0, 2));
    branches.push(begun);
    return begun;
  };
  const { desk, asked } = noteDesk({ branch, note: () => 'The run is not saved.' });
  const left: Left[] = [];
  const written: string[] = [];
  const screen = await renderToScreen(
    <PlayerApp
      handle={handle}
      playlist={{ of: 1, open: async () => handle }}
      desk={desk}
      theme={createTheme('dark')}
      world={{ env: {}, folder: '', write: sequence => void written.push(sequence) }}
      onRepaint={() => {}}
      onLeave={how => left.push(how)}
    />,
    { columns, rows },
  );
  const pass = async (ms: number) => {
    now += ms;
    await screen.settle(
      () => screen.row(0).includes(` ${formatPlace(session.state().atMs)} /`) && session.state().atMs >= now,
    );
    await screen.settle();
  };
  return {
    screen,
    session,
    asked,
    branches,
    left,
    written,
    pass,
    end: () => screen.unmount().then(session.stop),
  };
}

describe('a recording', () => {
  test('plays from its start, in its own time', async () => {
    const { screen, pass, end } = await played();
    expect(screen.row(0)).toMatch(/▶ 0:00 \/ 0:\d\d {2}1×$/);
    await pass(5000);
    expect(screen.row(0)).toContain('▶ 0:05');
    expect(screen.text()).toContain('Step 1: Look at the whole amount.');
    await end();
  });

  test('pauses, goes on, and is faster or slower', async () => {
    const { screen, session, pass, end } = await played();
    await pass(2000);
    await screen.press('space');
    expect(screen.row(0)).toContain('‖ 0:02');
    await screen.press('>', '>', '<');
    expect(screen.row(0)).toContain('2×');
    await screen.press('space');
    expect(session.state()).toMatchObject({ playing: true, speed: 2 });
    await end();
  });

  test('goes by rounds, by seconds, and to both ends', async () => {
    const { screen, session, end } = await played(1000);
    await screen.type('.');
    expect(session.run()?.rounds[0]?.finishedAt).toBe(session.state().atMs);
    expect(screen.text()).toContain('0  $0.10      ✗ wrong');
    await screen.type('..');
    expect(session.run()?.rounds[2]?.finishedAt).toBe(session.state().atMs);
    await screen.type(',,');
    expect(session.run()?.rounds.at(-1)).toMatchObject({ index: 0, finishedAt: session.state().atMs });
    expect(screen.text()).toContain('▌0');
    const { atMs } = session.state();
    await screen.press(']', ']', '[');
    expect(session.state().atMs).toBe(atMs + 5000);
    await screen.press('shift+left');
    expect(session.state().atMs).toBe(atMs);
    await screen.type('$');
    expect(screen.row(0)).toMatch(/■ (0:\d\d) \/ \1/);
    expect(screen.text()).toContain('▌3');
    await screen.type('0');
    expect(screen.row(0)).toContain('0:00 /');
    await end();
  });

  test('goes by events and by calls, and back by the same', async () => {
    const { screen, session, end } = await played(0);
    await screen.type('eee');
    const { events } = session.state();
    await screen.type('eE');
    expect(session.state().events).toEqual(events);
    await screen.type('x');
    expect(session.run()?.calls[0]?.status).toBe('finished');
    await screen.type('xX');
    expect(session.run()?.calls).toHaveLength(1);
    expect(session.state().playing).toBe(false);
    await end();
  });

  test('goes to flips and markers, says what is there, and where there is none', async () => {
    const { screen, session, end } = await played(0);
    await screen.type('z');
    expect(screen.row(1)).toMatch(/✓ FIX in round 1$/);
    expect(screen.text()).toContain('1  $0.05');
    await screen.type('z');
    expect(screen.text()).toContain('There is no flip after this.');
    await screen.press('"');
    expect(screen.text()).not.toContain('There is no flip');
    expect(screen.row(1)).toMatch(/│ round 1 begins$/);
    await screen.type("H'");
    expect(screen.row(1)).toContain('halts at flips');
    expect(session.state().playing).toBe(false);
    await end();
  });

  test('goes to a place that is written, and says what is no place', async () => {
    const { screen, session, end } = await played(0);
    await screen.type(':9:00');
    expect(screen.row(23)).toContain('go to 9:00');
    await screen.press('enter');
    expect(screen.row(23)).toContain('▲ 9:00 is behind the end: the run ends at');
    await screen.press('backspace', 'backspace', 'backspace', 'backspace');
    await screen.type('50%');
    await screen.press('enter');
    const { atMs, durationMs } = session.state();
    expect(atMs / durationMs).toBeCloseTo(0.5, 1);
    expect(screen.row(23)).toContain('? keys');
    await end();
  });

  test('is shown to a room and back, with nothing lost', async () => {
    const { screen, end } = await played(Number.POSITIVE_INFINITY);
    await screen.type('aV');
    expect(screen.row(1)).toMatch(/^ {4}Sonnet 4\.6 · Bat and ball .*■ round 3 of 3/);
    expect(screen.text()).not.toContain('? keys');
    await screen.press('?');
    expect(screen.row(0)).toBe(' Keys: playing a saved run');
    await screen.press('escape');
    await screen.type('V');
    expect(screen.text()).toContain('[Answer]');
    await end();
  });

  test('plays again from its end', async () => {
    const { screen, session, end } = await played(Number.POSITIVE_INFINITY);
    expect(screen.row(0)).toContain('■');
    await screen.press('space');
    expect(session.state()).toMatchObject({ playing: true, atMs: 0 });
    await end();
  });

  test('a round that was chosen stays chosen while the recording goes on', async () => {
    const { screen, pass, end } = await played(12_000);
    await screen.press('left');
    expect(screen.text()).toContain('▌0');
    await pass(3000);
    expect(screen.text()).toContain('▌0');
    expect(screen.text()).toContain('↓ round 1: f');
    await screen.type('f');
    expect(screen.text()).toContain('▌1');
    await end();
  });

  test.each(['q', 'escape', 'ctrl+c', 'ctrl+q'])('%s leaves, and nothing was interrupted', async key => {
    const { screen, session, left } = await played(12_000);
    await screen.press(key);
    await screen.waitUntilExit();
    session.stop();
    expect(left).toMatchObject([{ interrupted: false }]);
    expect(left[0]?.run?.rounds).toHaveLength(2);
  });

  test('its help has its own keys, and none for a new run', async () => {
    const { screen, end } = await played();
    await screen.type('?');
    expect(screen.row(0)).toBe(' Keys: playing a saved run');
    expect(screen.text()).not.toContain('New run');
    await screen.press('ctrl+c');
    await screen.waitUntilExit();
    await end();
  });
});

describe('a branch of a recording', () => {
  test('begins at the round that is shown, takes its place, and goes back to it', async () => {
    const { screen, asked, branches, end } = await played(Number.POSITIVE_INFINITY);
    await screen.press('left', 'b', 'enter');
    await screen.settle(() => branches.length === 1);
    expect(asked.filter(({ what }) => what === 'branch').map(({ with: [, ...rest] }) => rest)).toEqual([
      [2, 'after'],
    ]);
    expect(screen.row(0)).not.toContain('■ 0:');
    await screen.press('escape', 'escape');
    expect(screen.text()).toContain('The run is still going on. Ctrl+C cancels it.');
    branches[0]?.push({ seq: 2, at: 5, type: 'run.finished', outcome: 'cancelled' });
    await screen.press('escape');
    expect(screen.row(0)).toContain('■');
    await end();
  });

  test('that goes on is cancelled by whoever leaves', async () => {
    const { screen, session, branches, left } = await played(Number.POSITIVE_INFINITY);
    await screen.press('b', 'enter');
    await screen.settle(() => branches.length === 1);
    await screen.press('ctrl+c');
    expect(branches[0]?.cancelled()).toBe(true);
    await screen.press('ctrl+c');
    await screen.waitUntilExit();
    session.stop();
    expect(left[0]?.interrupted).toBe(true);
  });

  test('a note that cannot be kept is said', async () => {
    const { screen, asked, end } = await played(Number.POSITIVE_INFINITY);
    await screen.press('A');
    await screen.type('odd');
    await screen.press('enter');
    expect(screen.text()).toContain('The run is not saved.');
    expect(asked.find(({ what }) => what === 'note')?.with.slice(1)).toEqual([3, 'odd']);
    await end();
  });
});
