import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Session } from "./browser/session.ts";
import { App } from "./ui/app.tsx";
import { firstLanguage, rememberedLanguage, showLanguage } from "./ui/language.ts";
import "./ui/style.css";

const address = new URL(location.href);
const code = address.searchParams.get("code");
// A code is good once: it does not stay in the address for the next load.
if (code !== null) history.replaceState(null, "", address.pathname);

const session = new Session();
await showLanguage(firstLanguage(rememberedLanguage(), navigator.languages), false);
const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <App session={session} />
      </I18nProvider>
    </StrictMode>,
  );
void session.start(code);
if (import.meta.env.PROD && "serviceWorker" in navigator)
  void navigator.serviceWorker.register("/player/service-worker.js", { scope: "/player/" });
