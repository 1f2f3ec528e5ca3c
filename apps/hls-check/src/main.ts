import { checkHls } from "@songkeeper/media";
import { isWebAddress, readFromDisk, readOverHttp } from "./read-address.ts";
import { readArguments } from "./read-arguments.ts";
import { languageOf, TEXTS } from "./texts.ts";

/** The command line says something else. */
const UNUSABLE = 2;

process.exitCode = await main(process.argv.slice(2));

/** Checks the stream that the command line names. The exit code: 0 without a fault, 1 with faults, 2 unusable. */
async function main(words: readonly string[]): Promise<number> {
  const texts = TEXTS[languageOf(process.env)];
  const read = readArguments(words);
  if (!read) {
    process.stderr.write(`${texts.usage}\n`);
    return UNUSABLE;
  }
  const { address, depth } = read;
  const http = isWebAddress(address);
  const faults = await checkHls(http ? readOverHttp : readFromDisk, address, { depth, http });
  const lines = faults.map(({ code, where, detail }) => `✗ ${where}: ${texts.faults[code]} (${code}: ${detail})`);
  for (const line of [...lines, texts.result(faults.length)]) process.stdout.write(`${printable(line)}\n`);
  return faults.length === 0 ? 0 : 1;
}

/** What stands in a file that someone sent must not move the cursor or turn the line around. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
}
