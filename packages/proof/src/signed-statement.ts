import { accept, type Outcome, refuse, type Sha256 } from "@songkeeper/base";
import { jsonForm, readStatement, type SignedCheckpoint, type Statement } from "@songkeeper/ledger";
import { detachedJws, payloadOf, type Sign } from "./detached-jws.ts";
import { bytesOfPublicKey, keyFingerprint, type PublicKey } from "./key-fingerprint.ts";

/** The file that a party downloads: the statement, the platform's signature over it, and the keys that were used. */
export type SignedStatement = {
  readonly statement: Statement;
  /** A detached JWS over the statement's canonical form. */
  readonly signature: string;
  /** For convenience only: a key counts when its fingerprint is the one that was printed. */
  readonly publicKeys: readonly PublicKey[];
};

const { is, list, members, text } = jsonForm;
const anything = is(() => true);
const publicKey = members({ kid: text, publicKey: jsonForm.matching(/^[A-Za-z0-9_-]{43}$/) });
const envelope = members({ statement: anything, signature: text, publicKeys: list(publicKey) });

/** Signs a statement. The public keys are those of this signature and of its checkpoint's. */
export async function signStatement(
  statement: Statement,
  { sign, kid }: { readonly sign: Sign; readonly kid: string },
  publicKeys: readonly PublicKey[],
): Promise<SignedStatement> {
  return { statement, signature: await detachedJws(payloadOf(statement), sign, kid), publicKeys };
}

/** Signs the state of the log, as statements cite it. */
export async function signCheckpoint(
  checkpoint: SignedCheckpoint["checkpoint"],
  sign: Sign,
): Promise<SignedCheckpoint> {
  return { checkpoint, signature: await detachedJws(payloadOf(checkpoint), sign, checkpoint.keyId) };
}

/** JSON that someone handed in, as a signed statement; refused with the path of the first member that is not one. */
export function readSignedStatement(value: unknown): Outcome<SignedStatement, "not_a_statement"> {
  if (!isEnvelope(value)) return refuse("not_a_statement", { facts: { path: envelope(value, "file") ?? "" } });
  const read = readStatement(value.statement);
  if (!read.ok) return read;
  const { signature, publicKeys } = value;
  return accept({ statement: read.value, signature, publicKeys });
}

/** The fingerprint of each key of a file by its id; undefined where two keys have one id. */
export function fingerprintsOf(keys: readonly PublicKey[], sha256: Sha256): ReadonlyMap<string, string> | undefined {
  const byId = new Map(keys.map((key) => [key.kid, keyFingerprint(bytesOfPublicKey(key), sha256)]));
  return byId.size === keys.length ? byId : undefined;
}

function isEnvelope(value: unknown): value is SignedStatement {
  return envelope(value, "file") === undefined;
}
