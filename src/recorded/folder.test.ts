import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RecordingsError, readRecordings, recordingsThere } from './folder.ts';
import { aFolder, aScenario, recordInto } from './testing/small-recording.ts';

test('a folder is read with those below it; what is no transcript is named', async () => {
  const folder = aFolder();
  mkdirSync(join(folder, 'deep', 'deeper'), { recursive: true });
  await recordInto(join(folder, 'deep', 'deeper'), aScenario());
  writeFileSync(join(folder, 'broken.jsonl'), '{"seq":0,"at":0,"type":"call.delta"}\n');
  writeFileSync(join(folder, 'notes.txt'), 'Not looked at.');
  const { recordings, notices } = readRecordings(folder);
  expect(recordings.map(({ head }) => head.question.id)).toEqual(['ball']);
  expect(notices).toEqual(['Passed over: broken.jsonl is no transcript that opens.']);
});

test('of one run there is one recording, and the other is named', async () => {
  const folder = aFolder();
  const { file } = await recordInto(folder, aScenario());
  copyFileSync(file, join(folder, 'a-copy.jsonl'));
  const { recordings, notices } = readRecordings(folder);
  expect(recordings.map(one => one.file)).toEqual([join(folder, 'a-copy.jsonl')]);
  expect(notices).toEqual([
    expect.stringMatching(/^Passed over: ball\..*\.jsonl is the same run as a-copy\.jsonl\.$/),
  ]);
});

test('a single transcript is a folder of one', async () => {
  const { file } = await recordInto(aFolder(), aScenario());
  expect(readRecordings(file).recordings).toHaveLength(1);
});

test.each<[string, (folder: string) => string, RegExp]>([
  ['is not there', folder => join(folder, 'nowhere'), /^There is no folder .*nowhere\.$/],
  ['is empty', folder => folder, /no transcript \(\*\.jsonl\) is in it\. "reflectoscope record FILE --to /],
  [
    'holds nothing that opens',
    folder => {
      writeFileSync(join(folder, 'a.jsonl'), 'nothing');
      return folder;
    },
    /none of its transcripts opens/,
  ],
  [
    'has a name that a terminal could obey',
    folder => join(folder, 'red\u001b[31m'),
    /^There is no folder [^\u001b]*$/,
  ],
])('a folder that %s is an error', (_what, make, message) => {
  const folder = make(aFolder());
  expect(() => readRecordings(folder)).toThrow(RecordingsError);
  expect(() => readRecordings(folder)).toThrow(message);
  expect(recordingsThere(folder).recordings).toEqual([]);
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be read is said to be so', () => {
  const folder = aFolder();
  chmodSync(folder, 0o000);
  expect(() => readRecordings(folder)).toThrow(/may not be read by this user/);
  chmodSync(folder, 0o700);
});
