/** An International Standard Recording Code (ISO 3901) in its compact form: "CNA012600001". */
export type Isrc = string & { readonly __unit: "isrc" };

const COMPACT = /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/;

/** Text as an ISRC, printed with hyphens, spaces or small letters or not; undefined for what is none. */
export function isrcOf(text: string): Isrc | undefined {
  const compact = text
    .toUpperCase()
    .replace(/^\s*ISRC[\s:]+/, "")
    .replace(/[\s:-]/g, "");
  return COMPACT.test(compact) ? (compact as Isrc) : undefined;
}
