/** The password of everybody in the sample world who has an account. */
export const SAMPLE_PASSWORD = "songkeeper-sample";

/** Who has an account, with the names under which they are credited, and what each of them does. */
export const PEOPLE = {
  musician: {
    name: "林月",
    email: "lin.yue@songkeeper.example",
    does: "a musician with an album and an EP",
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
    does: "a musician with an EP",
    parties: ["Mara Quinn"],
  },
  // Invited by the musician: the party comes with that.
  lyricist: { name: "周墨", email: "zhou.mo@songkeeper.example", does: "writes words for others", parties: [] },
  listener: { name: "苏禾", email: "su.he@songkeeper.example", does: "a listener who owns songs", parties: [] },
  collector: { name: "顾安", email: "gu.an@songkeeper.example", does: "a listener", parties: [] },
  visitor: { name: "Nina Weber", email: "nina.weber@songkeeper.example", does: "a listener", parties: [] },
  owner: { name: "陈茗", email: "chen.ming@songkeeper.example", does: "owns the tea house", parties: [] },
  tailor: { name: "方棉", email: "fang.mian@songkeeper.example", does: "owns the web shop", parties: [] },
  operator: { name: "Songkeeper", email: "operator@songkeeper.example", does: "runs the platform", parties: [] },
} as const;

/** Somebody of the sample world. */
export type SamplePerson = keyof typeof PEOPLE;

/** The users behind the sample's people. */
export type SamplePeople = Readonly<Record<SamplePerson, string>>;

/** Who there is to be, by what each comes to do: a name alone would not say whose shop it is. */
export function accountsInWords(): string {
  const who = Object.values(PEOPLE).map(({ email, does }) => `${email} (${does})`);
  return [`Sign in with the password ${SAMPLE_PASSWORD} as`, ...who].join("\n  ");
}
