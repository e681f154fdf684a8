/**
 * Builds the program: one bundle, a launcher that checks the version of Node, and the licences of
 * what is in it. Nothing is replaced before all of it has been made.
 */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildOptions, build, buildSync, type Plugin } from 'esbuild';
import { bundlePage } from '../src/export/html/bundling/bundle-page.ts';
import { packagesOf, thirdPartyLicences } from '../src/export/html/bundling/licences.ts';
import { shortcutForRows } from './shortcut-for-rows.ts';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const BUNDLE = 'bundle.js';
const LAUNCHER = 'reflectoscope.js';

/** Ink asks for the developer tools of React only when DEV is set; nobody ships them. */
const withoutDevtools: Plugin = {
  name: 'without-devtools',
  setup(builder) {
    builder.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'none', namespace: 'stub' }));
    builder.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({ contents: 'export default {};' }));
  },
};

/** The process that runs SQL gets its program as text, so that no file has to lie beside the bundle. */
const sqlChildAsText: Plugin = {
  name: 'sql-child-as-text',
  setup(builder) {
    builder.onLoad({ filter: /[\\/]checks[\\/]sql-child-source\.ts$/ }, ({ path }) => {
      const child = join(dirname(path), 'sql-child.ts');
      const { outputFiles } = buildSync({
        entryPoints: [child],
        bundle: true,
        platform: 'node',
        format: 'esm',
        target: 'node22.13',
        minify: true,
        write: false,
      });
      const source = JSON.stringify({ code: outputFiles[0]?.text ?? '', inputType: 'module' });
      return { contents: `export const sqlChildSource = () => (${source});`, watchFiles: [child] };
    });
  },
};

/** What runs in the browser of a reader gets into the program as text, bundled on its own. */
const pageAsText: Plugin = {
  name: 'page-as-text',
  setup(builder) {
    builder.onLoad({ filter: /[\\/]export[\\/]html[\\/]page-source\.ts$/ }, async () => {
      const { script, style, files } = await bundlePage();
      const source = JSON.stringify({ script, style });
      return { contents: `export const pageSource = async () => (${source});`, watchFiles: [...files] };
    });
  },
};

/** How the program is bundled; what it loads on demand stays unloaded until then. */
export const BUNDLING = {
  entryPoints: [join(ROOT, 'src/main.ts')],
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22.13',
  absWorkingDir: ROOT,
  write: false,
  metafile: true,
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [withoutDevtools, shortcutForRows, sqlChildAsText, pageAsText],
  logLevel: 'warning',
} satisfies BuildOptions;

/** Builds into `dist/`. Throws when a source does not compile; `dist/` is then as it was. */
export async function buildProgram(): Promise<void> {
  const { outputFiles, metafile } = await build({
    ...BUNDLING,
    outfile: join(DIST, BUNDLE),
    minify: true,
    keepNames: true,
    legalComments: 'none',
    // Packages in CommonJS ask for Node's modules with require.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  const { version, engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const made = new Map<string, string | Uint8Array>([
    ['THIRD-PARTY-LICENSES.txt', thirdPartyLicences(packagesOf(metafile, ROOT))],
    [LAUNCHER, launcherText(version, engines.node.replace('>=', ''))],
    // Last, because its age says how old the build is.
    [BUNDLE, outputFiles[0]?.contents ?? ''],
  ]);
  mkdirSync(DIST, { recursive: true });
  for (const name of readdirSync(DIST)) if (!made.has(name)) rmSync(join(DIST, name), { recursive: true });
  for (const [name, content] of made) replace(join(DIST, name), content);
}

/** Whether a source is newer than what is in `dist/`, or nothing is there. */
export function isStale(): boolean {
  const bundle = join(DIST, BUNDLE);
  if (!existsSync(bundle) || !existsSync(join(DIST, LAUNCHER))) return true;
  const built = modified(bundle);
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(?:tsx?|css)$/.test(name) && !/\.test\.tsx?$|(^|[\\/])testing[\\/]/.test(name))
    .map(name => join(ROOT, 'src', name));
  const makers = ['package.json', 'package-lock.json', 'scripts/build.ts', 'scripts/shortcut-for-rows.ts'];
  return [...sources, ...makers.map(name => join(ROOT, name))].some(file => modified(file) > built);
}

/** A file that is deleted at this moment is no reason to build. */
function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** In one step, so that a program that starts meanwhile finds a whole file. */
function replace(file: string, content: string | Uint8Array): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content);
  if (file.endsWith(LAUNCHER)) chmodSync(draft, 0o755);
  renameSync(draft, file);
}

/**
 * Written for any Node that knows modules (12.22), so that an old one gets a sentence and not a
 * syntax error. `--version` is answered here, without loading anything.
 */
function launcherText(programVersion: string, needed: string): string {
  const [major, minor] = needed.split('.').map(Number);
  return `#!/usr/bin/env node
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < ${major} || (major === ${major} && minor < ${minor})) {
  process.stderr.write('reflectoscope needs Node ${needed} or newer; this is ' + process.versions.node + '.\\n');
  process.exitCode = 3;
} else if (process.argv.length === 3 && ['--version', '-V'].includes(process.argv[2])) {
  process.stdout.write('${programVersion}\\n');
} else {
  if (process.env.NODE_ENV === undefined) process.env.NODE_ENV = 'production';
  import('node:module').then(({ enableCompileCache }) => {
    enableCompileCache();
    return import('./${BUNDLE}');
  });
}
`;
}

if (import.meta.main) await buildProgram();
