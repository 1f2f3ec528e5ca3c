import { ProblemError } from "@songkeeper/client";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Loaded } from "../shell/loaded.tsx";
import { NotFoundPage } from "../shell/not-found-page.tsx";

interface FoundProps<T> {
  query: UseQueryResult<T>;
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

/** What a page is about; a page about nothing says that there is nothing at its address. */
export function Found<T>({ query, skeleton, children }: FoundProps<T>) {
  if (query.error instanceof ProblemError && query.error.status === 404) return <NotFoundPage />;
  return (
    <Loaded query={query} skeleton={skeleton} heading="Songkeeper">
      {children}
    </Loaded>
  );
}
