import type { Role, Use } from "@songkeeper/client";

/** One credit's share in one kind of use of a song: what the plays were, and what they came to. */
export interface StatementLine {
  readonly originMonth: string;
  readonly track: {
    readonly id: string;
    readonly title: string;
    readonly artist: string;
    readonly isrc: string | null;
  };
  readonly use: Use;
  readonly priceVersion: number;
  readonly feeMicro: string;
  readonly coveredRoles: readonly Role[];
  readonly playsBefore: number;
  readonly playsNow: number;
  /** Newly accounted plays by verdict and reason: "billed", "unbilled:below_threshold". */
  readonly plays: Readonly<Record<string, number>>;
  readonly grossMicro: string;
  readonly credits: readonly { readonly role: Role; readonly position: number; readonly weight: number }[];
  readonly role: Role;
  readonly position: number;
  readonly amountMicro: string;
  readonly kind: "allocated" | "difference";
}

/** What the page shows of a signed statement; the file itself holds more, for who checks it. */
export interface StatementFile {
  readonly statement: {
    readonly header: {
      readonly id: string;
      readonly version: number;
      readonly supersedes: string | null;
      readonly party: { readonly id: string; readonly name: string };
      readonly month: string;
      readonly zone: string;
      readonly currency: string;
      readonly broughtForwardMicro: string;
      readonly grossMicro: string;
      readonly allocatedMicro: string;
      readonly differencesMicro: string;
      readonly creditedMicro: { readonly payable: string; readonly maturing: string; readonly unclaimed: string };
      readonly withheldMicro: string;
      readonly paidMicro: string;
      readonly carriedMicro: string;
    };
    readonly lines: readonly StatementLine[];
    readonly checkpoint: {
      readonly checkpoint: {
        readonly treeSize: number;
        readonly rootHash: string;
        readonly at: string;
        readonly timeZone: string;
        readonly keyId: string;
      };
      readonly signature: string;
    };
    readonly playsFile: { readonly sha256: string; readonly bytes: number } | null;
    readonly commissionMicro: string;
  };
  readonly signature: string;
  readonly publicKeys: readonly { readonly kid: string; readonly publicKey: string }[];
}
