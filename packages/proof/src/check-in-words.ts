import type { Check, CheckName } from "./check.ts";

export type Language = "en" | "zh";

type Words = Readonly<Record<Language, string>>;

const TITLES: Readonly<Record<CheckName, Words>> = {
  form: { en: "It is a statement", zh: "文件是一份结算单" },
  key: { en: "The signing key is the platform's", zh: "签名密钥属于平台" },
  signature: { en: "The statement is as it was signed", zh: "结算单与签名时一致" },
  checkpoint: { en: "The log's checkpoint is as it was signed", zh: "日志检查点与签名时一致" },
  sums: { en: "Every amount and sum is right", zh: "每笔金额与合计都正确" },
  plays_file: { en: "The plays file is the one of this statement", zh: "播放明细文件属于这份结算单" },
  play_lines: { en: "Every play stands in it once", zh: "每次播放只出现一次" },
  chunk_hash: { en: "Every play is as its device wrote it", zh: "每次播放与设备记录一致" },
  chunk_inclusion: { en: "Every journal chunk is in the public log", zh: "每个日志分块都在公开日志中" },
  verdict_inclusion: { en: "Every verdict is in the public log", zh: "每个裁定都在公开日志中" },
  counts: { en: "The plays are the ones that were counted", zh: "播放次数与结算单一致" },
};

