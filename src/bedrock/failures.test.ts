import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CallError } from '../run/events.ts';
import { explainFailure, isConfiguration, retryAfterMs } from './failures.ts';
import { error, IN_IRELAND } from './testing/explaining.ts';

describe('the original words', () => {
  const originalOf = (thrown: unknown) => explainFailure(thrown, IN_IRELAND).original;

  test('hold the code and the cause, each once', () => {
    expect(
      originalOf(error('Error', 'no luck', { code: 'EX', cause: new Error('no luck, really: EX') })),
    ).toBe('no luck (EX (no luck, really: EX))');
    expect(originalOf(error('Error', 'connect EX', { code: 'EX', cause: new Error('EX') }))).toBe(
      'connect EX',
    );
  });

  test('are those of a body that the SDK did not read', () => {
    const thrown = error('brandNewException', '{"message":"slow down"}');
    expect(explainFailure(thrown, IN_IRELAND)).toMatchObject({
      name: 'BrandNewException',
      original: 'slow down',
    });
    expect(originalOf(error('Error', '{"broken'))).toBe('{"broken');
    expect(originalOf(error('Error', '{"code":7}'))).toBe('{"code":7}');
  });

  test('are without what the SDK tells programmers', () => {
    const hint = 'to see the raw response, inspect the hidden field {error}.$response on this object.';
    expect(
      originalOf(error('SyntaxError', `Unexpected token\n  Deserialization error: ${hint}`)),
    ).not.toContain('hidden field');
  });
});

test('the wait that the service asks for is in milliseconds, whether it tells seconds or a moment', () => {
  const now = Date.parse('2026-10-21T07:00:00Z');
  const after = (value: unknown, date?: string) =>
    retryAfterMs({ $response: { headers: { 'retry-after': value, date } } }, now);
  expect([after('3'), after('0'), after(' 7 ')]).toEqual([3000, 0, 7000]);
  expect(after('Wed, 21 Oct 2026 07:28:00 GMT')).toBe(28 * 60_000);
  expect(after('Wed, 21 Oct 2026 06:59:00 GMT')).toBe(0);
  // Its clock is an hour ahead.
  expect(after('Wed, 21 Oct 2026 08:00:30 GMT', 'Wed, 21 Oct 2026 08:00:00 GMT')).toBe(30_000);
  expect(after('9'.repeat(400))).toBe(Number.MAX_SAFE_INTEGER);
  const strange = ['', '-1', 'soon', null, '1.5', 'Oct 2026', 'Wed, 99 Foo 2026 07:28:00 GMT'];
  expect(strange.map(value => after(value))).toEqual(strange.map(() => undefined));
});

test('anything at all can be explained', () => {
  const trap = new Proxy(new Error('x'), {
    get() {
      throw new Error('no');
    },
  });
  const circular: { self?: unknown } = {};
  circular.self = circular;
  const odd = [
    undefined,
    null,
    Symbol('s'),
    Object.create(null),
    () => 1,
    10n,
    trap,
    circular,
    new AggregateError([], ''),
  ];
  const failure = fc.record(
    {
      name: fc.anything(),
      message: fc.anything(),
      code: fc.anything(),
      cause: fc.anything(),
      $metadata: fc.anything(),
      $response: fc.anything(),
    },
    { requiredKeys: [] },
  );
  const asError = failure.map(fields => Object.assign(new Error('x'), fields));
  fc.assert(
    fc.property(
      fc.oneof(fc.anything({ withNullPrototype: true }), fc.constantFrom(...odd), failure, asError),
      thrown => {
        const explained = explainFailure(thrown, IN_IRELAND);
        expect(CallError.parse(explained)).toEqual(explained);
        expect(explained.message).toMatch(/\S/);
        expect(isConfiguration(explained)).toBeTypeOf('boolean');
        expect(retryAfterMs(thrown) ?? 0).toBeGreaterThanOrEqual(0);
      },
    ),
    { numRuns: 500 },
  );
});
