/**
 * Builds the program: the command line, one bundle of all else, a launcher that checks the version of Node, and the licences of
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
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { packagesOf, thirdPartyLicences } from '../src/export/html/bundling/licences.ts';
import {
  builtinsOnDemand,
  englishOnly,
  pageAsText,
  partsElsewhere,
  sqlChildAsText,
  versionsAsText,
  withoutDevtools,
} from './build-plugins.ts';
import { shortcutForRows } from './shortcut-for-rows.ts';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const BUNDLE = 'bundle.js';
/** The command line alone: whoever asks for help pays for nothing else. */
const COMMAND_LINE = 'cli.js';
const LAUNCHER = 'reflectoscope.js';

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
  plugins: [
    withoutDevtools,
    englishOnly,
    shortcutForRows,
    sqlChildAsText,
    pageAsText,
    versionsAsText,
    builtinsOnDemand,
  ],
  logLevel: 'warning',
} satisfies BuildOptions;

const SHIPPED = {
  ...BUNDLING,
  minify: true,
  keepNames: true,
  legalComments: 'none',
  // Packages in CommonJS ask for Node's modules with require.
  banner: { js: "const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);" },
} satisfies BuildOptions;

/** Builds into `dist/`. Throws when a source does not compile; `dist/` is then as it was. */
export async function buildProgram(): Promise<void> {
  const parts = new Set<string>();
  const commandLine = await build({
    ...SHIPPED,
    outfile: join(DIST, COMMAND_LINE),
    plugins: [...SHIPPED.plugins, partsElsewhere(join(ROOT, 'src'), `./${BUNDLE}`, parts)],
  });
  const { entryPoints: _, ...shipped } = SHIPPED;
  const rest = await build({
    ...shipped,
    stdin: { contents: partsText(parts), resolveDir: join(ROOT, 'src'), sourcefile: 'parts.js' },
    outfile: join(DIST, BUNDLE),
  });
  const { version, engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const inputs = { ...commandLine.metafile.inputs, ...rest.metafile.inputs };
  const made = new Map<string, string | Uint8Array>([
    ['THIRD-PARTY-LICENSES.txt', thirdPartyLicences(packagesOf({ inputs }, ROOT))],
    [LAUNCHER, launcherText(version, engines.node.replace('>=', ''))],
    [COMMAND_LINE, commandLine.outputFiles[0]?.contents ?? ''],
    // Last, because its age says how old the build is.
    [BUNDLE, rest.outputFiles[0]?.contents ?? ''],
  ]);
  mkdirSync(DIST, { recursive: true });
  for (const name of readdirSync(DIST)) if (!made.has(name)) rmSync(join(DIST, name), { recursive: true });
  for (const [name, content] of made) replace(join(DIST, name), content);
}

/** A module with a function for each part that the command line loads. */
function partsText(parts: ReadonlySet<string>): string {
  return `export const parts = { ${[...parts].map(part => `'${part}': () => import('./${part}')`).join(', ')} };`;
}

/** Whether a source is newer than what is in `dist/`, or nothing is there. */
export function isStale(): boolean {
  const bundle = join(DIST, BUNDLE);
  if (![BUNDLE, COMMAND_LINE, LAUNCHER].every(name => existsSync(join(DIST, name)))) return true;
  const built = modified(bundle);
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(?:tsx?|css)$/.test(name) && !/\.test\.tsx?$|(^|[\\/])testing[\\/]/.test(name))
    .map(name => join(ROOT, 'src', name));
  const makers = [
    'package.json',
    'package-lock.json',
    ...['build.ts', 'build-plugins.ts', 'shortcut-for-rows.ts'].map(name => `scripts/${name}`),
  ];
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
  process.getBuiltinModule('node:module').enableCompileCache();
  import('./${COMMAND_LINE}');
}
`;
}

if (import.meta.main) await buildProgram();
