import { Trans, useLingui } from "@lingui/react/macro";
import type { DraftView, Me } from "@songkeeper/client";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { ArrowLeft, ArrowRight } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { client } from "../shell/client.ts";
import { Loaded, SkeletonCards } from "../shell/loaded.tsx";
import { useRefreshMe } from "../shell/me.ts";
import { PageTitle } from "../shell/page-title.tsx";
import { SignedInOnly } from "../shell/signed-in-only.tsx";
import { endAudition } from "./audition.ts";
import { FilesStep } from "./files-step.tsx";
import { focusField } from "./focus-field.ts";
import { PricesStep } from "./prices-step.tsx";
import { wrongWords } from "./problem-words.ts";
import { PublishCard } from "./publish-card.tsx";
import { fieldId, type PublishProblem } from "./publish-problems.ts";
import { PublishedPage } from "./published-page.tsx";
import { ReadStep } from "./read-step.tsx";
import { SaveNote } from "./save-note.tsx";
import { neighbourStep, STUDIO_STEPS, type StudioStep } from "./studio-step.ts";
import { StudioSteps } from "./studio-steps.tsx";
import type { Author } from "./take-in-recordings.ts";
import { useDraft, useDraftView } from "./use-draft.ts";
import { type Publishing, usePublishing } from "./use-publishing.ts";

const route = getRouteApi("/studio/draft/$draftId");

/** A release on its way: from files over what was read to prices and publishing, back and forth as one likes. */
export function DraftPage() {
  const { draftId } = route.useParams();
  const { t } = useLingui();
  return (
    <SignedInOnly>
      {(me) => (
        <>
          <PageTitle>{t`New release`}</PageTitle>
          <OneDraft key={draftId} draftId={draftId} me={me} />
        </>
      )}
    </SignedInOnly>
  );
}

function OneDraft({ draftId, me }: { draftId: string; me: Me }) {
  const view = useDraftView(draftId);
  return (
    <Loaded
      query={view}
      heading={<Trans>New release</Trans>}
      skeleton={<SkeletonCards heights={["2.5rem", "3rem", "16rem"]} />}
    >
      {(known) => (known.publishedReleaseId ? <PublishedPage draft={known} /> : <Editor view={known} me={me} />)}
    </Loaded>
  );
}

function Editor({ view, me }: { view: DraftView; me: Me }) {
  const { i18n } = useLingui();
  const { step } = route.useSearch();
  const draft = useDraft(view, useAuthor(me));
  const publishing = usePublishing(draft);
  const mend = useMending();
  useEffect(() => endAudition, []);
  const wrong = (path: string) => {
    const problem = publishing.tried ? publishing.problems.find((one) => one.path === path) : undefined;
    return problem && i18n._(wrongWords(problem));
  };
  return (
    <div className="space-y-6">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h1 className="min-w-0 wrap-anywhere">{draft.body.title.trim() || <Trans>New release</Trans>}</h1>
        <SaveNote draft={draft} />
      </div>
      <StudioSteps draftId={view.id} current={step} done={doneSteps(publishing)} />
      {step === "files" && <FilesStep draft={draft} />}
      {step === "read" && <ReadStep draft={draft} wrong={wrong} />}
      {step === "prices" && (
        <>
          <PricesStep draft={draft} />
          <PublishCard draft={draft} publishing={publishing} onMend={mend} />
        </>
      )}
      <BackAndForth draftId={view.id} step={step} />
    </div>
  );
}

/** Who is at the form; who has no party yet is given one, so that what is theirs comes to them from the first day on. */
function useAuthor({ user, parties }: Me): Author {
  const refresh = useRefreshMe();
  const { mutate: begin, isIdle } = useMutation({
    mutationFn: () => client.studio.beginParty(user.name),
    onSuccess: refresh,
  });
  const none = parties.length === 0;
  useEffect(() => {
    if (none && isIdle) begin();
  }, [none, isIdle, begin]);
  return useMemo(
    () => ({ name: parties[0]?.name ?? user.name, partyIds: parties.map(({ id }) => id) }),
    [parties, user.name],
  );
}

/** Goes to the step of a problem, and there to its field. */
function useMending(): (problem: PublishProblem) => void {
  const navigate = useNavigate();
  const { step } = route.useSearch();
  const wanted = useRef<string>(undefined);
  useEffect(() => {
    if (wanted.current !== undefined) focusField(wanted.current);
    wanted.current = undefined;
  }, [step]);
  return (problem) => {
    const id = fieldId(problem.path);
    if (problem.step === step) return focusField(id);
    wanted.current = id;
    void navigate({ from: "/studio/draft/$draftId", to: ".", search: { step: problem.step } });
  };
}

function doneSteps({ problems }: Publishing): ReadonlySet<StudioStep> {
  const open = new Set(problems.map(({ step }) => step));
  if (problems.some(({ rule }) => rule === "no_songs")) return new Set();
  return new Set(STUDIO_STEPS.filter((step) => !open.has(step)));
}

function BackAndForth({ draftId, step }: { draftId: string; step: StudioStep }) {
  const [before, after] = [neighbourStep(step, -1), neighbourStep(step, 1)];
  return (
    <div className="flex flex-wrap justify-between gap-3">
      {before ? (
        <Link
          to="/studio/draft/$draftId"
          params={{ draftId }}
          search={{ step: before }}
          className="button button-quiet"
        >
          <ArrowLeft aria-hidden className="size-4" />
          <Trans>Back</Trans>
        </Link>
      ) : (
        <Link to="/studio" className="button button-quiet">
          <ArrowLeft aria-hidden className="size-4" />
          <Trans>To the Studio</Trans>
        </Link>
      )}
      {after && (
        <Link to="/studio/draft/$draftId" params={{ draftId }} search={{ step: after }} className="button button-main">
          <Trans>Go on</Trans>
          <ArrowRight aria-hidden className="size-4" />
        </Link>
      )}
    </div>
  );
}
