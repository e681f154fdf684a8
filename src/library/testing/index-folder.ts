/** A process that indexes a folder and ends: `node index-folder.ts FOLDER CACHE`. Only tests start it. */
import { openLibrary } from '../library.ts';

const [, , folder = '', cache = ''] = process.argv;
const library = openLibrary({ folders: [folder], cache });
await library.refresh();
const { notice, problems } = library.status();
if (notice !== undefined || problems.length > 0) {
  process.stderr.write(`${[notice, ...problems].join('\n')}\n`);
  process.exitCode = 1;
}
library.close();
