import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPlayer } from '../replay/player.ts';
import { sampleEvents } from '../run/testing/sample-run.ts';
import { createPlayerSession, REST_MS } from './player-session.ts';
import { createPlaying, type PlayedHandle } from './playlist.ts';

const EVENTS = sampleEvents();
const LONG_MS = 10_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** So many files of the same run; those that are named cannot be opened. */
function playlist(of: number, { broken = [], loop = false }: { broken?: number[]; loop?: boolean } = {}) {
  const handles = Array.from({ length: of }, (_, index): PlayedHandle => {
    const session = createPlayerSession(
      createPlayer(EVENTS),
      1,
      undefined,
      { now: () => Date.now() },
      {
        playback: { loop },
        file: { number: index + 1, of },
      },
    );
    return { session, player: session, events: EVENTS, file: undefined, append() {}, cancel() {} };
  });
  const [first] = handles;
  if (!first) throw new Error('no file');
  for (const { player } of handles.slice(1)) player.togglePlay();
  let shown: unknown = first;
  const said: (string | undefined)[] = [];
  const playing = createPlaying(
    first,
    {
      of,
      async open(number) {
        const handle = handles[number - 1];
        if (!handle || broken.includes(number)) throw new Error(`There is no file ${number}.jsonl.`);
        return handle;
      },
    },
    {
      show: handle => {
        shown = handle;
      },
      isShown: handle => handle === shown,
      say: text => void said.push(text),
    },
  );
  return {
    playing,
    first,
    said,
    shown: () => handles.indexOf(shown as PlayedHandle) + 1,
    /** As if something else were looked at. */
    lookAway: () => {
      shown = undefined;
    },
    pass: () => vi.advanceTimersByTimeAsync(LONG_MS),
    end: () => {
      for (const { player } of handles) player.stop();
    },
  };
}

test('one file comes after the other, and the last one stays', async () => {
  const { shown, playing, pass, end } = playlist(2);
  await pass();
  expect(shown()).toBe(2);
  expect(playing.now().player.state()).toMatchObject({ ended: true, playing: false });
  await pass();
  expect(shown()).toBe(2);
  end();
});

test('in a loop the first comes after the last', async () => {
  const { shown, playing, end } = playlist(2, { loop: true });
  const seen = new Set<number>();
  for (let time = 0; time < 6; time++) {
    await vi.advanceTimersByTimeAsync(REST_MS);
    seen.add(shown());
  }
  expect(seen).toEqual(new Set([1, 2]));
  playing.go(-1);
  end();
});

test('how it is played goes along, and what was left stands still', async () => {
  const { playing, first, end } = playlist(3);
  first.player.changeSpeed(1);
  first.player.togglePresenting();
  playing.go(1);
  await vi.advanceTimersByTimeAsync(0);
  expect(playing.now().player.state()).toMatchObject({ playing: true, speed: 2, presenting: true });
  expect(first.player.state().playing).toBe(false);
  end();
});

test('a file that cannot be read any more is said and passed over', async () => {
  const { playing, shown, said, end } = playlist(3, { broken: [2] });
  playing.go(1);
  await vi.advanceTimersByTimeAsync(0);
  expect(shown()).toBe(3);
  expect(said).toEqual(['There is no file 2.jsonl.']);
  end();
});

test('where there is no other file it is said', () => {
  const one = playlist(1);
  one.playing.go(1);
  expect(one.said).toEqual(['There is only this file.']);
  one.end();
  const two = playlist(2);
  two.playing.go(-1);
  expect(two.said).toEqual(['This is the first file.']);
  two.end();
});

test('who looks at a branch of the run is not taken away from it', async () => {
  const { shown, lookAway, pass, end } = playlist(2);
  lookAway();
  await pass();
  expect(shown()).toBe(0);
  end();
});
