import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { ClockAlert, CloudUpload, HardDrive, TriangleAlert, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import type { Doing, Notices as Facts } from "../core/view.ts";

/** What people should know while the music plays: each with what it means and what to do. */
export function Notices({ notices, doing }: { notices: Facts; doing: Doing }) {
  const { offlineSince, now, waiting, isClockWrong, isDiskLow, isForked, problem, refusal } = notices;
  return (
    <div className="mt-3 flex flex-col gap-2 empty:hidden lg:text-lg" role="status" data-testid="notices">
      {isForked && (
        <Notice id="forked" tone="bad" icon={<TriangleAlert aria-hidden size={20} />}>
          <Trans>
            The platform holds another record of plays for this device. Delivering has stopped; the operator must look
            at it. What is played is kept here.
          </Trans>
        </Notice>
      )}
      {isDiskLow && (
        <Notice id="disk" tone="bad" icon={<HardDrive aria-hidden size={20} />}>
          <Trans>This device is short of disk space. Free some, or songs and plays cannot be kept.</Trans>
        </Notice>
      )}
      {offlineSince !== null && <Offline since={offlineSince} now={now} waiting={waiting} />}
      {isUnknown(notices) && (
        <Notice id="unknown" tone="bad" icon={<TriangleAlert aria-hidden size={20} />}>
          <Trans>The platform does not know this device. Please pair it again.</Trans>
        </Notice>
      )}
      {problem !== null && !isForked && !isUnknown(notices) && (
        <Notice id="problem" tone="bad" icon={<CloudUpload aria-hidden size={20} />}>
          <Trans>
            The platform does not take the plays ({problem}). They are kept here and tried again; please tell the
            operator if this stays.
          </Trans>
        </Notice>
      )}
      {isClockWrong && (
        <Notice id="clock" tone="warn" icon={<ClockAlert aria-hidden size={20} />}>
          <Trans>
            This device's clock is wrong. Please set it: without a connection the player cannot tell which day it is.
          </Trans>
        </Notice>
      )}
      {isOutOfMoney(refusal) && doing !== "budget_used" && (
        <Notice id="budget" tone="warn" icon={<TriangleAlert aria-hidden size={20} />}>
          <Trans>
            The platform grants no more money for priced songs. What was granted before is still played, and free songs.
          </Trans>
        </Notice>
      )}
    </div>
  );
}

/** Whether the platform has no such device: only a new pairing helps. */
export function isUnknown({ problem }: Facts): boolean {
  return problem === "unknown_device" || problem === "not_signed_in";
}

function isOutOfMoney(refusal: string | null): boolean {
  return refusal === "budget_used" || refusal === "wallet_empty";
}

function Offline({ since, now, waiting }: { since: number; now: number; waiting: number }) {
  const { i18n } = useLingui();
  const isLong = now - since > 20 * 3_600_000;
  const time = i18n.date(new Date(since), {
    ...(isLong ? { dateStyle: "medium" as const } : {}),
    timeStyle: "short",
    hourCycle: "h23",
  });
  return (
    <Notice id="offline" tone="warn" icon={<WifiOff aria-hidden size={20} />}>
      <Trans>Off-line since {time}.</Trans>{" "}
      {waiting > 0 ? (
        <Plural
          value={waiting}
          one="# play is kept here and will be delivered."
          other="# plays are kept here and will be delivered."
        />
      ) : (
        <Trans>Plays are kept here and will be delivered.</Trans>
      )}
    </Notice>
  );
}

const TONES = { warn: "bg-warn-wash text-warn", bad: "bg-bad-wash text-bad" };

function Notice({
  id,
  tone,
  icon,
  children,
}: {
  id: string;
  tone: keyof typeof TONES;
  icon: ReactNode;
  children: ReactNode;
}) {
  return (
    <p className={`flex items-start gap-3 rounded-card px-4 py-2.5 ${TONES[tone]}`} data-testid={`notice-${id}`}>
      <span className="mt-0.5 shrink-0">{icon}</span>
      <span>{children}</span>
    </p>
  );
}
