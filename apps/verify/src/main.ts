import { createHash, createPublicKey, verify } from "node:crypto";
import { formatYuan, micro, toBase64url, type Sha256 } from "@songkeeper/base";
import {
  allHold,
  checkInWords,
  readSignedStatement,
  verifyStatement,
  type Check,
  type Language,
  type VerifySignature,
} from "@songkeeper/proof";
import { readArguments, type Arguments } from "./read-arguments.ts";
import { readPlaysFile, readStatementFile } from "./read-files.ts";
import { languageOf, TEXTS } from "./texts.ts";
import { UnusableFile } from "./unusable-file.ts";

/** The files cannot be looked at, or the command line says something else. */
const UNUSABLE = 2;

const language = languageOf(process.env);
process.exitCode = await main(process.argv.slice(2), process.env["SONGKEEPER_KEY"]);

/** Verifies the files that the command line names. The exit code: 0 when no check fails, 1 when one does, 2 unusable. */
async function main(words: readonly string[], keysOfEnvironment: string | undefined): Promise<number> {
  const texts = TEXTS[language];
  const read = readArguments(words, keysOfEnvironment);
  if (!read.ok) {
    if (read.reason === "bad_fingerprint") complain(texts.badFingerprint(String(read.facts?.["found"])));
    complain(texts.usage);
    return UNUSABLE;
  }
  try {
    return await verifyFiles(read.value);
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error;
    complain(texts.unusable(error.reason, error.path));
    return UNUSABLE;
  }
}

async function verifyFiles({ statementPath, playsPath, pinned, trustFileKeys }: Arguments): Promise<number> {
  const file = await readStatementFile(statementPath);
  const plays = playsPath === undefined ? undefined : await readPlaysFile(playsPath);
  const checks = await verifyStatement({ file, plays, pinned, trustFileKeys, sha256, verifySignature });
  say(nameOf(file, language));
  for (const check of checks) say(lineOf(check));
  const failed = checks.filter(({ ok }) => ok === false).length;
  const notMade = checks.filter(({ ok }) => ok === null).length;
  say(TEXTS[language].result({ failed, notMade, trusted: pinned.length === 0 }));
  return allHold(checks) ? 0 : 1;
}

function lineOf(check: Check): string {
  const { title, detail } = checkInWords(check, language);
  const mark = check.ok === null ? "–" : check.ok ? "✓" : "✗";
  return `  ${mark} ${title}${detail === "" ? "" : `: ${detail}`}`;
}

function nameOf(file: unknown, language: Language): string {
  const read = readSignedStatement(file);
  if (!read.ok) return "";
  const { party, month, id, version, carriedMicro, currency } = read.value.statement.header;
  const carried = `${yuanOf(carriedMicro)} ${currency}`;
  return TEXTS[language].statement({ party: `${party.name} (${party.id})`, month, id, version, carried });
}

/** An amount beyond 64 bits is shown as it stands: that it cannot be is a check's to say. */
function yuanOf(text: string): string {
  try {
    return formatYuan(micro(text));
  } catch {
    return `${text} micro`;
  }
}

function sha256(bytes: Uint8Array): ReturnType<Sha256> {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}

function verifySignature({ publicKey, message, signature }: Parameters<VerifySignature>[0]): boolean {
  try {
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: toBase64url(publicKey) }, format: "jwk" });
    return verify(null, message, key, signature);
  } catch {
    // 32 bytes that are no point of the curve are nobody's key.
    return false;
  }
}

function say(text: string): void {
  if (text !== "") process.stdout.write(`${printable(text)}\n`);
}

function complain(text: string): void {
  process.stderr.write(`${printable(text)}\n`);
}

/** What stands in a file that someone sent must not move the cursor or turn the line around. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
}
