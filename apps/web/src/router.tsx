import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { AppFrame } from "./shell/app-frame.tsx";
import { CrashPage } from "./shell/crash-page.tsx";
import { HomePage } from "./shell/home-page.tsx";
import { NotFoundPage } from "./shell/not-found-page.tsx";
import { Waiting } from "./shell/waiting.tsx";
import { studioStepOf, type StudioStep } from "./studio/studio-step.ts";

const root = createRootRoute({ component: AppFrame, notFoundComponent: NotFoundPage, errorComponent: CrashPage });
const at = () => root;

/** Where to go after signing in: an address of ours, never another site's. */
function readThen(search: Record<string, unknown>): { then?: string } {
  const { then } = search;
  return typeof then === "string" && /^\/(?![/\\])/.test(then) ? { then } : {};
}

const home = createRoute({ getParentRoute: at, path: "/", component: HomePage });
const search = createRoute({
  getParentRoute: at,
  path: "/search",
  validateSearch: ({ q }): { q: string } => ({ q: typeof q === "string" || typeof q === "number" ? `${q}` : "" }),
  component: lazyRouteComponent(() => import("./listen/search-page.tsx"), "SearchPage"),
});
const song = createRoute({
  getParentRoute: at,
  path: "/song/$songId",
  validateSearch: ({ buy }): { buy?: 1 } => (buy === 1 ? { buy } : {}),
  component: lazyRouteComponent(() => import("./listen/song-page.tsx"), "SongPage"),
});
const release = createRoute({
  getParentRoute: at,
  path: "/release/$releaseId",
  component: lazyRouteComponent(() => import("./listen/release-page.tsx"), "ReleasePage"),
});
const artist = createRoute({
  getParentRoute: at,
  path: "/artist/$artistId",
  component: lazyRouteComponent(() => import("./listen/artist-page.tsx"), "ArtistPage"),
});
const library = createRoute({
  getParentRoute: at,
  path: "/library",
  component: lazyRouteComponent(() => import("./listen/library-page.tsx"), "LibraryPage"),
});
const order = createRoute({
  getParentRoute: at,
  path: "/orders/$orderId",
  component: lazyRouteComponent(() => import("./buy/order-page.tsx"), "OrderPage"),
});
const sandbox = createRoute({
  getParentRoute: at,
  path: "/pay/sandbox/$reference",
  component: lazyRouteComponent(() => import("./buy/sandbox-page.tsx"), "SandboxPage"),
});
const signIn = createRoute({
  getParentRoute: at,
  path: "/sign-in",
  validateSearch: readThen,
  component: lazyRouteComponent(() => import("./auth/sign-in-page.tsx"), "SignInPage"),
});
const signUp = createRoute({
  getParentRoute: at,
  path: "/sign-up",
  validateSearch: readThen,
  component: lazyRouteComponent(() => import("./auth/sign-up-page.tsx"), "SignUpPage"),
});

const studio = createRoute({
  getParentRoute: at,
  path: "/studio",
  component: lazyRouteComponent(() => import("./studio/studio-page.tsx"), "StudioPage"),
});
const draft = createRoute({
  getParentRoute: at,
  path: "/studio/draft/$draftId",
  validateSearch: ({ step }): { step: StudioStep } => ({ step: studioStepOf(step) }),
  component: lazyRouteComponent(() => import("./studio/draft-page.tsx"), "DraftPage"),
});
const claim = createRoute({
  getParentRoute: at,
  path: "/claim/$secret",
  component: lazyRouteComponent(() => import("./claim/claim-page.tsx"), "ClaimPage"),
});

