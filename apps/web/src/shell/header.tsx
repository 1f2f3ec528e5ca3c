import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Moon, Sun } from "lucide-react";
import type { ReactNode } from "react";
import { SearchBox } from "../listen/search-box.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { showLanguage } from "./language.ts";
import { useMe } from "./me.ts";
import { useTheme } from "./theme.ts";

/** The bar on every page: search, the rooms, language, theme and account. */
export function Header() {
  const { t } = useLingui();
  return (
    <header className="no-print border-b border-line bg-surface">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-2 px-4 pt-2 sm:gap-x-4 sm:px-6 lg:py-2">
        <Link to="/" className="flex min-h-11 items-center gap-2 font-strong text-ink" aria-label="Songkeeper">
          <img src="/icon.svg" alt="" width={28} height={28} />
          <span className="max-sm:hidden">Songkeeper</span>
        </Link>
        <nav aria-label={t`Rooms`} className="order-last w-full overflow-x-auto lg:order-none lg:w-auto">
          <Rooms />
        </nav>
        <div className="flex min-w-0 grow basis-24 lg:justify-end">
          <SearchBox />
        </div>
        <div className="flex items-center">
          <LanguageSwitch />
          <ThemeSwitch className="max-sm:hidden" />
          <AccountMenu />
        </div>
      </div>
    </header>
  );
}

function Rooms() {
  const { data: me } = useMe();
  return (
    <ul className="-mx-2 flex">
      <RoomLink to="/" exact>
        <Trans>Listen</Trans>
      </RoomLink>
      {me && (
        <RoomLink to="/library">
          <Trans>Library</Trans>
        </RoomLink>
      )}
      <RoomLink to="/studio">
        <Trans>Studio</Trans>
      </RoomLink>
      <RoomLink to="/shop">
        <Trans>Shop</Trans>
      </RoomLink>
      {me && me.parties.length > 0 && (
        <RoomLink to="/money">
          <Trans>Money</Trans>
        </RoomLink>
      )}
      {me?.user.operator && (
        <RoomLink to="/operate">
          <Trans>Operate</Trans>
        </RoomLink>
      )}
    </ul>
  );
}

interface RoomLinkProps {
  to: string;
  exact?: boolean;
  className?: string;
  children: ReactNode;
}

function RoomLink({ to, exact = false, className = "", children }: RoomLinkProps) {
  return (
    <li className={className}>
      <Link
        to={to}
        className="flex min-h-11 items-center border-b-2 border-transparent px-2 whitespace-nowrap text-soft hover:text-ink sm:px-3"
        activeOptions={{ exact }}
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

/** Light or dark. On a phone it stands at the foot of the page, since the head has no room for it. */
export function ThemeSwitch({ className = "" }: { className?: string }) {
  const { t } = useLingui();
  const { theme, setTheme } = useTheme();
  const Icon = theme === "dark" ? Sun : Moon;
  return (
    <button
      type="button"
      className={`button button-icon ${className}`}
      aria-label={theme === "dark" ? t`Light theme` : t`Dark theme`}
      onClick={() => setTheme(theme === "dark" ? "light" : "dark")}
    >
      <Icon aria-hidden className="size-5" />
    </button>
  );
}
