import { checkpointView, publicKeys } from "@songkeeper/contracts";
import { bytesOfPublicKey, keyFingerprint } from "@songkeeper/proof";
import { operation, reply } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { routes } from "../http/session.ts";
import type { Services } from "../services.ts";
import { sha256 } from "../sha256.ts";
import { findCheckpoint } from "./checkpoint-queries.ts";
import { listPlatformKeys } from "./key-queries.ts";

/** What anyone needs to check a signature off-line: public, without a session. */
export function proofRoutes({ transact, config }: Services) {
  return routes()
    .get("/keys", operation("The platform's public keys, old ones too", { answer: publicKeys }), async (c) => {
      const keys = await transact((tx) => listPlatformKeys(tx));
      return reply(c, publicKeys, {
        keys: keys.map(({ kid, publicKey, createdAt, retiredAt }) => ({
          kid,
          publicKey,
          fingerprint: keyFingerprint(bytesOfPublicKey({ kid, publicKey }), sha256),
          createdAt: createdAt.toISOString(),
          retiredAt: retiredAt?.toISOString() ?? null,
        })),
      });
    })
    .get(
      "/checkpoints/latest",
      operation("The latest signed state of the log", { answer: checkpointView, problems: ["not_found"] }),
      async (c) => {
        const latest = await transact((tx) => findCheckpoint(tx, { timeZone: config.timeZone }));
        if (!latest) return problem(c, { reason: "not_found" });
        const { treeSize, rootHash, at, keyId } = latest.checkpoint;
        return reply(c, checkpointView, { treeSize, rootHash, at, kid: keyId, jws: latest.signature });
      },
    );
}
