import { Trans, useLingui } from "@lingui/react/macro";
import { type Role, ROLES } from "@songkeeper/base";
import { UserPlus } from "lucide-react";
import { type ReactNode, useId } from "react";
import { ROLE_WORDS } from "../shell/role-words.ts";
import { CreditRow } from "./credit-row.tsx";
import {
  addCredit,
  type DraftCredit,
  type DraftTrack,
  fillRest,
  percentText,
  roleState,
  setInstrumental,
  splitEvenly,
  sumOfRole,
} from "./credit-parts.ts";
import { PartBar } from "./part-bar.tsx";
import { fieldId } from "./publish-problems.ts";
import type { StepProps } from "./step-props.ts";

const TENTHS: Record<Role, ReactNode> = {
  lyricist: <Trans>10 % of the income</Trans>,
  composer: <Trans>10 % of the income</Trans>,
  recording: <Trans>80 % of the income: whoever made or owns the recording</Trans>,
};

interface CreditsEditorProps extends StepProps {
  track: DraftTrack;
  at: number;
}

/** Who made a song, role by role, with parts that have to fill each bar. */
export function CreditsEditor({ draft, wrong, track, at }: CreditsEditorProps) {
  const path = `tracks.${at}.credits`;
  const names = useId();
  const known = new Set([draft.author.name, draft.body.artist, ...allNames(draft.body.tracks)].filter(Boolean));
  const change = (credits: DraftCredit[]) => draft.changeTrack(at, { credits });
  return (
    <div id={fieldId(path)} role="group" tabIndex={-1} className="space-y-5" aria-labelledby={`${names}-title`}>
      <div>
        <h4 id={`${names}-title`} className="font-strong">
          <Trans>Who made it</Trans>
        </h4>
        <p className="text-sm text-soft">
          <Trans>
            Each of them is paid their part of every sale and every play. Who has not joined yet is kept what is theirs.
          </Trans>
        </p>
        {wrong(path) && (
          <p role="alert" className="text-sm text-bad">
            {wrong(path)}
          </p>
        )}
      </div>
      <datalist id={names}>
        {[...known].map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      {ROLES.map((role) => (
        <RoleEditor key={role} role={role} draft={draft} track={track} names={names} onChange={change} />
      ))}
    </div>
  );
}

interface RoleEditorProps {
  role: Role;
  draft: StepProps["draft"];
  track: DraftTrack;
  /** The id of the list of names that are offered. */
  names: string;
  onChange: (credits: DraftCredit[]) => void;
}

function RoleEditor({ role, draft, track, names, onChange }: RoleEditorProps) {
  const { i18n } = useLingui();
  const { credits } = track;
  const own = credits.filter((credit) => credit.role === role);
  const isInstrumental = role === "lyricist" && own.length === 0;
  const { author } = draft;
  return (
    <fieldset className="space-y-2">
      <legend className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-strong">{i18n._(ROLE_WORDS[role])}</span>
        <span className="text-sm text-soft">
          {isInstrumental ? <Trans>their 10 % go to the composer</Trans> : TENTHS[role]}
        </span>
      </legend>
      {role === "lyricist" && (
        <label className="flex min-h-11 items-center gap-2">
          <input
            type="checkbox"
            className="size-5 accent-(--accent)"
            checked={isInstrumental}
            onChange={(event) => onChange(setInstrumental(credits, event.target.checked))}
          />
          <Trans>Instrumental: there are no words</Trans>
        </label>
      )}
      {own.length > 0 && <PartBar credits={own} />}
      {!isInstrumental && <RoleState role={role} credits={credits} onChange={onChange} />}
      {credits.map((credit, index) =>
        credit.role === role ? (
          <CreditRow
            key={index}
            credit={credit}
            draft={draft}
            names={names}
            onChange={(next) => onChange(credits.map((one, other) => (other === index ? next : one)))}
            onRemove={() => onChange(credits.filter((_, other) => other !== index))}
          />
        ) : null,
      )}
      {!isInstrumental && (
        <div className="flex flex-wrap gap-2">
          {!own.some(draft.isMine) && (
            <button
              type="button"
              className="button button-plain"
              onClick={() => onChange(addCredit(credits, { role, name: author.name, partyId: author.partyIds[0] }))}
            >
              <UserPlus aria-hidden className="size-4" />
              {own.length === 0 ? <Trans>This was me</Trans> : <Trans>Me too</Trans>}
            </button>
          )}
          <button
            type="button"
            className="button button-plain"
            onClick={() => onChange(addCredit(credits, { role, name: "" }))}
          >
            <UserPlus aria-hidden className="size-4" />
            <Trans>Name somebody</Trans>
          </button>
        </div>
      )}
    </fieldset>
  );
}

function RoleState({
  role,
  credits,
  onChange,
}: {
  role: Role;
  credits: readonly DraftCredit[];
  onChange: (credits: DraftCredit[]) => void;
}) {
  const state = roleState(credits, role);
  const sum = sumOfRole(credits, role);
  const count = credits.filter((credit) => credit.role === role).length;
  const last = credits.findLastIndex((credit) => credit.role === role);
  const [there, missing] = [percentText(sum), percentText(Math.abs(1000 - sum))];
  const canSplit = count > 1 && state !== "empty";
  if (state === "empty")
    return (
      <p className="text-sm text-warn">
        <Trans>Nobody is named yet.</Trans>
      </p>
    );
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {state !== "full" && (
        <p role="status" className={`text-sm ${state === "over" ? "text-bad" : "text-warn"}`}>
          {state === "under" ? (
            <Trans>
              {there} of 100 %: {missing} % missing
            </Trans>
          ) : (
            <Trans>
              {there} of 100 %: {missing} % too much
            </Trans>
          )}
        </p>
      )}
      {state !== "full" && (
        <button type="button" className="button button-plain" onClick={() => onChange(fillRest(credits, last))}>
          {state === "under" ? <Trans>Fill the rest</Trans> : <Trans>Take it from the last</Trans>}
        </button>
      )}
      {canSplit && (
        <button type="button" className="button button-plain" onClick={() => onChange(splitEvenly(credits, role))}>
          <Trans>Split evenly</Trans>
        </button>
      )}
    </div>
  );
}

function allNames(tracks: readonly DraftTrack[]): string[] {
  return tracks.flatMap(({ credits }) => credits.map(({ name }) => name.trim()));
}