const shops = createRoute({
  getParentRoute: at,
  path: "/shop",
  component: lazyRouteComponent(() => import("./shop/shops-page.tsx"), "ShopsPage"),
});
const newShop = createRoute({
  getParentRoute: at,
  path: "/shop/new",
  component: lazyRouteComponent(() => import("./shop/new-shop-page.tsx"), "NewShopPage"),
});
const shop = createRoute({
  getParentRoute: at,
  path: "/shop/$shopId",
  component: lazyRouteComponent(() => import("./shop/shop-page.tsx"), "ShopPage"),
});
const shopStart = createRoute({
  getParentRoute: at,
  path: "/shop/$shopId/start/$step",
  component: lazyRouteComponent(() => import("./shop/start-page.tsx"), "StartPage"),
});
const shopBudget = createRoute({
  getParentRoute: at,
  path: "/shop/$shopId/budget",
  component: lazyRouteComponent(() => import("./shop/budget-page.tsx"), "BudgetPage"),
});
const newPlace = createRoute({
  getParentRoute: at,
  path: "/shop/$shopId/new-place",
  component: lazyRouteComponent(() => import("./shop/new-place-page.tsx"), "NewPlacePage"),
});
const soundtrack = createRoute({
  getParentRoute: at,
  path: "/shop/$shopId/zones/$zoneId/soundtrack",
  component: lazyRouteComponent(() => import("./shop/soundtrack-page.tsx"), "SoundtrackPage"),
});
const hours = createRoute({
  getParentRoute: at,
  path: "/shop/$shopId/zones/$zoneId/hours",
  component: lazyRouteComponent(() => import("./shop/hours-page.tsx"), "HoursPage"),
});
const pairing = createRoute({
  getParentRoute: at,
  path: "/shop/$shopId/zones/$zoneId/player",
  component: lazyRouteComponent(() => import("./shop/pairing-page.tsx"), "PairingPage"),
});

const parties = createRoute({
  getParentRoute: at,
  path: "/money",
  component: lazyRouteComponent(() => import("./money/parties-page.tsx"), "PartiesPage"),
});
const money = createRoute({
  getParentRoute: at,
  path: "/money/$partyId",
  component: lazyRouteComponent(() => import("./money/money-page.tsx"), "MoneyPage"),
});
const statement = createRoute({
  getParentRoute: at,
  path: "/money/$partyId/statements/$month",
  component: lazyRouteComponent(() => import("./money/statement-page.tsx"), "StatementPage"),
});

const operate = createRoute({
  getParentRoute: at,
  path: "/operate",
  component: lazyRouteComponent(() => import("./operate/operate-frame.tsx"), "OperateFrame"),
});
const inOperate = () => operate;
const close = createRoute({
  getParentRoute: inOperate,
  path: "/",
  component: lazyRouteComponent(() => import("./operate/close-page.tsx"), "ClosePage"),
});
const books = createRoute({
  getParentRoute: inOperate,
  path: "/books",
  component: lazyRouteComponent(() => import("./operate/books-page.tsx"), "BooksPage"),
});
const messages = createRoute({
  getParentRoute: inOperate,
  path: "/messages",
  component: lazyRouteComponent(() => import("./operate/messages-page.tsx"), "MessagesPage"),
});
const people = createRoute({
  getParentRoute: inOperate,
  path: "/parties",
  component: lazyRouteComponent(() => import("./operate/parties-page.tsx"), "PartiesPage"),
});
const payouts = createRoute({
  getParentRoute: inOperate,
  path: "/payouts",
  component: lazyRouteComponent(() => import("./operate/payouts-page.tsx"), "PayoutsPage"),
});
const held = createRoute({
  getParentRoute: inOperate,
  path: "/held",
  component: lazyRouteComponent(() => import("./operate/held-page.tsx"), "HeldPage"),
});

/** Every address of the app. Rooms are fetched when they are entered; Home comes with the first load. */
export const router = createRouter({
  routeTree: root.addChildren([
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
    studio,
    draft,
    claim,
    shops,
    newShop,
    shop,
    shopStart,
    shopBudget,
    newPlace,
    soundtrack,
    hours,
    pairing,
    parties,
    money,
    statement,
    operate.addChildren([close, books, messages, people, payouts, held]),
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
