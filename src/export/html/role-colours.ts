/** The roles of the screens as custom properties, for dark and for light. Knows no page. */
import { type Colour, type Look, type Role, truecolorLooks } from '../../ui/palette.ts';

/** `--good: rgb(86 211 100);` and `--added-bg: ...` for each role that has a colour. */
export function roleColours(background: 'dark' | 'light'): string {
  return Object.entries(truecolorLooks[background] as Readonly<Record<Role, Look>>)
    .flatMap(([role, { fg, bg }]) => [...property(`--${role}`, fg), ...property(`--${role}-bg`, bg)])
    .join('');
}

function property(name: string, colour: Colour | undefined): string[] {
  return Array.isArray(colour) ? [`${name}:rgb(${colour.join(' ')});`] : [];
}

/** The whole of it: light, dark where the system is, and either where the reader wants it. */
export function roleStyle(): string {
  const [light, dark] = [roleColours('light'), roleColours('dark')];
  return [
    `:root{${light}}`,
    `@media (prefers-color-scheme:dark){:root{${dark}}}`,
    `:root.light{${light}}`,
    `:root.dark{${dark}}`,
    // Paper is white whatever the screen was.
    `@media print{:root,:root.light,:root.dark{${light}}}`,
  ].join('\n');
}
