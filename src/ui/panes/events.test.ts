import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logOf } from '../../run/event-log.ts';
import type { AnyEvent } from '../../run/events.ts';
import { judged, lanesStarted, lanesVoted, returned } from '../../run/testing/sample-lanes.ts';
import {
  callFailed,
  callRetried,
  edited,
  inOrder,
  noted,
  onceMore,
  runStarted,
  sampleEvents,
  wholeRound,
} from '../../run/testing/sample-run.ts';
import { lineWidth } from '../line.ts';
import { recordedEvents } from '../testing/recorded.ts';
import { textsOf } from '../testing/shown.ts';
import { eventsPane } from './events.ts';

const paneOf = (events: readonly AnyEvent[], round = 0, width = 100) =>
  textsOf(eventsPane(logOf(events), round, width));

describe('the events of a round', () => {
  test('stand in order, each with its time, its number, its type and its facts', async () => {
    const shown = paneOf(await recordedEvents('bat-and-ball.sonnet-4-6'), 1, 120);
    expect(shown[0]).toMatch(/^ *\d+\.\d{3} s #\d+ +round\.started +round 1, reflection$/);
    expect(shown.join('\n')).toMatch(
      /call\.started +call 1, reflect, us\.anthropic\.claude-sonnet-4-6, 2 new messages/,
    );
    expect(shown.join('\n')).toMatch(/call\.delta ×\d+/);
    expect(shown.join('\n')).toMatch(/call\.finished +call 1, end_turn, in [\d,]+, .*out \d+/);
    expect(shown.join('\n')).toMatch(/answer\.graded +\$0\.05, right, after a label/);
    expect(shown.at(-1)).toMatch(/round\.finished +round 1$/);
  });
  test('of another round are not among them, and the start and the end of the run are', () => {
    const events = sampleEvents();
    const last = Math.max(...logOf(events).map(({ round }) => round));
    expect(paneOf(events).join('\n')).toContain('run.started');
    expect(paneOf(events).join('\n')).not.toContain('run.finished');
    expect(paneOf(events, last).join('\n')).toContain('run.finished');
    expect(paneOf(events, 99)).toEqual(['Nothing has happened in this round yet.']);
  });
  test('name a failure and what is waited for', () => {
    const events = [...sampleEvents().slice(0, 3), ...inOrder([callRetried(0, 1), callFailed(0)])];
    expect(paneOf(events).join('\n')).toMatch(/attempt 1.*: ThrottlingException, the next in/);
    expect(paneOf(events).join('\n')).toContain('call.failed');
  });
  test('of a later version are shown as they stand, cleaned and cut', () => {
    const odd: AnyEvent = {
      seq: 9,
      at: 1,
      type: 'x\u001b[31mnew',
      note: `\u001b]0;evil\u0007${'y'.repeat(900)}`,
    };
    const shown = paneOf([odd]).join('');
    expect(shown).toContain('xnew');
    expect(shown).not.toContain('\u001b');
    expect(shown.length).toBeLessThan(1200);
  });
});

test('no line is wider than the place, however narrow', () => {
  const log = logOf(sampleEvents());
  fc.assert(
    fc.property(fc.integer({ min: 24, max: 200 }), width => {
      for (const line of eventsPane(log, 0, width)) expect(lineWidth(line)).toBeLessThanOrEqual(width);
    }),
  );
});

test('a service tier is told where it was asked for and where it answered, when it is not the usual one', () => {
  const events = sampleEvents().map(event => {
    if (event.type === 'call.started')
      return { ...event, request: { ...event.request, serviceTier: 'flex' } };
    return event.type === 'call.finished' ? { ...event, serviceTier: 'flex' } : event;
  });
  const shown = paneOf(events, 0, 160).join('\n');
  expect(shown).toMatch(/call\.started .*, tier flex, /);
  expect(shown).toMatch(/call\.finished .*, tier flex, /);
  expect(paneOf(sampleEvents(), 0, 160).join('\n')).not.toContain('tier');
});

test('what the user did is told in words', () => {
  const events = inOrder([
    runStarted({ parent: { run: 'p', round: 0, seq: 3 } }),
    ...wholeRound(0, '1'),
    edited(0, { prompt: { text: 'a', proposed: 'b' }, temperature: 0.2, onward: true }),
    ...onceMore(0, { call: 1, again: 0, answer: '2' }),
    noted(0, 'Look\nhere.'),
    { type: 'run.resumed', resumedAt: '2026-11-23T11:00:00.000Z', app: 'reflectoscope/0.2.0' },
  ]);
  const shown = paneOf(events, 0, 160).join('\n');
  expect(shown).toMatch(/run\.started .*branch of p at round 0/);
  expect(shown).toMatch(/user\.edited +round 0, another prompt, temperature 0\.2, from here on\n/);
  expect(shown).toMatch(/user\.edited +round 0, once more\n/);
  expect(shown).toMatch(/call\.started +call 1, answer, call 0 once more, /);
  expect(shown).toMatch(/user\.noted +round 0, Look ⏎ here\./);
  expect(shown).toMatch(/run\.resumed +gone on with, 2026-11-23T11:00:00\.000Z, reflectoscope/);
});

test('lanes, votes and what came back are named', () => {
  const ended = returned('voted', 0, 1, 'vote');
  const shown = paneOf(inOrder([lanesStarted(), ...lanesVoted(['1', '0.05'], 1), ended]), 0, 160).join('\n');
  expect(shown).toMatch(/answer\.graded +lane 1, 0\.05, right/);
  expect(shown).toMatch(/vote\.counted +round 0, 2 answers counted, one vote each, lane 1 wins/);
  expect(shown).toMatch(/run\.finished +stopped, voted, returned round 0, lane 1, by vote/);
  const judge = paneOf(inOrder([lanesStarted(), ...judged()]), 0, 160).join('\n');
  expect(judge).toMatch(/check\.finished +judge, unknown\n/);
  expect(judge).toMatch(/check\.finished +sql, unknown, 0\.0 s/);
});
