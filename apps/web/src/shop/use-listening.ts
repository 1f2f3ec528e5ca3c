import { useEffect, useRef, useState } from "react";
import { player } from "../listen/player.ts";

/** Hearing a song before choosing it: one at a time, stopped when the page is left. */
export function useListening() {
  const audio = useRef<HTMLAudioElement | null>(null);
  const [state, setState] = useState<{ trackId: string; failed: boolean } | undefined>();
  useEffect(() => () => audio.current?.pause(), []);
  const stop = () => {
    audio.current?.pause();
    setState(undefined);
  };
  const listen = ({ trackId, listenUrl }: { trackId: string; listenUrl: string }) => {
    audio.current?.pause();
    player.pause();
    const sounding = new Audio(listenUrl);
    audio.current = sounding;
    setState({ trackId, failed: false });
    const fail = () => audio.current === sounding && setState({ trackId, failed: true });
    sounding.onended = () => audio.current === sounding && setState(undefined);
    sounding.onerror = fail;
    sounding.play().catch(fail);
  };
  return {
    sounding: state && !state.failed ? state.trackId : undefined,
    failed: state?.failed ? state.trackId : undefined,
    listen,
    stop,
  };
}
