import type { Language } from "@songkeeper/proof";
import type { UnusableReason } from "./unusable-file.ts";

type Texts = {
  readonly usage: string;
  readonly badFingerprint: (found: string) => string;
  readonly unusable: (reason: UnusableReason, path: string) => string;
  readonly statement: (of: { party: string; month: string; id: string; version: number; carried: string }) => string;
  readonly result: (of: { failed: number; notMade: number; trusted: boolean }) => string;
};

const UNUSABLE: Readonly<Record<UnusableReason, Readonly<Record<Language, string>>>> = {
  not_found: { en: "there is no such file", zh: "没有这个文件" },
  not_readable: { en: "the file cannot be read", zh: "无法读取文件" },
  too_large: { en: "the file is larger than any statement's", zh: "文件大小超出限制" },
  not_json: { en: "the file is not JSON, or is ambiguous JSON", zh: "文件不是 JSON，或有歧义" },
  not_gzip: { en: "the file is damaged: it does not unpack", zh: "文件已损坏，无法解压" },
};

const USAGE = "npm run verify -- statement.json [plays.jsonl.gz] [--key FINGERPRINT]... [--trust-file-key]";

/** What the command says, in the reader's language. */
export const TEXTS: Readonly<Record<Language, Texts>> = {
  en: {
    usage: `Usage: ${USAGE}`,
    badFingerprint: (found) => `Not a key's fingerprint (64 hex digits): ${found}`,
    unusable: (reason, path) => `${path}: ${UNUSABLE[reason].en}`,
    statement: ({ party, month, id, version, carried }) =>
      `Statement ${id}, version ${version}: ${party}, ${month}, carried ${carried}`,
    result: ({ failed, notMade, trusted }) => {
      if (failed > 0) return `DO NOT TRUST THIS STATEMENT: ${failed} of the checks failed.`;
      const first = notMade > 0 ? "What was checked holds; the plays were not." : "Everything holds.";
      return trusted ? `${first} WHO SIGNED IT WAS NOT CHECKED.` : first;
    },
  },
  zh: {
    usage: `用法：${USAGE}`,
    badFingerprint: (found) => `不是密钥指纹（64 位十六进制）：${found}`,
    unusable: (reason, path) => `${path}：${UNUSABLE[reason].zh}`,
    statement: ({ party, month, id, version, carried }) =>
      `结算单 ${id}，第 ${version} 版：${party}，${month}，结转 ${carried}`,
    result: ({ failed, notMade, trusted }) => {
      if (failed > 0) return `请勿相信这份结算单：${failed} 项检查未通过。`;
      const first = notMade > 0 ? "已核对部分无误；播放明细未核对。" : "全部无误。";
      return trusted ? `${first}但未核对签名者身份。` : first;
    },
  },
};

/** Chinese for a Chinese locale, in the order in which POSIX reads them; else English. */
export function languageOf(environment: { readonly [name: string]: string | undefined }): Language {
  const locale = [environment["LC_ALL"], environment["LC_MESSAGES"], environment["LANG"]].find((value) => value);
  return locale?.toLowerCase().startsWith("zh") ? "zh" : "en";
}
