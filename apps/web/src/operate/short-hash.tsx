import { useLingui } from "@lingui/react/macro";
import { CopyButton } from "../shell/copy-button.tsx";

/** A hash's first digits, the whole on hover, and a button that copies it. */
export function ShortHash({ hash }: { hash: string }) {
  const { t } = useLingui();
  return (
    <span className="-my-1.5 inline-flex items-center">
      <span className="code" title={hash}>
        {hash.slice(0, 12)}…
      </span>
      <CopyButton text={hash} what={t`the whole hash`} compact />
    </span>
  );
}
