/** The keys of the report, and of the list of runs behind one of its figures. */
import { row } from '../key-row.ts';

const REPORT = ['report'] as const;
const RUNS = ['report-runs'] as const;
const BOTH = [...REPORT, ...RUNS] as const;

export const REPORT_ROWS = [
  row('report.next', ['tab', 'right'], 'The next table', REPORT, 'Tables', ['←→', 'table']),
  row('report.previous', ['shift+tab', 'left'], 'The table before', REPORT, 'Tables'),
  row('select.up', ['up', 'k'], 'One up', BOTH, 'List', ['↑↓', 'row']),
  row('select.down', ['down', 'j'], 'One down', BOTH, 'List'),
  row('report.runs', ['enter'], 'The runs behind the figure', REPORT, 'Figures', ['enter', 'runs']),
  row('report.open', ['enter'], 'Open the run, at the round that the figure is about', RUNS, 'Runs', [
    'enter',
    'open',
  ]),
  row('report.group', ['g'], 'In groups: by the next setting', REPORT, 'Figures', ['g', 'group']),
  row('report.group-back', ['G'], 'In groups: by the setting before', REPORT, 'Figures'),
  row('report.column-right', ['l', 'shift+right'], 'To the figure at the right', REPORT, 'Figures', [
    'h l',
    'figure',
  ]),
  row('report.column-left', ['h', 'shift+left'], 'To the figure at the left', REPORT, 'Figures'),
  row('report.drawing', ['v'], 'The drawing and every note, or the table', REPORT, 'Tables', [
    'v',
    'drawing',
  ]),
  row('select.page-up', ['pageup', 'ctrl+b'], 'A page up', BOTH, 'List'),
  row('select.page-down', ['pagedown', 'ctrl+f'], 'A page down', BOTH, 'List'),
  row('select.first', ['home'], 'The first', BOTH, 'List'),
  row('select.last', ['end'], 'The last', BOTH, 'List'),
  row('back', ['escape'], 'Back', BOTH, 'Program', ['esc', 'back']),
  row('close', ['q'], 'Leave the report', BOTH, 'Program'),
  row('help', ['?', 'ctrl+g'], 'These keys', BOTH, 'Program', ['?', 'keys']),
  row('repaint', ['ctrl+l'], 'Draw the screen again', BOTH, 'Program'),
  row('quit', ['ctrl+c', 'ctrl+q'], 'Quit', BOTH, 'Program'),
];
