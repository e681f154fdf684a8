/** What the terminal can do, and why the program takes it for that. */
import type { Environment } from '../../bedrock/credentials.ts';
import { sanitizeLine } from '../../text/sanitize.ts';
import { saysAsciiOnly } from '../../text/unicode.ts';
import { whyNoClipboard } from '../../ui/outside/clipboard.ts';
import { multiplexerOf } from '../../ui/terminal/abilities.ts';
import type { Answers } from '../../ui/terminal/ability-answers.ts';
import { askAbilities, whyNotAsked } from '../../ui/terminal/ask-abilities.ts';
import type { Keyboard } from '../../ui/terminal/ask-background.ts';
import { themeFor } from '../../ui/theme.ts';
import { whyPlain } from '../terminal.ts';
import { type Finding, note, ok } from './finding.ts';
import { colourReason, remoteWords, unicodeReason } from './terminal-reasons.ts';

export interface TerminalStreams {
  readonly stdin: Keyboard;
  readonly stdout: Pick<NodeJS.WriteStream, 'write'> & { isTTY?: boolean; columns?: number; rows?: number };
  readonly stderr: { isTTY?: boolean };
}

/** Never throws. The terminal is as before when it is done. */
export async function terminalFindings(env: Environment, streams: TerminalStreams): Promise<Finding[]> {
  const { stdin, stdout } = streams;
  const why = whyNotAsked({ stdin, stdout, env });
  const answers = await askAbilities({ stdin, stdout, env });
  return [
    streamsFinding(streams),
    appFinding(env, streams),
    sizeFinding(stdout),
    ...coloursFindings(env, answers),
    unicodeFinding(env),
    ...answeredFindings(answers, why ?? 'it did not answer in time'),
    betweenFinding(env),
    clipboardFinding(env),
  ];
}

function streamsFinding({ stdin, stdout, stderr }: TerminalStreams): Finding {
  const word = (is: boolean | undefined) => (is ? 'a terminal' : 'none');
  const says = `input ${word(stdin.isTTY)}, output ${word(stdout.isTTY)}, errors ${word(stderr.isTTY)}`;
  const facts = {
    input: stdin.isTTY ?? false,
    output: stdout.isTTY ?? false,
    errors: stderr.isTTY ?? false,
  };
  return ok('is it a terminal', says, facts);
}

const PLAIN_REASONS = {
  asked: 'plain lines were asked for',
  'no-terminal': 'there is no terminal for both input and output',
  'dumb-terminal': 'TERM is dumb',
  'screen-reader': 'a screen reader is announced (ACCESSIBLE or INK_SCREEN_READER)',
} as const;

function appFinding(env: Environment, streams: TerminalStreams): Finding {
  const why = whyPlain({}, env, streams);
  if (why === undefined) return ok('the app', 'can be shown', { shown: true });
  return note('the app', `plain lines come instead: ${PLAIN_REASONS[why]}`, undefined, { shown: false, why });
}

/** As the app's frame has it. */
const LEAST = { columns: 60, rows: 16 };

function sizeFinding({ columns, rows }: TerminalStreams['stdout']): Finding {
  if (columns === undefined || rows === undefined) return ok('size', 'unknown, since there is no terminal');
  const says = `${columns}x${rows}`;
  const facts = { columns, rows };
  if (columns >= LEAST.columns && rows >= LEAST.rows) return ok('size', says, facts);
  return note(
    'size',
    `${says} is too small for the app`,
    `Make the window ${LEAST.columns}x${LEAST.rows} or larger.`,
    facts,
  );
}

function coloursFindings(env: Environment, answers: Answers | undefined): Finding[] {
  const theme = themeFor(env, 'auto', answers?.background);
  const depth = theme.name === 'mono' ? 'none' : theme.depth === 'truecolor' ? 'all (24 bit)' : '16';
  return [
    ok('colours', `${depth}: ${colourReason(env)}`, { depth: theme.name === 'mono' ? 'none' : theme.depth }),
    ok('theme', `${theme.name}: ${themeReason(env, theme.name, answers)}`, { theme: theme.name }),
  ];
}

function themeReason(env: Environment, name: string, answers: Answers | undefined): string {
  if (name === 'mono') return 'without colours';
  if (answers?.background !== undefined)
    return `the terminal says that its background is ${answers.background}`;
  return env.COLORFGBG
    ? 'by COLORFGBG'
    : 'its background is not known (--theme light, or the settings, say otherwise)';
}

function unicodeFinding(env: Environment): Finding {
  const isAscii = saysAsciiOnly(env);
  const says = `${isAscii ? 'signs in ASCII' : 'yes'}: ${unicodeReason(env)}`;
  if (!isAscii) return ok('Unicode', says, { unicode: true });
  return note('Unicode', says, 'Set LANG to a UTF-8 locale, like en_US.UTF-8, if the terminal shows it.', {
    unicode: false,
  });
}

const MODE_WORDS = [
  ['alternateScreen', 'alternate screen', 'the app writes over what stood there'],
  [
    'alternateScroll',
    'mouse wheel',
    'whether it scrolls the app, the terminal decides; selecting works as always',
  ],
  ['bracketedPaste', 'marked pastes', 'line breaks in what is pasted count as Enter'],
  ['synchronizedOutput', 'whole frames', 'frames may be seen half drawn'],
] as const;

/** What only the terminal itself knows. */
function answeredFindings(answers: Answers | undefined, why: string): Finding[] {
  if (!answers?.answered) {
    return [note('its own word', `background, keyboard and modes are not known: ${why}`)];
  }
  const name = answers.name === undefined ? undefined : sanitizeLine(answers.name);
  return [
    ok('its own word', name === undefined ? 'it answers, and does not name itself' : `it is ${name}`, {
      name: name ?? null,
    }),
    answers.kittyKeyboard
      ? ok('keyboard', 'knows the protocol of kitty; the app does without', { kitty: true })
      : ok('keyboard', 'as terminals always had it, which is enough for every key of the app', {
          kitty: false,
        }),
    ...MODE_WORDS.map(([mode, what, without]) => {
      const state = answers.modes[mode];
      const facts = { state: state ?? 'not said' };
      if (state === undefined) return ok(what, 'the terminal does not say', facts);
      return state === 'unknown'
        ? note(what, `not known to it: ${without}`, undefined, facts)
        : ok(what, 'yes', facts);
    }),
  ];
}

function betweenFinding(env: Environment): Finding {
  const multiplexer = multiplexerOf(env);
  const isRemote = Boolean(env.SSH_CONNECTION || env.SSH_TTY);
  const facts = { multiplexer: multiplexer ?? null, ssh: isRemote };
  const words = remoteWords(multiplexer, isRemote);
  if (multiplexer !== undefined && !/^(?:screen|tmux)/.test(env.TERM ?? '')) {
    return note(
      'between',
      `${words}, and TERM is not ${multiplexer}'s own, so what the app draws may be wrong`,
      `Leave TERM as ${multiplexer} sets it.`,
      facts,
    );
  }
  return ok('between', words, facts);
}

function clipboardFinding(env: Environment): Finding {
  const why = whyNoClipboard(env);
  if (why !== undefined) return note('copying', `into files: ${why}`, undefined, { clipboard: false });
  if (multiplexerOf(env) === 'tmux') {
    return ok('copying', 'through tmux, which needs "set -g set-clipboard on" for it', { clipboard: true });
  }
  return ok('copying', 'the terminal is asked (OSC 52); whether it obeys, nobody can know', {
    clipboard: true,
  });
}
