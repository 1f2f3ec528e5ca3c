import { createMemoryHistory, createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { expect, test } from "vitest";
import { readThen } from "./read-then.ts";

/** What a page learns of an address by which it was opened. */
function learnt(then: string): unknown {
  const root = createRootRoute();
  const page = createRoute({ getParentRoute: () => root, path: "/sign-in", validateSearch: readThen });
  const search = new URLSearchParams({ then });
  const history = createMemoryHistory({ initialEntries: [`/sign-in?${search}`] });
  const router = createRouter({ routeTree: root.addChildren([page]), history });
  return router.matchRoutes(router.latestLocation).at(-1)?.search;
}

test.each(["/", "/song/01a1?buy=1", "/claim/abc"])("after signing in one comes to %s", (then) => {
  expect(learnt(then)).toEqual({ then });
});

test.each([
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
  "evil",
])("after signing in nobody is sent to %j", (then) => {
  expect(learnt(then)).toEqual({ then: undefined });
});
