import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandWords } from './command-words.ts';

test.each<[string, string[]]>([
  ['', []],
  ['   ', []],
  ['vi', ['vi']],
  ['code --wait', ['code', '--wait']],
  ['  code\t--wait  ', ['code', '--wait']],
  ['"/opt/my editor/edit" -n', ['/opt/my editor/edit', '-n']],
  ["'/opt/my editor/edit' -n", ['/opt/my editor/edit', '-n']],
  ['/opt/my\\ editor/edit', ['/opt/my editor/edit']],
  ['emacsclient -t -a ""', ['emacsclient', '-t', '-a', '']],
  ['vim -c "set tw=72" +1', ['vim', '-c', 'set tw=72', '+1']],
  ['a"b c"d\'e f\'', ['ab cde f']],
  ['"a \\"b\\" \\$c \\n"', ['a "b" $c \\n']],
  ["'a\\'", ['a\\']],
  // No shell: nothing is expanded, nothing is run.
  ['$HOME/e; rm -r *', ['$HOME/e;', 'rm', '-r', '*']],
  ['"C:\\Program Files\\Vim\\vim.exe" -n', ['C:\\Program Files\\Vim\\vim.exe', '-n']],
  ['C:\\Vim\\vim.exe', ['C:\\Vim\\vim.exe']],
  // A quote that is not closed stands for nothing.
  ["'a b", ['a', 'b']],
])('%j', (command, words) => {
  expect(commandWords(command)).toEqual(words);
});

test('words in quotes come out as they were', () => {
  const single = fc.string().map(word => ({ word, quoted: `'${word.replaceAll("'", `'"'"'`)}'` }));
  const double = fc.string().map(word => ({ word, quoted: `"${word.replace(/["\\$`]/g, '\\$&')}"` }));
  fc.assert(
    fc.property(fc.array(fc.oneof(single, double)), words => {
      const command = words.map(({ quoted }) => quoted).join(' ');
      expect(commandWords(command)).toEqual(words.map(({ word }) => word));
    }),
  );
});
