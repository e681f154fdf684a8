/** The faults of the local Bedrock, as a table or as JSON. */
import { FAULT_HEADER } from '../recorded/server/bedrock.ts';
import { FAULTS, type Fault } from '../recorded/server/fault-table.ts';
import { safeJson } from '../text/json.ts';

export function faultTable(isJson: boolean): string[] {
  if (isJson) {
    const entries = FAULTS.map(({ name, about, stages, isOfStreams, isOfHttp2 }) => ({
      name,
      about,
      stages,
      streamsOnly: isOfStreams,
      http2Only: isOfHttp2,
    }));
    return [safeJson(entries, 2)];
  }
  const width = Math.max(...FAULTS.map(({ name }) => name.length)) + 1;
  const groups = [...new Set(FAULTS.map(headingOf))];
  return [
    ...groups.flatMap(heading => [
      heading,
      ...FAULTS.filter(fault => headingOf(fault) === heading).map(
        ({ name, about }) => `  ${name.padEnd(width)} ${about}`,
      ),
      '',
    ]),
    '@before is before any headers, @middle in the middle of the answer, @stop',
    'between messageStop and metadata; the first one is meant where none is named.',
    '  --fault throttling          every call',
    '  --fault throttling:1-2      the first two calls',
    '  --fault reset@stop:every-3  every third call, when the answer is whole',
    '  --fault stall:20%           one call in five, by chance (--seed)',
    `One request alone: the header ${FAULT_HEADER}: reset@before`,
  ];
}

/** When they can happen, and to whom. */
function headingOf({ stages, isOfStreams, isOfHttp2 }: Fault): string {
  const only = [...(isOfStreams ? ['streams only'] : []), ...(isOfHttp2 ? ['HTTP/2 only'] : [])];
  return [stages.map(stage => `@${stage}`).join(' or '), ...only].join(', ');
}
