import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPlayer } from '../replay/player.ts';
import { sampleEvents } from '../run/testing/sample-run.ts';
import { createPlayerSession, onPlayedToEnd, REST_MS } from './player-session.ts';

const EVENTS = sampleEvents();
const DURATION = EVENTS.at(-1)?.at ?? 0;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function session(speed = 1, at = 0) {
  const player = createPlayer(EVENTS);
  player.seek(at);
  const clock = { now: () => vi.getMockedSystemTime()?.getTime() ?? 0 };
  const made = createPlayerSession(player, speed, undefined, clock);
  const told = vi.fn();
  made.subscribe(told);
  return { ...made, told };
}

describe('playing', () => {
  test('begins at once and lets the time of the run pass', () => {
    const player = session();
    expect(player.state()).toMatchObject({ playing: true, atMs: 0, durationMs: DURATION, ended: false });
    vi.advanceTimersByTime(400);
    expect(player.state().atMs).toBe(400);
    expect(player.run()?.calls[0]?.thinking).toBe('One equation.');
    player.stop();
  });

  test('is as fast as the speed says', () => {
    const player = session(2);
    vi.advanceTimersByTime(400);
    expect(player.state().atMs).toBe(800);
    player.stop();
  });

  test('stops at the end', () => {
    const player = session(4);
    vi.advanceTimersByTime(DURATION);
    expect(player.state()).toMatchObject({ playing: false, ended: true, atMs: DURATION });
    expect(player.run()?.outcome).toEqual({ kind: 'stopped', rule: 'max-rounds' });
    player.stop();
  });

  test('does not begin where there is nothing left to play', () => {
    const player = session(1, DURATION);
    expect(player.state()).toMatchObject({ playing: false, ended: true });
    player.stop();
  });

  test('from the end begins anew', () => {
    const player = session(1, DURATION);
    player.togglePlay();
    expect(player.state()).toMatchObject({ playing: true, atMs: 0, ended: false });
    expect(player.run()?.rounds).toHaveLength(0);
    player.stop();
  });

  test('between two events the run gets older, so that a wait can be seen', () => {
    const player = session();
    vi.advanceTimersByTime(250);
    expect(player.run()?.at).toBe(250);
    player.stop();
  });
});

describe('pausing', () => {
  test('stops the time, goes on where it was, and tells nothing in between', () => {
    const player = session();
    vi.advanceTimersByTime(400);
    player.togglePlay();
    player.told.mockClear();
    vi.advanceTimersByTime(5000);
    expect(player.state()).toMatchObject({ playing: false, atMs: 400 });
    expect(player.told).not.toHaveBeenCalled();
    player.togglePlay();
    vi.advanceTimersByTime(200);
    expect(player.state().atMs).toBe(600);
    player.stop();
  });
});

describe('speed', () => {
  test('goes through the list and stops at its ends', () => {
    const player = session();
    const speeds = Array.from({ length: 6 }, () => {
      player.changeSpeed(1);
      return player.state().speed;
    });
    expect(speeds).toEqual([2, 4, 8, 16, 16, 16]);
    for (let step = 0; step < 10; step++) player.changeSpeed(-1);
    expect(player.state().speed).toBe(0.25);
    player.stop();
  });

  test('from one that is not in the list goes to its neighbours', () => {
    const player = session(3);
    player.changeSpeed(1);
    expect(player.state().speed).toBe(4);
    const slower = session(3);
    slower.changeSpeed(-1);
    expect(slower.state().speed).toBe(2);
    const fast = session(100);
    fast.changeSpeed(1);
    expect(fast.state().speed).toBe(100);
    for (const one of [player, slower, fast]) one.stop();
  });
});

describe('seeking', () => {
  test('both ways, held within the run, while it plays and while it does not', () => {
    const player = session();
    player.seekBy(700);
    expect(player.state()).toMatchObject({ playing: true, atMs: 700 });
    expect(player.run()?.calls[0]?.status).toBe('finished');
    player.seekBy(-400);
    expect(player.state().atMs).toBe(300);
    expect(player.run()?.calls[0]?.status).toBe('streaming');
    player.togglePlay();
    player.seekBy(-5000);
    expect(player.state()).toMatchObject({ playing: false, atMs: 0 });
    player.stop();
  });

  test('to the end and to the start', () => {
    const player = session();
    player.seekTo(1);
    expect(player.state()).toMatchObject({ atMs: DURATION, ended: true });
    player.seekTo(0);
    expect(player.state()).toMatchObject({ atMs: 0, ended: false, playing: true });
    player.stop();
  });

  test('is told at once', () => {
    const player = session();
    player.told.mockClear();
    player.seekBy(100);
    expect(player.told).toHaveBeenCalledTimes(1);
    player.stop();
  });
});

