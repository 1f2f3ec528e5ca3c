import { Trans, useLingui } from "@lingui/react/macro";
import { PageTitle } from "../shell/page-title.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { SignedInOnly } from "../shell/signed-in-only.tsx";
import { DraftList } from "./draft-list.tsx";
import { DropArea } from "./drop-area.tsx";
import { ReleaseList } from "./release-list.tsx";
import { useNewDraft } from "./use-studio.ts";

/** The Studio: a place to drop new songs on, what is not finished, and what is out. */
export function StudioPage() {
  const { t } = useLingui();
  return (
    <SignedInOnly>
      {() => (
        <div className="space-y-10">
          <PageTitle>{t`Studio`}</PageTitle>
          <div className="space-y-4">
            <h1>
              <Trans>Studio</Trans>
            </h1>
            <NewRelease />
          </div>
          <DraftList />
          <ReleaseList />
        </div>
      )}
    </SignedInOnly>
  );
}

function NewRelease() {
  const begin = useNewDraft();
  return (
    <div className="space-y-3">
      <DropArea
        large
        title={<Trans>New release: drop your songs here</Trans>}
        disabled={begin.isPending}
        onFiles={(files) => begin.mutate(files)}
      />
      <p className="text-center text-sm text-soft">
        <Trans>
          Three steps: files, what was read from them, prices. Everything is kept as you go; nobody hears it before you
          publish.
        </Trans>
      </p>
      {begin.isError && <ProblemNote error={begin.error} />}
    </div>
  );
}
