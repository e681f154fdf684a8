/** What the build does to modules on their way into the program. */
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { buildSync, type Plugin } from 'esbuild';
import { partVersions } from '../src/commands/doctor/part-versions.ts';
import { bundlePage } from '../src/export/html/bundling/bundle-page.ts';

/** Ink asks for the developer tools of React only when DEV is set; nobody ships them. */
export const withoutDevtools: Plugin = {
  name: 'without-devtools',
  setup(builder) {
    builder.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'none', namespace: 'stub' }));
    builder.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({ contents: 'export default {};' }));
  },
};

/** Messages of zod are English here; a third of zod are its other languages. */
export const englishOnly: Plugin = {
  name: 'english-only',
  setup(builder) {
    builder.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/** The process that runs SQL gets its program as text, so that no file has to lie beside the bundle. */
export const sqlChildAsText: Plugin = {
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
export const pageAsText: Plugin = {
  name: 'page-as-text',
  setup(builder) {
    builder.onLoad({ filter: /[\\/]export[\\/]html[\\/]page-source\.ts$/ }, async () => {
      const { script, style, files } = await bundlePage();
      const source = JSON.stringify({ script, style });
      return { contents: `export const pageSource = async () => (${source});`, watchFiles: [...files] };
    });
  },
};

/** Nobody has the folders of the packages once the program is built. */
export const versionsAsText: Plugin = {
  name: 'versions-as-text',
  setup(builder) {
    builder.onLoad({ filter: /[\\/]commands[\\/]doctor[\\/]part-versions\.ts$/ }, () => {
      return { contents: `export const partVersions = () => (${JSON.stringify(partVersions())});` };
    });
  },
};

/**
 * What Node makes when it is first asked for is left out of its modules, and a source that imports it does
 * not build; but for these, which cost little.
 */
const IMPORTED_ANYWAY = new Set(['ReadStream', 'getRandomValues']);

/**
 * The modules of Node are asked for where they are first used. An import would load all of them when the
 * program starts, and ask them for everything they export: `node:http` loads its WebSocket for that.
 */
export const builtinsOnDemand: Plugin = {
  name: 'builtins-on-demand',
  setup(builder) {
    const names = new Set([...builtinModules, ...builtinModules.map(name => `node:${name}`), 'node:sqlite']);
    builder.onResolve({ filter: /^[a-z:/_0-9]+$/ }, ({ path, kind }) => {
      const isImported = kind === 'import-statement' || kind === 'dynamic-import';
      return isImported && names.has(path) ? { path, namespace: 'builtin', sideEffects: false } : undefined;
    });
    builder.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => {
      const module: object = process.getBuiltinModule(path) ?? {};
      const exported = Object.entries(Object.getOwnPropertyDescriptors(module))
        .filter(([name, { get }]) => !get || IMPORTED_ANYWAY.has(name))
        .flatMap(([name]) => (/^[A-Za-z_$][\w$]*$/.test(name) && name !== 'default' ? [name] : []))
        .map(name => `const _${name} = /* @__PURE__ */ get('${name}'); export { _${name} as ${name} };`);
      const lines = [
        `const module = process.getBuiltinModule('${path}');`,
        'const get = name => module[name];',
        'export default module;',
        ...exported,
      ];
      return { contents: lines.join('\n') };
    });
  },
};

/** Where a source loads another on demand; a type is asked for with `typeof`. */
const ON_DEMAND = /(?<!typeof )import\('(\.{1,2}\/[^']+)'\)/g;

/**
 * What the sources load on demand comes out of another bundle, by the path of its source. The paths are
 * added to `parts`.
 */
export function partsElsewhere(source: string, bundle: string, parts: Set<string>): Plugin {
  return {
    name: 'parts-elsewhere',
    setup(builder) {
      builder.onResolve({ filter: /./ }, ({ path }) =>
        path === bundle ? { path, external: true } : undefined,
      );
      builder.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        if (!path.startsWith(source)) return undefined;
        const contents = readFileSync(path, 'utf8').replace(ON_DEMAND, (_, name) => {
          const part = relative(source, join(dirname(path), name)).replaceAll('\\', '/');
          parts.add(part);
          return `import('${bundle}').then(all => all.parts['${part}']())`;
        });
        return { contents, loader: 'ts' };
      });
    },
  };
}
