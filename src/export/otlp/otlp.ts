/** Calls as spans: one `ExportTraceServiceRequest` in OTLP JSON, on one line, as collectors read it from files. */
import { safeJson } from '../../text/json.ts';
import type { Exporter, ExportInput } from '../exporter.ts';
import { resourceSpans } from './json.ts';
import { spansOf } from './spans.ts';

export const otlpExporter: Exporter = {
  id: 'otlp',
  name: 'its calls as spans (OTLP JSON)',
  extension: '.otlp.json',
  *pieces(input) {
    yield `{"resourceSpans":[${entry(input)}]}\n`;
  },
  async *together(inputs) {
    let before = '{"resourceSpans":[';
    for await (const input of inputs) {
      yield `${before}${entry(input)}`;
      before = ',';
    }
    yield before === ',' ? ']}\n' : '{"resourceSpans":[]}\n';
  },
};

function entry(input: ExportInput): string {
  return safeJson(resourceSpans(spansOf(input)));
}
