/** What the bundle runs. The launcher has checked the version of Node before this is loaded. */
import { main } from './cli.ts';

process.exitCode = await main(process.argv.slice(2));
// The SDK may keep idle sockets; whoever is done is done. Output to a pipe has been written by now.
if (process.stdout.writableLength === 0) process.exit();
process.stdout.once('drain', () => process.exit());
