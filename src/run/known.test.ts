import { expect, test } from 'vitest';
import { RunEvent } from './events.ts';
import { EVENT_TYPES } from './known.ts';

test('the events that are known by name are those that have a schema, in the same order', () => {
  expect(EVENT_TYPES).toEqual(RunEvent.options.map(schema => schema.shape.type.value));
});
