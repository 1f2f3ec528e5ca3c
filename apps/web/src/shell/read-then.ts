/** An address of ours: it begins with one slash, and browsers read nothing of it as another site's. */
const OWN_ADDRESS = /^\/(?![/\\])[^\\\p{Cc}]*$/u;

/**
 * Where to go after signing in: an address of ours, never another site's. What is refused must be said to be nothing: the
 * router lets through as it is whatever of an address is not spoken of.
 */
export function readThen({ then }: Record<string, unknown>): { then?: string | undefined } {
  return { then: typeof then === "string" && OWN_ADDRESS.test(then) ? then : undefined };
}
