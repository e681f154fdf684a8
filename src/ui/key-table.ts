/**
 * Keys as data: what can be pressed where, what it is called and what the key line says of it. Knows
 * no component and does not carry anything out.
 */
import { DEBUGGER_ROWS } from './debugger/debugger-key-rows.ts';
import { RUN_KEY_ROWS, TREE_ROWS, WAITING_ROWS } from './debugger/run-key-rows.ts';
import { row } from './key-row.ts';
import { LIBRARY_ROWS } from './library/library-key-rows.ts';
import { PLAYER_ROWS, PRESENT_ROWS } from './player-key-rows.ts';
import { REPORT_ROWS } from './report/report-key-rows.ts';

export type { Row, Screen } from './key-row.ts';

const PICKER = ['picker'] as const;
const FORM = ['form'] as const;
const PRESETS = ['presets'] as const;
const PROMPTS = ['prompts'] as const;
const OWN = ['own-question'] as const;
const MENU = ['menu'] as const;
const SEARCH = ['search'] as const;
const LIVE = ['inspector', 'waiting'] as const;
const FINISHED = ['finished'] as const;
const PLAYER = ['player'] as const;
const RUN = ['inspector', 'finished', 'waiting'] as const;
const COMPARE = ['compare'] as const;
const READING = ['inspector', 'finished', 'player', 'waiting'] as const;
const TREE = ['tree'] as const;
const PANED = [...READING, ...TREE] as const;
const TEXTS = [...READING, ...COMPARE] as const;
const LIBRARY = ['library', 'library-input'] as const;
const SCROLLING = [...TEXTS, 'help'] as const;

/**
 * In the picker every character may be the start of a filter, so its commands have named keys or
 * Ctrl; only `?` is a command while the filter is empty. The digits 1 to 7 mean panes while playing,
 * too, as they do live; so the player has no keys for tenths of the run, only 0 and $ for its ends.
 * Ctrl+C is on every screen.
 */
