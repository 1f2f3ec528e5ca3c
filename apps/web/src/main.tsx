import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { router } from "./router.tsx";
import { firstLanguage, rememberedLanguage, showLanguage } from "./shell/language.ts";
import { newQueryClient } from "./shell/query-client.ts";
import "./styles.css";

const root = document.querySelector("#root");
if (!root) throw new Error("index.html has no #root");

await showLanguage(firstLanguage(rememberedLanguage(), navigator.languages), false);
createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={newQueryClient()}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
);
