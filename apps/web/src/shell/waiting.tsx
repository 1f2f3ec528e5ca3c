import { Trans } from "@lingui/react/macro";
import { SkeletonCards } from "./loaded.tsx";

/** While a room's code is fetched: the shape of a page, so that nothing jumps when it comes. */
export function Waiting() {
  return (
    <div aria-busy="true">
      <p role="status" className="sr-only">
        <Trans>Loading…</Trans>
      </p>
      <SkeletonCards heights={["2.5rem", "11rem", "18rem"]} />
    </div>
  );
}
