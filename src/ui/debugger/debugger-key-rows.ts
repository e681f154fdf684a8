/** The keys of what lies over a run while a person takes part in it: the step editor, and the small inputs. */
import { row } from '../key-row.ts';

const STEP = ['step-editor'] as const;
const INPUT = ['debug-input'] as const;
const BOTH = [...STEP, ...INPUT] as const;

/** Where one writes: every command has a named key, Ctrl or Alt. */
export const DEBUGGER_ROWS = [
  row('close', ['enter', 'ctrl+s'], 'Apply the changes; nothing is sent yet', STEP, 'Step', [
    'enter',
    'apply',
  ]),
  row('field.next', ['tab', 'down'], 'The next field', STEP, 'Step', ['tab', 'field']),
  row('field.previous', ['shift+tab', 'up'], 'The field before', STEP, 'Step'),
  row('choice.next', ['right', 'space'], 'The next choice', STEP, 'Step', ['←→', 'change']),
  row('choice.previous', ['left'], 'The choice before', STEP, 'Step'),
  row('close', ['enter', 'ctrl+s'], 'Done', INPUT, 'Text', ['enter', 'done']),
  row('editor', ['ctrl+o'], 'Write the text in $EDITOR', BOTH, 'Text', ['ctrl+o', 'editor']),
  row('back', ['escape', 'ctrl+c'], 'Back; what was typed is kept', BOTH, 'Text', ['esc', 'back']),
  row('line', ['alt+enter', 'ctrl+j'], 'A new line', BOTH, 'Text', ['alt+enter', 'line']),
  row('reset', ['ctrl+r'], 'The prompt as it was proposed', STEP, 'Text', ['ctrl+r', 'proposed']),
  row('reset', ['ctrl+r'], 'The text as it was at first', INPUT, 'Text', ['ctrl+r', 'as at first']),
  row('undo', ['ctrl+z', 'ctrl+_'], 'Take back the last change of a text', BOTH, 'Text'),
  row('redo', ['ctrl+y', 'alt+z'], 'Make it again', BOTH, 'Text'),
  row('text.page-up', ['pageup'], 'A page up', BOTH, 'Text'),
  row('text.page-down', ['pagedown'], 'A page down', BOTH, 'Text'),
  row('help', ['ctrl+g'], 'These keys', BOTH, 'Program', ['ctrl+g', 'keys']),
  row('repaint', ['ctrl+l'], 'Draw the screen again', BOTH, 'Program'),
  row('quit', ['ctrl+q'], 'Quit', BOTH, 'Program'),
];
