/** How old the price table is, and whether the user's own prices can be read. */
import { listModels } from '../../models/list.ts';
import { OLD_AFTER_DAYS } from '../../models/prices.ts';
import { CommandError } from '../exit-codes.ts';
import { type Finding, note, ok, problem } from './finding.ts';

/** `now` is an ISO moment. */
export async function priceFindings(now: string): Promise<Finding[]> {
  return [tableFinding(now), ...(await ownFinding())];
}

function tableFinding(now: string): Finding {
  const listed = listModels({ today: now });
  const dates = listed.flatMap(({ price }) => (price ? [price.asOf.slice(0, 10)] : [])).sort();
  const [oldest = 'unknown', newest = 'unknown'] = [dates[0], dates.at(-1)];
  const old = listed.filter(({ isOld }) => isOld).length;
  const says = `${dates.length} of ${listed.length} models have one, read between ${oldest} and ${newest}`;
  const facts = { priced: dates.length, models: listed.length, oldest, newest, old };
  if (old === 0) return ok('price table', says, facts);
  return note(
    'price table',
    `${says}; ${old === 1 ? 'one is' : `${old} are`} older than ${OLD_AFTER_DAYS} days`,
    'Check them before you rely on costs (reflectoscope models marks them), give your own with --prices, or update reflectoscope.',
    facts,
  );
}

async function ownFinding(): Promise<Finding[]> {
  try {
    // Loaded here, since it looks for the home folder as soon as it is.
    const { ownPrices } = await import('../price-flags.ts');
    const { size } = ownPrices({});
    return size === 0 ? [] : [ok('own prices', `${size} in the settings`, { own: size })];
  } catch (thrown) {
    if (!(thrown instanceof CommandError)) {
      return [
        problem('own prices', 'could not be looked for', 'Set HOME or XDG_CONFIG_HOME to a folder of yours.'),
      ];
    }
    const [says = '', help = ''] = thrown.lines;
    return [problem('own prices', says, help)];
  }
}
