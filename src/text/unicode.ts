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

/**
 * Whether the place where text goes says that it cannot show more than ASCII. For a screen, where
 * most terminals can and say nothing: no locale is no word about it.
 */
export function saysAsciiOnly(env: Readonly<Record<string, string | undefined>>): boolean {
  if (env.TERM === 'linux') return true;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return locale !== undefined && locale !== '' && !/utf-?8/i.test(locale);
}
