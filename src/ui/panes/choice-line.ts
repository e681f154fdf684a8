/** The picker's last words before a run: the settings in one line, and why it cannot be run. Pure. */
import type { Settings } from '../../run/settings.ts';
import { formatUsd } from '../../text/numbers.ts';
import { thinkingText } from '../screens/settings-fields.ts';
import { type Line, line, type StyledSpan, span } from './line.ts';

export function settingsLine(settings: Settings): Line {
  const { strategy, stop } = settings;
  const fact = (label: string, value: string): StyledSpan[] => [
    span(`${label} `, 'label'),
    span(`${value}   `),
  ];
  return line(
    ' ',
    ...fact('strategy', strategy.id),
    ...fact('rounds', String(strategy.rounds)),
    ...fact('thinking', thinkingText(settings)),
    ...fact('cache', settings.cache),
    ...(strategy.repeatQuestion ? fact('question', 'repeated') : []),
    ...(settings.system ? fact('system', 'set') : []),
    ...(stop.answerStable ? fact('stable', `${stop.answerStable}×`) : []),
    ...(stop.maxCost ? fact('cap', formatUsd(stop.maxCost)) : []),
    ...(stop.maxSeconds ? fact('cap', `${stop.maxSeconds} s`) : []),
  );
}
