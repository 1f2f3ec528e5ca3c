/** The password of everybody in the sample world who has an account. */
export const SAMPLE_PASSWORD = "songkeeper-sample";

/** Who has an account, with the names under which they are credited, and what each of them does. */
export const PEOPLE = {
  operator: { name: "Songkeeper", email: "operator@songkeeper.example", does: "runs the platform", parties: [] },
  musician: {
    name: "林月",
    email: "lin.yue@songkeeper.example",
    does: "writes and records; five songs of an album, four of an EP",
    parties: ["林月"],
  },
  duo: {
    name: "橘与海",
    email: "orange.sea@songkeeper.example",
    does: "a duo with three singles",
    parties: ["何橘", "宋海"],
  },
  mara: {
    name: "Mara Quinn",
    email: "mara.quinn@songkeeper.example",
    does: "sings in English",
    parties: ["Mara Quinn"],
  },
  // Invited by the musician: the party comes with that.
  lyricist: { name: "周墨", email: "zhou.mo@songkeeper.example", does: "writes words", parties: [] },
  owner: { name: "陈茗", email: "chen.ming@songkeeper.example", does: "owns the tea house", parties: [] },
  tailor: { name: "方棉", email: "fang.mian@songkeeper.example", does: "owns the web shop", parties: [] },
  listener: { name: "苏禾", email: "su.he@songkeeper.example", does: "listens, and owns songs", parties: [] },
  collector: { name: "顾安", email: "gu.an@songkeeper.example", does: "listens", parties: [] },
  visitor: { name: "Nina Weber", email: "nina.weber@songkeeper.example", does: "listens", parties: [] },
} as const;

/** Somebody of the sample world. */
export type SamplePerson = keyof typeof PEOPLE;

/** Who there is to be, by what each comes to do: a name alone would not say whose shop it is. */
export function accountsInWords(): string {
  const who = Object.values(PEOPLE).map(({ email, does }) => `${email} (${does})`);
  return [`Sign in with the password ${SAMPLE_PASSWORD} as`, ...who].join("\n  ");
}
