import { expect, test } from "vitest";
import { problemText } from "./problem-text.ts";

test.each([
  { code: "invalid_email_or_password", status: 401, told: "problem.invalid_email_or_password" },
  { code: "user_already_exists_use_another_email", status: 422, told: "problem.user_already_exists" },
  { code: "unreadable", status: 429, told: "problem.too_many_requests" },
  { code: "unreadable", status: 502, told: "problem.unavailable" },
  { code: "unreadable", status: 200, told: "problem.unreadable" },
  { code: "unreachable", status: 0, told: "problem.unreachable" },
  { code: "brand_new", status: 404, told: "problem.not_found" },
  { code: "brand_new", status: 500, told: "problem.internal" },
  { code: "brand_new", status: 409, told: "problem.other" },
])("a refusal $code with status $status is told as $told", ({ told, ...problem }) => {
  expect(problemText(problem).id).toBe(told);
});
