/** How many runs are saved, and how many of them are not whole. Names none: a name tells a question. */
import { existsSync } from 'node:fs';
import { openLibrary } from '../../library/library.ts';
import { isDamaged } from '../../library/row.ts';
import type { Milliseconds } from '../../run/price.ts';
import { runsFolder } from '../../transcripts/folder.ts';
import { type Finding, note, ok, problem } from './finding.ts';

/** Many runs that were never indexed take their time; what is read by then is told. */
export async function runFindings(limitMs: Milliseconds): Promise<Finding[]> {
  const folder = runsFolder();
  if (!existsSync(folder)) return [ok('saved runs', 'none yet', { runs: 0 })];
  const library = openLibrary({ folders: [folder] });
  try {
    const isWhole = await isReadWithin(library.refresh(), limitMs);
    const rows = library.rows();
    const { others, problems, notice, progress } = library.status();
    const counts = {
      runs: rows.length,
      damaged: rows.filter(isDamaged).length,
      cutOff: rows.filter(({ state }) => state === 'cut off').length,
      newer: rows.filter(({ state }) => state === 'newer schema').length,
      others,
    };
    return [
      ok(
        'saved runs',
        `${counts.runs}${isWhole ? '' : `, with ${(progress?.total ?? 0) - (progress?.done ?? 0)} files not looked at in time`}`,
        counts,
      ),
      ...brokenFindings(counts),
      ...problems.map(one => problem('saved runs', one, 'Make it readable for you, or move it elsewhere.')),
      ...(notice === undefined
        ? []
        : [
            note(
              'index of the library',
              notice,
              'Without it every start reads all files: reflectoscope library --reindex makes it anew.',
            ),
          ]),
    ];
  } finally {
    library.close();
  }
}

function brokenFindings({
  damaged,
  cutOff,
  newer,
  others,
}: Readonly<Record<'damaged' | 'cutOff' | 'newer' | 'others', number>>): Finding[] {
  const counted = (count: number, one: string, many: string) =>
    count === 1 ? `one ${one}` : `${count} ${many}`;
  return [
    ...(damaged > 0
      ? [
          note(
            'broken transcripts',
            counted(
              damaged,
              'has lines that cannot be read; the rest of it is shown',
              'have lines that cannot be read; the rest of them is shown',
            ),
            'They are listed by: reflectoscope library --filter is:damaged',
          ),
        ]
      : []),
    ...(others > 0
      ? [
          note(
            'broken transcripts',
            counted(others, 'file is no transcript at all', 'files are no transcripts at all'),
            'Look at the .jsonl files in the folder of saved runs: reflectoscope replay FILE says what is wrong with one.',
          ),
        ]
      : []),
    ...(cutOff > 0
      ? [
          note(
            'runs without an end',
            counted(cutOff, 'was cut off', 'were cut off'),
            'They go on with reflectoscope resume FILE, and are listed by: reflectoscope library --filter is:cut-off',
          ),
        ]
      : []),
    ...(newer > 0
      ? [
          note(
            'runs of a newer version',
            counted(newer, 'cannot be read', 'cannot be read'),
            'Update reflectoscope to open them.',
          ),
        ]
      : []),
  ];
}

async function isReadWithin(read: Promise<void>, limitMs: Milliseconds): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>(resolve => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  const done = await Promise.race([read.then(() => true), late]);
  clearTimeout(timer);
  return done;
}
