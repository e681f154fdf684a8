/** Sends runs to a collector of OpenTelemetry, one request each; what speaks to it is loaded when it is asked for. */
import type { ExportInput } from '../export/exporter.ts';
import { CommandError, EXIT } from './exit-codes.ts';

export interface SendFlags {
  readonly otlp?: string | undefined;
  /** As `name=value`. */
  readonly otlpHeader?: readonly string[] | undefined;
}

export interface Sender {
  /** Throws `CommandError` with what the collector, or the network, had to say. */
  send(input: ExportInput): Promise<void>;
  /** How much was taken. */
  report(say: (line: string) => void): void;
}

/** `undefined` where nothing is to be sent. Throws `CommandError` for an address or a header that is none. */
export async function createSender({ otlp, otlpHeader = [] }: SendFlags): Promise<Sender | undefined> {
  if (otlp === undefined) {
    if (otlpHeader.length === 0) return undefined;
    throw new CommandError(EXIT.usage, '--otlp-header is for --otlp URL, which is not there.');
  }
  const headers = headersFrom(otlpHeader);
  const { SendError, sendSpans, tracesUrl } = await import('../export/otlp/send.ts');
  const { spansOf } = await import('../export/otlp/spans.ts');
  const inSentences = (code: typeof EXIT.usage | typeof EXIT.failed) => (thrown: unknown) => {
    throw thrown instanceof SendError ? new CommandError(code, thrown.message, ...sentSoFar()) : thrown;
  };
  const partly: string[] = [];
  let [runs, count] = [0, 0];
  const sentSoFar = () => (runs === 0 ? [] : [sentWords(runs, count, otlp)]);
  let url = '';
  try {
    url = tracesUrl(otlp);
  } catch (thrown) {
    inSentences(EXIT.usage)(thrown);
  }
  return {
    async send(input) {
      const spans = spansOf(input);
      const sent = await sendSpans(url, spans, headers).catch(inSentences(EXIT.failed));
      runs += 1;
      count += spans.length;
      if (sent?.partly !== undefined) partly.push(sent.partly);
    },
    report(say) {
      for (const words of [...partly, sentWords(runs, count, url)]) say(words);
    },
  };
}

function sentWords(runs: number, spans: number, url: string): string {
  return `${runs} ${runs === 1 ? 'run' : 'runs'} (${spans} spans) went to ${url}.`;
}

function headersFrom(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map(pair => {
      const [, name, value] = /^\s*([!#$%&'*+.^_`|~\w-]+)\s*=\s*(.*)$/s.exec(pair) ?? [];
      if (name === undefined || value === undefined || /[\r\n\0]/.test(value)) {
        throw new CommandError(EXIT.usage, `--otlp-header ${pair} is none: it must be NAME=VALUE.`);
      }
      return [name, value];
    }),
  );
}
