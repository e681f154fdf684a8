import { describe, expect, test } from 'vitest';
import type { Message } from '../run/events.ts';
import type { SharedPrefixes } from '../run/model.ts';
import { type CachePlanInput, planCachePoints, SURE_LOOK_BACK } from './cache-plan.ts';
import { assistant, CLAUDE, long, NOVA, short, thought, user } from './testing/cache-plans.ts';

function plan(messages: readonly Message[], rest: Partial<CachePlanInput> = {}) {
  return planCachePoints({ system: [], messages, setting: '5m', model: CLAUDE, ...rest });
}

const THREAD = [user('One?'), assistant('1'), user('Sure?'), assistant('1'), user('Really?')];
const SYSTEM = [{ text: 'Be brief.' }];

describe('the points', () => {
  test('stand after the system prompt and on the last user message', () => {
    expect(plan(THREAD, { system: SYSTEM })).toEqual([short('system'), short(4)]);
    expect(plan(THREAD, { system: SYSTEM, setting: '1h' })).toEqual([long('system'), long(4)]);
    expect(plan(THREAD.slice(0, 4))).toEqual([short(2)]);
  });

  test('never stand on nothing, on blanks or on thinking alone', () => {
    const bare: Message[] = [
      { role: 'user', content: [] },
      user(' \n'),
      { role: 'user', content: [thought] },
    ];
    expect(plan(bare, { system: [{ text: ' ' }] })).toEqual([]);
    expect(plan([user('One?'), ...bare])).toEqual([short(0)]);
    expect(plan([])).toEqual([]);
  });

  test('are left out where the setting or the model has none', () => {
    expect(plan(THREAD, { setting: 'off' })).toEqual([]);
    expect(plan(THREAD, { model: { ...CLAUDE, cache: null } })).toEqual([]);
    expect(plan(THREAD, { model: undefined })).toEqual([]);
    expect(plan(THREAD, { model: NOVA, setting: '1h' })).toEqual([]);
  });

  test('need no second one while the last one is within reach', () => {
    expect(plan(THREAD, { shared: { cached: [short('system'), short(0), short(2)] } })).toEqual([short(4)]);
  });

  test('stand on what is cached on Nova, of which no look-back is known', () => {
    const shared: SharedPrefixes = { cached: [short(0), short(2)] };
    expect(plan(THREAD, { shared, model: NOVA })).toEqual([short(2), short(4)]);
  });

  test.each([
    [SURE_LOOK_BACK - 1, [short(2)]],
    [SURE_LOOK_BACK, [short(0), short(2)]],
  ])('after an answer of %i blocks are these', (blocks, points) => {
    const grown = [
      user('One?'),
      assistant(...Array.from({ length: blocks }, (_, n) => `${n}`)),
      user('Sure?'),
    ];
    expect(plan(grown, { shared: { cached: [short(0)] } })).toEqual(points);
  });

  test('go to the end of what calls share that start together', () => {
    expect(plan(THREAD, { shared: { cached: [], fork: 3 } })).toEqual([short(2), short(4)]);
    expect(plan(THREAD, { shared: { cached: [], fork: 4 } })).toEqual([short(4)]);
    expect(plan(THREAD, { shared: { cached: [], fork: 99 } })).toEqual([short(4)]);
  });

  test('keep an hour where an hour was kept, and before it', () => {
    const shared: SharedPrefixes = { cached: [long(2)], fork: 2 };
    expect(plan(THREAD, { system: SYSTEM, shared })).toEqual([long('system'), long(2), short(4)]);
    expect(plan(THREAD, { shared, model: NOVA })).toEqual([short(2), short(4)]);
  });
});
