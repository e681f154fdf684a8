/** The findings of the doctor as lines. Pure. */
import type { Signs } from '../../plain/signs.ts';
import { wrapText } from '../../text/wrap.ts';
import type { Area, Finding } from './finding.ts';

const SIGN = { ok: '✓', note: '!', problem: '✗' } as const;
const LONGEST_WORD = 'problem'.length;
/** Less would be no text any more. */
const LEAST_WIDTH = 40;

/**
 * The area as a title, and what was found in it with what would help below. In a terminal of `width` cells
 * what goes on in another row stands below its beginning; elsewhere rows are as long as they are.
 */
export function doctorLines({ area, findings }: Area, signs: Signs, width?: number): string[] {
  return [
    area,
    ...findings.flatMap(({ state, what, says, help }) => {
      const mark = `  ${signs.mark(SIGN[state], state.padEnd(LONGEST_WORD))}  `;
      const text = [`${what}: ${says}`, ...(help === undefined ? [] : [help])].map(signs.words);
      const rows =
        width === undefined
          ? text
          : text.flatMap(line => wrapText(line, Math.max(LEAST_WIDTH, width - mark.length)));
      return rows.map((row, index) => `${index === 0 ? mark : ' '.repeat(mark.length)}${row}`);
    }),
    '',
  ];
}

export function summaryLine(findings: readonly Finding[]): string {
  const count = (state: Finding['state']) => findings.filter(finding => finding.state === state).length;
  const [problems, notes] = [count('problem'), count('note')];
  const noted = notes === 1 ? 'one note' : `${notes} notes`;
  if (problems === 0) return `No problem, ${noted}.`;
  return `${problems === 1 ? 'One problem' : `${problems} problems`}, ${noted}.`;
}
