/** The lines of the tree of branches that lead from a round to those that hang at it. Pure. */
import type { TreeRow } from '../../analysis/branch-tree-moves.ts';
import { type Line, span } from '../line.ts';

/**
 * Two cells a column, of which `columns` are seen, from the one with the number `from` on; then the
 * sign of the round. `‹` and `›` stand where the round itself is out of sight.
 */
export function connectors(
  { depth, rails, isFirst }: Pick<TreeRow, 'depth' | 'rails' | 'isFirst'>,
  from: number,
  columns: number,
  sign: string,
): Line {
  const all = rails.map((goesOn, column) => {
    if (isFirst && column === depth - 1) return goesOn ? '├─' : '└─';
    return goesOn ? '│ ' : '  ';
  });
  const place = depth - from;
  if (place < 0) return [span('‹', 'accent')];
  const sees = place <= columns;
  return [span(all.slice(from, from + columns).join(''), 'rule'), span(sees ? sign : '›', 'accent')];
}
