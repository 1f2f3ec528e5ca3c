import type { MessageDescriptor } from "@lingui/core";

// Written without the macro so that the table can be read where no macro runs; the marker comment has it extracted.
/** Our own sentence for each refusal that a person may meet, by the API's stable code. */
export const PROBLEM_TEXTS: Readonly<Record<string, MessageDescriptor>> = {
  unreachable: /* i18n */ {
    id: "problem.unreachable",
    message: "The platform cannot be reached. Check the connection, then try again; nothing was lost.",
  },
  unreadable: /* i18n */ {
    id: "problem.unreadable",
    message: "The platform gave an answer that this page does not understand. Try again in a moment.",
  },
  internal: /* i18n */ {
    id: "problem.internal",
    message: "Something failed on our side. Try again; if it stays so, tell us the number below.",
  },
  unavailable: /* i18n */ {
    id: "problem.unavailable",
    message: "The platform is busy or starting. Try again in a moment.",
  },
  not_signed_in: /* i18n */ {
    id: "problem.not_signed_in",
    message: "You are not signed in any more. Sign in to go on.",
  },
  forbidden: /* i18n */ { id: "problem.forbidden", message: "Your account may not do this." },
  not_found: /* i18n */ { id: "problem.not_found", message: "This does not exist, or it is not yours to see." },
  invalid_fields: /* i18n */ {
    id: "problem.invalid_fields",
    message: "Some fields cannot be taken as they are. Please look at them again.",
  },
  invalid_request: /* i18n */ {
    id: "problem.invalid_request",
    message: "This page and the platform do not understand each other. Reload the page and try again.",
  },
  too_many_requests: /* i18n */ {
    id: "problem.too_many_requests",
    message: "That was tried too often. Wait a minute, then try again.",
  },
  invalid_email_or_password: /* i18n */ {
    id: "problem.invalid_email_or_password",
    message:
      "No account has this e-mail address with this password. Check both; capital letters count in the password.",
  },
  invalid_email: /* i18n */ { id: "problem.invalid_email", message: "This is not a whole e-mail address." },
  user_already_exists: /* i18n */ {
    id: "problem.user_already_exists",
    message: "There is already an account with this e-mail address. Sign in instead.",
  },
  password_too_short: /* i18n */ {
    id: "problem.password_too_short",
    message: "The password is shorter than 10 characters.",
  },
  password_too_long: /* i18n */ {
    id: "problem.password_too_long",
    message: "The password is longer than 200 characters.",
  },
  no_licence: /* i18n */ { id: "problem.no_licence", message: "This shop holds no licence for this use yet." },
  licence_exists: /* i18n */ {
    id: "problem.licence_exists",
    message: "This shop already holds a licence for this use.",
  },
  nothing_to_play: /* i18n */ {
    id: "problem.nothing_to_play",
    message: "None of these songs is licensed for this place. Choose others.",
  },
  budget_used: /* i18n */ {
    id: "problem.budget_used",
    message: "The budget is used up, and no free song is in the soundtrack.",
  },
  already_running: /* i18n */ {
    id: "problem.already_running",
    message: "This is being done already. It appears here by itself.",
  },
  already_closed: /* i18n */ { id: "problem.already_closed", message: "This month is closed already." },
  month_not_over: /* i18n */ {
    id: "problem.month_not_over",
    message: "A month can be closed 72 hours after its end, when late plays had their time to arrive.",
  },
  earlier_month_open: /* i18n */ {
    id: "problem.earlier_month_open",
    message: "An earlier month is still open. Close that one first.",
  },
  already_ruled: /* i18n */ { id: "problem.already_ruled", message: "This play was decided already." },
  party_taken: /* i18n */ { id: "problem.party_taken", message: "This party belongs to another user already." },
  name_missing: /* i18n */ {
    id: "problem.name_missing",
    message: "There is no real name to confirm yet: the person enters it with the payout account.",
  },
  not_for_sale: /* i18n */ {
    id: "problem.not_for_sale",
    message: "This song cannot be bought at the moment.",
  },
  own_song: /* i18n */ {
    id: "problem.own_song",
    message: "You have a part in this song, so you hear all of it without buying.",
  },
  already_owned: /* i18n */ {
    id: "problem.already_owned",
    message: "You bought this song already; it is in your library.",
  },
  price_changed: /* i18n */ {
    id: "problem.price_changed",
    message: "The price of this song has changed. Look at it again, then decide.",
  },
  order_too_large: /* i18n */ {
    id: "problem.order_too_large",
    message: "One purchase comes to ¥200 at most. Buy some of the songs now and the others after.",
  },
  extras_used: /* i18n */ {
    id: "problem.extras_used",
    message: "What you add to prices comes to ¥1,000 a month at most. At its price you can buy this song now.",
  },
  not_refundable: /* i18n */ {
    id: "problem.not_refundable",
    message: "There is no money of this purchase to give back.",
  },
  already_delivered: /* i18n */ {
    id: "problem.already_delivered",
    message: "You have downloaded this song or heard what only buyers hear of it, so the purchase stays.",
  },
  refund_too_late: /* i18n */ {
    id: "problem.refund_too_late",
    message: "The seven days in which this purchase could be given back are over.",
  },
  link_expired: /* i18n */ {
    id: "problem.link_expired",
    message: "This invitation is too old, or was declined. Ask whoever invited you for a new one.",
  },
  format_not_available: /* i18n */ {
    id: "problem.format_not_available",
    message: "There is no file of this song in that format. Choose another one.",
  },
  key_reused: /* i18n */ {
    id: "problem.key_reused",
    message: "This payment was already sent with another amount. Open the form anew.",
  },
  draft_changed: /* i18n */ {
    id: "problem.draft_changed",
    message: "This draft was changed in another window. Load it anew to go on from there.",
  },
  decision_changed: /* i18n */ {
    id: "problem.decision_changed",
    message: "Somebody else decided this meanwhile. Load the page again and look at it anew.",
  },
  already_published: /* i18n */ {
    id: "problem.already_published",
    message: "This is published already and cannot be changed as a draft any more.",
  },
  upload_offset: /* i18n */ {
    id: "problem.upload_offset",
    message: "This upload goes on elsewhere. It is picked up again by itself.",
  },
  quota_used: /* i18n */ {
    id: "problem.quota_used",
    message: "You have as much unpublished music here as one person may. Publish or remove some of it first.",
  },
  too_large: /* i18n */ { id: "problem.too_large", message: "This is larger than the platform takes." },
  picture_refused: /* i18n */ {
    id: "problem.picture_refused",
    message: "This picture cannot be a cover: take a JPEG, PNG or WebP of at least 300 pixels a side.",
  },
  storage_full: /* i18n */ {
    id: "problem.storage_full",
    message: "The platform's disk is full, and nothing of this file was kept. Try again later.",
  },
};

