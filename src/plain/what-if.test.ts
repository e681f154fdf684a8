import { describe, expect, test } from 'vitest';
import { whatIfs } from '../analysis/what-if.ts';
import { resolveModel } from '../models/resolve.ts';
import { callStarted, runOf, runStarted, sampleEvents, theRun } from '../run/testing/sample-run.ts';
import { textWidth } from '../text/width.ts';
import { whatIfCells, whatIfLines, whatIfNotes } from './what-if.ts';

const RUN = theRun(sampleEvents());
const QWEN = 'qwen.qwen3-32b-v1:0';
const table = (models?: readonly string[]) => whatIfLines(RUN, whatIfs(RUN, models ? { models } : {}));

describe('the table', () => {
  test('has what, cost, difference and how sure, in columns', () => {
    expect(table(['us.amazon.nova-lite-v1:0', 'nobody.knows']).slice(0, 8)).toEqual([
      'What if                        cost difference          how sure',
      'as it was                   $0.0070                     exact',
      'no caching                  $0.0095   +$0.0025   +36 %  exact',
      'perfect caching             $0.0069 −$0.000092  −1.3 %  estimate',
      'cache kept for 1h           $0.0100   +$0.0031   +44 %  exact',
      expect.stringMatching(/^question in every round +\$0\.\d+ +\+\$0\.\d+ +\+\d.* % {2}estimate$/),
      expect.stringMatching(/^Nova Lite, us +\$0\.0\d+ +−\$0\.\d+ +−9\d % {2}estimate$/),
      'nobody.knows                unknown                     unknown',
    ]);
  });

  test('fits into 78 columns, whatever the models', () => {
    const rows = table().slice(0, table().indexOf(''));
    expect(rows.length).toBeGreaterThan(8);
    for (const row of rows) expect(textWidth(row)).toBeLessThanOrEqual(78);
  });
});

describe('what is said below it', () => {
  test('what is taken for granted, and why something is unknown', () => {
    const notes = whatIfNotes(RUN, whatIfs(RUN, { models: ['nobody.knows'] })).join('\n');
    expect(notes).toMatch(/Perfect caching: .* only prefixes of 1,024 tokens or more are cached\./);
    expect(notes).toMatch(/Question in every round: about 1,326 tokens each time/);
    expect(notes).toContain('Nobody.knows: no price is known for nobody.knows.');
    expect(notes).not.toContain('Other models');
  });

  test('what the words beside other models mean, as far as they are there', () => {
    const notes = (id: string) => whatIfNotes(RUN, whatIfs(RUN, { models: [id] })).join('\n');
    expect(notes('us.amazon.nova-lite-v1:0')).toMatch(
      /Other models: .* approximation: tokenizers and answers differ\.$/,
    );
    expect(notes('us.anthropic.claude-opus-5')).toContain('"+30 % tokens"');
    expect(notes(QWEN)).toContain('"uncached"');
  });

  test('a model that is not cached says so in its row', () => {
    const row = whatIfs(RUN, { models: [QWEN] }).at(-1);
    expect(row && whatIfCells(row)).toMatchObject({
      what: resolveModel(QWEN)?.name,
      sure: 'estimate, uncached',
    });
  });

  test('before any call has told its tokens there is only that to say', () => {
    const run = runOf(runStarted(), callStarted(0, 0));
    expect(whatIfNotes(run, whatIfs(run))).toEqual([
      'No call has told its tokens yet: that comes at the end of each.',
      'One call has not told its tokens; it counts nowhere here.',
    ]);
  });
});
