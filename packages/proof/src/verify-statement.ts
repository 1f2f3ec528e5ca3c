import type { Sha256 } from "@songkeeper/base";
import { checkStatementSums, type SignedCheckpoint, type Statement } from "@songkeeper/ledger";
import { failed, passed, type Check, type CheckName } from "./check.ts";
import { checkPlays } from "./check-plays.ts";
import { payloadOf, readDetachedJws, type VerifySignature } from "./detached-jws.ts";
import { bytesOfPublicKey, plainFingerprint } from "./key-fingerprint.ts";
import type { PlaysFile } from "./plays-file.ts";
import { fingerprintsOf, readSignedStatement, type SignedStatement } from "./signed-statement.ts";

/** What is checked, against which keys, and with whose cryptography. */
export type Verification = {
  /** The statement file, parsed by `parseJson`. */
  readonly file: unknown;
  readonly plays?: PlaysFile | undefined;
  /** Fingerprints that the reader has from elsewhere: a printed statement or certificate, the platform's page. */
  readonly pinned: readonly string[];
  /** Without any, believe the keys in the file: this shows that it is whole, not who made it. */
  readonly trustFileKeys?: boolean;
  readonly sha256: Sha256;
  readonly verifySignature: VerifySignature;
};

/** Checks a statement with nothing but the files and the fingerprints: every check with its result, in a fixed order. */
export async function verifyStatement(verification: Verification): Promise<Check[]> {
  const read = readSignedStatement(verification.file);
  if (!read.ok) return [failed("form", read.reason, read.facts)];
  const { statement, signature } = read.value;
  const signed = { payload: payloadOf(statement), jws: signature };
  return [
    passed("form"),
    checkKeys(read.value, verification),
    await checkSignature("signature", signed, read.value, verification),
    await checkCheckpoint(statement, read.value, verification),
    checkSums(statement),
    ...(await checkPlays(statement, verification.plays, verification.sha256)),
  ];
}

/** Every key that signed must be one of those that the reader knows. */
function checkKeys({ statement, signature, publicKeys }: SignedStatement, verification: Verification): Check {
  const fingerprints = fingerprintsOf(publicKeys, verification.sha256);
  if (!fingerprints) return failed("key", "key_id_twice");
  const { checkpoint } = statement;
  const used = [
    readDetachedJws(signature, payloadOf(statement))?.kid,
    readDetachedJws(checkpoint.signature, payloadOf(checkpoint.checkpoint))?.kid,
  ];
  const found = [...new Set(used.map((kid) => (kid === undefined ? undefined : fingerprints.get(kid))))];
  const known = found.filter((fingerprint) => fingerprint !== undefined);
  if (known.length < found.length) return failed("key", "key_missing");

  const facts = { fingerprint: known.join(" ") };
  const pinned = verification.pinned.map(plainFingerprint);
  if (pinned.length === 0)
    return verification.trustFileKeys ? passed("key", "from_file", facts) : failed("key", "not_pinned", facts);
  const stranger = known.find((fingerprint) => !pinned.includes(fingerprint));
  return stranger === undefined
    ? passed("key", "pinned", facts)
    : failed("key", "other_key", { expected: pinned.join(" "), found: stranger });
}

async function checkSignature(
  name: CheckName,
  { payload, jws }: { readonly payload: Uint8Array; readonly jws: string },
  { publicKeys }: SignedStatement,
  { verifySignature }: Verification,
): Promise<Check> {
  const read = readDetachedJws(jws, payload);
  if (!read) return failed(name, "not_a_signature");
  const key = publicKeys.find(({ kid }) => kid === read.kid);
  if (!key) return failed(name, "key_missing", { kid: read.kid });
  const { message, signature } = read;
  const good = await verifySignature({ publicKey: bytesOfPublicKey(key), message, signature });
  return good ? passed(name, "holds", { kid: read.kid }) : failed(name, "other_content", { kid: read.kid });
}

async function checkCheckpoint(
  { header, checkpoint }: Statement,
  file: SignedStatement,
  verification: Verification,
): Promise<Check> {
  const problem = checkpointProblem(checkpoint, header.zone);
  if (problem) return failed("checkpoint", problem);
  const signed = { payload: payloadOf(checkpoint.checkpoint), jws: checkpoint.signature };
  return checkSignature("checkpoint", signed, file, verification);
}

function checkpointProblem({ checkpoint, signature }: SignedCheckpoint, zone: string): string | undefined {
  if (checkpoint.origin !== "songkeeper") return "other_origin";
  if (checkpoint.timeZone !== zone) return "other_zone";
  const kid = readDetachedJws(signature, payloadOf(checkpoint))?.kid;
  return kid !== undefined && kid !== checkpoint.keyId ? "other_key_id" : undefined;
}

function checkSums(statement: Statement): Check {
  try {
    const sums = checkStatementSums(statement);
    return sums.ok
      ? passed("sums", "holds", { lines: statement.lines.length })
      : failed("sums", sums.reason, sums.facts);
  } catch (error) {
    // A statement that no close could have made: a split without a recording, an amount beyond 64 bits.
    if (error instanceof RangeError) return failed("sums", "impossible", { found: error.message });
    throw error;
  }
}
