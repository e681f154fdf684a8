/**
 * The least that an Ink app can do which shows a stream: the reference of `stream.ts`. It shows the last
 * lines of a text, a spinner and twenty lines at the side; only visible lines are given to Ink, which draws
 * what changed, and the tokens reach React in batches of 50 ms. It has no wire, no events and no file.
 *
 *   node bench/screen/bare-ink.ts TOKENS_PER_SECOND
 */
import { Box, render, Text, useAnimation, useWindowSize } from 'ink';
import { createElement as h, useEffect, useState } from 'react';
import { wrapText } from '../../src/text/wrap.ts';
import { tokensOf } from './tokens.ts';

const BATCH_MS = 50;
const SPINNER_MS = 100;
const SIDE = 40;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

const tokensPerSecond = Number(process.argv[2] ?? 200);
const tokens = tokensOf(tokensPerSecond * 60);

function Bare() {
  const { columns, rows } = useWindowSize();
  const { frame } = useAnimation({ interval: SPINNER_MS });
  const shown = useStream(columns - SIDE - 3).slice(-(rows - 1));
  const side = Array.from({ length: 20 }, (_, index) => `│ side ${index}  ${shown.length + index}`);
  return h(
    Box,
    { width: '100%', height: rows, flexDirection: 'column' },
    h(Text, { wrap: 'truncate' }, `${FRAMES[frame % FRAMES.length]} streaming`),
    h(
      Box,
      { width: '100%', flexGrow: 1 },
      h(
        Box,
        { flexDirection: 'column', flexGrow: 1 },
        ...shown.map((line, key) => h(Text, { key, wrap: 'truncate' }, line || ' ')),
      ),
      h(
        Box,
        { flexDirection: 'column', width: SIDE },
        ...side.map((line, key) => h(Text, { key, wrap: 'truncate' }, line)),
      ),
    ),
  );
}

/** The lines so far: of the text only the last paragraph is wrapped again. */
function useStream(width: number): string[] {
  const [lines, setLines] = useState<string[]>([]);
  useEffect(() => {
    const began = performance.now();
    let waiting = '';
    let sent = 0;
    const done: string[] = [];
    let last = '';
    const arriving = setInterval(() => {
      const due = Math.floor(((performance.now() - began) * tokensPerSecond) / 1000);
      for (; sent < due; sent++) waiting += tokens[sent] ?? '';
    }, 1000 / tokensPerSecond);
    const telling = setInterval(() => {
      const paragraphs = (last + waiting).split('\n');
      waiting = '';
      last = paragraphs.pop() ?? '';
      for (const paragraph of paragraphs) done.push(...wrapText(paragraph, width));
      setLines([...done, ...wrapText(last, width)]);
    }, BATCH_MS);
    return () => {
      clearInterval(arriving);
      clearInterval(telling);
    };
  }, [width]);
  return lines;
}

render(h(Bare), { alternateScreen: true, incrementalRendering: true, maxFps: 30, exitOnCtrlC: false });
