/** Sequences that are cut off, nested or misspelt, and controls that stand alone. */
import { BEL, ESC, type HostileText, named, OWNED64, ST } from './named-texts.ts';

const C1_NAMES = ['PAD', 'IND', 'NEL', 'HTS', 'RI', 'SS2', 'SS3', 'SPA', 'EPA', 'SCI', 'ST'] as const;
const C1_CODES = [0x80, 0x84, 0x85, 0x88, 0x8d, 0x8e, 0x8f, 0x96, 0x97, 0x9a, 0x9c] as const;

const SINGLE = named('single control', {
  'all of C0': `left ${Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join('.')} right`,
  'all of C1': `left ${Array.from({ length: 32 }, (_, code) => String.fromCharCode(0x80 + code)).join('.')}`,
  ...Object.fromEntries(
    C1_NAMES.map((name, index) => [
      `${name} in eight bits`,
      `left ${String.fromCharCode(C1_CODES[index] ?? 0)} right`,
    ]),
  ),
  'C1 as UTF-8 read as Latin-1': 'left \u00c2\u009b2J right',
  bells: `left ${BEL.repeat(100)} right`,
  NUL: 'left \u0000 right\u0000',
  DEL: 'left \u007f\u007f\u007f right',
  'vertical tab and form feed': 'left \u000b\u000c right',
  'shift out, and never in': 'left \u000e right',
  'flow stopped (XOFF)': 'left \u0013 right \u0011',
  'end of transmission, end of file, interrupt, quit': 'left \u0004\u001a\u0003\u001c right',
  'CR alone, CR CR LF, LF CR': 'left\rmid\r\r\nmid\n\rright',
  tabs: 'left\t\t\tmid\tright\t',
  'backspaces into what stands before': `${'\u0008'.repeat(200)}right`,
  'ESC alone': `left ${ESC} right`,
  'a hundred ESC': `left ${ESC.repeat(100)} right`,
});

const BROKEN = named('cut or nested', {
  'ends in ESC': `left ${ESC}`,
  'ends in CSI': `left ${ESC}[`,
  'ends in the middle of a sequence': `left ${ESC}[38;2;1`,
  'ends in a string': `left ${ESC}]52;c;${OWNED64}`,
  'ends in the ST of a string': `left ${ESC}]52;c;${OWNED64}${ESC}`,
  'ends in half a character': 'left \ud83d',
  'begins as the rest of CSI': '[2Jleft right',
  'begins as the rest of OSC': `]52;c;${OWNED64}${BEL}left right`,
  'begins as the rest of a string': `52;c;${OWNED64}${ST}left right`,
  'begins with ST': `${ST}left right`,
  'string without an end': `left ${ESC}]0;OWNED\nright`,
  'string in a string': `left ${ESC}]0;${ESC}]52;c;${OWNED64}${BEL}${BEL} right`,
  'string in a sequence': `left ${ESC}[1;${ESC}]0;OWNED${BEL}m right`,
  'sequence in a string': `left ${ESC}]0;OWNED${ESC}[2J${BEL} right`,
  'sequence in a sequence': `left ${ESC}[3${ESC}[2J1m right`,
  'sequence with a newline in it': `left ${ESC}[2\nJ right`,
  'sequence with controls in it': `left ${ESC}[\u0008\u00002\u0007J right`,
  'sequence with a character in it': `left ${ESC}[2é2J right`,
  'string ended by CAN and SUB': `left ${ESC}]0;OWNED\u0018${ESC}]0;OWNED\u001a right`,
  'ESC removed leaves a sequence': `left ${ESC}${ESC}[${ESC}[2J2J right`,
  'C1 removed leaves a sequence': `left ${ESC}\u0085[2J${ESC}\u202e[2J right`,
  'ESC and a zero width before the bracket': `left ${ESC}\u200b[2J right`,
  'CSI made of a full-width bracket': `left ${ESC}\uff3b2J right`,
  'sequences as pictures': 'left \u241b[2J ^[[2J \\e[2J \\033[2J \\x1b[2J \\u001b[2J right',
  'sequences as entities': 'left &#27;[2J &#x1b;]0;OWNED&#7; &#155;2J %1b[2J =1B[2J right',
  'CSI in eight bits, ended by a C1': 'left \u009b2\u009bJ right',
  'OSC in eight bits, ended in seven': `left \u009d0;OWNED${ST} right`,
  'OSC in seven bits, ended in eight': `left ${ESC}]0;OWNED\u009c right`,
  'intermediate bytes without an end': `left ${ESC}${' !"#'.repeat(50)}`,
  'cut by a replacement character': `left ${ESC}\ufffd[2J${ESC}[\ufffd2J right`,
});

export const BROKEN_SEQUENCES: readonly HostileText[] = [...SINGLE, ...BROKEN];

/** Bytes that are no UTF-8: controls of eight bits as they are, and characters written too long or cut off. */
export const HOSTILE_BYTES: Readonly<Record<string, Uint8Array>> = {
  'CSI as a raw byte': bytes('left \u009b2J\u009b31m right'),
  'OSC as a raw byte': bytes(`left \u009d52;c;${OWNED64}\u009c right`),
  'DCS, APC, PM and SOS as raw bytes': bytes(
    'left \u0090q~\u009c\u009fG\u009c\u009ex\u009c\u0098x\u009c right',
  ),
  'every byte from 0x80 to 0xff': Uint8Array.from({ length: 128 }, (_, one) => 0x80 + one),
  'ESC written too long': Uint8Array.of(0x6c, 0xc0, 0x9b, 0x5b, 0x32, 0x4a, 0xe0, 0x80, 0x9b, 0x5b, 0x4a),
  'a surrogate as three bytes': Uint8Array.of(0x6c, 0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80, 0x72),
  'a character cut off before ESC': Uint8Array.of(0xf0, 0x9f, 0x98, 0x1b, 0x5b, 0x32, 0x4a),
  'a character above U+10FFFF': Uint8Array.of(0xf4, 0x90, 0x80, 0x80, 0xf8, 0x88, 0x80, 0x80, 0x80),
};

function bytes(latin1: string): Uint8Array {
  return Uint8Array.from(latin1, char => char.charCodeAt(0));
}
