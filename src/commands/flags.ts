/** The flags that several commands share, in the groups in which the help lists them. */
import { type Command, Option } from 'commander';
import { THEMES } from '../ui/themes.ts';
import {
  atLeastTwo,
  collect,
  filled,
  notNegative,
  port,
  positive,
  positiveWhole,
  share,
  speed,
  textOrFile,
  upToNine,
  whole,
} from './flag-values.ts';

export const DEFAULT_IDLE_SECONDS = 120;

/** Which question is asked, and what is known of its answer. */
export function addQuestionFlags(command: Command): Command {
  return addQuestionSetFlags(addBundledFlag(command))
    .option('--reference <answer>', 'a right answer; may be given several times', collect)
    .addOption(
      new Option('--grader <how>', 'how answers are compared with it').choices([
        'numeric',
        'mathematics',
        'label',
        'exact',
        'sql',
        'text',
        'translation',
        'json',
        'command',
        'judge',
      ]),
    )
    .option('--schema <file>', 'a JSON Schema of the answer, which is asked for as JSON', filled)
    .option('--label <label>', 'a label that the answer may be; may be given several times', collect);
}

export function addBundledFlag(command: Command): Command {
  return command
    .optionsGroup('Question:')
    .option('--question <id>', 'a bundled one, by its id (see: reflectoscope questions)');
}

/** Where other questions come from. */
export function addQuestionSetFlags(command: Command): Command {
  return command
    .optionsGroup('Question:')
    .option('--questions <file>', 'a file of your own questions, beside the bundled ones', filled)
    .option('--format <name>', 'how that file is written, where its name does not say', filled)
    .option('--skip-bad', 'leave out what is wrong in it, and say so')
    .option(
      '--arithmetic <how>',
      'a generated one: easy, medium or hard, as in hard:7 with its seed',
      filled,
    );
}

/** Where answers come from. */
export function addSourceFlags(command: Command): Command {
  return command
    .optionsGroup('Source:')
    .option('--offline', 'answer from the bundled recordings, even with AWS credentials')
    .option('--live', 'ask Bedrock; fail when it is not set up')
    .option('--recordings <dir>', 'answer from the recordings in this folder first, offline', filled)
    .option('--profile <name>', 'AWS profile (else AWS_PROFILE)')
    .option('--region <region>', 'AWS region (else AWS_REGION, or that of the profile)')
    .option('--endpoint <url>', 'a Bedrock elsewhere (else AWS_ENDPOINT_URL_BEDROCK_RUNTIME)')
    .option('--prices <file>', 'prices of your own, over those of the catalogue (JSON)', filled)
    .option(
      '--idle-timeout <seconds>',
      'give up a stream that is silent for this long',
      positive,
      DEFAULT_IDLE_SECONDS,
    );
}

/** What a run is made of, and when it stops. */
export function addRunFlags(command: Command): Command {
  command
    .optionsGroup('Run:')
    .option('--model <id>', 'model id, inference profile id or ARN', filled)
    .option('--strategy <id>', 'what happens after the question (see: reflectoscope strategies)', filled)
    .option('--set <name=value>', 'a parameter of the strategy; may be given several times', collect)
    .option('--rounds <n>', 'reflections after the first answer', whole)
    .addOption(new Option('--cache <ttl>', 'prompt caching').choices(['off', '5m', '1h']))
    .option('--thinking <how>', 'default, off, a number of tokens, or an effort like high', filled)
    .option('--system <text>', 'system prompt (@FILE reads it from a file)', textOrFile)
    .option(
      '--prompt <name>',
      'a prompt of the library: neutral, find-the-error, step-by-step, checklist, terse, or one of your own',
      filled,
    )
    .option('--reflection-prompt <text>', 'what each reflection asks (@FILE reads it)', textOrFile)
    .option('--first-prompt <text>', 'the first turn, with {question} in it (@FILE reads it)', textOrFile)
    .option('--repeat-question', 'repeat the question in every reflection')
    .addOption(new Option('--no-repeat-question', 'do not, although it was recorded so').hideHelp())
    .option('--send-reasoning', 'send the thinking of earlier rounds back, as it came')
    .addOption(new Option('--no-send-reasoning', 'do not, although it was recorded so').hideHelp())
    .option('--max-tokens <n>', 'the longest answer, thinking included', positiveWhole)
    .option('--temperature <t>', '0 to 1', share)
    .addOption(new Option('--tier <name>', 'service tier').choices(['default', 'flex', 'priority']))
    .optionsGroup('Feedback:')
    .addOption(
      new Option('--feedback <source>', 'who says what is wrong with an answer').choices([
        'none',
        'judge',
        'sql',
        'command',
      ]),
    )
    .option('--judge <model>', 'the model that judges (else the one that answers)', filled)
    .option('--judge-repeats <n>', 'how often it is asked, 1 to 9; all must agree', upToNine);
  return addCheckFlags(command)
    .optionsGroup('Stop rules:')
    .option(
      '--stop-when-stable <n>',
      'stop when the answer was the same n rounds running, 2 or more',
      atLeastTwo,
    )
    .option('--max-cost <usd>', 'begin no round once this much was spent', positive)
    .option(
      '--max-seconds <s>',
      'stop once this much time has passed, in the middle of a call, too',
      positive,
    )
    .option('--max-tokens-total <n>', 'begin no round once all calls used this many tokens', positiveWhole)
    .option('--stop-on-pass', 'stop when the feedback says that the answer is right')
    .option('--stop-on-no-op <share>', 'stop when no more than this share of the words changed', share)
    .option('--stop-on-oscillation', 'stop when an earlier answer comes back')
    .option('--stop-on-entropy <bits>', 'stop when the lanes are this much of one mind', notNegative)
    .option('--return-best', 'return the answer with the best verdict, not the last one');
}

