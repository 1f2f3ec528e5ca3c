import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Moon, Sun } from "lucide-react";
import type { ReactNode } from "react";
import { AccountMenu } from "./account-menu.tsx";
import { showLanguage } from "./language.ts";
import { useMe, wasSignedIn } from "./me.ts";
import { useTheme } from "./theme.ts";

/** The bar on every page: the rooms this person has, language, theme and account. */
export function Header() {
  const { t } = useLingui();
  const { data: me, isPending } = useMe();
  const line = isPending && wasSignedIn() ? "min-h-11" : "";
  return (
    <header className="no-print border-b border-line bg-surface">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-2 px-4 py-2 sm:gap-x-6 sm:px-6">
        <Link to="/" className="mr-auto flex min-h-11 items-center gap-2 font-strong text-ink sm:mr-0">
          <img src="/icon.svg" alt="" width={28} height={28} />
          Songkeeper
        </Link>
        <nav aria-label={t`Rooms`} className={`order-last w-full sm:order-none sm:mr-auto sm:w-auto ${line}`}>
          {me && (
            <ul className="-mx-2 flex flex-wrap">
              <RoomLink to="/shop">
                <Trans>Shop</Trans>
              </RoomLink>
              {me.parties.length > 0 && (
                <RoomLink to="/money">
                  <Trans>Money</Trans>
                </RoomLink>
              )}
              {me.user.operator && (
                <RoomLink to="/operate">
                  <Trans>Operate</Trans>
                </RoomLink>
              )}
            </ul>
          )}
        </nav>
        <div className="flex items-center">
          <LanguageSwitch />
          <ThemeSwitch />
          <AccountMenu />
        </div>
      </div>
    </header>
  );
}

function RoomLink({ to, children }: { to: "/shop" | "/money" | "/operate"; children: ReactNode }) {
  return (
    <li>
      <Link
        to={to}
        className="flex min-h-11 items-center border-b-2 border-transparent px-3 text-soft hover:text-ink"
        activeProps={{ className: "border-b-accent! text-ink! font-strong" }}
      >
        {children}
      </Link>
    </li>
  );
}

function LanguageSwitch() {
  const { i18n } = useLingui();
  const other = i18n.locale === "zh-CN" ? "en" : "zh-CN";
  // The button speaks the language that it leads to, so that who is lost finds it.
  return (
    <button
      type="button"
      lang={other}
      className="button button-icon font-normal whitespace-nowrap"
      onClick={() => void showLanguage(other, true)}
    >
      {other === "en" ? "English" : "中文"}
    </button>
  );
}

function ThemeSwitch() {
  const { t } = useLingui();
  const { theme, setTheme } = useTheme();
  const Icon = theme === "dark" ? Sun : Moon;
  return (
    <button
      type="button"
      className="button button-icon"
      aria-label={theme === "dark" ? t`Light theme` : t`Dark theme`}
      onClick={() => setTheme(theme === "dark" ? "light" : "dark")}
    >
      <Icon aria-hidden className="size-5" />
    </button>
  );
}
