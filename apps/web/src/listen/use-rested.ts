import { useEffect, useState } from "react";

const WAIT_MS = 150;

/** What was typed, once the typing rests for a moment: asked for then, not at every letter. */
export function useRested(typed: string): string {
  const [rested, setRested] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setRested(typed), WAIT_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return rested;
}
