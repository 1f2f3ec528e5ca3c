import { isCode, isTest, withoutComments, type SourceFile, type TidyRule } from "./source-files.ts";

interface Import {
  path: string;
  statement: string;
  from: string;
}

const PACKAGE = "@songkeeper/";

/** Which of our packages a package may import. Apps may import all of them; nobody an app, but the client for its types. */
const ALLOWED: Record<string, readonly string[]> = {
  base: [],
  catalog: ["base"],
  licensing: ["base"],
  ledger: ["base"],
  media: ["base"],
  proof: ["base", "licensing", "ledger"],
  contracts: ["base", "catalog", "licensing", "ledger", "media"],
  player: ["base", "catalog", "licensing", "ledger", "media"],
  client: ["base", "catalog", "licensing", "ledger", "media", "contracts", "api"],
};
const APPS = ["api", "web", "store-player", "verify", "hls-check"];

/** Imports go from apps to contracts to the domains to base: never sideways between domains, never from app to app. */
export const importsPointOneWay: TidyRule = (files) =>
  ourImports(files).flatMap(({ path, from }) => {
    const importer = packageOf(path);
    const [imported = ""] = from.slice(PACKAGE.length).split("/");
    const allowed = ALLOWED[importer];
    const fine = importer === imported || (allowed ? allowed.includes(imported) : !APPS.includes(imported));
    return fine ? [] : [`${path}: ${importer} may not import ${from}`];
  });

/** A package is imported by its name, never by a path inside it. */
export const packagesByName: TidyRule = (files) =>
  allImports(files).flatMap(({ path, from }) => {
    const inside = from.startsWith(PACKAGE) && from.slice(PACKAGE.length).includes("/");
    const around = from.startsWith(".") && leavesPackage(path, from);
    return inside || around ? [`${path}: ${from} is a path into a package: import the package by its name`] : [];
  });

/** The API's code stays on the server: packages/client takes types from it with `import type`, nobody else anything. */
export const onlyTypesOfTheApi: TidyRule = (files) =>
  ourImports(files)
    .filter(({ from, path }) => from.split("/")[1] === "api" && packageOf(path) !== "api")
    .flatMap(({ path, statement }) => {
      if (packageOf(path) !== "client") return [`${path}: only packages/client may name the API`];
      return /^(import|export) type\b/.test(statement) ? [] : [`${path}: only \`import type\` may name the API`];
    });

/** The parts of the tests that stand beside the packages may import anything. */
function ourImports(files: readonly SourceFile[]): Import[] {
  return allImports(files).filter(({ from, path }) => from.startsWith(PACKAGE) && /^(apps|packages)\//.test(path));
}

function allImports(files: readonly SourceFile[]): Import[] {
  const statements = /\b(?:import|export)\b(?:[^"';()]*?\bfrom)?\s*["']([^"'\n]+)["']|\bimport\(\s*["']([^"'\n]+)["']/g;
  return files
    .filter(({ path }) => isCode(path))
    .flatMap(({ path, text }) =>
      Array.from(withoutComments(text).matchAll(statements), ([statement, named, dynamic]) => {
        return { path, statement, from: named ?? dynamic ?? "" };
      }),
    );
}

function packageOf(path: string): string {
  return path.split("/")[1] ?? "";
}

function leavesPackage(path: string, from: string): boolean {
  if (!/^(apps|packages)\//.test(path) || isTest(path)) return false;
  const depthInPackage = path.split("/").length - 3;
  return from.split("/").filter((part) => part === "..").length > depthInPackage;
}
