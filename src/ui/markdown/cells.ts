/** The cells of one row of a table, as they were written. Knows no other row. */

/** Exactly `columns` of them; what stands behind the last column stays in it, so that no word is lost. */
export function cellsOf(row: string, columns: number): string[] {
  const inner = row.trim().replace(/^\|/, '');
  const cells = splitAtPipes(inner, columns);
  const last = cells.length - 1;
  cells[last] = withoutClosingPipe(cells[last] ?? '');
  while (cells.length < columns) cells.push('');
  return cells.map(cell => cell.trim().replaceAll('\\|', '|'));
}

function splitAtPipes(text: string, most: number): string[] {
  const cells: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length && cells.length < most - 1; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '|') {
      cells.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...cells, text.slice(start)];
}

function withoutClosingPipe(cell: string): string {
  const trimmed = cell.trimEnd();
  if (!trimmed.endsWith('|')) return trimmed;
  const backslashes = /\\*$/.exec(trimmed.slice(0, -1))?.[0].length ?? 0;
  return backslashes % 2 === 0 ? trimmed.slice(0, -1) : trimmed;
}
