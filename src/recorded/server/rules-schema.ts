/**
 * The format of a script: rules that say which request gets which answer. Read from YAML or JSON; what is
 * wrong is told with its line.
 */
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { sanitizeLine } from '../../text/sanitize.ts';
import { createYamlReader, YamlProblem, yamlErrorWords } from '../../text/yaml.ts';
import { Pace, Scenario } from '../script.ts';
import { chosenFault } from './fault-plan.ts';

const text = z.string().min(1);

/** All that is said must be so; what is left out may be any. */
const When = z.strictObject({
  model: text.optional().describe('The id, with * for anything: "*nova*".'),
  contains: z
    .union([text, z.array(text).min(1)])
    .optional()
    .describe('Stands in the last words of the user, all of it, in capitals or not.'),
  matches: text
    .refine(isPattern, 'It is no regular expression.')
    .optional()
    .describe('A regular expression for the last words of the user.'),
  system: text.optional().describe('Stands in the system prompt.'),
  turn: z.int().min(0).optional().describe('How often the model has answered before: 0 is the first answer.'),
  call: z.int().min(1).optional().describe('The first, second, ... request of all.'),
});

const ToolUse = z.strictObject({
  name: text,
  input: z.record(z.string(), z.unknown()).default({}),
  toolUseId: text.optional(),
});

const count = z.int().min(0).optional();

const LongAnswer = z.strictObject({
  text: z.string().default(''),
  thinking: text.optional(),
  toolUse: z.union([ToolUse, z.array(ToolUse).min(1)]).optional(),
  stopReason: text.optional(),
  usage: z
    .strictObject({ input: count, output: count, cacheRead: count, cacheWrite5m: count, cacheWrite1h: count })
    .optional(),
  pace: Pace.optional(),
  fault: text
    .superRefine((name, context) => {
      const problem = faultProblem(name);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
    })
    .optional(),
});

/** A text alone is short for an answer of that text. */
const ScriptAnswer = z
  .union([z.string(), LongAnswer])
  .transform(given => (typeof given === 'string' ? LongAnswer.parse({ text: given }) : given));

const Rule = z
  .strictObject({
    name: text.optional(),
    when: When.default({}),
    answer: ScriptAnswer.optional(),
    answers: z
      .array(ScriptAnswer)
      .min(1)
      .optional()
      .describe('One after the other, and then the last one again.'),
    times: z.int().min(1).optional().describe('How often the rule holds; then the next ones are looked at.'),
  })
  .refine(({ answer, answers }) => (answer === undefined) !== (answers === undefined), {
    message: 'A rule has either an answer or answers.',
  });

export const Script = z.strictObject({
  pace: Pace.optional(),
  rules: z.array(Rule).default([]),
  default: ScriptAnswer.optional().describe('Where no rule fits.'),
});
export type Script = z.infer<typeof Script>;
export type Rule = z.infer<typeof Rule>;
export type ScriptAnswer = z.infer<typeof ScriptAnswer>;

export type ReadScript =
  | { readonly kind: 'rules'; readonly script: Script }
  | { readonly kind: 'scenario'; readonly scenario: Scenario }
  /** Sentences, each with its line; safe to print. */
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

/** Reads a script, or a scenario of one conversation. `name` is the file, for the problems. */
export function readScript(source: string, name: string): ReadScript {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const at = (offset: number | undefined) => `${name}:${lines.linePos(offset ?? 0).line || 1}`;
  if (document.errors.length > 0) {
    return wrong(document.errors.map(({ pos, message }) => `${at(pos[0])}: ${yamlErrorWords(message)}`));
  }
  let value: unknown;
  try {
    value = createYamlReader()(document.contents);
  } catch (thrown) {
    if (!(thrown instanceof YamlProblem)) throw thrown;
    return wrong([`${name} ${thrown.message}.`]);
  }
  if (value === null) return wrong([`${name} is empty: a script has rules, a default, or both.`]);
  const told = (error: z.ZodError) =>
    wrong(
      error.issues
        .flatMap(deepest)
        .map(issue => `${at(offsetOf(issue.path))}: ${placeOf(issue)}${issue.message}`),
    );
  if (isMap(document.contents) && document.has('question') && !document.has('rules')) {
    const scenario = Scenario.safeParse(value);
    if (!scenario.success) return told(scenario.error);
    return scenario.data.rounds.length > 0
      ? { kind: 'scenario', scenario: scenario.data }
      : wrong([ANSWERS(name)]);
  }
  const script = Script.safeParse(value);
  if (!script.success) return told(script.error);
  const { rules, default: otherwise } = script.data;
  return rules.length === 0 && otherwise === undefined
    ? wrong([`${name} has no rules and no default: nothing would be answered.`])
    : { kind: 'rules', script: script.data };

  /** Of the place, or of the nearest one around it that there is. */
  function offsetOf(path: readonly PropertyKey[]): number | undefined {
    for (let length = path.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (node && typeof node === 'object' && 'range' in node && Array.isArray(node.range))
        return node.range[0];
      if (isScalar(node)) return node.range?.[0];
    }
    return undefined;
  }
}

const ANSWERS = (name: string) =>
  `${name} is a scenario that tells calls apart by lane and purpose, which a request does not say: serve one with rounds, or write rules.`;

function wrong(problems: readonly string[]): ReadScript {
  return { kind: 'wrong', problems: problems.map(sanitizeLine) };
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Of an answer that is neither a text nor an object, what is wrong with the object says most. */
function deepest(issue: z.core.$ZodIssue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const inner = issue.errors.findLast(list =>
    list.some(one => one.path.length > 0 || one.code !== 'invalid_type'),
  );
  if (!inner) return [{ path: issue.path, message: 'It is none of what it may be.' }];
  return inner.flatMap(deepest).map(one => ({ ...one, path: [...issue.path, ...one.path] }));
}

function placeOf({ path }: Issue): string {
  return path.length === 0 ? '' : `${path.map(String).join('.')}: `;
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, 'iu') !== undefined;
  } catch {
    return false;
  }
}

function faultProblem(name: string): string | undefined {
  try {
    chosenFault(name);
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}
