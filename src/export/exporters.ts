/** The formats, by name; what makes one is loaded when it is asked for. */
import type { Exporter } from './exporter.ts';

export interface Format extends Pick<Exporter, 'id' | 'name' | 'extension'> {
  load(): Promise<Exporter>;
}

/** In the order in which they are listed. Where two have one extension, it means the first. */
export const FORMATS: readonly Format[] = [
  {
    id: 'md',
    name: 'a Markdown document to read',
    extension: '.md',
    load: async () => (await import('./markdown/markdown.ts')).markdownExporter,
  },
  {
    id: 'html',
    name: 'one HTML page that replays the run in a browser',
    extension: '.html',
    load: async () => (await import('./html/html-exporter.ts')).htmlExporter,
  },
  {
    id: 'json',
    name: 'its rounds as JSON',
    extension: '.json',
    load: async () => (await import('./rounds/json.ts')).jsonExporter,
  },
  {
    id: 'csv',
    name: 'its rounds as a table (CSV)',
    extension: '.csv',
    load: async () => (await import('./rounds/csv.ts')).csvExporter,
  },
  {
    id: 'otlp',
    name: 'its calls as spans (OTLP JSON)',
    extension: '.otlp.json',
    load: async () => (await import('./otlp/otlp.ts')).otlpExporter,
  },
  {
    id: 'cast',
    name: 'a recorded terminal that plays the run (asciicast v2)',
    extension: '.cast',
    load: async () => (await import('./cast/cast-exporter.ts')).castExporter,
  },
  {
    id: 'cast3',
    name: 'a recorded terminal that plays the run (asciicast v3)',
    extension: '.cast',
    load: async () => (await import('./cast/cast-exporter.ts')).cast3Exporter,
  },
  {
    id: 'transcript',
    name: 'the transcript itself, to share',
    extension: '.jsonl',
    load: async () => (await import('./transcript.ts')).transcriptExporter,
  },
];

export function formatNamed(id: string): Format | undefined {
  return FORMATS.find(format => format.id === id);
}

/** The format that the name of a file ends with; of several the longest ending. */
export function formatOfFile(file: string): Format | undefined {
  const name = file.toLowerCase();
  const fitting = FORMATS.filter(({ extension }) => name.endsWith(extension));
  return fitting.sort((a, b) => b.extension.length - a.extension.length)[0];
}
