/** The flags of `reflectoscope export`, in the groups in which its help lists them. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { FORMATS } from '../export/exporters.ts';
import { collect, filled } from './flag-values.ts';

export function addExportFlags(command: Command): Command {
  const formats = FORMATS.map(({ id }) => id);
  return command
    .optionsGroup('Output:')
    .option('--to <format>', `${formats.join(', ')}; else as --out ends`, filled)
    .option('--out <path>', 'a file, or a folder; - is standard output', filled)
    .option('--force', 'replace a file that is there')
    .option('--size <size>', 'of the screen that is recorded, as in 100x30', size)
    .optionsGroup('What is left out:')
    .option('--redact <regex>', 'replace what matches, too; may be repeated', collect)
    .option('--redact-file <file>', 'patterns of a file, one a line; may be repeated', collect)
    .addOption(named('redactDefaults', new Option('--no-redact', 'replace nothing but your own patterns')))
    .option('--no-thinking', 'leave out what the model thought')
    .option('--no-notes', 'leave out what you wrote on rounds')
    .option('--no-content', 'spans without what was said')
    .optionsGroup('OpenTelemetry:')
    .option('--otlp <url>', 'send the spans to a collector (OTLP over HTTP)', filled)
    .option('--otlp-header <name=value>', 'a header for it; may be repeated', collect);
}

/** `--redact` and `--no-redact` are two things here, and commander would take them for one. */
function named(name: string, option: Option): Option {
  option.attributeName = () => name;
  return option;
}

function size(text: string): { columns: number; rows: number } {
  const [, columns, rows] = /^(\d{1,3})x(\d{1,3})$/.exec(text) ?? [];
  const [wide, high] = [Number(columns), Number(rows)];
  if (!(wide >= 60 && high >= 16))
    throw new InvalidArgumentError('It must be as in 100x30, and 60x16 at least.');
  return { columns: wide, rows: high };
}
