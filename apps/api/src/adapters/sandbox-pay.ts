import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { canonicalJson, micro, type Micro, parseJson } from "@songkeeper/base";
import { z } from "zod";

/** What a provider tells about a payment. It may tell it twice, late, and in any order. */
export interface PaymentNotice {
  /** The provider's own name for this notice: told twice, it is one. */
  readonly eventId: string;
  readonly reference: string;
  readonly kind: "paid" | "declined" | "charged_back";
  readonly amount: Micro;
}

/** A notice as it arrives: nothing in it counts unless the signature is the provider's. */
export interface SignedNotice {
  readonly body: string;
  readonly signature: string;
}

/** A way to take money in. */
export interface PaymentProvider {
  readonly name: string;
  /** A name for a payment that nobody can guess. */
  newReference(): string;
  /** Where a buyer pays. */
  payUrl(reference: string): string;
  /** What a notice says; undefined where the provider did not sign it. */
  readNotice(signed: SignedNotice): PaymentNotice | undefined;
}

/** The built-in provider, at whose page a buyer says whether the money is there. */
export interface SandboxPayments extends PaymentProvider {
  /** What it tells when a buyer pays or declines; one who presses twice pays once. */
  decide(of: { reference: string; amount: Micro; outcome: "pay" | "decline" }): SignedNotice;
}

const notice = z.strictObject({
  eventId: z.string(),
  reference: z.string(),
  kind: z.enum(["paid", "declined", "charged_back"]),
  amountMicro: z.string(),
});

/** The built-in provider, which moves no money. Its notices are signed and read as a real provider's are. */
export function sandboxPayments(secret: Uint8Array): SandboxPayments {
  const sign = (body: string) => createHmac("sha256", secret).update(`sandbox-notice:${body}`).digest();
  return {
    name: "sandbox",
    newReference: () => randomBytes(16).toString("base64url"),
    payUrl: (reference) => `/pay/sandbox/${reference}`,
    decide({ reference, amount, outcome }) {
      const kind = outcome === "pay" ? "paid" : "declined";
      const body = canonicalJson({ eventId: `${reference}.${kind}`, reference, kind, amountMicro: `${amount}` });
      return { body, signature: sign(body).toString("base64url") };
    },
    readNotice({ body, signature }) {
      const [expected, given] = [sign(body), Buffer.from(signature, "base64url")];
      if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
      const { amountMicro, ...told } = notice.parse(parseJson(body));
      return { ...told, amount: micro(amountMicro) };
    },
  };
}
