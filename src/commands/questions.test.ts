import { expect, test } from 'vitest';
import { z } from 'zod';
import { runMain } from './testing/in-process.ts';

test('the list names every question and the models with which it can be run without AWS', async () => {
  const { code, stdout, stderr } = await runMain(['questions']);
  expect(stdout.split('\n').filter(line => line.length > 80)).toEqual([]);
  expect(stdout).toMatch(/^mathematics\n {2}bat-and-ball +Bat and ball\n/);
  expect(stdout).toMatch(/\n {6}us\.anthropic\.claude-sonnet-4-6 +synthetic, 3 reflections\n/);
  expect(stdout).toMatch(/ synthetic, 1 reflection\n/);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('--json gives each question with its recordings, and each of them can be run', async () => {
  const { stdout } = await runMain(['questions', '--json']);
  const Listed = z.object({
    id: z.string(),
    title: z.string(),
    domain: z.string(),
    text: z.string(),
    reference: z.array(z.string()),
    grader: z.string(),
    recorded: z.array(
      z.object({
        model: z.string(),
        strategy: z.string(),
        rounds: z.int(),
        provenance: z.literal('synthetic'),
      }),
    ),
  });
  const questions = z.array(Listed).min(12).parse(JSON.parse(stdout));
  for (const { id, recorded } of questions) {
    for (const { model, strategy } of recorded) {
      const short = strategy === 'self-reflection' ? ['--rounds', '0'] : ['--strategy', strategy];
      const args = ['run', '--offline', '--no-save', '--question', id, '--model', model, ...short];
      expect(await runMain(args)).toMatchObject({ code: 0 });
    }
  }
});
