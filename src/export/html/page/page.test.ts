import { describe, expect, test } from 'vitest';
import type { AnyEvent } from '../../../run/events.ts';
import {
  callStarted,
  delta,
  edited,
  inOrder,
  noted,
  roundStarted,
  runStarted,
  sampleEvents,
  wholeRound,
} from '../../../run/testing/sample-run.ts';
import { recordedEvents } from '../../../ui/testing/recorded.ts';
import { createPage, type Page } from './page.ts';
import { KEYS } from './page-state.ts';
import { type Tree, textOf } from './tree.ts';

const pageOf = (events: readonly AnyEvent[]) => createPage({ events, file: 'sample.jsonl' });

/** The elements with a class, in their order. */
function found(tree: Tree, name: string): Tree[] {
  if (typeof tree === 'string') return [];
  const own = String(tree.attributes.class ?? '')
    .split(' ')
    .includes(name);
  return [...(own ? [tree] : []), ...tree.children.flatMap(child => found(child, name))];
}

const textIn = (page: Page, name: string) => found(page.view(), name).map(textOf).join(' | ');

describe('the page', () => {
  test('needs a run', () => {
    expect(() => pageOf([])).toThrow('there is no run to show');
  });

  test('begins at the end, with the diff of the last round, and does not play by itself', () => {
    const page = pageOf(sampleEvents());
    expect(page.state()).toMatchObject({ tab: 'diff', playing: false });
    expect(page.shown().position.ended).toBe(true);
    expect(textIn(page, 'title')).toContain('Round 1');
    expect(textIn(page, 'became')).toBe('0.10 → 0.05');
  });

  test('a run of one round has no diff to begin with', () => {
    const page = pageOf(inOrder([runStarted(), ...wholeRound(0, '0.10')]));
    expect(page.state().tab).toBe('answer');
  });

  test('plays from the start when it is asked to at the end, and stops there', () => {
    const page = pageOf(sampleEvents());
    page.act('play');
    expect(page.state().playing).toBe(true);
    expect(page.shown().position.atMs).toBe(0);
    page.pass(100);
    expect(page.shown().position.atMs).toBe(100);
    page.pass(1_000_000);
    expect(page.state().playing).toBe(false);
    expect(page.shown().position.ended).toBe(true);
  });

  test('time passes as fast as the speed says, and not while it stands', () => {
    const page = pageOf(sampleEvents());
    page.act('start');
    page.pass(100);
    expect(page.shown().position.atMs).toBe(0);
    page.setSpeed(4);
    page.act('play');
    page.pass(100);
    expect(page.shown().position.atMs).toBe(400);
  });

  test('a chosen round stays while the run plays on, until one follows again', () => {
    const page = pageOf(sampleEvents());
    page.act('round-start');
    page.act('round 0');
    expect(textIn(page, 'title')).toContain('Round 0');
    page.act('follow');
    expect(textIn(page, 'title')).toContain('Round 1');
  });

  test('a round that is still to come is gone to', () => {
    const page = pageOf(sampleEvents());
    page.act('start');
    expect(found(page.view(), 'to-come')).toHaveLength(2);
    page.act('round 1');
    expect(textIn(page, 'title')).toContain('Round 1');
    expect(page.shown().position.ended).toBe(false);
  });

  test('goes to where the answer became another one, again from the start when there is none to come', async () => {
    const page = pageOf(await recordedEvents('bat-and-ball.sonnet-4-6'));
    page.act('next-flip');
    expect(textIn(page, 'title')).toContain('FIX');
    const { atMs } = page.shown().position;
    page.act('next-flip');
    expect(page.shown().position.atMs).toBe(atMs);
  });

  test('knows every command of its keys, and nothing else', () => {
    const page = pageOf(sampleEvents());
    for (const { command } of KEYS) expect(page.act(command)).toBe(true);
    for (const asked of ['', 'constructor', 'round', 'round x', '__proto__', 'tab']) {
      expect(page.act(asked)).toBe(false);
    }
    expect(new Set(KEYS.flatMap(({ keys }) => keys)).size).toBe(KEYS.flatMap(({ keys }) => keys).length);
  });

  test('what no call has told yet is no zero, and what nobody will tell is unknown', () => {
    const going = inOrder([runStarted(), roundStarted(0), callStarted(0, 0), delta(0, 'a')]);
    expect(textIn(pageOf(going), 'meter')).toContain('cost…');
    const free = inOrder([runStarted({ prices: [] }), ...wholeRound(0, '0.10')]);
    expect(textIn(pageOf(free), 'meter')).toContain('costunknown');
  });

  test('a run that was broken off says so', () => {
    const going = inOrder([runStarted(), roundStarted(0), callStarted(0, 0), delta(0, 'a')]);
    expect(textIn(pageOf(going), 'ending')).toContain('The run has no end');
  });

  test('shows notes, what a person changed, and an edited prompt against the proposed one', () => {
    const events = inOrder([
      runStarted(),
      ...wholeRound(0, '0.10'),
      edited(1, { prompt: { text: 'Check the sum.', proposed: 'Check it.' } }),
      roundStarted(1),
      callStarted(1, 1, {
        request: {
          extends: 0,
          system: [],
          messages: [{ role: 'user', content: [{ text: 'Check the sum.' }] }],
          cachePoints: [{ after: 0, ttl: '5m' }],
          inferenceConfig: {},
        },
      }),
      delta(1, 'The ball costs $0.05.'),
      noted(1, 'Look here.'),
    ]);
    const page = pageOf(events);
    page.act('prompt');
    expect(textIn(page, 'warned')).toContain('Edited by a person.');
    expect(textIn(page, 'diff')).toContain('Check');
    expect(textIn(page, 'before')).toContain('Message 1 was sent before');
    expect(textIn(page, 'before')).toContain('◆ cache point (5m)');
    page.act('feedback');
    expect(textIn(page, 'own')).toContain('Look here.');
    expect(textIn(page, 'warned')).toContain('A person changed round 1: another prompt.');
    page.act('events');
    expect(textIn(page, 'events')).toContain('call.delta');
  });

  test('a question without a title is named by its beginning', () => {
    const page = pageOf(inOrder([runStarted(), ...wholeRound(0, '0.10')]));
    expect(textIn(page, 'named')).toMatch(
      /^A bat and a ball cost \$1\.10\. The bat costs \$1\.00 more than the ball\. Wh…/,
    );
  });

  test('an imported run says what its source does not tell', () => {
    const imported = {
      from: 'bhive',
      file: 'a.json',
      place: 'record 3',
      unknown: ['timing', 'usage', 'model', 'prompts'],
      stopsOnCorrect: true,
      totals: { usage: { input: 1200, output: 90, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 } },
    };
    const page = pageOf(
      inOrder([runStarted({ imported, provenance: 'imported' }), ...wholeRound(0, '0.10')]),
    );
    expect(textIn(page, 'source')).toBe(
      '▲ Imported from bhive (a.json, record 3). Its source does not tell all; unknown: how long anything ' +
        'took, tokens and cost, the model, what was sent. Its source ended as soon as it was right: whether ' +
        'more reflection would have broken that, nobody can see. In all, as the source says: in 1,200, out 90.',
    );
    expect(textIn(page, 'facts')).toContain('model unknown');
    page.act('prompt');
    expect(textIn(page, 'panel')).toBe('The source of this run does not tell the prompts.');
    expect(textIn(page, 'place')).toBe('round 0 of 0, times unknown');
  });

  test('going back in time, the log is that of the moment', () => {
    const page = pageOf(sampleEvents());
    page.act('events');
    const whole = textIn(page, 'events');
    page.act('round-start');
    page.act('end');
    expect(textIn(page, 'events')).toBe(whole);
    page.act('start');
    expect(textIn(page, 'events').length).toBeLessThan(whole.length);
  });
});
