/**
 * Bundles what runs in a browser: the script of the page and its style, each one text, with the licences
 * of the packages in them. For the build, and for who runs the program from its sources.
 */
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';

const HERE = import.meta.dirname;

export interface PageSource {
  readonly script: string;
  readonly style: string;
}

export interface BundledPage extends PageSource {
  /** What they were made of: paths below the working directory. */
  readonly inputs: Metafile['inputs'];
}

/** Throws when a source does not compile. */
export async function bundlePage(root = process.cwd()): Promise<BundledPage> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(HERE, 'page/browser/main.ts')],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    // Browsers of 2023 and later: sets in regular expressions came last.
    target: ['chrome113', 'firefox116', 'safari17'],
    minify: true,
    legalComments: 'none',
    write: false,
    metafile: true,
    absWorkingDir: root,
    logLevel: 'warning',
  });
  const styled = await build({
    entryPoints: [join(HERE, 'page/page.css')],
    minify: true,
    write: false,
    logLevel: 'warning',
  });
  return {
    script: outputFiles[0]?.text ?? '',
    style: styled.outputFiles[0]?.text ?? '',
    inputs: metafile.inputs,
  };
}
