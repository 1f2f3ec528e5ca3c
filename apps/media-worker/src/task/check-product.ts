import { closeSync } from "node:fs";
import { join } from "node:path";
import { checkHls, masterPlaylist, type HlsRead, type Rendition } from "@songkeeper/media";
import { openFile } from "../encode/open-file.ts";

const MASTER = "master.m3u8";

/** Throws if a player would find anything wrong with what was made: a broken song never becomes ready. */
export async function checkProduct(output: string, renditions: readonly Rendition[]): Promise<void> {
  const master = new TextEncoder().encode(masterPlaylist(renditions));
  const read = readBeside(output, master);
  const alone = renditions.filter(({ name }) => name === "preview").map(({ playlist }) => playlist);
  const songs = renditions.length > alone.length ? [MASTER] : [];
  for (const uri of [...songs, ...alone]) {
    const [fault, ...more] = await checkHls(read, uri, { http: false });
    if (!fault) continue;
    throw new Error(`${fault.where}: ${fault.code} ${fault.detail} (and ${more.length} more faults)`);
  }
}

/** Reads the files of a directory, and the playlist over them that is never written. */
function readBeside(directory: string, master: Uint8Array): HlsRead {
  return (uri, range) => {
    if (uri === MASTER) return Promise.resolve({ status: 200, headers: {}, bytes: master });
    const [name = uri] = uri.split("?");
    const { fd, bytes, read } = openFile(join(directory, name));
    const found = read(range?.offset ?? 0, range?.bytes ?? bytes);
    closeSync(fd);
    return Promise.resolve({ status: range ? 206 : 200, headers: {}, bytes: found });
  };
}
