/** What was wrong with a command line, in our own words: commander finds it, this says it. */
import type { Command, CommanderError } from 'commander';

/** The lines for a command line that commander refused. `program` has parsed it as far as it could. */
export function usageLines({ message }: CommanderError, program: Command): string[] {
  const [name, ...rest] = program.args;
  const command = program.commands.find(one => one.name() === name);
  const unknown = name !== undefined && !name.startsWith('-') && !command && name !== 'help';
  if (unknown) return unknownCommand(name, program);
  const said = sentence(message.replace(/^error: /, ''));
  const hint = command?.name() === 'run' && /^Too many/.test(said) ? ['Put the question in quotes.'] : [];
  return [
    [said, ...hint, ...misplaced(said, rest, program)].join(' '),
    `${command ? `reflectoscope ${command.name()}` : 'reflectoscope'} --help shows how it is used.`,
  ];
}

function unknownCommand(name: string, { commands }: Command): string[] {
  const names = commands.map(one => one.name()).filter(one => one !== 'help');
  return [
    `There is no command "${name}". Commands are: ${names.join(', ')}.`,
    /\s/.test(name)
      ? 'To ask a question of your own: reflectoscope run "..."'
      : 'reflectoscope --help shows how they are used.',
  ];
}

/** An option before the name of the command, which only the command has. */
function misplaced(said: string, rest: readonly string[], { commands }: Command): string[] {
  const option = /^Unknown option (\S+)\./.exec(said)?.[1];
  const command = commands.find(one => rest.includes(one.name()));
  if (!option || !command?.options.some(({ long, short }) => option === long || option === short)) return [];
  return [`It stands after the name of its command: reflectoscope ${command.name()} ${option}.`];
}

function sentence(text: string): string {
  const [first = '', ...more] = text.split('\n');
  const suggestion = /^\(Did you mean (.+)\?\)$/.exec(more.join(' ').trim())?.[1];
  return [inOurWords(first), ...(suggestion ? [`Did you mean ${suggestion}?`] : [])].join(' ');
}

const PHRASES: readonly [RegExp, string][] = [
  [/^unknown option '(.*)'$/s, 'Unknown option $1.'],
  [/^option '(\S+)[^']*' argument missing$/, '$1 needs a value.'],
  [/^option '(\S+)[^']*' argument '(.*?)' is invalid\. (.*)$/s, '$1 cannot be "$2". $3'],
  [/^missing required argument '(.*)'$/, 'A $1 is missing.'],
];

function inOurWords(text: string): string {
  const [pattern, words] = PHRASES.find(([candidate]) => candidate.test(text)) ?? [];
  return pattern && words ? text.replace(pattern, words) : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