/** What is told under a reason; `{fact}` stands for a fact of the check. */
const REASONS: Readonly<Record<string, Words>> = {
  holds: { en: "", zh: "" },
  pinned: { en: "{fingerprint}", zh: "{fingerprint}" },
  from_file: {
    en: "NOT PINNED: the key was taken from the file itself. Compare with the printed fingerprint: {fingerprint}",
    zh: "未固定密钥：密钥取自文件本身。请与印刷的指纹核对：{fingerprint}",
  },
  not_pinned: {
    en: "NOT PINNED: no fingerprint was given, so anyone may have made this file. The file's own key has {fingerprint}",
    zh: "未固定密钥：没有给出指纹，任何人都可能伪造此文件。文件自带密钥的指纹：{fingerprint}",
  },
  other_key: { en: "signed by the key {found}, not by {expected}", zh: "签名密钥是 {found}，而不是 {expected}" },
  key_missing: { en: "the file does not hold the key that signed", zh: "文件中没有签名所用的密钥" },
  key_id_twice: { en: "two keys of the file have one id", zh: "文件中两个密钥使用同一编号" },
  not_a_statement: {
    en: "not of the form songkeeper-statement/1 or /2 at {path}",
    zh: "{path} 处不符合 songkeeper-statement/1 或 /2 格式",
  },
  not_a_signature: { en: "the signature is not a detached JWS with EdDSA", zh: "签名不是 EdDSA 分离式 JWS" },
  other_content: {
    en: "the signature is for other content: something was changed",
    zh: "签名对应的内容不同：内容被改动过",
  },
  other_origin: { en: "the checkpoint is of another log", zh: "检查点来自其他日志" },
  other_zone: { en: "the checkpoint is of another time zone", zh: "检查点的时区不同" },
  other_key_id: { en: "the checkpoint names another key than its signature", zh: "检查点所写密钥与其签名不同" },
  line_amount: {
    en: "line {line}: the amount should be {expected}, not {found}",
    zh: "第 {line} 行：金额应为 {expected}，而不是 {found}",
  },
  line_credit: { en: "line {line}: nobody is credited as {found}", zh: "第 {line} 行：没有 {found} 这一署名" },
  line_gross: {
    en: "line {line}: the gross should be {expected}, not {found}",
    zh: "第 {line} 行：总额应为 {expected}，而不是 {found}",
  },
  line_kind: {
    en: "line {line}: it should be {expected}, not {found}",
    zh: "第 {line} 行：类别应为 {expected}，而不是 {found}",
  },
  line_plays: {
    en: "line {line}: {expected} billed plays are new, not {found}",
    zh: "第 {line} 行：新增计费播放应为 {expected} 次，而不是 {found} 次",
  },
  line_repeated: { en: "line {line}: it stands twice", zh: "第 {line} 行重复" },
  lines_disagree: {
    en: "line {line}: another line on the same plays says otherwise",
    zh: "第 {line} 行与同一播放的另一行不一致",
  },
  sale_credit: { en: "sale {line}: nobody is credited as {found}", zh: "销售第 {line} 行：没有 {found} 这一署名" },
  sale_share: {
    en: "sale {line}: the share in one sale should be {expected}, not {found}",
    zh: "销售第 {line} 行：每笔份额应为 {expected}，而不是 {found}",
  },
  sale_amount: {
    en: "sale {line}: the amount should be {expected}, not {found}",
    zh: "销售第 {line} 行：金额应为 {expected}，而不是 {found}",
  },
  sale_repeated: { en: "sale {line}: it stands twice", zh: "销售第 {line} 行重复" },
  header_sales: { en: "sales should be {expected}, not {found}", zh: "销售合计应为 {expected}，而不是 {found}" },
  header_gross: { en: "the gross should be {expected}, not {found}", zh: "总额应为 {expected}，而不是 {found}" },
  header_allocated: {
    en: "allocated should be {expected}, not {found}",
    zh: "本月分配应为 {expected}，而不是 {found}",
  },
  header_differences: {
    en: "differences should be {expected}, not {found}",
    zh: "差额应为 {expected}，而不是 {found}",
  },
  header_credited: { en: "credited should be {expected}, not {found}", zh: "入账合计应为 {expected}，而不是 {found}" },
  header_carried: { en: "carried should be {expected}, not {found}", zh: "结转应为 {expected}，而不是 {found}" },
  commission: { en: "the commission should be {expected}, not {found}", zh: "佣金应为 {expected}，而不是 {found}" },
  impossible: { en: "no month close gives such numbers: {found}", zh: "任何月结都不会得出这样的数字：{found}" },
  no_plays: { en: "nothing was played", zh: "没有播放" },
  not_given: { en: "no plays file was given, so no play was checked", zh: "没有给出播放明细文件，未核对任何播放" },
  missing_in_statement: {
    en: "the statement counts plays but names no file of them",
    zh: "结算单计入了播放，却没有指明明细文件",
  },
  not_of_this_statement: { en: "the statement names no plays file", zh: "结算单没有播放明细文件" },
  other_file: { en: "its hash is {found}, not {expected}", zh: "文件哈希为 {found}，而不是 {expected}" },
  not_a_chunk_line: { en: "line {line} is not of the documented form", zh: "第 {line} 行格式不符" },
  out_of_sequence: {
    en: "line {line}: a play stands twice or at a wrong place",
    zh: "第 {line} 行：播放重复或位置有误",
  },
  chunk_twice: { en: "line {line}: its chunk stands twice", zh: "第 {line} 行：分块重复" },
  other_hash: { en: "line {line}: the plays do not give the chunk's hash", zh: "第 {line} 行：播放无法得出分块哈希" },
  not_in_log: { en: "line {line}: the proof does not lead to the checkpoint", zh: "第 {line} 行：证明无法通向检查点" },
  other_fee: {
    en: "line {line}: a play cost {found}, not {expected}",
    zh: "第 {line} 行：一次播放的费用为 {found}，而不是 {expected}",
  },
  other_count: {
    en: "{what}: {expected} are stated, {found} are proven",
    zh: "{what}：结算单为 {expected} 次，证明为 {found} 次",
  },
};

/** A check's title and what was found, for a person. Amounts are in micro-yuan, as in the file. */
export function checkInWords({ name, reason, facts }: Check, language: Language): { title: string; detail: string } {
  const detail = REASONS[reason]?.[language] ?? reason;
  return {
    title: TITLES[name][language],
    detail: detail.replaceAll(/\{(\w+)\}/g, (_, fact: string) => String(facts[fact] ?? "")),
  };
}

/** Whether there are words for a reason: every reason that a check gives must have them. */
export function hasWords(reason: string): boolean {
  return Object.hasOwn(REASONS, reason);
}
