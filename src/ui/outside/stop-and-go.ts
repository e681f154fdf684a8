/**
 * What the shell does to a program in the foreground: it stops it (SIGTSTP, or SIGSTOP, which nobody
 * hears) and lets it go on (SIGCONT). The terminal is given back before, and taken again after. Knows no
 * screen.
 */
import { once } from 'node:events';
import { WHEEL_AS_BEFORE, WHEEL_ON } from '../terminal/wheel.ts';
import { isHandedOver, type Suspend, stopReading } from './hand-over.ts';

export interface StopAndGo {
  readonly suspend: Suspend;
  readonly write: (sequence: string) => void;
  /** Told when the program goes on, and the terminal is ours again. */
  readonly onGo: () => void;
}

/** One process stops, whoever listens. */
let isBusy = false;

/** Heeds those signals until the function that is returned is called. */
export function heedStops(options: StopAndGo): () => void {
  const heed = (wait: () => Promise<unknown>) => async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      // A program of the user's has the terminal, and gives it back by itself.
      if (isHandedOver()) await wait();
      else await giveAway(options, wait);
    } finally {
      isBusy = false;
    }
  };
  const stop = heed(stopHere);
  // Whoever was stopped without a word finds the terminal as the shell has left it.
  const goOn = heed(async () => {});
  process.on('SIGTSTP', stop);
  process.on('SIGCONT', goOn);
  return () => {
    process.off('SIGTSTP', stop);
    process.off('SIGCONT', goOn);
  };
}

async function giveAway({ suspend, write, onGo }: StopAndGo, wait: () => Promise<unknown>): Promise<void> {
  await suspend(async () => {
    await stopReading(process.stdin);
    write(WHEEL_AS_BEFORE);
    await wait();
    write(WHEEL_ON);
    // Its window may have changed meanwhile, and only the foreground is told.
    process.emit('SIGWINCH', 'SIGWINCH');
  });
  onGo();
}

/** SIGTSTP has been heard, so it does not stop anybody any more. */
async function stopHere(): Promise<void> {
  const goesOn = once(process, 'SIGCONT');
  process.kill(process.pid, 'SIGSTOP');
  await goesOn;
}
