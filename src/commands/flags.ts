/** The flags that several commands share, and what their values may be. */
import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';

export const DEFAULT_IDLE_SECONDS = 120;

/** Where answers come from. */
export function addSourceFlags(command: Command): Command {
  return command
    .option('--offline', 'answer from the bundled recordings, even with AWS credentials')
    .option('--live', 'ask Bedrock; fail when it is not set up')
    .option('--profile <name>', 'AWS profile (else AWS_PROFILE)')
    .option('--region <region>', 'AWS region (else AWS_REGION, or the profile)')
    .option('--endpoint <url>', 'a Bedrock runtime elsewhere (else AWS_ENDPOINT_URL_BEDROCK_RUNTIME)')
    .option(
      '--idle-timeout <seconds>',
      'give up a stream that says nothing for this long',
      positive,
      DEFAULT_IDLE_SECONDS,
    );
}

/** What a run is made of. */
export function addRunFlags(command: Command): Command {
  return command
    .option('--model <id>', 'model id, inference profile id or ARN')
    .option('--rounds <n>', 'reflections after the first answer', whole)
    .option('--repeat-question', 'repeat the question in every reflection')
    .option('--no-repeat-question', 'do not')
    .option('--system <text>', 'system prompt (@FILE reads it from a file)', textOrFile)
    .option('--reflection-prompt <text>', 'what each reflection asks (@FILE reads it)', textOrFile)
    .addOption(new Option('--cache <setting>', 'prompt caching').choices(['off', '5m', '1h']))
    .option('--thinking <how>', 'default, off, a number of tokens, or an effort (low, medium, high, ...)')
    .option('--max-tokens <n>', 'the longest answer, thinking included', positiveWhole)
    .option('--temperature <t>', '0 to 1', share)
    .option('--stop-when-stable <n>', 'stop when the answer stayed the same n rounds running', atLeastTwo)
    .option('--max-cost <usd>', 'stop before a round once this much was spent', positive)
    .option('--max-seconds <s>', 'stop before a round once this much time has passed', positive);
}

/** What becomes of the transcript. */
export function addSaveFlags(command: Command): Command {
  return command
    .option('--no-save', 'do not save a transcript')
    .option('--transcript <file>', 'save the transcript to this file');
}

export function addSpeedFlag(command: Command, what: string): Command {
  return command.option('--speed <x>', `${what}: 1 is as recorded, max does not wait`, speed);
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It must be a number.');
  return value;
}

function positive(text: string): number {
  const value = number(text);
  if (value <= 0) throw new InvalidArgumentError('It must be more than 0.');
  return value;
}

function whole(text: string): number {
  const value = number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('It must be 0, 1, 2, ...');
  return value;
}

function positiveWhole(text: string): number {
  const value = whole(text);
  if (value === 0) throw new InvalidArgumentError('It must be 1 or more.');
  return value;
}

function atLeastTwo(text: string): number {
  const value = whole(text);
  if (value < 2) throw new InvalidArgumentError('It must be 2 or more.');
  return value;
}

function share(text: string): number {
  const value = number(text);
  if (value < 0 || value > 1) throw new InvalidArgumentError('It must be from 0 to 1.');
  return value;
}

/** A speed; `max` is `Infinity`. */
export function speed(text: string): number {
  return text === 'max' ? Number.POSITIVE_INFINITY : positive(text);
}

function textOrFile(text: string): string {
  if (!text.startsWith('@')) return text;
  const file = text.slice(1);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new InvalidArgumentError(`The file ${file} cannot be read.`);
  }
}
