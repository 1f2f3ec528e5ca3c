import { canonicalJson, fromBase64url, parseJson, toBase64url, utf8, type Json } from "@songkeeper/base";

/** Signs bytes with Ed25519: 64 bytes. */
export type Sign = (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** Whether an Ed25519 signature of a message is by the key of these 32 bytes. */
export type VerifySignature = (signed: {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}) => boolean | Promise<boolean>;

/** A detached JWS, taken apart: the key that it names, what was signed, the signature. */
export type DetachedJws = { readonly kid: string; readonly message: Uint8Array; readonly signature: Uint8Array };

const SIGNATURE_BYTES = 64;

/** Our payloads are canonical JSON, so that whoever has the value has the payload. */
export function payloadOf(value: Json): Uint8Array {
  return utf8(canonicalJson(value));
}

/** Signs a payload as a JWS without its middle part (RFC 7515 appendix F): "<protected>..<signature>", EdDSA. */
export async function detachedJws(payload: Uint8Array, sign: Sign, kid: string): Promise<string> {
  const protectedPart = toBase64url(utf8(canonicalJson({ alg: "EdDSA", kid })));
  const signature = await sign(signingInput(protectedPart, payload));
  return `${protectedPart}..${toBase64url(signature)}`;
}

/**
 * Takes a detached JWS over a payload apart; undefined for any other text. Its header must be exactly `alg` EdDSA and
 * `kid`: another algorithm, an embedded key or a critical extension is never looked at.
 */
export function readDetachedJws(jws: string, payload: Uint8Array): DetachedJws | undefined {
  const parts = /^([\w-]+)\.\.([\w-]+)$/.exec(jws);
  const [, protectedPart = "", signaturePart = ""] = parts ?? [];
  const kid = parts ? kidOf(protectedPart) : undefined;
  if (kid === undefined || !isBase64url(signaturePart)) return undefined;
  const signature = fromBase64url(signaturePart);
  return signature.length === SIGNATURE_BYTES
    ? { kid, message: signingInput(protectedPart, payload), signature }
    : undefined;
}

function signingInput(protectedPart: string, payload: Uint8Array): Uint8Array {
  return utf8(`${protectedPart}.${toBase64url(payload)}`);
}

/** Only the canonical header is accepted, so it is enough to write the one for its key id and compare. */
function kidOf(protectedPart: string): string | undefined {
  if (!isBase64url(protectedPart)) return undefined;
  const header = objectOf(new TextDecoder().decode(fromBase64url(protectedPart)));
  const kid = header?.["kid"];
  if (typeof kid !== "string") return undefined;
  return toBase64url(utf8(JSON.stringify({ alg: "EdDSA", kid }))) === protectedPart ? kid : undefined;
}

function objectOf(text: string): { readonly [name: string]: unknown } | undefined {
  try {
    const value = parseJson(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** Exactly what `toBase64url` writes: a text that decodes to the same bytes in another way is not accepted. */
function isBase64url(text: string): boolean {
  return /^[\w-]*$/.test(text) && text.length % 4 !== 1 && toBase64url(fromBase64url(text)) === text;
}
