import type { Fault } from "../../../apps/api/src/testing/faulty-dialect.ts";

/** What a test tells the server process. Instants are ISO text. */
export type Command =
  | { readonly do: "begin"; readonly environment: Readonly<Record<string, string>>; readonly now: string }
  | { readonly do: "arm"; readonly fault: Fault | null; readonly now: string }
  | { readonly do: "close"; readonly month: string }
  | { readonly do: "count" }
  | { readonly do: "stop" };

/** What it answers, one answer a command; "warm" by itself, when its code is loaded. */
export type Answer =
  | { readonly is: "warm" }
  | { readonly is: "listening"; readonly url: string }
  | { readonly is: "armed" }
  | { readonly is: "closed"; readonly root: string }
  | { readonly is: "counted"; readonly count: number }
  | { readonly is: "stopped" };
