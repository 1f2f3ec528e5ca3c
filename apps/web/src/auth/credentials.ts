import { ProblemError } from "@songkeeper/client";

// As the server demands them.
export const PASSWORD_LENGTH_MIN = 10;
export const PASSWORD_LENGTH_MAX = 200;

const EMAIL_PROBLEMS = new Set(["invalid_email", "user_already_exists", "user_already_exists_use_another_email"]);
const PASSWORD_PROBLEMS = new Set(["password_too_short", "password_too_long"]);

/** The field that a refusal is about, to say it there; undefined when it is about the whole form. */
export function fieldOfProblem(error: unknown): "email" | "password" | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  if (EMAIL_PROBLEMS.has(error.code)) return "email";
  return PASSWORD_PROBLEMS.has(error.code) ? "password" : undefined;
}