export const TABLE = [
  row('run', ['enter'], 'Run the question with the model', PICKER, 'Choose', ['enter', 'run']),
  row('field.next', ['tab', 'shift+tab'], 'To the other list', PICKER, 'Choose', ['tab', 'next']),
  row('settings', ['ctrl+s', 'ctrl+x'], 'Edit the settings', PICKER, 'Choose', ['ctrl+s', 'settings']),
  row('library', ['ctrl+r'], 'The saved runs', PICKER, 'Choose', ['ctrl+r', 'library']),
  row('question', ['ctrl+n'], 'Write a question of your own', PICKER, 'Choose', ['ctrl+n', 'own question']),
  row('presets', ['ctrl+p'], 'Named sets of settings', PICKER, 'Choose', ['ctrl+p', 'presets']),
  row('prompts', ['ctrl+t'], 'The library of prompts', PICKER, 'Choose', ['ctrl+t', 'prompts']),
  row('clear', ['escape'], 'Clear the filters', PICKER, 'Choose'),
  row('select.up', ['up', 'ctrl+k'], 'One up', PICKER, 'List'),
  row('select.down', ['down', 'ctrl+j'], 'One down', PICKER, 'List'),
  row('select.page-up', ['pageup'], 'A page up', PICKER, 'List'),
  row('select.page-down', ['pagedown'], 'A page down', PICKER, 'List'),
  row('select.first', ['home'], 'The first', PICKER, 'List'),
  row('select.last', ['end'], 'The last', PICKER, 'List'),

  row('field.next', ['down', 'tab'], 'The next setting', FORM, 'Settings', ['↑↓', 'setting']),
  row('field.previous', ['up', 'shift+tab'], 'The setting before', FORM, 'Settings'),
  row('choice.next', ['right', 'space'], 'The next choice', FORM, 'Settings', ['←→', 'change']),
  row('choice.previous', ['left'], 'The choice before', FORM, 'Settings'),
  row('reset', ['ctrl+r'], 'Every setting as it was at first', FORM, 'Settings', ['ctrl+r', 'reset']),
  row('presets', ['ctrl+p'], 'Named sets of settings', FORM, 'Settings', ['ctrl+p', 'presets']),
  row('editor', ['ctrl+o'], 'Write a text in $EDITOR', FORM, 'Settings'),
  row('close', ['enter', 'escape', 'ctrl+s', 'ctrl+x'], 'Back to the picker', FORM, 'Settings', [
    'enter',
    'done',
  ]),
  row('prompts', ['ctrl+t'], 'The library of prompts', FORM, 'Settings', ['ctrl+t', 'prompts']),

  row('select.up', ['up', 'k'], 'One up', PRESETS, 'Presets'),
  row('select.down', ['down', 'j'], 'One down', PRESETS, 'Presets', ['↑↓', 'preset']),
  row('close', ['enter'], 'Lay it over the settings', PRESETS, 'Presets', ['enter', 'use']),
  row('save', ['ctrl+s', 'ctrl+x'], 'Save the settings under a name', PRESETS, 'Presets', ['ctrl+s', 'save']),
  row('delete', ['ctrl+d', 'delete'], 'Delete one of your own', PRESETS, 'Presets', ['ctrl+d', 'delete']),
  row('back', ['escape'], 'Back, with nothing changed', PRESETS, 'Presets', ['esc', 'back']),

  row('select.up', ['up', 'k'], 'One up', PROMPTS, 'Prompts'),
  row('select.down', ['down', 'j'], 'One down', PROMPTS, 'Prompts', ['↑↓', 'prompt']),
  row('close', ['enter'], 'Use it', PROMPTS, 'Prompts', ['enter', 'use']),
  row('save', ['ctrl+s', 'ctrl+x'], 'Save the prompt in use under a name', PROMPTS, 'Prompts', [
    'ctrl+s',
    'save',
  ]),
  row('editor', ['ctrl+o'], 'Write one of your own in $EDITOR', PROMPTS, 'Prompts', ['ctrl+o', 'edit']),
  row('back', ['escape'], 'Back, with nothing changed', PROMPTS, 'Prompts', ['esc', 'back']),
  row('delete', ['ctrl+d', 'delete'], 'Delete one of your own', PROMPTS, 'Prompts', ['ctrl+d', 'delete']),

  row('close', ['enter'], 'Choose this question', OWN, 'Question', ['enter', 'done']),
  row('field.next', ['tab', 'shift+tab'], 'To the reference, or back', OWN, 'Question', ['tab', 'reference']),
  row('line', ['alt+enter', 'ctrl+j'], 'A new line', OWN, 'Question', ['alt+enter', 'line']),
  row('editor', ['ctrl+o'], 'Write it in $EDITOR', OWN, 'Question', ['ctrl+o', 'editor']),
  row('undo', ['ctrl+z', 'ctrl+_'], 'Take back the last change', OWN, 'Question'),
  row('redo', ['ctrl+y', 'alt+z'], 'Make it again', OWN, 'Question'),
  row('text.page-up', ['pageup'], 'A page up', OWN, 'Question'),
  row('text.page-down', ['pagedown'], 'A page down', OWN, 'Question'),
  row('back', ['escape', 'ctrl+c'], 'Back; the draft is kept', OWN, 'Question', ['esc', 'back']),

  ...LIBRARY_ROWS,
  ...REPORT_ROWS,
  ...WAITING_ROWS,
  ...TREE_ROWS,

  ...PLAYER_ROWS,

  row('round.previous', ['left', 'h'], 'The round before', READING, 'Rounds', ['←→', 'round']),
  row('round.next', ['right', 'l'], 'The next round', READING, 'Rounds'),

  ...RUN_KEY_ROWS,
  ...PRESENT_ROWS,

  row('pane.next', ['tab'], 'Next pane', [...TEXTS, ...TREE], 'Panes', ['tab', 'pane']),
  row('pane.previous', ['shift+tab'], 'Previous pane', [...TEXTS, ...TREE], 'Panes'),
  row('pane.answer', ['1', 'a'], 'Answer', PANED, 'Panes'),
  row('pane.diff', ['2', 'd'], 'Diff', PANED, 'Panes'),
  row('pane.thinking', ['3', 't'], 'Thinking', PANED, 'Panes'),
  row('pane.prompt', ['4', 'p'], 'Prompt', PANED, 'Panes'),
  row('pane.feedback', ['5'], 'Feedback', PANED, 'Panes'),
  row('pane.events', ['6'], 'Events', PANED, 'Panes'),
  row('pane.what-if', ['7'], 'What if', PANED, 'Panes'),
  row('pane.next-step', ['8'], 'Next: what waits to be sent', PANED, 'Panes'),
  row('pane.tree', ['9', 'T'], 'Tree: the branches of this run', PANED, 'Panes'),
  row('diff.view', ['v'], 'Next view of the diff, or the lanes', RUN, 'Panes', ['v', 'view']),
  row('diff.view', ['v'], 'Next diff view', COMPARE, 'Panes', ['v', 'view']),
  row('diff.view', ['v'], 'Next view of the diff, or the lanes', PLAYER, 'Panes'),
  row('diff.against', ['w'], 'Which round the diff is against', READING, 'Panes'),
  row('raw', ['r'], 'Raw text, and back', READING, 'Panes'),

  row('scroll.up', ['up', 'k'], 'A line up', [...RUN, ...COMPARE, 'help'], 'Read', ['↑↓', 'scroll']),
  row('scroll.up', ['up', 'k'], 'A line up', PLAYER, 'Read'),
  row('scroll.down', ['down', 'j'], 'A line down', SCROLLING, 'Read'),
  row('scroll.page-up', ['pageup', 'ctrl+b', 'u'], 'A page up', SCROLLING, 'Read'),
  row('scroll.page-down', ['pagedown', 'ctrl+f'], 'A page down', SCROLLING, 'Read'),
  row('scroll.top', ['home', 'g'], 'To the top', SCROLLING, 'Read'),
  row('scroll.bottom', ['end', 'G'], 'To the bottom', SCROLLING, 'Read'),
  row('change.next', ['}', 'm'], 'To the next change', READING, 'Read'),
  row('change.next', ['}', 'm'], 'To the next change', COMPARE, 'Read', ['} {', 'change']),
  row('change.previous', ['{', 'M'], 'To the change before', TEXTS, 'Read'),
  row('pane.badges', ['!'], 'Badges: what a round shows, and why', PANED, 'Panes', ['!', 'badges']),
  row('search', ['/'], 'Search in the pane', [...RUN, ...COMPARE], 'Read', ['/', 'search']),
  row('search', ['/'], 'Search in the pane', PLAYER, 'Read'),
  row('search.next', ['n'], 'The next match', TEXTS, 'Read'),
  row('search.previous', ['N'], 'The match before', TEXTS, 'Read'),
  row('copy', ['c', 'y'], 'Copy answer, diff or request', RUN, 'Read', ['c', 'copy']),
  row('copy', ['c', 'y'], 'Copy answer, diff or request', PLAYER, 'Read'),
  row('copy', ['c', 'y'], 'Copy the diff, or the facts', COMPARE, 'Read', ['c', 'copy']),
  row('export', ['O'], 'Export the run to a file', READING, 'Read'),
  row('pager', ['o'], 'Open the pane in $PAGER', TEXTS, 'Read'),
  row('follow', ['f'], 'Follow the text as it comes', LIVE, 'Read'),
  row('follow', ['f'], 'Follow the text as it comes', PLAYER, 'Read'),
  row('follow', ['f'], 'To the end of the last round', FINISHED, 'Read'),

  row('choose', ['enter'], 'Choose it', MENU, 'Choose', ['enter', 'choose']),
  row('select.up', ['up', 'k'], 'One up', MENU, 'Choose', ['↑↓', 'move']),
  row('select.down', ['down', 'j'], 'One down', MENU, 'Choose'),
  row('back', ['escape', 'q', 'ctrl+c'], 'Back, with nothing done', MENU, 'Choose', ['esc', 'back']),

  row('choose', ['enter'], 'Keep the matches, and read', SEARCH, 'Search', ['enter', 'keep']),
  row('search.next', ['down', 'ctrl+j'], 'The next match', SEARCH, 'Search', ['↑↓', 'match']),
  row('search.previous', ['up', 'ctrl+k'], 'The match before', SEARCH, 'Search'),
  row('back', ['escape', 'ctrl+c'], 'Give up, back to where you were', SEARCH, 'Search', ['esc', 'give up']),

  ...DEBUGGER_ROWS,

  row('cancel', ['ctrl+c'], 'Cancel, and keep the text; twice: quit', [...LIVE, ...TREE], 'Program', [
    'ctrl+c',
    'cancel',
  ]),
  row('back', ['escape', 'q'], 'Back, once the run is over', LIVE, 'Program'),
  row('back', ['escape', 'q'], 'Back to the picker', FINISHED, 'Program', ['esc', 'new run']),
  row('back', ['escape', 'q'], 'Back', ['help', 'tree'], 'Program', ['esc', 'back']),
  row('help', ['?', 'ctrl+g'], 'These keys', ['picker', 'library', ...TEXTS, ...TREE], 'Program', [
    '?',
    'keys',
  ]),
  row(
    'help',
    ['ctrl+g'],
    'These keys',
    ['form', 'presets', 'prompts', 'own-question', 'library-input'],
    'Program',
    ['ctrl+g', 'keys'],
  ),
  row(
    'repaint',
    ['ctrl+l'],
    'Draw the screen again',
    [
      'picker',
      'form',
      'presets',
      'prompts',
      'own-question',
      'menu',
      'search',
      'tree',
      ...LIBRARY,
      ...SCROLLING,
    ],
    'Program',
  ),
  row('quit', ['ctrl+c', 'ctrl+q'], 'Quit', ['picker', 'library', 'finished'], 'Program', ['ctrl+c', 'quit']),
  row('quit', ['ctrl+c', 'ctrl+q'], 'Quit', ['form', 'presets', 'prompts', 'help', 'small'], 'Program'),
  row('quit', ['ctrl+q'], 'Quit', ['own-question', 'menu', 'search', 'tree', 'library-input'], 'Program'),
  row('quit', ['q', 'escape', 'ctrl+c', 'ctrl+q'], 'Quit', [...PLAYER, ...COMPARE], 'Program', ['q', 'quit']),
];
