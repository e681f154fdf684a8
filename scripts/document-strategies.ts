/** The page about strategies, from the registry that the program itself uses. */
import {
  FEEDBACK_FLAGS,
  type ListedParameter,
  listedFeedback,
  listedStopRules,
  listedStrategies,
  STOP_FLAGS,
} from '../src/commands/strategy-table.ts';

export function strategiesPage(): string {
  return [
    '# Strategies',
    '',
    'A strategy says what happens between the question and the last answer: which calls are made, what each is told, and when it is over. Choose one with `--strategy ID` or in the settings of the app, and its parameters with `--set NAME=VALUE`. `reflectoscope strategies` prints this list, which is made from the program by `npm run docs`.',
    '',
    ...listedStrategies().flatMap(({ id, about, parameters }) => [
      `## ${id}`,
      '',
      about,
      '',
      ...(parameters.length > 0 ? table('parameter', parameters, ({ name }) => `\`${name}\``) : []),
    ]),
    '## Feedback',
    '',
    'What is said of an answer before the next round; with any strategy. `sql` needs a database (`--database FILE`, or that of the question), `command` a command (`--check COMMAND`), which is given the answer on its standard input; exit code 0 is a pass. Neither is ever taken from a transcript, or kept.',
    '',
    ...table('flag', listedFeedback(), ({ name }) => `\`${FEEDBACK_FLAGS[name] ?? name}\``),
    '## Stop rules',
    '',
    'With any strategy; a rule that is not named never fires.',
    '',
    ...table('flag', listedStopRules(), ({ name }) => `\`${STOP_FLAGS[name] ?? name}\``),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function table(
  head: string,
  parameters: readonly ListedParameter[],
  titleOf: (parameter: ListedParameter) => string,
): string[] {
  return [
    `| ${head} | it is | default | |`,
    '| --- | --- | --- | --- |',
    ...parameters.map(parameter => {
      const { type, default: value, description } = parameter;
      const usual = value === null ? '' : `\`${value}\``;
      return `| ${titleOf(parameter)} | ${escaped(type)} | ${usual} | ${escaped(description)} |`;
    }),
    '',
  ];
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '\\<');
}
