/** The table of docs/local-bedrock.md: the faults that the local Bedrock has. */
import { FAULTS } from '../src/recorded/server/fault-table.ts';

const BEGIN = '<!-- faults: made by npm run docs -->';
const END = '<!-- /faults -->';

/** The page with its table made anew. Throws when the place for it is not there. */
export function withFaults(page: string): string {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END);
  if (from < 0 || to < from) throw new Error('docs/local-bedrock.md has no place for the table of faults');
  return `${page.slice(0, from)}${BEGIN}\n\n${faultTable()}\n\n${page.slice(to)}`;
}

function faultTable(): string {
  const rows = FAULTS.map(({ name, about, stages, isOfStreams, isOfHttp2 }) => {
    const only = [...(isOfStreams ? ['streams'] : []), ...(isOfHttp2 ? ['HTTP/2'] : [])].join(', ');
    return `| \`${name}\` | ${about} | ${stages.map(stage => `\`@${stage}\``).join(' ')} | ${only} |`;
  });
  return [
    '| fault | what happens | stages, the usual one first | only |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
