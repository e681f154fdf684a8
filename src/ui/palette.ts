/**
 * The looks of every role, as data: dark and light in true colour and in the terminal's own 16, and
 * mono with attributes only. Knows no escape sequence.
 */

/** Red, green and blue, 0 to 255; or one of the terminal's 16 colours, 0 to 15. */
export type Colour = readonly [number, number, number] | number;

export interface Look {
  readonly fg?: Colour;
  readonly bg?: Colour;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
  readonly strike?: boolean;
  /** The character of a bar in this look, where colour does not tell the kinds of tokens apart. */
  readonly stroke?: string;
}

/** The kinds of tokens in the bar of a round. */
export type BarRole = 'cacheRead' | 'cacheWrite' | 'fresh' | 'output';

/** What a text is on the screen. `text` is plain, `strong` is a value that matters. */
export type Role =
  | 'text'
  | 'strong'
  | 'muted'
  | 'label'
  | 'heading'
  | 'accent'
  | 'good'
  | 'bad'
  | 'warning'
  | 'added'
  | 'removed'
  | 'thinking'
  | 'selection'
  | 'cursor'
  | 'rule'
  | 'emphasis'
  | 'struck'
  | 'code'
  | 'match'
  | 'currentMatch'
  | BarRole;

type Looks = Readonly<Record<Role, Look>>;

/** Roles that look the same in every palette. */
const shared = {
  text: {},
  strong: { bold: true },
  heading: { bold: true },
  cursor: { inverse: true },
  // Not every terminal has italics.
  emphasis: { underline: true },
  struck: { strike: true },
} as const satisfies Partial<Record<Role, Look>>;

function looks(colours: Readonly<Record<Exclude<Role, keyof typeof shared>, Look>>): Looks {
  return { ...shared, ...colours };
}

export const truecolorLooks: Readonly<Record<'dark' | 'light', Looks>> = {
  dark: looks({
    muted: { fg: [145, 152, 161] },
    label: { fg: [145, 152, 161] },
    accent: { fg: [121, 192, 255] },
    good: { fg: [86, 211, 100] },
    bad: { fg: [255, 123, 114] },
    warning: { fg: [227, 179, 65] },
    added: { fg: [86, 211, 100], bg: [18, 56, 32] },
    removed: { fg: [255, 123, 114], bg: [73, 24, 29], strike: true },
    thinking: { fg: [188, 140, 255] },
    selection: { fg: [121, 192, 255], bg: [33, 46, 66], bold: true },
    rule: { fg: [48, 54, 61] },
    code: { fg: [165, 214, 255] },
    match: { fg: [13, 17, 23], bg: [187, 128, 9] },
    currentMatch: { fg: [13, 17, 23], bg: [255, 200, 87], bold: true, underline: true },
    cacheRead: { fg: [57, 197, 187] },
    cacheWrite: { fg: [227, 179, 65] },
    fresh: { fg: [145, 152, 161] },
    output: { fg: [121, 192, 255] },
  }),
  light: looks({
    muted: { fg: [89, 99, 110] },
    label: { fg: [89, 99, 110] },
    accent: { fg: [9, 105, 218] },
    good: { fg: [26, 115, 51] },
    bad: { fg: [190, 25, 38] },
    warning: { fg: [138, 86, 0] },
    added: { fg: [17, 90, 38], bg: [209, 247, 217] },
    removed: { fg: [150, 20, 35], bg: [255, 226, 224], strike: true },
    thinking: { fg: [118, 68, 205] },
    selection: { fg: [9, 90, 190], bg: [218, 238, 255], bold: true },
    rule: { fg: [200, 207, 214] },
    code: { fg: [10, 48, 105] },
    match: { fg: [31, 35, 40], bg: [255, 235, 160] },
    currentMatch: { fg: [31, 35, 40], bg: [255, 179, 71], bold: true, underline: true },
    cacheRead: { fg: [13, 115, 119] },
    cacheWrite: { fg: [138, 86, 0] },
    fresh: { fg: [110, 119, 129] },
    output: { fg: [9, 105, 218] },
  }),
};

/** A mark lies on text that may be dim or bold, and bold black is bright black in many terminals. */
const notFainter = { bold: false, dim: false } as const;

/**
 * The 16 colours are the user's own, so nothing is assumed of them but their names. Never 8 (bright
 * black): in many light and some dark palettes it is the background. What is quiet is dim instead.
 */
export const ansi16Looks: Readonly<Record<'dark' | 'light', Looks>> = {
  dark: looks({
    muted: { dim: true },
    label: { dim: true },
    accent: { fg: 14 },
    good: { fg: 10 },
    bad: { fg: 9 },
    warning: { fg: 11 },
    added: { fg: 0, bg: 2 },
    removed: { fg: 15, bg: 1, strike: true },
    thinking: { fg: 13 },
    selection: { bold: true, inverse: true },
    rule: { dim: true },
    code: { fg: 6 },
    match: { fg: 0, bg: 3, ...notFainter },
    currentMatch: { fg: 0, bg: 6, underline: true, ...notFainter },
    cacheRead: { fg: 6 },
    cacheWrite: { fg: 3 },
    fresh: { dim: true },
    output: { fg: 12 },
  }),
  light: looks({
    muted: { dim: true },
    label: { dim: true },
    accent: { fg: 4 },
    good: { fg: 2 },
    bad: { fg: 1 },
    warning: { fg: 5 },
    added: { fg: 0, bg: 2 },
    removed: { fg: 15, bg: 1, strike: true },
    thinking: { fg: 5 },
    selection: { bold: true, inverse: true },
    rule: { dim: true },
    code: { fg: 6 },
    match: { fg: 0, bg: 3, ...notFainter },
    currentMatch: { fg: 0, bg: 6, underline: true, ...notFainter },
    cacheRead: { fg: 6 },
    cacheWrite: { fg: 5 },
    fresh: { dim: true },
    output: { fg: 4 },
  }),
};

export const monoLooks: Looks = looks({
  muted: { dim: true },
  label: { dim: true },
  accent: { bold: true },
  good: { bold: true },
  bad: { bold: true },
  warning: { bold: true },
  added: { underline: true },
  removed: { strike: true, dim: true },
  thinking: {},
  selection: { bold: true, inverse: true },
  rule: { dim: true },
  code: {},
  match: { inverse: true, dim: false },
  currentMatch: { inverse: true, bold: true, underline: true, dim: false },
  cacheRead: { stroke: '░' },
  cacheWrite: { stroke: '▒' },
  fresh: { stroke: '·' },
  output: { stroke: '█' },
});