const SAME_AS: Readonly<Record<string, string>> = {
  user_already_exists_use_another_email: "user_already_exists",
  unprocessable: "invalid_fields",
  validation_error: "invalid_fields",
  invalid_password: "invalid_email_or_password",
  user_not_found: "invalid_email_or_password",
  rate_limited: "too_many_requests",
  foreign_page: "invalid_request",
};

const OTHER: MessageDescriptor = /* i18n */ {
  id: "problem.other",
  message: "This was refused for a reason that this page does not know yet.",
};

/** The sentence for a refusal: by its code, else by its status, else that it is unknown. */
export function problemText({ code, status }: { code: string; status: number }): MessageDescriptor {
  const known = PROBLEM_TEXTS[SAME_AS[code] ?? code];
  const general = PROBLEM_TEXTS[byStatus(status)];
  // What came without a code of ours, from the sign-in library or a proxy, is best told by its status.
  return (code === "unreadable" ? (general ?? known) : (known ?? general)) ?? OTHER;
}

/** Whether a code has a sentence of its own. */
export function hasText(code: string): boolean {
  return (SAME_AS[code] ?? code) in PROBLEM_TEXTS;
}

function byStatus(status: number): string {
  if (status === 401) return "not_signed_in";
  if (status === 404) return "not_found";
  if (status === 429) return "too_many_requests";
  if (status === 502 || status === 503 || status === 504) return "unavailable";
  return status >= 500 ? "internal" : "other";
}
