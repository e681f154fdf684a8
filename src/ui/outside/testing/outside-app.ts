/**
 * An Ink app for tests in a pty: `e` opens the editor with the first argument as its text, `p` the
 * pager. Shows what came of it and the keys that reached the app. With `at-once` as the second
 * argument its clock stands still.
 */
import { render, Text, useApp, useInput } from 'ink';
import { createElement, useState } from 'react';
import { editInEditor, openInPager } from '../external.ts';

const [text = '', pace] = process.argv.slice(2);
let time = 0;
const now = () => {
  if (pace !== 'at-once') time += 60_000;
  return time;
};

function App() {
  const { suspendTerminal } = useApp();
  const [shown, setShown] = useState('');
  const add = (more: string) => setShown(before => `${before}${more}`);
  const outside = { suspend: suspendTerminal, env: process.env, now };
  useInput(input => {
    if (input === 'Q') process.exit(0);
    add(`<${input}>`);
    if (input === 'e') void editInEditor(text, outside).then(edited => add(JSON.stringify(edited)));
    if (input === 'p') void openInPager(text, outside).then(problem => add(`(${problem ?? 'read'})`));
  });
  return createElement(Text, null, `app ${shown}.`);
}

// As the commands listen: an interrupt ends the app.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => process.exit(130));

render(createElement(App), { alternateScreen: true, incrementalRendering: true, exitOnCtrlC: false });
