/** What the runs that belong together by branching have said: offline, it can be said again. */
import { dirname } from 'node:path';
import { type RecordingInfo, recordingOf } from '../recorded/recordings.ts';
import { createFamilyFinder, type FamilyFinder, type Relative } from '../transcripts/family.ts';
import { runsFolder } from '../transcripts/folder.ts';

/** A run, and where it is saved. */
export interface SavedRun {
  readonly run: Relative;
  readonly file: string | undefined;
}

/** Looks in the folder of saved runs, and where the run itself lies. */
export function createFamilies(): (of: SavedRun) => RecordingInfo[] {
  const finders = new Map<string, FamilyFinder>();
  const finderIn = (folder: string) => {
    const finder = finders.get(folder) ?? createFamilyFinder(folder);
    finders.set(folder, finder);
    return finder;
  };
  return ({ run, file }) => {
    const folders = new Set([runsFolder(), ...(file === undefined ? [] : [dirname(file)])]);
    const found = [...folders].flatMap(folder => finderIn(folder).find(run));
    if (file === undefined || found.some(one => one.file === file)) return found;
    const own = recordingOf(file);
    return own ? [...found, own] : found;
  };
}
