/** The names of the themes, as flags and settings know them. Imports nothing: the help needs it, too. */
export const THEMES = ['auto', 'dark', 'light', 'mono'] as const;
