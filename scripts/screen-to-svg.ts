/** A terminal's screen as a picture: its true cells, drawn as SVG. Knows no program. */
import type { ScreenView } from '../src/ui/testing/terminal.ts';
import { cellsToSvg, svgFile } from './cells-to-svg.ts';

export function screenToSvg(screen: ScreenView, columns: number, rows: number, title: string): string {
  const lines = Array.from({ length: rows }, (_, y) => {
    const cells = Array.from({ length: columns }, (_, x) => screen.cell(x, y));
    return cellsToSvg(cells, 0, y).join('');
  });
  return svgFile(
    columns,
    rows,
    title,
    [],
    lines.filter(line => line !== ''),
  );
}
