/** What a bench says of one thing it measured: a line of JSON each, which the harness reads back. */
import { z } from 'zod';

const MeasureSchema = z.looseObject({
  /** Unique in its bench, and the same in every run of it: the baseline goes by it. */
  name: z.string().min(1),
  what: z.string().min(1),
  /** The reference, measured in the same run. */
  against: z.string().min(1),
  ratio: z.number().nonnegative(),
  /** The most, or the least, that the ratio may be; absent where a change is all that matters. */
  bound: z.number().positive().optional(),
  /** On which side of the bound the ratio has to stay, and so which way is better. */
  direction: z.enum(['at most', 'at least']),
});

/** Further fields are details for a reader. */
export type Measure = z.infer<typeof MeasureSchema>;
export type Direction = Measure['direction'];

/** What a bench printed with `--json`. Throws an error that names the first line that is not a measure. */
export function measuresIn(output: string): Measure[] {
  return output
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => {
      const read = MeasureSchema.safeParse(parsed(line));
      if (read.success) return read.data;
      const [issue] = read.error.issues;
      const place = issue?.path.join('.') || 'the line';
      throw new Error(`not a measure (${place}: ${issue?.message}): ${line.slice(0, 120)}`);
    });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
