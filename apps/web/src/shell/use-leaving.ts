import { useEffect, useEffectEvent, useRef } from "react";

/** Closes what is open on Escape (giving the focus back to what opened it), on a press outside, and when focus leaves. */
export function useLeaving<Box extends HTMLElement = HTMLDivElement>(
  open: boolean,
  close: () => void,
  opener: "button" | "input" = "button",
) {
  const box = useRef<Box>(null);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    box.current?.querySelector(opener)?.focus();
    close();
  });
  const onElsewhere = useEffectEvent((event: Event) => {
    if (event.target instanceof Node && !box.current?.contains(event.target)) close();
  });
  useEffect(() => {
    if (!open) return;
    addEventListener("keydown", onKey);
    addEventListener("pointerdown", onElsewhere);
    addEventListener("focusin", onElsewhere);
    return () => {
      removeEventListener("keydown", onKey);
      removeEventListener("pointerdown", onElsewhere);
      removeEventListener("focusin", onElsewhere);
    };
  }, [open]);
  return box;
}
