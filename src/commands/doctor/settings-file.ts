/** Whether the settings file can be read, part by part. Changes nothing in it, and shows nothing of it. */
import { setUserKeys } from '../../ui/keys.ts';
import { lookAtSettings } from '../choices.ts';
import { type Finding, note, ok, problem } from './finding.ts';

export function settingsFindings(): Finding[] {
  const look = lookAtSettings();
  switch (look.kind) {
    case 'absent':
      return [ok('settings file', 'not there yet: everything is as it comes')];
    case 'broken':
      return [
        problem(
          'settings file',
          `${look.file} ${look.what}`,
          'Mend it, or leave it: the app keeps it under another name and begins with new settings.',
        ),
      ];
    case 'unusable':
      return [
        problem('settings file', look.notice, 'Update reflectoscope, or make the file readable for you.'),
      ];
    case 'fine': {
      const problems = [...look.problems, ...setUserKeys(look.keys)];
      setUserKeys(undefined);
      if (problems.length === 0) return [ok('settings file', `${look.file} can be read in full`)];
      return problems.map(one => note('settings file', one, `Mend it in ${look.file}.`));
    }
  }
}
