import { createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { heard, rootRoute } from "./root-route.ts";
import { CrashPage } from "./shell/crash-page.tsx";
import { HomePage } from "./shell/home-page.tsx";
import { readThen } from "./shell/read-then.ts";
import { Waiting } from "./shell/waiting.tsx";
import { workRoutes } from "./work-routes.ts";

const at = () => rootRoute;
const home = createRoute({ getParentRoute: at, path: "/", component: HomePage });
const search = createRoute({
  getParentRoute: at,
  path: "/search",
  validateSearch: ({ q }): { q: string } => ({ q: typeof q === "string" || typeof q === "number" ? `${q}` : "" }),
  component: lazyRouteComponent(
    heard(() => import("./listen/search-page.tsx")),
    "SearchPage",
  ),
});
const song = createRoute({
  getParentRoute: at,
  path: "/song/$songId",
  validateSearch: ({ buy }): { buy?: 1 | undefined } => ({ buy: buy === 1 ? buy : undefined }),
  component: lazyRouteComponent(
    heard(() => import("./listen/song-page.tsx")),
    "SongPage",
  ),
});
const release = createRoute({
  getParentRoute: at,
  path: "/release/$releaseId",
  component: lazyRouteComponent(
    heard(() => import("./listen/release-page.tsx")),
    "ReleasePage",
  ),
});
const artist = createRoute({
  getParentRoute: at,
  path: "/artist/$artistId",
  component: lazyRouteComponent(
    heard(() => import("./listen/artist-page.tsx")),
    "ArtistPage",
  ),
});
const library = createRoute({
  getParentRoute: at,
  path: "/library",
  component: lazyRouteComponent(
    heard(() => import("./listen/library-page.tsx")),
    "LibraryPage",
  ),
});
const order = createRoute({
  getParentRoute: at,
  path: "/orders/$orderId",
  component: lazyRouteComponent(
    heard(() => import("./buy/order-page.tsx")),
    "OrderPage",
  ),
});
const sandbox = createRoute({
  getParentRoute: at,
  path: "/pay/sandbox/$reference",
  component: lazyRouteComponent(
    heard(() => import("./buy/sandbox-page.tsx")),
    "SandboxPage",
  ),
});
const signIn = createRoute({
  getParentRoute: at,
  path: "/sign-in",
  validateSearch: readThen,
  component: lazyRouteComponent(
    heard(() => import("./auth/sign-in-page.tsx")),
    "SignInPage",
  ),
});
const signUp = createRoute({
  getParentRoute: at,
  path: "/sign-up",
  validateSearch: readThen,
  component: lazyRouteComponent(
    heard(() => import("./auth/sign-up-page.tsx")),
    "SignUpPage",
  ),
});

/** Every address of the app. Rooms are fetched when they are entered; Home comes with the first load. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    home,
    search,
    song,
    release,
    artist,
    library,
    order,
    sandbox,
    signIn,
    signUp,
    ...workRoutes,
  ]),
  defaultPreload: "intent",
  defaultPendingComponent: Waiting,
  defaultErrorComponent: CrashPage,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
