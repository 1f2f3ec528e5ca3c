import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute, worked } from "./root-route.ts";
import { studioStepOf, type StudioStep } from "./studio/studio-step.ts";

const at = () => rootRoute;

const studio = createRoute({
  getParentRoute: at,
  path: "/studio",
  component: lazyRouteComponent(
    worked(() => import("./studio/studio-page.tsx")),
    "StudioPage",
  ),
});
const draft = createRoute({
  getParentRoute: at,
  path: "/studio/draft/$draftId",
  validateSearch: ({ step }): { step: StudioStep } => ({ step: studioStepOf(step) }),
  component: lazyRouteComponent(
    worked(() => import("./studio/draft-page.tsx")),
    "DraftPage",
  ),
});
const claim = createRoute({
  getParentRoute: at,
  path: "/claim/$secret",
  component: lazyRouteComponent(
    worked(() => import("./claim/claim-page.tsx")),
    "ClaimPage",
  ),
});
const shops = createRoute({
  getParentRoute: at,
  path: "/shop",
  component: lazyRouteComponent(
    worked(() => import("./shop/shops-page.tsx")),
    "ShopsPage",
  ),
});
const newShop = createRoute({
  getParentRoute: at,
  path: "/shop/new",
  component: lazyRouteComponent(
    worked(() => import("./shop/new-shop-page.tsx")),
    "NewShopPage",
  ),
});
const shop = createRoute({
  getParentRoute: at,
  path: "/shop/$shopId",
  component: lazyRouteComponent(
    worked(() => import("./shop/shop-page.tsx")),
    "ShopPage",
  ),
});
const shopStart = createRoute({
  getParentRoute: at,
  path: "/shop/$shopId/start/$step",
  component: lazyRouteComponent(
    worked(() => import("./shop/start-page.tsx")),
    "StartPage",
  ),
});
const shopBudget = createRoute({
  getParentRoute: at,
  path: "/shop/$shopId/budget",
  component: lazyRouteComponent(
    worked(() => import("./shop/budget-page.tsx")),
    "BudgetPage",
  ),
});
const newPlace = createRoute({
  getParentRoute: at,
  path: "/shop/$shopId/new-place",
  component: lazyRouteComponent(
    worked(() => import("./shop/new-place-page.tsx")),
    "NewPlacePage",
  ),
});
const soundtrack = createRoute({
  getParentRoute: at,
  path: "/shop/$shopId/zones/$zoneId/soundtrack",
  component: lazyRouteComponent(
    worked(() => import("./shop/soundtrack-page.tsx")),
    "SoundtrackPage",
  ),
});
const hours = createRoute({
  getParentRoute: at,
  path: "/shop/$shopId/zones/$zoneId/hours",
  component: lazyRouteComponent(
    worked(() => import("./shop/hours-page.tsx")),
    "HoursPage",
  ),
});
const pairing = createRoute({
  getParentRoute: at,
  path: "/shop/$shopId/zones/$zoneId/player",
  component: lazyRouteComponent(
    worked(() => import("./shop/pairing-page.tsx")),
    "PairingPage",
  ),
});
const parties = createRoute({
  getParentRoute: at,
  path: "/money",
  component: lazyRouteComponent(
    worked(() => import("./money/parties-page.tsx")),
    "PartiesPage",
  ),
});
const money = createRoute({
  getParentRoute: at,
  path: "/money/$partyId",
  component: lazyRouteComponent(
    worked(() => import("./money/money-page.tsx")),
    "MoneyPage",
  ),
});
const statement = createRoute({
  getParentRoute: at,
  path: "/money/$partyId/statements/$month",
  component: lazyRouteComponent(
    worked(() => import("./money/statement-page.tsx")),
    "StatementPage",
  ),
});
const operate = createRoute({
  getParentRoute: at,
  path: "/operate",
  component: lazyRouteComponent(
    worked(() => import("./operate/operate-frame.tsx")),
    "OperateFrame",
  ),
});
const inOperate = () => operate;
const close = createRoute({
  getParentRoute: inOperate,
  path: "/",
  component: lazyRouteComponent(
    worked(() => import("./operate/close-page.tsx")),
    "ClosePage",
  ),
});
const books = createRoute({
  getParentRoute: inOperate,
  path: "/books",
  component: lazyRouteComponent(
    worked(() => import("./operate/books-page.tsx")),
    "BooksPage",
  ),
});
const messages = createRoute({
  getParentRoute: inOperate,
  path: "/messages",
  component: lazyRouteComponent(
    worked(() => import("./operate/messages-page.tsx")),
    "MessagesPage",
  ),
});
const people = createRoute({
  getParentRoute: inOperate,
  path: "/parties",
  component: lazyRouteComponent(
    worked(() => import("./operate/parties-page.tsx")),
    "PartiesPage",
  ),
});
const health = createRoute({
  getParentRoute: inOperate,
  path: "/health",
  component: lazyRouteComponent(
    worked(() => import("./operate/health-page.tsx")),
    "HealthPage",
  ),
});

const payouts = createRoute({
  getParentRoute: inOperate,
  path: "/payouts",
  component: lazyRouteComponent(
    worked(() => import("./operate/payouts-page.tsx")),
    "PayoutsPage",
  ),
});
const held = createRoute({
  getParentRoute: inOperate,
  path: "/held",
  component: lazyRouteComponent(
    worked(() => import("./operate/held-page.tsx")),
    "HeldPage",
  ),
});
const matches = createRoute({
  getParentRoute: inOperate,
  path: "/matches",
  validateSearch: ({ decided }): { decided?: true } => (decided === true ? { decided } : {}),
  component: lazyRouteComponent(
    worked(() => import("./operate/matches-page.tsx")),
    "MatchesPage",
  ),
});

/** The rooms of those who work here: musicians, shops, payees and the operator. */
export const workRoutes = [
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
  operate.addChildren([close, books, messages, people, payouts, held, matches, health]),
];
