/** The keys of a player: time, steps, markers, and how it is played. */
import { row } from './key-row.ts';

const PLAYER = ['player'] as const;
const GO_TO = ['go-to'] as const;

/** Pairs go on with the small key and back with the large one, as `n` and `N` do. */
export const PLAYER_ROWS = [
  row('play.pause', ['space'], 'Pause, and go on', PLAYER, 'Playback', ['space', 'pause']),
  row('play.previous-round', [','], 'Back to where a round began', PLAYER, 'Playback', [', .', 'step']),
  row('play.next-round', ['.'], 'On to the end of a round', PLAYER, 'Playback'),
  row('play.slower', ['<', '-'], 'Slower', PLAYER, 'Playback', ['< >', 'speed']),
  row('play.faster', ['>', '+', '='], 'Faster', PLAYER, 'Playback'),
  row('play.backward', ['[', 'shift+left'], 'Five seconds back', PLAYER, 'Playback'),
  row('play.forward', [']', 'shift+right'], 'Five seconds on', PLAYER, 'Playback'),
  row('play.go-to', [':'], 'Go to a place: 75%, 1:23, 83s, +10, -10, #2', PLAYER, 'Playback', [':', 'go to']),
  row('play.restart', ['0'], 'From the start', PLAYER, 'Playback'),
  row('play.end', ['$'], 'To the end', PLAYER, 'Playback'),
  row('play.next-event', ['e'], 'One event on', PLAYER, 'Playback'),
  row('play.previous-event', ['E'], 'One event back', PLAYER, 'Playback'),
  row('play.next-call', ['x'], 'On to the end of a call', PLAYER, 'Playback'),
  row('play.previous-call', ['X'], 'Back to the end of the call before', PLAYER, 'Playback'),
  row('play.idle', ['i'], 'Shorten waits: to 1, 2 or 5 s, or not', PLAYER, 'Playback'),
  row('play.loop', ['L'], 'Begin again after the end, or not', PLAYER, 'Playback'),
  row('play.next-file', ['ctrl+n'], 'The next of several files', PLAYER, 'Playback'),
  row('play.previous-file', ['ctrl+p'], 'The file before', PLAYER, 'Playback'),
  row('play.next-flip', ['z'], 'To the next flip: FIX, BREAK, a changed answer', PLAYER, 'Markers', [
    'z',
    'flip',
  ]),
  row('play.previous-flip', ['Z'], 'To the flip before', PLAYER, 'Markers'),
  row(
    'play.next-marker',
    ["'"],
    'To the next marker: a round, failure, retry, flip or note',
    PLAYER,
    'Markers',
  ),
  row('play.previous-marker', ['"'], 'To the marker before', PLAYER, 'Markers'),
  row('play.stops', ['H'], 'Halt at flips, at every marker, or not', PLAYER, 'Markers'),

  row('choose', ['enter'], 'Go there', GO_TO, 'Go to', ['enter', 'go']),
  row('back', ['escape', 'ctrl+c'], 'Stay where you are', GO_TO, 'Go to', ['esc', 'back']),
  row('repaint', ['ctrl+l'], 'Draw the screen again', GO_TO, 'Program'),
  row('quit', ['ctrl+q'], 'Quit', GO_TO, 'Program'),
];

/** Less important in the key line than what is read. */
export const PRESENT_ROWS = [
  row('play.present', ['V'], 'The view for a room, and back', PLAYER, 'Playback', ['V', 'present']),
];
