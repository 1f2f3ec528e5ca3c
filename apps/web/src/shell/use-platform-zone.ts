import { useQuery } from "@tanstack/react-query";
import { client } from "./client.ts";

/** The zone in which the platform counts its days and months; undefined until it has said so. */
export function usePlatformZone(): string | undefined {
  const health = useQuery({
    queryKey: ["health"],
    queryFn: ({ signal }) => client.auth.health(signal),
    staleTime: Infinity,
  });
  return health.data?.timeZone;
}
