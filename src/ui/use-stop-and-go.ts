/** An app that is stopped by the shell and goes on (Ctrl+Z of others, `kill -TSTP`, `fg`). */
import { useApp } from 'ink';
import { useEffect } from 'react';
import { heedStops } from './outside/stop-and-go.ts';

export function useStopAndGo(onRepaint: () => void): void {
  const { suspendTerminal } = useApp();
  useEffect(
    () =>
      process.platform === 'win32'
        ? undefined
        : heedStops({
            suspend: suspendTerminal,
            write: sequence => process.stdout.write(sequence),
            onGo: onRepaint,
          }),
    [suspendTerminal, onRepaint],
  );
}
