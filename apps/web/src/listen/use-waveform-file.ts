import { useQuery } from "@tanstack/react-query";

/** A waveform file's bytes; undefined until they are there, empty where there is none. */
export function useWaveformFile(url: string | undefined): Uint8Array | undefined {
  const file = useQuery({
    queryKey: ["waveform", url],
    queryFn: ({ signal }) => fetchBytes(url ?? "", signal),
    enabled: url !== undefined,
    staleTime: Infinity,
    retry: false,
  });
  return file.data;
}

async function fetchBytes(url: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { signal });
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : new Uint8Array();
}
