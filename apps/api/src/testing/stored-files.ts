import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** Every file of a platform's data directory that came of uploads, by its path there, in order. */
export async function storedFiles(dataDir: string): Promise<string[]> {
  const found = await Promise.all(["objects", "uploads", "work"].map((folder) => filesOf(dataDir, folder)));
  return found.flat().toSorted();
}

async function filesOf(dataDir: string, folder: string): Promise<string[]> {
  const root = join(dataDir, folder);
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dataDir.length + 1));
}
