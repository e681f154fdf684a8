/**
 * The script and the style of the page, as text. The build puts a module with the bundled texts in the
 * place of this one (scripts/build.ts), so that the program needs neither its sources nor a bundler.
 */
import type { PageSource } from './bundling/bundle-page.ts';

let bundled: Promise<PageSource> | undefined;

/** Bundled once, when it is first asked for. */
export function pageSource(): Promise<PageSource> {
  bundled ??= import('./bundling/bundle-page.ts').then(({ bundlePage }) => bundlePage());
  return bundled;
}
