/**
 * A terminal that tells what a text made it do beside showing characters: titles, links, colours, the
 * clipboard, answers that it would type, modes. Only tests import it.
 *
 * What it does not model: what xterm.js does not know (pictures, APC, PM, SOS, the private sequences of
 * others). For these the bytes themselves are looked at: `ownSequences` takes out what we write.
 */
import xterm from '@xterm/headless';
import { graphemeCells } from './grapheme-cells.ts';

export interface Tripwire {
  /** Resolves when the bytes have been understood. */
  write(data: string): Promise<void>;
  /** What it was made to do, in the order in which it was; empty when nothing acted. */
  acted(): string[];
  /** What it would have typed back, answers to `write` that asked on purpose among them. */
  replies(): readonly string[];
  dispose(): void;
}

/** The commands of operating systems that are known to do something anywhere. */
const OSC = [
  ...[0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 17, 19, 22, 46, 50, 51, 52, 66, 99],
  ...[104, 105, 110, 111, 112, 117, 119, 133, 176, 633, 697, 777, 1337],
];

/** `asks`: the test itself asks for the cursor's place, and looks at the replies. */
export function createTripwire(columns: number, rows: number, asks = false): Tripwire {
  const term = new xterm.Terminal({
    cols: columns,
    rows,
    allowProposedApi: true,
    scrollback: 0,
    logLevel: 'off',
  });
  term.unicode.register(graphemeCells());
  term.unicode.activeVersion = 'graphemes';
  const did: string[] = [];
  const replies: string[] = [];
  term.onData(data => {
    replies.push(data);
    if (!asks) did.push(`answered ${JSON.stringify(data)}`);
  });
  term.onTitleChange(title => did.push(`title ${title}`));
  term.onBell(() => did.push('bell'));
  for (const number of OSC) {
    term.parser.registerOscHandler(number, payload => {
      did.push(`OSC ${number};${payload.slice(0, 40)}`);
      return true;
    });
  }
  for (const final of ['c', 'M', 'D', 'E', 'H', 'N', 'O', 'Z', '7', '8', '=', '>']) {
    term.parser.registerEscHandler({ final }, () => {
      did.push(`ESC ${final}`);
      return false;
    });
  }
  for (const final of ['t', 'n', 'c', 'p', 'q', 'r', 'i', 'L', 'M', 'S', 'T', '@', 'P', 'X', 'b']) {
    // The cursor's place is what the test itself asks for.
    if (asks && final === 'n') continue;
    term.parser.registerCsiHandler({ final }, params => {
      did.push(`CSI ${params.join(';').slice(0, 40)} ${final}`);
      return false;
    });
  }
  return {
    write: data => new Promise(resolve => term.write(data, resolve)),
    acted: () => [...did, ...modesOf(term)],
    replies: () => replies,
    dispose: () => term.dispose(),
  };
}

/** What is not as it is at the beginning, of what we never switch. */
function modesOf({ modes }: xterm.Terminal): string[] {
  const switched = {
    'insert mode': modes.insertMode,
    'origin mode': modes.originMode,
    mouse: modes.mouseTrackingMode !== 'none',
    focus: modes.sendFocusMode,
    'application keys': modes.applicationCursorKeysMode || modes.applicationKeypadMode,
    'wrapping off': !modes.wraparoundMode,
  };
  return Object.entries(switched).flatMap(([name, is]) => (is ? [name] : []));
}

/**
 * What Ink and our themes write: styles, places of the cursor, erasing, and the modes of a screen of its
 * own. The text without it must hold no control but line breaks.
 */
export function withoutOwnSequences(output: string): string {
  return output.replaceAll(OWN, '');
}

const OWN = /\u001b\[(?:[\d;]*m|\d*(?:;\d*)?H|\d*[ABCDEFGJK]|\?(?:25|1049|2004|2026)[hl])|\r\n|\r/g;
