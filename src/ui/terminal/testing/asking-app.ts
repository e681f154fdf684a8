/**
 * An Ink app for tests in a pty: asks for the background first, with the patience of its argument (in
 * milliseconds), then shows the keys that reach it.
 */

import { render, Text, useInput } from 'ink';
import { createElement, useState } from 'react';
import { askBackground } from '../ask-background.ts';

const background = await askBackground({
  stdin: process.stdin,
  stdout: process.stdout,
  env: process.env,
  timeoutMs: Number(process.argv[2]),
});

function App() {
  const [keys, setKeys] = useState('');
  useInput((input, key) => {
    if (input === 'Q') process.exit(0);
    const name = Object.entries(key).find(([, pressed]) => pressed)?.[0];
    setKeys(before => `${before}<${input || name}>`);
  });
  return createElement(Text, null, `background ${background} keys ${keys}.`);
}

render(createElement(App), { alternateScreen: true, exitOnCtrlC: false });
