import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./listening-world.ts";
import { endProcess, endWithThisProcess } from "./start-up.ts";

/** One nginx that gives one file. */
export interface Nginx {
  readonly version: string;
  readonly url: string;
  readonly pid: number;
  readonly close: () => Promise<void>;
}

/** Debian has it where only administrators look. */
const PROGRAMS = ["nginx", "/usr/sbin/nginx"];
const TRIES = 100;

/** Starts nginx in one process, with a configuration of its own; undefined where it is not installed. */
export async function startNginx(path: string): Promise<Nginx | undefined> {
  const found = await findNginx();
  if (!found) return undefined;
  const folder = await mkdtemp(join(tmpdir(), "songkeeper-nginx-"));
  const port = freePort();
  await writeFile(join(folder, "nginx.conf"), configuration(folder, { port, root: dirname(path) }));
  const args = ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")];
  const child = spawn(found.program, args, { stdio: ["ignore", "inherit", "inherit"] });
  endWithThisProcess(child);
  const url = `http://127.0.0.1:${port}/${basename(path)}`;
  await untilItAnswers(url);
  if (child.pid === undefined) throw new Error("nginx did not start");
  return {
    version: found.version,
    url,
    pid: child.pid,
    async close() {
      await endProcess(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function findNginx(): Promise<{ program: string; version: string } | undefined> {
  for (const program of PROGRAMS) {
    const told = await promisify(execFile)(program, ["-v"]).catch(() => undefined);
    const version = told && /nginx\/\S+/.exec(told.stderr)?.[0];
    if (version) return { program, version };
  }
  return undefined;
}

/** One process against one process; sendfile, and no log, as a quick nginx is set up. */
function configuration(folder: string, { port, root }: { port: number; root: string }): string {
  const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const temporary = kinds.map((kind) => `  ${kind}_temp_path ${join(folder, kind)};`).join("\n");
  return `daemon off;
master_process off;
pid ${join(folder, "nginx.pid")};
events { worker_connections 256; }
http {
${temporary}
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 100000000;
  open_file_cache max=16;
  types { audio/mp4 mp4; }
  server { listen 127.0.0.1:${port}; root ${root}; }
}
`;
}

async function untilItAnswers(url: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    const answer = await fetch(url, { method: "HEAD" }).catch(() => undefined);
    if (answer?.ok) return;
    if (tries === TRIES) throw new Error(`nginx does not answer: ${answer?.status}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
