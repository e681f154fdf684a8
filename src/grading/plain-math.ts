/** LaTeX and typographic numbers as plain text. Knows nothing of answers, and evaluates nothing. */

/**
 * A dollar sign that was written `\$`: money for certain, where a bare `$` may only open LaTeX
 * mathematics. (The full-width dollar sign, which is money as well.)
 */
export const MONEY_DOLLAR = '\uff04';

/**
 * The text with the LaTeX of plain numbers written out: `10,\!080` is `10,080`, `1\frac{4}{5}` is
 * `1 4/5`, `\text{ cents}` is `cents`, U+2212 is a hyphen, `½` is `1/2`. Other commands (`\sqrt`, `\pi`) stay.
 * Linear in the length of the text: no pattern here can match the same span in two ways.
 */
export function plainMath(text: string): string {
  return text
    .replace(/[\uff10-\uff19\uff0c\uff0e]/g, wide => wide.normalize('NFKC'))
    .replace(/[\u2212\ufe63\uff0d]/g, '-')
    .replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]{1,6}/g, raised => `^${raised.normalize('NFKC').replace(/\u2212/g, '-')}`)
    .replace(/(\d?)([\u00bc-\u00be\u2150-\u215e])/g, vulgarFraction)
    .replace(/\\(?:left|right|displaystyle)(?![a-zA-Z])/g, '')
    .replace(/\\(?:text|textbf|textit|mbox|mathrm|mathbf|operatorname)\{([^{}]*)\}/g, ' $1 ')
    .replace(/\^(?:\{\\circ\}|\\circ(?![a-zA-Z]))|\\degree(?![a-zA-Z])/g, '°')
    .replace(/\{,\}|,\\! ?/g, ',')
    .replace(/\\!/g, '')
    .replace(/\\[,;: ]|\\q?quad(?![a-zA-Z])|\\[()[\]]/g, ' ')
    .replace(/\\\$/g, MONEY_DOLLAR)
    .replace(/\\([%&#_])/g, '$1')
    .replace(/\\(?:times|cdot)(?![a-zA-Z])/g, '×')
    .replace(/\\approx(?![a-zA-Z])/g, '≈')
    .replace(
      /(\d?)( ?)\\[dtc]?frac *(?:\{ *(-?[\d.,]+) *\}|(\d)) *(?:\{ *([\d.,]+) *\}|(\d))/g,
      (_, digit: string, space: string, over?: string, over1?: string, under?: string, under1?: string) =>
        `${digit}${digit ? ' ' : space}${over ?? over1 ?? ''}/${under ?? under1 ?? ''}`,
    );
}

/** Whether LaTeX is left that is more than a plain number. */
export function hasCommands(plain: string): boolean {
  return /\\[a-zA-Z]/.test(plain);
}

function vulgarFraction(_: string, digit: string, fraction: string): string {
  const written = fraction.normalize('NFKC').replace('\u2044', '/');
  return digit ? `${digit} ${written}` : written;
}
