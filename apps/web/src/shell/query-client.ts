import { ProblemError } from "@songkeeper/client";
import { QueryClient } from "@tanstack/react-query";

const RETRIES_MAX = 2;

/** The cache of what the API said. A refusal is an answer and is not asked again; a lost request is, twice. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        networkMode: "always",
        retry: (failures, error) => failures < RETRIES_MAX && mayPass(error),
        retryDelay: (failures) => 500 * 2 ** failures,
      },
      mutations: { networkMode: "always" },
    },
  });
}

function mayPass(error: Error): boolean {
  return error instanceof ProblemError && (error.status === 0 || error.status >= 500 || error.status === 429);
}
