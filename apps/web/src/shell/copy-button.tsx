import { Trans, useLingui } from "@lingui/react/macro";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";

/** Copies a text and says so; `what` names it for those who only hear the button. */
export function CopyButton({ text, what, compact }: { text: string; what: string; compact?: boolean }) {
  const { t } = useLingui();
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 2500);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => setState(await putOnClipboard(text));
  const Icon = state === "copied" ? Check : Copy;
  return (
    <button
      type="button"
      className={compact ? "button button-icon" : "button button-quiet"}
      aria-label={compact ? t`Copy ${what}` : undefined}
      onClick={() => void copy()}
    >
      <Icon aria-hidden className="size-4" />
      {!compact && <CopyWord state={state} />}
      <span className="sr-only" role="status">
        {state === "copied" && <Trans>Copied</Trans>}
        {state === "refused" && <Trans>The browser does not allow copying; select the text instead.</Trans>}
      </span>
    </button>
  );
}

function CopyWord({ state }: { state: "idle" | "copied" | "refused" }) {
  if (state === "copied") return <Trans>Copied</Trans>;
  if (state === "refused") return <Trans>Select and copy by hand</Trans>;
  return <Trans>Copy</Trans>;
}

/** Browsers offer the clipboard to secure pages only: on others the person copies by hand. */
async function putOnClipboard(text: string): Promise<"copied" | "refused"> {
  try {
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    return "refused";
  }
}
