import { LRUCache } from "lru-cache";
import type { ObjectStore } from "./object-store.ts";

/** How many parts, and lengths of objects, are known at once, whatever their sizes. */
const PARTS_MAX = 20_000;
const SIZES_MAX = 20_000;

/**
 * An object store that keeps the parts which were asked for last in memory, up to so many bytes: a song that many hear at
 * once is read from the disk once. Objects never change under their names, so a part is right for as long as its object is
 * there; what is removed or replaced is forgotten with it, also where it is being read at that moment.
 */
export function rememberedObjects(objects: ObjectStore, bytesMax: number): ObjectStore {
  if (bytesMax === 0) return objects;
  const [parts, sizes] = [partMemory(objects, bytesMax), sizeMemory(objects)];
  /** Before, so that nobody is given it any more, and after, so that nobody who read it meanwhile has kept it. */
  async function forgetting<T>(isGone: IsGone, change: () => Promise<T>): Promise<T> {
    const forget = () => [parts, sizes].forEach((memory) => memory.forget(isGone));
    forget();
    try {
      return await change();
    } finally {
      forget();
    }
  }
  const named = (name: string) => (other: string) => other === name;
  const under = (prefix: string) => (other: string) => other.startsWith(`${prefix}/`);
  return {
    ...objects,
    put: (name, bytes) => forgetting(named(name), () => objects.put(name, bytes)),
    putFile: (name, path) => forgetting(named(name), () => objects.putFile(name, path)),
    moveIn: (prefix, directory) => forgetting(under(prefix), () => objects.moveIn(prefix, directory)),
    remove: (name) => forgetting(named(name), () => objects.remove(name)),
    removeAll: (prefix) => forgetting(under(prefix), () => objects.removeAll(prefix)),
    size: sizes.find,
    readPart: parts.read,
  };
}

type IsGone = (name: string) => boolean;
type Part = Uint8Array<ArrayBuffer>;

/** Parts of objects; who asks while one is being read waits for the same reading. */
function partMemory(objects: ObjectStore, bytesMax: number) {
  const parts = new LRUCache<string, Part>({
    max: PARTS_MAX,
    maxSize: bytesMax,
    sizeCalculation: ({ byteLength }) => Math.max(1, byteLength),
  });
  const reading = new Map<string, Promise<Part>>();
  let removals = 0;

  async function readAnew(key: string, read: () => Promise<Part>): Promise<Part> {
    const before = removals;
    try {
      const bytes = await read();
      if (removals === before) parts.set(key, bytes);
      return bytes;
    } finally {
      if (removals === before) reading.delete(key);
    }
  }
  return {
    async read(name: string, start: number, end: number): Promise<Part> {
      const key = `${start}-${end} ${name}`;
      const known = parts.get(key) ?? reading.get(key);
      if (known) return known;
      const read = readAnew(key, () => objects.readPart(name, start, end));
      reading.set(key, read);
      return read;
    },
    forget(isGone: IsGone): void {
      removals += 1;
      reading.clear();
      for (const key of parts.keys()) if (isGone(nameOf(key))) parts.delete(key);
    },
  };
}

function nameOf(key: string): string {
  return key.slice(key.indexOf(" ") + 1);
}

/** The lengths of objects; that there is none is asked anew each time. */
function sizeMemory(objects: ObjectStore) {
  const sizes = new LRUCache<string, number>({ max: SIZES_MAX });
  let removals = 0;
  return {
    async find(name: string): Promise<number | undefined> {
      const known = sizes.get(name);
      if (known !== undefined) return known;
      const before = removals;
      const size = await objects.size(name);
      if (size !== undefined && removals === before) sizes.set(name, size);
      return size;
    },
    forget(isGone: IsGone): void {
      removals += 1;
      for (const name of sizes.keys()) if (isGone(name)) sizes.delete(name);
    },
  };
}