/** What may be run on this machine; never taken from a file. */
export function addCheckFlags(command: Command): Command {
  return command
    .optionsGroup('Feedback:')
    .option('--database <file>', 'an SQLite file in which the SQL of answers is run', filled)
    .option(
      '--check <command>',
      'a command for the shell that is given each answer; exit 0 is a pass',
      filled,
    );
}

/** What becomes of the transcript. */
export function addSaveFlags(command: Command): Command {
  return command
    .optionsGroup('Transcript:')
    .option('--transcript <file>', 'save it to this file, not to the data folder', filled)
    .option('--rescue <dir>', 'save it here, whole, when its own place fails in mid-run', filled)
    .option('--no-save', 'do not save it');
}

/** How the run is told; `pace` says what the speed is of. */
export function addOutputFlags(command: Command, pace: string): Command {
  return command
    .optionsGroup('Output:')
    .option('--json', 'print the events as JSON lines, and nothing else')
    .option('--speed <x>', `${pace}: 1 is as recorded, max does not wait`, speed);
}

/** Who answers as a local Bedrock, how, and where. */
export function addServeFlags(command: Command): Command {
  return command
    .optionsGroup('Address:')
    .option('--port <n>', 'the port to listen on (else 8765, or a free one)', port)
    .option('--host <address>', 'where others may reach it, too; by default only this machine may', filled)
    .optionsGroup('Answers:')
    .option('--recordings <dir>', 'the recordings in this folder first', filled)
    .option('--script <file>', 'rules that say what is answered (YAML or JSON)', filled)
    .option('--fallback <text>', 'what is answered otherwise; echo says what was asked', filled)
    .addOption(new Option('--cache <how>', 'simulate the prompt cache').choices(['on', 'off']))
    .option('--speed <x>', 'pace of recordings: 1 is as recorded, max does not wait', speed)
    .option('--tokens-per-second <n>', 'the same pace for every answer', positive)
    .optionsGroup('Faults:')
    .option('--fault <spec>', 'NAME, NAME@STAGE or NAME:WHEN; may be given several times', collect)
    .option('--seed <n>', 'decides what happens by chance', whole)
    .option('--list-faults', 'list the faults and how to say when, and serve nothing')
    .optionsGroup('Output:')
    .addOption(new Option('--log <format>', 'a line for every request').choices(['text', 'json']))
    .option('--quiet', 'no such lines')
    .option('--json', 'the list of faults as JSON');
}

/** How saved runs are played. */
export function addPlaybackFlags(command: Command): Command {
  return command
    .optionsGroup('Playback:')
    .option('--at <place>', 'begin at 75%, 1:23, 83s or #2 (round 2), of the first file', filled)
    .option('--idle-limit <seconds>', 'shorten longer waits to this; 0 leaves them as they were', notNegative)
    .option('--loop', 'begin again after the end, with the first file')
    .option('--present', 'the view for a room: large, without lists, notes and keys');
}

/** How the app looks; only for this start. */
export function addLookFlags(command: Command): Command {
  return command
    .optionsGroup('Screen:')
    .addOption(new Option('--theme <name>', 'colours of the app').choices(THEMES))
    .option('--no-animation', 'show text once a second, and no running clocks (as NO_MOTION does)')
    .option('--bell', 'ring when a run has ended')
    .option('--step', 'wait before every step, to look at what is sent and change it');
}

export function addPlainFlag(command: Command): Command {
  return command.option('--plain', 'lines instead of the app');
}
