import { ProblemError, type ProblemFacts } from "./problem-error.ts";

/** Where the API is and as whom to ask it; `fetch` is the platform's unless a test hands in its own. */
export interface ClientOptions {
  /** Origin before `/api`, "" for the page's own. */
  readonly baseUrl?: string;
  /** A device's bearer token; without one the session cookie speaks. */
  readonly token?: () => string | undefined;
  readonly fetch?: typeof globalThis.fetch;
}

/** One request: a `Blob` is sent as it is, any other body as JSON; `query` values that are undefined are left out. */
export interface Ask {
  readonly method?: "GET" | "POST" | "PUT";
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal | undefined;
}

/** Sends a request and gives its answer, or throws a `ProblemError`. */
export type Send = <T>(path: string, ask?: Ask) => Promise<T>;

/** A sender for one origin and one identity. */
export function transport(options: ClientOptions = {}): Send {
  const doFetch = options.fetch ?? ((...args: Parameters<typeof fetch>) => fetch(...args));
  return async <T>(path: string, ask: Ask = {}): Promise<T> => {
    const response = await reach(doFetch, `${options.baseUrl ?? ""}${path}${queryOf(ask)}`, {
      method: ask.method ?? "GET",
      headers: headersOf(ask, options.token?.()),
      credentials: "same-origin",
      signal: ask.signal ?? null,
      ...(ask.body === undefined ? {} : { body: isBlob(ask.body) ? ask.body : JSON.stringify(ask.body) }),
    });
    if (!response.ok) throw await problemOf(response);
    // The answer's shape is the server's word: `reply` there encodes it with the schema that names T here.
    return (response.status === 204 ? undefined : await read(response)) as T;
  };
}

async function reach(doFetch: typeof fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    return await doFetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ProblemError({ code: "unreachable", status: 0 }, { cause });
  }
}

async function read(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new ProblemError({ code: "unreadable", status: response.status }, { cause });
  }
}

/** Our own problems carry everything; what the sign-in library says is `{code: "UPPER_CASE", message}`. */
async function problemOf(response: Response): Promise<ProblemError> {
  const text = await response.text().catch(() => "");
  const fallback = { code: "unreadable", status: response.status };
  try {
    const body = JSON.parse(text) as Partial<ProblemFacts> | null;
    if (typeof body?.code !== "string") return new ProblemError(fallback);
    return new ProblemError({ ...body, code: body.code.toLowerCase(), status: response.status });
  } catch (cause) {
    return new ProblemError(fallback, { cause });
  }
}

function queryOf(ask: Ask): string {
  const given = Object.entries(ask.query ?? {}).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length > 0 ? `?${new URLSearchParams(given)}` : "";
}

function headersOf(ask: Ask, token: string | undefined): Record<string, string> {
  return {
    accept: "application/json",
    ...(ask.body === undefined ? {} : { "content-type": typeOf(ask.body) }),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(ask.idempotencyKey ? { "idempotency-key": ask.idempotencyKey } : {}),
  };
}

function isBlob(body: unknown): body is Blob {
  return typeof Blob !== "undefined" && body instanceof Blob;
}

function typeOf(body: unknown): string {
  return isBlob(body) ? body.type || "application/octet-stream" : "application/json";
}
