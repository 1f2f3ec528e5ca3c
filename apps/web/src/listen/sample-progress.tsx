import { Trans } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { client } from "../shell/client.ts";
import { LISTEN } from "./use-listen.ts";

const ASK_EVERY_MS = 3_000;

/** How far a new platform is with its sample songs; asked again as long as it makes them. */
export function useSample() {
  const ready = useQuery({
    queryKey: ["ready"],
    queryFn: ({ signal }) => client.auth.ready(signal),
    refetchInterval: ({ state }) => (state.data?.sample.state === "making" ? ASK_EVERY_MS : false),
  });
  return ready.data?.sample;
}

/** While a new platform makes its sample songs: how far that is; each that is done appears on the page. */
export function SampleProgress() {
  const queries = useQueryClient();
  const sample = useSample();
  const done = sample?.done;
  useEffect(() => {
    if (done) void queries.invalidateQueries({ queryKey: [LISTEN] });
  }, [done, queries]);
  if (sample?.state === "failed")
    return (
      <p role="status" className="card text-soft">
        <Trans>Some sample songs could not be made. Everything else works.</Trans>
      </p>
    );
  if (sample?.state !== "making") return null;
  const total = sample.total;
  return (
    <section className="card space-y-3" aria-busy="true">
      <h2>
        <Trans>The sample songs and shops are being made</Trans>
      </h2>
      <p role="status" className="text-soft">
        <Trans>
          {done} of {total} steps are done. First the songs, each composed here and uploaded like anybody's; then two
          shops, with weeks of plays and sales. What is done appears below.
        </Trans>
      </p>
      <progress className="progress" value={done} max={Math.max(1, total)} />
    </section>
  );
}
