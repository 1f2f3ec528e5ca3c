import { problem as problemShape } from "@songkeeper/contracts";
import type { Context, MiddlewareHandler } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { describeRoute, resolver, validator } from "hono-openapi";
import type { z } from "zod";
import { PROBLEMS, type ProblemCode, ProblemError } from "./problems.ts";

interface OperationDetails {
  /** The shape of the answer; none for an answer without a body. */
  readonly answer?: z.ZodType;
  /** The answer's media type where it is not JSON. */
  readonly type?: string;
  /** The refusals that this route can give beyond the general ones. */
  readonly problems?: readonly ProblemCode[];
}

/** Describes a route for the OpenAPI document: what it does, what it answers and refuses. */
export function operation(summary: string, { answer, type, problems = [] }: OperationDetails = {}): MiddlewareHandler {
  const content = answer
    ? { "application/json": { schema: resolver(answer) } }
    : type
      ? { [type]: { schema: { type: "string" as const } } }
      : undefined;
  const refused: Record<string, { description: string; content: object }> = {};
  for (const code of problems) {
    const [status, title] = PROBLEMS[code];
    const said = refused[status]?.description;
    refused[status] = {
      description: said ? `${said} · ${code}: ${title}` : `${code}: ${title}`,
      content: { "application/problem+json": { schema: resolver(problemShape) } },
    };
  }
  const done = content ? { 200: { description: "Done.", content } } : { 204: { description: "Done." } };
  return describeRoute({ summary, responses: { ...done, ...refused } as never });
}

/** Checks a part of the request against a contract's shape; what does not fit is a 422 that names each field. */
export function valid<Target extends "json" | "query" | "param", Shape extends z.ZodType>(
  target: Target,
  shape: Shape,
) {
  return validator(target, shape, (result) => {
    if (result.success) return;
    const errors = result.error.map((issue) => ({ path: pathOf(issue.path), rule: issue.message }));
    throw new ProblemError({ ok: false, reason: "invalid_fields", errors });
  });
}

/** Answers with JSON that is checked against its contract: a wrong answer is our bug and becomes a 500. */
export function reply<Shape extends z.ZodType>(
  c: Context,
  shape: Shape,
  value: z.input<Shape>,
  status: ContentfulStatusCode = 200,
) {
  return c.json(shape.parse(value) as object, status);
}

function pathOf(path: readonly (PropertyKey | { key: PropertyKey })[] | undefined): string {
  return (path ?? []).map((part) => String(typeof part === "object" ? part.key : part)).join(".");
}
