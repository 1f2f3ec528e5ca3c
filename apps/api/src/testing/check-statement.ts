import { createPublicKey, verify } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { fromBase64url, type Month, toBase64url } from "@songkeeper/base";
import {
  type Check,
  keyFingerprint,
  playsFileOf,
  type SignedStatement,
  type VerifySignature,
  verifyStatement,
} from "@songkeeper/proof";
import { findSignedStatement } from "../close/statement-queries.ts";
import { playsObject } from "../close/write-plays-file.ts";
import type { Services } from "../services.ts";
import { sha256 } from "../sha256.ts";

/** A stored object, whole. */
export async function readObject({ objects }: Pick<Services, "objects">, name: string): Promise<Buffer> {
  const size = (await objects.size(name)) ?? 0;
  return Buffer.from(await new Response(objects.read(name, 0, size - 1)).arrayBuffer());
}

/** A party's signed statement of a month. Throws when there is none. */
export async function statementFile(services: Services, partyId: string, of: Month): Promise<SignedStatement> {
  const file = await services.transact((tx) => findSignedStatement(tx, partyId, of));
  if (!file) throw new Error(`no statement of ${partyId} for ${of}`);
  return file;
}

/** What does not hold of a statement, checked as its party would: with its two files and the platform's fingerprint. */
export async function faultsOfStatement(services: Services, partyId: string, of: Month): Promise<Check[]> {
  const file = await statementFile(services, partyId, of);
  const plays = file.statement.playsFile
    ? playsFileOf(gunzipSync(await readObject(services, playsObject(of, partyId))).toString(), sha256)
    : undefined;
  const fingerprint = keyFingerprint(fromBase64url(services.secrets.platform.publicKey), sha256);
  const checks = await verifyStatement({ file, plays, pinned: [fingerprint], sha256, verifySignature });
  return checks.filter(({ ok }) => ok !== true);
}

const verifySignature: VerifySignature = ({ publicKey, message, signature }) => {
  const jwk = { kty: "OKP", crv: "Ed25519", x: toBase64url(publicKey) };
  return verify(null, message, createPublicKey({ key: jwk, format: "jwk" }), signature);
};
