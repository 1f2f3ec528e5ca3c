import type { HlsFaultCode } from "@songkeeper/media";
import { FAULTS_EN } from "./faults-en.ts";
import { FAULTS_ZH } from "./faults-zh.ts";

type Language = "en" | "zh";
type Texts = {
  readonly usage: string;
  readonly faults: Readonly<Record<HlsFaultCode, string>>;
  readonly result: (faults: number) => string;
};

const USAGE = "npm run hls-check -- master.m3u8 [--full]";

/** What the command says, in the reader's language. */
export const TEXTS: Readonly<Record<Language, Texts>> = {
  en: {
    usage: `Usage: ${USAGE}\nThe playlist is a file or an http address; --full reads every byte.`,
    faults: FAULTS_EN,
    result: (faults) =>
      faults === 0 ? "No fault found." : faults === 1 ? "1 fault found." : `${faults} faults found.`,
  },
  zh: {
    usage: `用法：${USAGE}\n播放列表可以是文件或 http 地址；--full 会读取每个字节。`,
    faults: FAULTS_ZH,
    result: (faults) => (faults === 0 ? "未发现问题。" : `发现 ${faults} 处问题。`),
  },
};

/** Chinese for a Chinese locale, in the order in which POSIX reads them; else English. */
export function languageOf(environment: { readonly [name: string]: string | undefined }): Language {
  const locale = [environment["LC_ALL"], environment["LC_MESSAGES"], environment["LANG"]].find((value) => value);
  return locale?.toLowerCase().startsWith("zh") ? "zh" : "en";
}