describe('steps', () => {
  test('go to the ends of rounds and back by the same stops, and stop the playing', () => {
    const player = session();
    player.step('round', 1);
    expect(player.state()).toMatchObject({ playing: false, atMs: 900 });
    expect(player.run()?.rounds[0]?.finishedAt).toBe(900);
    player.step('round', 1);
    expect(player.state().atMs).toBe(1600);
    player.step('round', -1);
    expect(player.state().atMs).toBe(900);
    player.step('round', -1);
    expect(player.state().atMs).toBe(0);
    player.stop();
  });
});

describe('waits', () => {
  /** Ten seconds between the first delta and the second. */
  const waiting = EVENTS.map(event => ({ ...event, at: event.at + (event.seq > 4 ? 10_000 : 0) }));
  const played = (idleMs?: number) => {
    const onIdle = vi.fn();
    const clock = { now: () => Date.now() };
    const made = createPlayerSession(createPlayer(waiting), 1, undefined, clock, {
      playback: { idleMs },
      onIdle,
    });
    return { ...made, onIdle };
  };

  test('are as long as they were, or as long as somebody says; the clock of the run stays true', () => {
    const [whole, shortened] = [played(), played(1000)];
    vi.advanceTimersByTime(1600);
    expect(whole.state().atMs).toBe(1600);
    // Four hundred milliseconds until the wait, a second of it, and then what came behind it.
    expect(shortened.state().atMs).toBe(10_500 + 200);
    expect(shortened.run()?.at).toBe(shortened.state().atMs);
    whole.stop();
    shortened.stop();
  });

  test('are shortened by a key, through a list, and that is told to whoever keeps it', () => {
    const player = played(3000);
    const seen = Array.from({ length: 5 }, () => {
      player.changeIdle();
      return player.state().idleMs;
    });
    expect(seen).toEqual([undefined, 1000, 2000, 5000, undefined]);
    expect(player.onIdle.mock.calls.flat()).toEqual(seen);
    player.stop();
  });
});

describe('halting', () => {
  const halting = (stopAt: 'flips' | 'markers') => {
    const clock = { now: () => Date.now() };
    return createPlayerSession(createPlayer(EVENTS), 16, undefined, clock, { playback: { stopAt } });
  };
  test('at flips: it stands where the answer has just changed, and goes on from there', () => {
    const player = halting('flips');
    vi.advanceTimersByTime(5000);
    expect(player.state()).toMatchObject({ playing: false, atMs: 1500, ended: false });
    expect(player.run()?.rounds[1]?.grades).toHaveLength(1);
    player.togglePlay();
    vi.advanceTimersByTime(5000);
    expect(player.state()).toMatchObject({ playing: false, ended: true });
    player.stop();
  });
  test('at every marker, however fast it plays, and not where the run begins', () => {
    const player = halting('markers');
    const places = Array.from({ length: 4 }, () => {
      vi.advanceTimersByTime(5000);
      const { atMs } = player.state();
      player.togglePlay();
      return atMs;
    });
    expect(places).toEqual([300, 1000, 1500, DURATION]);
    player.stop();
  });
  test('what came in the same moment behind it has not happened yet', () => {
    const at = EVENTS.findIndex(event => event.type === 'answer.graded' && event.round === 1);
    const close = EVENTS.map((event, index) => ({ ...event, at: index > at ? 1500 : event.at }));
    const clock = { now: () => Date.now() };
    const player = createPlayerSession(createPlayer(close), 16, undefined, clock, {
      playback: { stopAt: 'flips' },
    });
    vi.advanceTimersByTime(1000);
    expect(player.run()?.rounds[1]?.finishedAt).toBeUndefined();
    expect(player.state()).toMatchObject({ playing: false, ended: false, events: { count: at + 1 } });
    player.stop();
  });
  test('is changed by a key, through a list', () => {
    const player = session();
    const seen = Array.from({ length: 3 }, () => {
      player.changeStops();
      return player.state().stopAt;
    });
    expect(seen).toEqual(['flips', 'markers', 'nothing']);
    player.stop();
  });
});

