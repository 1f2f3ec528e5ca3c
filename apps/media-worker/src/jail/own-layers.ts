import { createRequire } from "node:module";
import type { JailLayer } from "@songkeeper/media";

/** A file that is on every machine and no business of a media job. */
const FOREIGN_FILE = process.platform === "win32" ? "C:\\Windows\\win.ini" : "/etc/passwd";

/** The layers that the worker itself can vouch for, as it finds them from inside. */
export function ownLayers(): JailLayer[] {
  const { permission } = process;
  const isShut = permission !== undefined && !permission.has("fs.read", FOREIGN_FILE) && !permission.has("child");
  return [
    { name: "wasm", ...webAssembly() },
    { name: "node_permission", state: isShut ? "on" : "failed", detail: process.version },
  ];
}

const require = createRequire(import.meta.url);

/** Nothing else than WebAssembly parses strangers' files; without it every job fails. */
function webAssembly(): Pick<JailLayer, "state" | "detail"> {
  try {
    require.resolve("@ffmpeg/core/wasm");
    return { state: "on", detail: "@ffmpeg/core" };
  } catch (error) {
    return { state: "failed", detail: String(error).slice(0, DETAIL_MAX) };
  }
}

const DETAIL_MAX = 200;
