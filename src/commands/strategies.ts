/** `reflectoscope strategies`: what can happen between a question and the last answer. */
import { safeJson } from '../text/json.ts';
import { wrapText } from '../text/wrap.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { createOutput } from './output.ts';
import {
  FEEDBACK_FLAGS,
  type ListedParameter,
  listedFeedback,
  listedStopRules,
  listedStrategies,
  STOP_FLAGS,
} from './strategy-table.ts';

export async function strategies(flags: { readonly json?: boolean | undefined }): Promise<ExitCode> {
  const output = createOutput(process.stdout);
  for (const line of flags.json ? [json()] : lines()) output.write(line);
  await output.end();
  return EXIT.done;
}

function json(): string {
  const content = {
    strategies: listedStrategies(),
    feedback: listedFeedback(),
    stopRules: listedStopRules(),
  };
  return safeJson(content, 2);
}

function lines(): string[] {
  return [
    ...listedStrategies().flatMap(({ id, about, parameters }) => [
      id,
      ...indented(about, 2),
      ...parameters.flatMap(parameter => entry(parameter, parameter.name)),
      '',
    ]),
    'Feedback, with any of them:',
    ...listedFeedback().flatMap(parameter => entry(parameter, FEEDBACK_FLAGS[parameter.name])),
    ...indented('--database FILE, --check COMMAND: what sql and command run on this machine', 4),
    '',
    'Stop rules, with any of them:',
    ...listedStopRules().flatMap(parameter => entry(parameter, STOP_FLAGS[parameter.name])),
    '',
    'reflectoscope run --strategy ID --set NAME=VALUE "..."',
  ];
}

function entry({ name, type, default: value, description }: ListedParameter, title = name): string[] {
  const usual = value === null ? '' : `; ${value} unless it is set`;
  return [`    ${title}: ${type}${usual}`, ...indented(description, 8)].flatMap(text => fitted(text));
}

const WIDTH = 80;

function indented(text: string, by: number): string[] {
  return wrapText(text, WIDTH - by).map(row => `${' '.repeat(by)}${row}`);
}

/** A line that is too long goes on below itself. */
function fitted(text: string): string[] {
  if (text.length <= WIDTH) return [text];
  const [first = '', ...more] = wrapText(text.trimStart(), WIDTH - 6);
  return [`    ${first}`, ...more.map(row => `      ${row}`)];
}
