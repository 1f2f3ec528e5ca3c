import type { JailLayer } from "@songkeeper/media";

/** A file that is on every machine and no business of a media job. */
const FOREIGN_FILE = process.platform === "win32" ? "C:\\Windows\\win.ini" : "/etc/passwd";

/** The layers that the worker itself can vouch for, as it finds them from inside. */
export function ownLayers(): JailLayer[] {
  const { permission } = process;
  const isShut = permission !== undefined && !permission.has("fs.read", FOREIGN_FILE) && !permission.has("child");
  return [
    { name: "wasm", state: "on", detail: "FFmpeg 5.1.4 (@ffmpeg/core 0.12.10)" },
    { name: "node_permission", state: isShut ? "on" : "failed", detail: process.version },
  ];
}
