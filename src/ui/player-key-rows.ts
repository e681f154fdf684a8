/** The keys of a player: time, steps, markers, and how it is played. */
import { row } from './key-row.ts';

const PLAYER = ['player'] as const;
const GO_TO = ['go-to'] as const;

/** Pairs go on with the small key and back with the large one, as `n` and `N` do. */
export const PLAYER_ROWS = [
  row('play.pause', ['space'], 'Pause, and go on', PLAYER, 'Playback', ['space', 'pause']),
  row('play.previous-round', [','], 'Back to the end of the round before', PLAYER, 'Steps', [', .', 'step']),
  row('play.next-round', ['.'], 'On to the end of a round', PLAYER, 'Steps'),
  row('play.slower', ['<', '-'], 'Slower', PLAYER, 'Playback', ['< >', 'speed']),
  row('play.faster', ['>', '+', '='], 'Faster', PLAYER, 'Playback'),
  row('play.backward', ['[', 'shift+left'], 'Five seconds back', PLAYER, 'Playback'),
  row('play.forward', [']', 'shift+right'], 'Five seconds on', PLAYER, 'Playback'),
  row('play.go-to', [':'], 'Go to a place: 75%, 1:23, +10, #2', PLAYER, 'Playback', [':', 'go to']),
  row('play.restart', ['0'], 'From the start', PLAYER, 'Playback'),
  row('play.end', ['$'], 'To the end', PLAYER, 'Playback'),
  row('play.next-event', ['e'], 'One event on', PLAYER, 'Steps'),
  row('play.previous-event', ['E'], 'One event back', PLAYER, 'Steps'),
  row('play.next-call', ['x'], 'On to the end of a call', PLAYER, 'Steps'),
  row('play.previous-call', ['X'], 'Back to the end of a call', PLAYER, 'Steps'),
  row('play.idle', ['i'], 'Shorten waits to 1, 2, 5 s, or not', PLAYER, 'Playback'),
  row('play.loop', ['L'], 'Begin again after the end, or not', PLAYER, 'Playback'),
  row('play.next-file', ['ctrl+n'], 'The next of several files', PLAYER, 'Playback'),
  row('play.previous-file', ['ctrl+p'], 'The file before', PLAYER, 'Playback'),
  row('play.next-flip', ['z'], 'To the next flip of the answer', PLAYER, 'Steps', ['z', 'flip']),
  row('play.previous-flip', ['Z'], 'To the flip before', PLAYER, 'Steps'),
  row('play.next-marker', ["'"], 'To the next marker of any kind', PLAYER, 'Steps'),
  row('play.previous-marker', ['"'], 'To the marker before', PLAYER, 'Steps'),
  row('play.stops', ['H'], 'Halt at flips, at markers, or not', PLAYER, 'Steps'),

  row('choose', ['enter'], 'Go there', GO_TO, 'Go to', ['enter', 'go']),
  row('back', ['escape', 'ctrl+c'], 'Stay where you are', GO_TO, 'Go to', ['esc', 'back']),
  row('repaint', ['ctrl+l'], 'Draw the screen again', GO_TO, 'Program'),
  row('quit', ['ctrl+q'], 'Quit', GO_TO, 'Program'),
];

/** Less important in the key line than what is read. */
export const PRESENT_ROWS = [
  row('play.present', ['V'], 'The view for a room, and back', PLAYER, 'Playback', ['V', 'present']),
];
