/** The colours of a recorded screen, for players that ask for them: those of the dark theme. */
import { type Colour, truecolorLooks } from '../../ui/palette.ts';

const { bad, good, warning, accent, thinking, cacheRead, muted } = truecolorLooks.dark;
const [FOREGROUND, BACKGROUND, BLACK, WHITE] = ['#e3e8ee', '#0d1117', '#30363d', '#c9d1d9'];

const COLOURS = [bad, good, warning, accent, thinking, cacheRead].map(({ fg }) => hex(fg));

/** As an asciicast has it: the 16 colours of a terminal with a colon between two. */
export const CAST_THEME = {
  fg: FOREGROUND,
  bg: BACKGROUND,
  palette: [BLACK, ...COLOURS, WHITE, hex(muted.fg), ...COLOURS, '#ffffff'].join(':'),
} as const;

function hex(colour: Colour | undefined): string {
  if (!Array.isArray(colour)) return '#ffffff';
  return `#${colour.map(value => Number(value).toString(16).padStart(2, '0')).join('')}`;
}
