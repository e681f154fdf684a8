/** The keys of the library, and of the small input in it. */
import { row } from '../key-row.ts';

const LIBRARY = ['library'] as const;
const INPUT = ['library-input'] as const;

export const LIBRARY_ROWS = [
  row('library.open', ['enter'], 'Open the run at its end', LIBRARY, 'Run', ['enter', 'open']),
  row('library.play', ['p'], 'Play it from its start', LIBRARY, 'Run', ['p', 'play']),
  row('library.filter', ['/'], 'Filter the runs, and search in them', LIBRARY, 'Find', ['/', 'filter']),
  row('library.sort', ['s'], 'Sort by the next thing', LIBRARY, 'Find', ['s', 'sort']),
  row('library.reverse', ['S'], 'The other way round', LIBRARY, 'Find'),
  row('library.mark', ['space'], 'Mark it: to compare, to sum up', LIBRARY, 'Run', ['space', 'mark']),
  row('library.compare', ['C'], 'Compare two: the marked ones, or the marked one and this', LIBRARY, 'Run', [
    'C',
    'compare',
  ]),
  row('library.report', ['a'], 'The report on all of these, or on the marked ones', LIBRARY, 'Run', [
    'a',
    'report',
  ]),
  row('library.title', ['n'], 'Give it a title', LIBRARY, 'Run', ['n', 'name']),
  row('library.tags', ['t'], 'Write its tags', LIBRARY, 'Run', ['t', 'tags']),
  row('delete', ['d', 'delete'], 'Delete it, or the marked ones, to the trash', LIBRARY, 'Run', [
    'd',
    'delete',
  ]),
  row('undo', ['u', 'ctrl+z'], 'Bring back what was deleted last', LIBRARY, 'Run'),
  row('library.empty-trash', ['E'], 'Empty the trash: twice', LIBRARY, 'Run'),
  row('library.branch', ['b'], 'Begin a branch after its last round', LIBRARY, 'Run'),
  row('library.resume', ['R'], 'Go on with it, where it was cut off', LIBRARY, 'Run'),
  row('library.export', ['x'], 'Export it', LIBRARY, 'Run', ['x', 'export']),
  row('select.up', ['up', 'k'], 'One up', LIBRARY, 'List'),
  row('select.down', ['down', 'j'], 'One down', LIBRARY, 'List'),
  row('select.page-up', ['pageup', 'ctrl+b'], 'A page up', LIBRARY, 'List'),
  row('select.page-down', ['pagedown', 'ctrl+f'], 'A page down', LIBRARY, 'List'),
  row('select.first', ['home', 'g'], 'The first', LIBRARY, 'List'),
  row('select.last', ['end', 'G'], 'The last', LIBRARY, 'List'),
  row('library.details', ['v'], 'Details of the run, or more rows', LIBRARY, 'List'),
  row('library.refresh', ['r'], 'Look at the files again', LIBRARY, 'List'),
  row('back', ['escape', 'q'], 'Take away marks, then the filter, then back', LIBRARY, 'Program', [
    'esc',
    'back',
  ]),

  row('choose', ['enter'], 'Keep it', INPUT, 'Write', ['enter', 'keep']),
  row('select.up', ['up', 'ctrl+k'], 'One run up', INPUT, 'Write'),
  row('select.down', ['down', 'ctrl+j'], 'One run down', INPUT, 'Write', ['↑↓', 'move']),
  row('back', ['escape', 'ctrl+c'], 'Give up', INPUT, 'Write', ['esc', 'give up']),
];
