import { CURRENCY, type Micro, micro, ROLES, USES } from "@songkeeper/base";
import { z } from "zod";

/** A whole number that JSON carries exactly. */
export const int = z.int().min(0);
/** An id: ours are UUIDs; those that devices send are checked for this form. */
export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** A SHA-256 hash in lower-case hex. */
export const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** An instant as UTC ISO text. */
export const instant = z.iso.datetime();
/** A calendar month of the platform's zone, "2026-03". */
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
/** A calendar day of the platform's zone, "2026-03-10". */
export const day = z.iso.date();
export const role = z.enum(ROLES);
export const use = z.enum(USES);
export const currency = z.literal(CURRENCY);

/** Any amount of money as decimal text of micro-yuan, "-52" among them; the answer's side. */
export const microText = z.string().regex(/^(0|-?[1-9]\d{0,18})$/);

/** Text of 1 to `max` characters after trimming, without control characters, half characters and bidirectional overrides. */
export function label(max: number) {
  return z
    .string()
    .transform((text) => text.normalize("NFC").trim())
    .pipe(
      z
        .string()
        .min(1)
        .max(max)
        .regex(/^[^\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]*$/u),
    );
}

/** Text of 1 to `max` characters after trimming that may have lines, else without what a label is without. */
export function paragraph(max: number) {
  return z
    .string()
    .transform((text) => text.normalize("NFC").replaceAll("\r\n", "\n").trim())
    .pipe(
      z
        .string()
        .min(1)
        .max(max)
        .regex(/^(?:\n|[^\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069])*$/u),
    );
}

/** Money in a request: decimal text of micro-yuan within bounds and in whole steps. Gives a `Micro`. */
export function money(bounds: { min: bigint; max: bigint; step: bigint }) {
  return z
    .string()
    .regex(/^(0|[1-9]\d{0,18})$/, "not_micros")
    .transform((text): Micro => micro(text))
    .refine((amount) => amount >= bounds.min && amount <= bounds.max, "out_of_range")
    .refine((amount) => amount % bounds.step === 0n, "not_in_steps");
}

/** A fee per play: 0 to 1.00 yuan in steps of 0.0001 (rule 6 of the house). */
export const feePerPlay = money({ min: 0n, max: 1_000_000n, step: 100n });

/** A page of a list: what comes next is asked for by `cursor`; null at the end. */
export function page<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item), cursor: z.string().nullable() });
}
