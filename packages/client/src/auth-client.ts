import type { Health, Me, Ready } from "./shapes.ts";
import type { Send } from "./transport.ts";

/** Who is asking: sign up, in and out, and what the platform says of itself. */
export function authClient(send: Send) {
  return {
    signUp: (person: { name: string; email: string; password: string }) =>
      send<void>("/api/auth/sign-up/email", { method: "POST", body: person }),
    signIn: (person: { email: string; password: string }) =>
      send<void>("/api/auth/sign-in/email", { method: "POST", body: person }),
    signOut: () => send<void>("/api/auth/sign-out", { method: "POST", body: {} }),
    me: (signal?: AbortSignal) => send<Me>("/api/me", { signal }),
    health: (signal?: AbortSignal) => send<Health>("/api/health", { signal }),
    ready: (signal?: AbortSignal) => send<Ready>("/api/ready", { signal }),
  };
}
