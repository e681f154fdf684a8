/** Numbers as people read them: money, time, tokens, shares. Knows no run. */

/** `1,204`. */
export function formatCount(count: number): string {
  grouped ??= new Intl.NumberFormat('en-US');
  return grouped.format(Math.round(count));
}

// Made once, and not before there is a number: the first one takes as long as a frame.
let grouped: Intl.NumberFormat | undefined;

/**
 * An amount in USD, with as many decimals as a small cost needs: `$0.0151`, `$0.000214`, `$12.30`.
 * An unknown amount is the word `unknown`, never zero.
 */
export function formatUsd(usd: number | undefined): string {
  if (usd === undefined) return 'unknown';
  // What was paid is not nothing, however little.
  if (usd > 0 && usd < LEAST_SHOWN / 2) return `< $${LEAST_SHOWN.toFixed(6)}`;
  return `$${usd.toFixed(decimalsFor(usd))}`;
}

const LEAST_SHOWN = 0.000001;

/** A saving, with its sign: `+$0.0025`, `−$0.0010`, `$0`. */
export function formatSaved(usd: number | undefined): string {
  if (usd === undefined) return 'unknown';
  const digits = Math.abs(usd).toFixed(decimalsFor(usd));
  if (Number(digits) === 0) return '$0';
  return `${usd < 0 ? '−' : '+'}$${digits}`;
}

function decimalsFor(usd: number): number {
  const size = Math.abs(usd);
  if (size >= 10) return 2;
  return size >= 0.001 || size === 0 ? 4 : 6;
}

/** `0.4 s`, `12.5 s`, `2 m 05 s`; a time that is not known is the word `unknown`. */
export function formatSeconds(ms: number | undefined): string {
  if (ms === undefined) return 'unknown';
  const seconds = ms / 1000;
  if (seconds < 99.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} m ${String(whole % 60).padStart(2, '0')} s`;
}

/** A share of 0..1 as `14 %`; below 10 % with one decimal, unless that is a zero. */
export function formatShare(share: number): string {
  const percent = share * 100;
  const digits = percent.toFixed(Math.abs(percent) < 9.95 ? 1 : 0).replace(/\.0$/, '');
  return `${digits.replace(/^-0$/, '0').replace('-', '−')} %`;
}

/** A place in time, in minutes and whole seconds that have passed: `1:05`; with hours from one hour on: `1:02:03`. */
export function formatPlace(ms: number): string {
  const whole = Math.floor(ms / 1000);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (part: number) => String(part).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** `2 s`, `0.5 s`: no more decimals than it has. */
export function formatSecondsShort(ms: number): string {
  return `${Number((ms / 1000).toFixed(3))} s`;
}
