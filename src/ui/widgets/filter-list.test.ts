import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Line, lineWidth, span } from '../line.ts';
import { filterList } from './filter-list.ts';
import { createList, type ListItem, moveSelection, selectLast, withFilter } from './list-state.ts';
import { textState } from './text-editing.ts';

const MODELS: ListItem[] = Array.from({ length: 500 }, (_, index) => ({
  id: `model-${index}`,
  label: index === 42 ? '世界 👨‍👩‍👧 model' : `Model ${index}`,
  group: `Family ${Math.floor(index / 10)}`,
}));
const LOOK = {
  width: 30,
  height: 8,
  focused: true,
  placeholder: 'filter',
  draw: (item: ListItem, _width: number, selected: boolean): Line => [
    span(item.label, selected ? 'strong' : 'text'),
  ],
};
const rows = (list: Parameters<typeof filterList<ListItem>>[0], look = LOOK) =>
  filterList(list, look).lines.map(spans =>
    spans
      .map(one => one.text)
      .join('')
      .trimEnd(),
  );

test('of 500 items as many are drawn as fit, the selected one with an edge', () => {
  const list = createList(MODELS);
  expect(rows(list)).toEqual([
    ' ›  filter',
    ' Family 0',
    '▌Model 0',
    ' Model 1',
    ' Model 2',
    ' Model 3',
    ' Model 4',
    ' Model 5',
  ]);
  expect(filterList(list, LOOK).lines[2]?.slice(0, 2)).toEqual([
    span('▌', 'accent'),
    span('Model 0', 'strong'),
  ]);
  expect(filterList(list, { ...LOOK, focused: false }).lines[2]?.[0]).toEqual(span('▌', 'muted'));
});

test('the selection stays in sight', () => {
  expect(rows(moveSelection(createList(MODELS), 11))).toContain('▌Model 11');
  expect(rows(selectLast(createList(MODELS))).at(-1)).toBe('▌Model 499');
});

test('a filter says how many it found, and that it found none', () => {
  const list = createList(MODELS);
  expect(rows(withFilter(list, textState('49 mod'))).slice(0, 3)).toEqual([
    ' › 49 mod              23/500',
    ' Family 4',
    '▌Model 49',
  ]);
  const none = rows(withFilter(list, textState('zz')), { ...LOOK, width: 44 });
  expect(none[1]).toBe(' nothing matches; esc clears the filter');
  expect(rows(createList([]))[1]).toBe(' there is nothing here');
});

test('the cursor stands in the field of the list that has the keyboard', () => {
  const list = withFilter(createList(MODELS), textState('世'));
  expect(filterList(list, LOOK).cursor).toBe(5);
  expect(filterList(list, { ...LOOK, focused: false }).cursor).toBeUndefined();
});

test('the lines fill their place exactly', () => {
  fc.assert(
    fc.property(
      fc.nat(499),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.integer({ min: 12, max: 60 }),
      fc.integer({ min: 1, max: 30 }),
      (selected, filter, width, height) => {
        const list = withFilter(createList(MODELS, `model-${selected}`), textState(filter));
        const { lines } = filterList(list, { ...LOOK, width, height });
        expect(lines).toHaveLength(height);
        for (const spans of lines) expect(lineWidth(spans)).toBe(width);
      },
    ),
  );
});
