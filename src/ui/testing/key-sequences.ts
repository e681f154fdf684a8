/** What a terminal sends when a key is pressed (xterm's defaults). */

const named: Readonly<Record<string, string>> = {
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  home: '\u001b[H',
  end: '\u001b[F',
  pageup: '\u001b[5~',
  pagedown: '\u001b[6~',
  delete: '\u001b[3~',
  insert: '\u001b[2~',
  'shift+tab': '\u001b[Z',
  enter: '\r',
  tab: '\t',
  backspace: '\u007f',
  escape: '\u001b',
  space: ' ',
  f1: '\u001bOP',
  'alt+backspace': '\u001b\u007f',
};

/** xterm's modifier parameter: 1 + shift 1 + alt 2 + ctrl 4. */
const modifiers: Readonly<Record<string, number>> = { shift: 2, alt: 3, ctrl: 5 };

/**
 * The bytes of a key by name: `down`, `enter`, `shift+left`, `ctrl+c`, `alt+b`, or a character.
 * Throws on a name that it does not know.
 */
export function keySequence(name: string): string {
  const known = named[name];
  if (known !== undefined) return known;
  const [modifier, key] = name.split('+');
  if (key && modifier === 'ctrl' && /^[a-z]$/.test(key)) return String.fromCharCode(key.charCodeAt(0) - 96);
  if (key && modifier === 'alt' && key.length === 1) return `\u001b${key}`;
  const base = key ? named[key] : undefined;
  const parameter = modifier ? modifiers[modifier] : undefined;
  if (base?.startsWith('\u001b[') && parameter) {
    const end = base.at(-1);
    return end === '~' ? `${base.slice(0, -1)};${parameter}~` : `\u001b[1;${parameter}${end}`;
  }
  if ([...name].length === 1) return name;
  throw new Error(`no key is called ${name}`);
}
