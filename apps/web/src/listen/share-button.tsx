import { Trans, useLingui } from "@lingui/react/macro";
import { Check, Share2 } from "lucide-react";
import { useEffect, useState } from "react";

/** Hands on a page's address: by the device's own sheet where there is one, else by copying it. */
export function ShareButton({ title }: { title: string }) {
  const { t } = useLingui();
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 2500);
    return () => clearTimeout(timer);
  }, [state]);
  const share = async () => setState(await handOn(title, location.origin + location.pathname));
  return (
    <button type="button" className="button button-icon" aria-label={t`Share this`} onClick={() => void share()}>
      {state === "copied" ? <Check aria-hidden className="size-5" /> : <Share2 aria-hidden className="size-5" />}
      <span role="status" className="text-sm empty:hidden">
        {state === "copied" && <Trans>Link copied</Trans>}
        {state === "refused" && <Trans>Copy the address above</Trans>}
      </span>
    </button>
  );
}

async function handOn(title: string, url: string): Promise<"idle" | "copied" | "refused"> {
  try {
    if (typeof navigator.share === "function" && matchMedia("(pointer: coarse)").matches) {
      await navigator.share({ title, url });
      return "idle";
    }
    await navigator.clipboard.writeText(url);
    return "copied";
  } catch (error) {
    // Whoever closes the sheet has changed their mind; all else is a browser that does not let us.
    return error instanceof DOMException && error.name === "AbortError" ? "idle" : "refused";
  }
}
