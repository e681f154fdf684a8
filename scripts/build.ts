/** Builds the program: one bundle, a launcher that checks the version of Node, and the licences of what is in it. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

/** Ink asks for the developer tools of React only when DEV is set; nobody ships them. */
const withoutDevtools: Plugin = {
  name: 'without-devtools',
  setup(builder) {
    builder.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'none', namespace: 'stub' }));
    builder.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({ contents: 'export default {};' }));
  },
};

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
const result = await build({
  entryPoints: [join(root, 'src/main.ts')],
  outfile: join(dist, 'bundle.js'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22.13',
  minify: true,
  keepNames: true,
  legalComments: 'none',
  metafile: true,
  define: { 'process.env.NODE_ENV': '"production"' },
  // Packages in CommonJS ask for Node's modules with require.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  plugins: [withoutDevtools],
  logLevel: 'warning',
});
writeFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), licences(result.metafile));

const { version, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const launcher = join(dist, 'reflectoscope.js');
writeFileSync(launcher, launcherText(version, engines.node.replace('>=', '')));
chmodSync(launcher, 0o755);

/** Runs on any Node that knows modules, so that an old one gets a sentence and not a syntax error. */
function launcherText(programVersion: string, needed: string): string {
  const [major, minor] = needed.split('.').map(Number);
  return `#!/usr/bin/env node
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < ${major} || (major === ${major} && minor < ${minor})) {
  process.stderr.write(\`reflectoscope needs Node ${needed} or newer; this is \${process.versions.node}.\\n\`);
  process.exit(3);
}
if (process.argv.length === 3 && ['--version', '-V'].includes(process.argv[2])) {
  process.stdout.write('${programVersion}\\n');
} else {
  process.env.NODE_ENV ??= 'production';
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  await import('./bundle.js');
}
`;
}

/** The licence texts of every package in the bundle: most licences ask that they go along. */
function licences(metafile: Metafile): string {
  const folders = new Set(
    Object.keys(metafile.inputs).flatMap(
      input => input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/)?.[0] ?? [],
    ),
  );
  return [...folders]
    .sort()
    .map(folder => {
      const {
        name,
        version: packageVersion,
        license,
      } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      const file = readdirSync(join(root, folder)).find(entry => /^licen[cs]e/i.test(entry));
      const text =
        file && existsSync(join(root, folder, file)) ? readFileSync(join(root, folder, file), 'utf8') : '';
      return `${name} ${packageVersion} (${license})\n\n${text.trim()}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
