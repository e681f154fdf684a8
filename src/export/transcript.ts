/** The transcript itself, redacted: it can be played, resumed and exported again. */
import { safeJson } from '../text/json.ts';
import type { Exporter } from './exporter.ts';

export const transcriptExporter: Exporter = {
  id: 'transcript',
  name: 'the transcript itself, to share',
  extension: '.jsonl',
  *pieces({ events }) {
    for (const event of events) yield `${safeJson(event)}\n`;
  },
};
