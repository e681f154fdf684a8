/** Rounds as JSON: a list with one entry a run, each with its facts and its rounds. */
import { safeJson } from '../../text/json.ts';
import type { Exporter, ExportInput } from '../exporter.ts';
import { runRounds } from './rounds.ts';

export const jsonExporter: Exporter = {
  id: 'json',
  name: 'its rounds as JSON',
  extension: '.json',
  *pieces(input) {
    yield `[\n${entry(input)}\n]\n`;
  },
  async *together(inputs) {
    let before = '[\n';
    for await (const input of inputs) {
      yield `${before}${entry(input)}`;
      before = ',\n';
    }
    yield before === '[\n' ? '[]\n' : '\n]\n';
  },
};

function entry(input: ExportInput): string {
  return safeJson(runRounds(input), 2).replaceAll(/^/gm, '  ');
}
