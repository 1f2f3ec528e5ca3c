import { SALE_MODES } from "@songkeeper/catalog";
import { z } from "zod";
import { microText, money } from "./words.ts";

/** A song's price to buyers: 0 to 50.00 yuan in whole fen (rule 1 of the house); 0 is free, "at least" lets them add. */
export const salePrice = z.strictObject({
  mode: z.enum(SALE_MODES),
  amountMicro: money({ min: 0n, max: 50_000_000n, step: 10_000n }),
});

/** The same in an answer. */
export const saleView = z.strictObject({ mode: z.enum(SALE_MODES), amountMicro: microText });
