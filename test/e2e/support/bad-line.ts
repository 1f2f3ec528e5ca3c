import { createServer, connect, type AddressInfo, type Socket } from "node:net";
import { setTimeout as later } from "node:timers/promises";

/** A line between browsers and a platform that can be slow, and cut: what passes is not changed. */
export interface BadLine {
  /** Where browsers reach the platform through it. */
  readonly url: string;
  /** The port of the platform, once there is one. */
  leadsTo(port: number): void;
  /** From now on, what browsers send goes at so many bytes a second; without a number as fast as it can. */
  slow(bytesPerSecond?: number): void;
  /** How many bytes of browsers it has passed on to the platform so far. */
  passed(): number;
  /** Ends all connections, and every new one, until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Opens a line on a free port of this machine. */
export async function openLine(): Promise<BadLine> {
  const state = { port: 0, rate: Number.POSITIVE_INFINITY, isCut: false, passed: 0 };
  const open = new Set<Socket>();
  const server = createServer((browser) => {
    if (state.isCut) return void browser.destroy();
    const platform = connect(state.port, "127.0.0.1");
    for (const [one, other] of [
      [browser, platform],
      [platform, browser],
    ] as const) {
      open.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
    platform.pipe(browser);
    browser.on("data", (bytes) => {
      browser.pause();
      platform.write(bytes);
      state.passed += bytes.length;
      void later((1_000 * bytes.length) / state.rate).then(() => browser.resume());
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const end = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    leadsTo: (to) => void (state.port = to),
    slow: (rate = Number.POSITIVE_INFINITY) => void (state.rate = rate),
    passed: () => state.passed,
    cut() {
      state.isCut = true;
      end();
    },
    mend: () => void (state.isCut = false),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        end();
      }),
  };
}
