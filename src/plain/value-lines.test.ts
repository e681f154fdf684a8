import { describe, expect, test } from 'vitest';
import { QUESTION, runOf, runStarted, wholeRound } from '../run/testing/sample-run.ts';
import { roundLines } from './round.ts';
import { UNICODE_SIGNS, WORD_SIGNS } from './signs.ts';
import { valueLines } from './value-lines.ts';

describe('the values that changed between two answers in JSON', () => {
  test('are told one a line, by path', () => {
    const [old, next] = ['{"a": 1, "b": [1]}', '{"a": 2, "b": [], "c": {"d": null}}'];
    expect(valueLines(old, next, UNICODE_SIGNS)).toEqual([
      'Values:',
      '  $.a  1 → 2',
      '  $.b[0]  [-1-]',
      '  $.c  {+{"d":null}+}',
    ]);
    expect(valueLines(old, next, WORD_SIGNS)[1]).toBe(`  ${WORD_SIGNS.words('$.a  1 → 2')}`);
  });

  test('may be none, and nothing is said where there is no JSON', () => {
    expect(valueLines('{"a": 1, "b": 2}', '{"b": 2, "a": 1}', UNICODE_SIGNS)).toEqual(['Values: the same.']);
    expect(valueLines('{"a": 1}', 'None.', UNICODE_SIGNS)).toEqual([]);
  });

  test('stand before the words of a round whose question asks for JSON, and of no other', () => {
    const rounds = [...wholeRound(0, '{"a": 1}'), ...wholeRound(1, '{"a": 2}')];
    const told = (grader: 'json' | 'text') => {
      const run = runOf(runStarted({ question: { ...QUESTION, grader } }), ...rounds);
      const round = run.rounds[1];
      return round ? roundLines(run, round, UNICODE_SIGNS) : [];
    };
    expect(told('json')).toContain('  $.a  1 → 2');
    expect(told('json').indexOf('Values:')).toBeLessThan(
      told('json').findIndex(line => line.startsWith('Changes against')),
    );
    expect(told('text')).not.toContain('Values:');
  });
});
