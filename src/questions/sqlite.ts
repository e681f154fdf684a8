/** The SQLite of Node, loaded when the first database is opened. */

type Sqlite = typeof import('node:sqlite');

/**
 * Node 22 warns of it on standard error, which would be written over the screen; that one warning is
 * dropped, and no other: loading takes no turn of the event loop in which somebody else could warn.
 */
export function sqlite(): Sqlite {
  const emitWarning = process.emitWarning;
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}