describe('a loop', () => {
  test('begins again after its end could be read', () => {
    const player = session(16);
    player.toggleLoop();
    vi.advanceTimersByTime(DURATION);
    expect(player.state()).toMatchObject({ ended: true, playing: false });
    vi.advanceTimersByTime(REST_MS - DURATION);
    expect(player.state()).toMatchObject({ ended: true });
    vi.advanceTimersByTime(200);
    expect(player.state()).toMatchObject({ ended: false, playing: true });
    player.stop();
  });
  test('is not begun by who went to the end, and not gone on with by who went away from it', () => {
    const player = session();
    player.toggleLoop();
    player.seekTo(1);
    vi.advanceTimersByTime(3 * REST_MS);
    expect(player.state().ended).toBe(true);
    player.togglePlay();
    vi.advanceTimersByTime(DURATION + 100);
    player.step('round', -1);
    vi.advanceTimersByTime(3 * REST_MS);
    expect(player.state()).toMatchObject({ playing: false, ended: false });
    player.stop();
  });
  test('asked for at the end begins from there', () => {
    const player = session(1, DURATION);
    player.toggleLoop();
    vi.advanceTimersByTime(REST_MS + 100);
    expect(player.state()).toMatchObject({ playing: true, ended: false });
    player.stop();
  });
  test('gives way to what comes next', () => {
    const player = session(16);
    player.toggleLoop();
    const next = vi.fn(() => true);
    player.whenOver(next);
    vi.advanceTimersByTime(DURATION + 2 * REST_MS);
    expect(next).toHaveBeenCalledOnce();
    expect(player.state().ended).toBe(true);
    player.stop();
  });
});

test('begun anew it plays from its start, in the way that was wanted', () => {
  const player = session(1, DURATION);
  player.begin({ speed: 4, idleMs: 1000, stopAt: 'flips', loop: true, presenting: true });
  expect(player.state()).toMatchObject({ atMs: 0, playing: true, speed: 4, presenting: true, loop: true });
  player.togglePresenting();
  expect(player.state().presenting).toBe(false);
  player.stop();
});

test('the same run until something changes, and its notice', () => {
  const player = createPlayerSession(createPlayer(EVENTS), 1, 'The last line is cut off.');
  expect(player.run()).toBe(player.run());
  expect(player.state()).toBe(player.state());
  expect(player.notice()).toBe('The last line is cut off.');
  player.stop();
  expect(vi.getTimerCount()).toBe(0);
});

describe('a calm player', () => {
  test('shows what comes once a second, and nothing while nothing comes', () => {
    const player = createPlayer(EVENTS);
    const made = createPlayerSession(player, 0.25, undefined, { now: () => Date.now() }, { calm: true });
    const told = vi.fn();
    made.subscribe(told);
    vi.advanceTimersByTime(999);
    expect(told).not.toHaveBeenCalled();
    let seen = made.run();
    for (let second = 0; second < 4 * Math.ceil(DURATION / 1000) + 2; second++) {
      told.mockClear();
      vi.advanceTimersByTime(1000);
      expect(told.mock.calls.length > 0).toBe(made.run() !== seen);
      seen = made.run();
    }
    expect(made.state()).toMatchObject({ playing: false, ended: true });
    made.stop();
  });
});

describe('the end', () => {
  test('is told when the run was played to it', () => {
    const player = session(4);
    const ring = vi.fn();
    onPlayedToEnd(player, ring);
    vi.advanceTimersByTime(DURATION);
    expect(ring).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(DURATION);
    expect(ring).toHaveBeenCalledOnce();
    player.stop();
  });
  test('is not told when somebody went there', () => {
    const player = session(1);
    const ring = vi.fn();
    onPlayedToEnd(player, ring);
    player.seekTo(1);
    vi.advanceTimersByTime(1000);
    player.seekTo(0);
    player.togglePlay();
    player.seekTo(1);
    vi.advanceTimersByTime(1000);
    expect(ring).not.toHaveBeenCalled();
    player.stop();
  });
});
