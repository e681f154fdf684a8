import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixturesDir } from '../../questions/package-root.ts';
import { effort } from '../../text/testing/effort.ts';
import { anyTextChange, documentChange, encodingChange, mutated } from '../../text/testing/mutations.ts';
import { expectNothingPolluted, expectSentence } from '../../text/testing/sentence.ts';
import { answersByRules } from './rules.ts';
import { readScript } from './rules-schema.ts';

const RULES = {
  pace: { firstMs: 10, tokensPerSecond: 1000 },
  rules: [
    {
      name: 'first',
      when: { model: '*nova*', contains: ['a', 'b'], turn: 0 },
      answer: 'It is {{user}}.',
      times: 2,
    },
    {
      when: { matches: '^How (many|much)', system: 'brief', call: 1 },
      answers: [
        { text: 'a', thinking: 'b', usage: { input: 1, output: 2 }, fault: 'throttle@before' },
        { text: 'c', toolUse: { name: 'n', input: { a: 1 } }, stopReason: 'tool_use' },
      ],
    },
  ],
  default: { text: 'No {{turn}} {{call}} {{model}}' },
};
const SCENARIOS = globSync(resolve(fixturesDir(), 'scenarios', '*.yaml'))
  .sort()
  .slice(0, 6)
  .map(file => readFileSync(file));
const YAML = Buffer.from(
  'rules:\n  - when: {contains: ball}\n    answer: |\n      0.05\n  - when: {matches: "x+"}\n    answers:\n      - a\n      - {text: b, thinking: c}\ndefault: No.\n',
);

const REQUEST = {
  model: 'us.amazon.nova-lite-v1:0',
  system: [{ text: 'Be brief.' }],
  messages: [{ role: 'user', content: [{ text: 'How many balls are a b?' }] }],
  cachePoints: [],
  inferenceConfig: {},
};

/** Reads a script, and asks it where it is one. */
function tryScript(source: string): void {
  const read = readScript(source, 'rules.yaml');
  if (read.kind === 'wrong') {
    expect(read.problems.length).toBeGreaterThan(0);
    for (const problem of read.problems) expectSentence(`${problem.replace(/[.:]?$/, '')}.`);
  } else if (read.kind === 'rules') {
    const answerer = answersByRules(read.script, 1);
    for (let call = 0; call < 3; call++) void answerer(REQUEST as Parameters<typeof answerer>[0]);
  }
  expectNothingPolluted();
}

describe('Fuzz', () => {
  test('the rules of a local Bedrock changed anywhere: rules that answer, or what is wrong with its line', () => {
    const json = mutated([Buffer.from(JSON.stringify(RULES))], fc.oneof(documentChange, encodingChange));
    const yaml = mutated([YAML, ...SCENARIOS, Buffer.from(JSON.stringify(RULES))], anyTextChange);
    fc.assert(
      fc.property(fc.oneof(json, yaml), bytes => tryScript(bytes.toString('utf8'))),
      { numRuns: effort(80, 6_000) },
    );
  });

  test('rules that are nested too deeply, or refer to themselves: what is wrong, at once', () => {
    const deep = '{"a":'.repeat(10_000);
    for (const trap of [
      deep,
      `default: {text: a, toolUse: {name: n, input: ${deep}`,
      '- '.repeat(5_000),
      `&a [${'*a,'.repeat(1_000)}]`,
      `default: &a {text: b, toolUse: {name: n, input: {c: [${'*a,'.repeat(1_000)}]}}}`,
    ]) {
      expect(readScript(trap, 'rules.yaml').kind).toBe('wrong');
      tryScript(trap);
    }
  });
});
