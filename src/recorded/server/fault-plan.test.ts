import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFaultPlan, plannedFault } from './fault-plan.ts';
import { FAULTS } from './fault-table.ts';

/** Which of the first calls a fault happens to. */
function callsOf(specs: readonly string[], calls: number, random = () => 0.5): (string | undefined)[] {
  const next = createFaultPlan(specs.map(plannedFault), random);
  return Array.from({ length: calls }, () => next()?.fault.name);
}

describe('when a fault happens', () => {
  test.each<[string, readonly number[]]>([
    ['reset', [1, 2, 3, 4, 5, 6]],
    ['reset:3', [3]],
    ['reset@before:2-4', [2, 3, 4]],
    ['reset:every-3', [3, 6]],
    ['reset:60%', [1, 2, 3, 4, 5, 6]],
    ['reset:50%', []],
    ['reset:0%', []],
  ])('%s', (spec, expected) => {
    const happened = callsOf([spec], 6).flatMap((name, index) => (name ? [index + 1] : []));
    expect(happened).toEqual(expected);
  });

  test('the first that is due does', () => {
    expect(callsOf(['throttling:1', 'reset:1-2', 'stall'], 3)).toEqual(['throttling', 'reset', 'stall']);
  });

  test('by chance it happens about as often as is said', () => {
    let state = 0;
    const even = () => {
      state = (state + 0.1) % 1;
      return state;
    };
    expect(callsOf(['stall:20%'], 100, even).filter(Boolean).length).toBeCloseTo(20, -1);
  });
});

test('every fault has a name of its own, and can be asked for at each of its stages', () => {
  expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length);
  for (const { name, stages } of FAULTS) {
    for (const stage of stages) expect(plannedFault(`${name}@${stage}`)).toMatchObject({ stage });
    expect(plannedFault(name).stage).toBe(stages[0]);
  }
});

test.each([
  ['', /There is no fault ""/],
  ['nothing', /There is no fault "nothing"/],
  ['throtling', /Near it: throttling, throttling-tokens/],
  ['reset@after', /reset does not happen at "after"; there is reset@middle, reset@before, reset@stop\./],
  ['validation:0', /behind the colon stands/],
  ['validation:2-1', /behind the colon stands/],
  ['validation:every-0', /behind the colon stands/],
  ['validation:101%', /behind the colon stands/],
  ['model-error@middle', /model-error does not happen at "middle"; there is model-error@before\./],
])('%j is none, and it is said why', (spec, message) => {
  expect(() => plannedFault(spec)).toThrow(message);
});

test('whatever is written, it is a fault or a sentence', () => {
  fc.assert(
    fc.property(fc.string(), text => {
      try {
        expect(plannedFault(text).fault.name).not.toBe('');
      } catch (thrown) {
        expect((thrown as Error).name).toBe('FaultError');
      }
    }),
  );
});
