/**
 * Bundles what runs in a browser: the script of the page and its style, each one text, with the licences
 * of the packages in them. For the build, and for who runs the program from its sources.
 */
import { join } from 'node:path';
import { build } from 'esbuild';
import { packagesOf, thirdPartyLicences } from './licences.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const PAGE = join(import.meta.dirname, '../page');

export interface PageSource {
  readonly script: string;
  readonly style: string;
}

export interface BundledPage extends PageSource {
  /** Files that it was made of, absolute. */
  readonly files: readonly string[];
}

/** Throws when a source does not compile. */
export async function bundlePage(): Promise<BundledPage> {
  const style = join(PAGE, 'page.css');
  const [scripts, styles] = await Promise.all([
    build({
      entryPoints: [join(PAGE, 'browser/main.ts')],
      bundle: true,
      platform: 'browser',
      format: 'iife',
      // Browsers of 2023 and later: sets in regular expressions came last.
      target: ['chrome113', 'firefox116', 'safari17'],
      minify: true,
      legalComments: 'none',
      write: false,
      metafile: true,
      absWorkingDir: ROOT,
      logLevel: 'warning',
    }),
    build({ entryPoints: [style], minify: true, write: false, logLevel: 'warning' }),
  ]);
  const licences = thirdPartyLicences(packagesOf(scripts.metafile, ROOT)).replaceAll('*/', '* /');
  return {
    script: `/*\nParts of this script come from others, under these licences:\n\n${licences}*/\n${scripts.outputFiles[0]?.text ?? ''}`,
    style: styles.outputFiles[0]?.text ?? '',
    files: [style, ...Object.keys(scripts.metafile.inputs).map(input => join(ROOT, input))],
  };
}
