import { fork } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { join } from "node:path";
import type { Delivery, Receipt } from "@songkeeper/contracts";
import Sqlite from "better-sqlite3";
import { readConfig } from "../../apps/api/src/config.ts";
import { exclusive, INGEST, POSTING, shared } from "../../apps/api/src/db/transact.ts";
import { deliverChunk } from "../../apps/api/src/metering/deliver-chunk.ts";
import { openServices } from "../../apps/api/src/open-services.ts";
import { sha256Hex } from "../../apps/api/src/sha256.ts";
import { type Batch, ENTRIES, type PreparedDelivery } from "./prepared-world.ts";

/** One way to get batches of plays onto the disk. */
export interface Way {
  take(batch: Batch): Promise<void>;
  close(): Promise<void>;
}

type Environment = Readonly<Record<string, string>>;

/** Over HTTP to a server in a process of its own, all devices at once; `profileDir` has it write a CPU profile. */
export async function overHttp(environment: Environment, profileDir?: string): Promise<Way> {
  const execArgv = profileDir ? ["--cpu-prof", `--cpu-prof-dir=${profileDir}`] : [];
  const env = { ...process.env, ...environment };
  const child = fork(join(import.meta.dirname, "server.ts"), {
    env,
    execArgv,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const [url] = (await once(child, "message")) as [string];
  const agent = new Agent({ keepAlive: true });
  return {
    async take({ at, deliveries }) {
      child.send(at.toISOString());
      await once(child, "message");
      await Promise.all(deliveries.map((delivery) => post(url, agent, delivery)));
    },
    async close() {
      agent.destroy();
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}

function post(url: string, agent: Agent, { deviceId, token, body }: PreparedDelivery): Promise<void> {
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/api/devices/${deviceId}/chunks`, { method: "POST", agent, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => (text += part));
      answer.on("end", () => {
        if (answer.statusCode !== 200) reject(new Error(`a delivery was answered ${answer.statusCode}: ${text}`));
        else resolve(expectBilled(JSON.parse(text) as Receipt));
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** The same use case in this process: no HTTP, no parsing, one device after the other. */
export async function inProcess(environment: Environment): Promise<Way> {
  const config = readConfig(environment);
  let clock = new Date(0);
  const { services, close } = await openServices(config, () => clock);
  return {
    async take({ at, deliveries }) {
      clock = at;
      for (const { deviceId, token, body } of deliveries) {
        const of = { deviceId, tokenHash: sha256Hex(token), delivery: JSON.parse(body) as Delivery };
        const moment = { now: services.now(), timeZone: config.timeZone };
        const locks = [shared(INGEST), exclusive(POSTING)];
        const outcome = await services.transact((tx) => deliverChunk(tx, of, moment), locks);
        if (!outcome.ok) throw new Error(outcome.reason);
        expectBilled(outcome.value.receipt);
      }
    },
    close,
  };
}

function expectBilled({ verdicts }: Receipt): void {
  const billed = verdicts.filter(({ verdict }) => verdict === "billed");
  if (billed.length !== ENTRIES) throw new Error(`of ${ENTRIES} plays ${billed.length} were billed`);
}

const COLUMNS = (
  "device_id seq first_seq zone_id shop_id lease_id track_id use price_version split_version covered_roles outcome " +
  "heard_ms started_at ended_at day accounting_month verdict reason otherwise fee_micro received_at"
).split(" ");
const UUID = "00000000-0000-4000-8000-000000000000";
const INSTANT = "2026-03-10T02:00:00.000Z";

/** The driver alone: rows as long as a play's into one table with its key, a transaction for each chunk. */
export function bareInserts(path: string): Way {
  const db = new Sqlite(path);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.exec(`create table play (${COLUMNS.join(" any, ")} any, primary key (device_id, seq)) strict`);
  const insert = db.prepare(`insert into play values (${COLUMNS.map(() => "?").join(", ")})`);
  let seq = 0;
  const insertChunk = db.transaction((deviceId: string) => {
    for (let entry = 0; entry < ENTRIES; entry++) {
      const at = BigInt(++seq);
      const names = [deviceId, at, at, UUID, UUID, UUID, UUID, "premises_small", 1n, 1n, "", "completed"];
      insert.run(...names, 4_000n, INSTANT, INSTANT, "2026-03-10", "2026-03", "billed", null, null, 20_000n, INSTANT);
    }
  });
  return {
    async take({ deliveries }) {
      for (const { deviceId } of deliveries) insertChunk.immediate(deviceId);
    },
    async close() {
      db.close();
    },
  };
}
