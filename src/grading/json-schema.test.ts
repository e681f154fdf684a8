import { describe, expect, test } from 'vitest';
import { hasPattern } from './json-pattern.ts';
import { type JsonSchema, schemaProblems, validate } from './json-schema.ts';

const TREE = {
  $ref: '#/$defs/node',
  $defs: {
    node: {
      type: 'object',
      required: ['value'],
      properties: {
        value: { type: 'integer' },
        children: { type: 'array', items: { $ref: '#/$defs/node' } },
      },
      additionalProperties: false,
    },
  },
};

/** As text: an object with a `then` could be taken for a promise. */
const CONDITION: JsonSchema = JSON.parse(
  '{"if": {"type": "number"}, "then": {"minimum": 1}, "else": {"const": "a"}}',
);

describe('a value that is not valid is told by its path', () => {
  test.each<[JsonSchema, unknown, unknown, string]>([
    [{ type: 'object' }, {}, [], '$ is an array, not an object'],
    [{ type: ['string', 'null'] }, null, 1, '$ is a number, not a string or null'],
    [{ type: 'integer' }, 2.0, 2.5, '$ is a number, not an integer'],
    [{ required: ['a', 'b c'] }, { a: 1, 'b c': null }, { a: 1 }, '$ has no "b c"'],
    [{ properties: { a: { minimum: 1 } } }, { b: 0 }, { a: 0 }, '$.a is 0, less than 1'],
    [{ exclusiveMaximum: 1 }, 0.9, 1, '$ is 1, not less than 1'],
    [
      { properties: { a: true }, additionalProperties: false },
      { a: 1 },
      { 'x y': 1 },
      '$["x y"] may not be there',
    ],
    [{ additionalProperties: { type: 'number' } }, { a: 1 }, { a: '1' }, '$.a is a string, not a number'],
    [
      { patternProperties: { '^x-': { const: 1 } }, additionalProperties: false },
      { 'x-a': 1 },
      { 'x-a': 2 },
      '$["x-a"] is not 1',
    ],
    [
      { prefixItems: [{ const: 1 }], items: { type: 'string' } },
      [1, 'a'],
      [1, 2],
      '$[1] is a number, not a string',
    ],
    [{ items: [{ type: 'string' }] }, ['a', 1], [1], '$[0] is a number, not a string'],
    [{ minItems: 1, maxItems: 2 }, [1], [1, 2, 3], '$ has more than 2 items'],
    [
      { uniqueItems: true },
      [{ a: 1 }, { a: 2 }],
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      '$ has an item twice',
    ],
    [{ enum: ['a', { b: 1 }] }, { b: 1.0 }, 'c', '$ is none of "a", {"b":1}'],
    [{ multipleOf: 0.1 }, 0.3, 0.35, '$ is no multiple of 0.1'],
    [{ maxLength: 2 }, '😀😀', 'abc', '$ is longer than 2 characters'],
    [{ pattern: '^\\d{4}-\\d{2}$' }, '2026-11', '26-11', '$ does not match "^\\\\d{4}-\\\\d{2}$"'],
    [{ anyOf: [{ type: 'string' }, { minimum: 5 }] }, 5, 4, '$ is valid against none of anyOf'],
    [{ oneOf: [{ minimum: 1 }, { maximum: 5 }] }, 0, 3, '$ is valid against 2 of oneOf, not one'],
    [{ allOf: [{ minimum: 1 }, { maximum: 5 }] }, 3, 6, '$ is 6, more than 5'],
    [{ not: { const: 1 } }, 2, 1, '$ is what it may not be'],
    [CONDITION, 'a', 0, '$ is 0, less than 1'],
    [{ dependentRequired: { a: ['b'] } }, { b: 1 }, { a: 1 }, '$ has no "b"'],
    [{ propertyNames: { maxLength: 1 } }, { a: 1 }, { ab: 1 }, '$.ab is longer than 1 characters'],
    [
      TREE,
      { value: 1, children: [{ value: 2 }] },
      { value: 1, children: [{ value: 'x' }] },
      '$.children[0].value is a string, not an integer',
    ],
  ])('%j', (schema, good, bad, problem) => {
    expect(validate(good, schema)).toEqual({ problems: [], unchecked: [] });
    expect(schemaProblems(bad, schema)).toEqual([problem]);
  });

  test('a schema of any key is no key of every object', () => {
    expect(schemaProblems({}, { required: ['toString'] })).toEqual(['$ has no "toString"']);
    expect(schemaProblems({ constructor: 1 }, { properties: {}, additionalProperties: false })).toHaveLength(
      1,
    );
  });
});

describe('what is not checked is named', () => {
  test.each<[JsonSchema, unknown, string]>([
    [{ format: 'date' }, 'x', 'format'],
    [{ unevaluatedProperties: false }, {}, 'unevaluatedProperties'],
    [{ $ref: 'https://example.org/a.json' }, 1, '$ref "https://example.org/a.json"'],
    [{ $ref: '#/$defs/none' }, 1, '$ref "#/$defs/none"'],
    [{ type: 'text' }, 1, 'type (it is written wrong)'],
    [{ minimum: '1' }, 0, 'minimum (it is written wrong)'],
    [{ pattern: '(a+)+$' }, 'aaaa', 'pattern "(a+)+$"'],
    [{ pattern: '(' }, 'a', 'pattern "("'],
    [{ $ref: '#' }, 1, 'the rest of a schema that goes on without end'],
    [
      { anyOf: [{ $ref: '#' }, { $ref: '#' }], minimum: 1 },
      2,
      'the rest of a schema that goes on without end',
    ],
  ])('%j', (schema, value, what) => {
    expect(validate(value, schema)).toEqual({ problems: [], unchecked: [what] });
  });
});

describe('a pattern', () => {
  test.each<[string, string, boolean]>([
    ['^[A-Z]{2}-\\d+$', 'AB-12', true],
    ['^[^@\\s]+@[^@\\s]+\\.[a-z]+$', 'a@b.de', true],
    ['^(?:yes|no)$', 'maybe', false],
    ['^(\\d{3}-){2}$', '123-456-', true],
  ])('%s is tried on %s', (pattern, text, has) => {
    expect(hasPattern(text, pattern)).toBe(has);
  });

  test.each<[string, number]>([
    ['(a+)+$', 5],
    ['(a|a)*$', 5],
    ['((a|b)c)*$', 5],
    ['(?:a?){30}b', 5],
    ['a*a*a*a*b', 1000],
    [`${'a?'.repeat(40)}b`, 40],
  ])('%s is not tried on %i characters', (pattern, length) => {
    expect(hasPattern('a'.repeat(length), pattern)).toBeUndefined();
  });
});
