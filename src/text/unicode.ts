/**
 * Whether the place where text goes can show characters beyond ASCII, as far as the environment tells.
 * No locale is the POSIX locale, which is ASCII, except on macOS.
 */
export function canUnicode(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): boolean {
  // The console's font has 512 characters at most.
  if (env.TERM === 'linux') return false;
  if (platform === 'win32') return Boolean(env.WT_SESSION || env.TERM || env.TERM_PROGRAM);
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return locale ? /utf-?8/i.test(locale) : platform === 'darwin';
}
