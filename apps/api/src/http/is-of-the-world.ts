/** Disk and network, by the names that the operating system gives. */
const SYSTEM = new Set([
  "ENOSPC",
  "EDQUOT",
  "EIO",
  "EROFS",
  "EMFILE",
  "ENFILE",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
]);
/** SQLite says more after the name: SQLITE_IOERR_FSYNC. */
const SQLITE = /^SQLITE_(FULL|BUSY|IOERR|CANTOPEN|READONLY)(_|$)/;
/** PostgreSQL's classes: connection, too few resources, its operator, its system; and contention that outlasted every try. */
const POSTGRES = /^(08\w{3}|53\w{3}|57P\w{2}|58\w{3}|40001|40P01)$/;
/** Its client names no code for a connection that ends, or that is not to be had. */
const CONNECTION = /^(Connection terminated|timeout exceeded when trying to connect)/;

/** Whether the world failed (disk, network, database) and the same request may do later, rather than we. */
export function isOfTheWorld(error: Error): boolean {
  const code = "code" in error ? String(error.code) : "";
  return SYSTEM.has(code) || SQLITE.test(code) || POSTGRES.test(code) || CONNECTION.test(error.message);
}
