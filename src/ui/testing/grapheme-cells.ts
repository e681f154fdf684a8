/**
 * How the terminal of the tests counts cells: by grapheme clusters and with our own widths, as the
 * terminals do that know DEC mode 2027. xterm.js by itself counts by code points of Unicode 6.
 */
import type { IUnicodeVersionProvider } from '@xterm/headless';
import { textWidth } from '../../text/width.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** No combining mark and nothing that a mark's neighbour could join comes before U+0300. */
const FIRST_JOINING = 0x300;

export function graphemeCells(): IUnicodeVersionProvider {
  // What xterm.js hands back as `preceding` has 24 bits of ours: the number of the cluster so far.
  const clusters = [''];
  const numbers = new Map<string, number>();
  const numberOf = (cluster: string) => {
    const known = numbers.get(cluster);
    if (known !== undefined) return known;
    numbers.set(cluster, clusters.length);
    return clusters.push(cluster) - 1;
  };
  return {
    version: 'graphemes',
    wcwidth: codepoint => cells(String.fromCodePoint(codepoint)),
    charProperties: (codepoint, preceding) => {
      const char = String.fromCodePoint(codepoint);
      const before = clusters[preceding >>> 3] ?? '';
      const isOne = before !== '' && codepoint >= FIRST_JOINING && isOneGrapheme(before + char);
      // What takes no cell of its own lies in the one before it, as in xterm.js.
      const joined = isOne || (before !== '' && cells(char) === 0);
      const cluster = isOne ? before + char : joined ? before : char;
      // What joins later never makes a character narrower: it has its cells already.
      const width = Math.max(cells(cluster), joined ? (preceding >>> 1) & 3 : 0);
      return (numberOf(cluster) << 3) | (width << 1) | (joined ? 1 : 0);
    },
  };
}

function cells(cluster: string): 0 | 1 | 2 {
  const width = textWidth(cluster);
  return width === 0 ? 0 : width === 1 ? 1 : 2;
}

function isOneGrapheme(text: string): boolean {
  const [first] = segmenter.segment(text);
  return first?.segment.length === text.length;
}
