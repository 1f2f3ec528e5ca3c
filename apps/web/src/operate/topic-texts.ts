import type { MessageDescriptor } from "@lingui/core";
import { moneyText } from "../shell/money-text.ts";
import { monthText } from "../shell/time-text.ts";

/** What each topic of a message says; names in braces are the message's own parameters. */
export const TOPIC_TEXTS: Readonly<Record<string, MessageDescriptor>> = {
  statement_ready: /* i18n */ {
    id: "topic.statement_ready",
    message: "The statement of {party} for {month} is ready; the balance is {carried}.",
  },
  payout_sent: /* i18n */ {
    id: "topic.payout_sent",
    message: "{amount} for {month} was paid out to the account {account}.",
  },
  payout_failed: /* i18n */ {
    id: "topic.payout_failed",
    message: "The payout of {amount} for {month} to the account {account} failed; the money is back in the balance.",
  },
  lease_flag: /* i18n */ {
    id: "topic.lease_flag",
    message: "A player of {shop}, zone {zone}, needs a look: {reason}.",
  },
  play_released: /* i18n */ {
    id: "topic.play_released",
    message: "A held play of {title} in {shop}, zone {zone}, was not decided within ten days and was billed: {amount}.",
  },
  song_bought: /* i18n */ {
    id: "topic.song_bought",
    message: "{title} is yours now, for {amount}.",
  },
  first_sale: /* i18n */ {
    id: "topic.first_sale",
    message: "Somebody bought {title} for {amount}: the first sale of this song.",
  },
  order_refunded: /* i18n */ {
    id: "topic.order_refunded",
    message: "{amount} for {title} goes back to where it came from.",
  },
  share_claimed: /* i18n */ {
    id: "topic.share_claimed",
    message: "{party} has joined and taken the shares that you kept for them.",
  },
  share_declined: /* i18n */ {
    id: "topic.share_declined",
    message: "{party} says that the shares you invited them to are not theirs. Please look at the credits.",
  },
  song_credited: /* i18n */ {
    id: "topic.song_credited",
    message: "{title} is out, and you have a part in it.",
  },
  consent_asked: /* i18n */ {
    id: "topic.consent_asked",
    message: "{title} is made from a work of yours and waits for your leave to be sold: answer on the Money page.",
  },
  song_cleared: /* i18n */ {
    id: "topic.song_cleared",
    message: "All the writers have agreed: {title} can be bought and licensed now.",
  },
  recording_held: /* i18n */ {
    id: "topic.recording_held",
    message: "{title} sounds like another musician’s recording. Somebody compares the two before it can be published.",
  },
  recording_released: /* i18n */ {
    id: "topic.recording_released",
    message: "{title} was compared with another recording and can be published. {note}",
  },
  recording_upheld: /* i18n */ {
    id: "topic.recording_upheld",
    message: "{title} was compared with another recording and cannot be published. {note}",
  },
};

/** The sentence of a topic; undefined for one that this page does not know. */
export function topicText(topic: string): MessageDescriptor | undefined {
  return TOPIC_TEXTS[topic];
}

const AMOUNT = /^-?\d+$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const NAMES = ["amount", "carried", "account", "month", "party", "shop", "zone", "title", "reason"];

/** A message's parameters in the reader's language: `…Micro` as money, months in words, what is missing as a dash. */
export function messageValues(params: Readonly<Record<string, string>>, language: string): Record<string, string> {
  const values: Record<string, string> = Object.fromEntries(NAMES.map((name) => [name, "–"]));
  for (const [name, value] of Object.entries(params)) {
    if (name.endsWith("Micro") && AMOUNT.test(value))
      values[name.slice(0, -"Micro".length)] = moneyText(value, language);
    else if (MONTH.test(value)) values[name] = monthText(value, language);
    else values[name] = value;
  }
  return values;
}
