import type { MessageDescriptor } from "@lingui/core";
import type { CloseStep, CloseView } from "@songkeeper/client";

/** What each step of a close does. */
export const STEP_WORDS: Record<CloseStep["step"], { name: MessageDescriptor; does: MessageDescriptor }> = {
  freeze: {
    name: /* i18n */ { id: "step.freeze", message: "Freeze" },
    does: /* i18n */ {
      id: "step.freeze.does",
      message: "Fixes which plays belong to this close; later ones go to the next.",
    },
  },
  audit: {
    name: /* i18n */ { id: "step.audit", message: "Audit" },
    does: /* i18n */ {
      id: "step.audit.does",
      message: "Counts the players’ journals anew, verifies their hashes, lists gaps.",
    },
  },
  price: {
    name: /* i18n */ { id: "step.price", message: "Price" },
    does: /* i18n */ { id: "step.price.does", message: "Works out what the plays of each song and use came to." },
  },
  allocate: {
    name: /* i18n */ { id: "step.allocate", message: "Divide" },
    does: /* i18n */ {
      id: "step.allocate.does",
      message: "Divides it among lyricists, composers and recordings, to the micro.",
    },
  },
  true_up: {
    name: /* i18n */ { id: "step.true_up", message: "Correct earlier months" },
    does: /* i18n */ { id: "step.true_up.does", message: "Works out what late or voided plays change." },
  },
  transfers: {
    name: /* i18n */ { id: "step.transfers", message: "Post" },
    does: /* i18n */ { id: "step.transfers.does", message: "Writes the transfers into the ledger." },
  },
  statements: {
    name: /* i18n */ { id: "step.statements", message: "Statements" },
    does: /* i18n */ { id: "step.statements.does", message: "Writes and signs a statement for every party." },
  },
  payouts: {
    name: /* i18n */ { id: "step.payouts", message: "Payouts" },
    does: /* i18n */ { id: "step.payouts.does", message: "Sets aside and sends what is to be paid." },
  },
  seal: {
    name: /* i18n */ { id: "step.seal", message: "Seal" },
    does: /* i18n */ {
      id: "step.seal.does",
      message: "Fixes the root hash: from now on nothing of this month can change unseen.",
    },
  },
};

export const CLOSE_WORDS: Record<CloseView["state"], MessageDescriptor> = {
  open: /* i18n */ { id: "close.open", message: "Open" },
  closing: /* i18n */ { id: "close.closing", message: "Closing" },
  failed: /* i18n */ { id: "close.failed", message: "Stopped by a failure" },
  sealed: /* i18n */ { id: "close.sealed", message: "Closed and sealed" },
};

export const STEP_STATE_WORDS: Record<CloseStep["state"], MessageDescriptor> = {
  waiting: /* i18n */ { id: "step_state.waiting", message: "waiting" },
  running: /* i18n */ { id: "step_state.running", message: "running" },
  done: /* i18n */ { id: "step_state.done", message: "done" },
  failed: /* i18n */ { id: "step_state.failed", message: "failed" },
};

/** Words for the facts a step tells; a fact without words is shown by its own name. */
export const FACT_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  chunks: /* i18n */ { id: "fact.chunks", message: "journal chunks" },
  treeSize: /* i18n */ { id: "fact.treeSize", message: "leaves in the log" },
  plays: /* i18n */ { id: "fact.plays", message: "plays" },
  rulings: /* i18n */ { id: "fact.rulings", message: "rulings" },
  keys: /* i18n */ { id: "fact.keys", message: "songs by use and price" },
  gaps: /* i18n */ { id: "fact.gaps", message: "gaps" },
  gapsShown: /* i18n */ { id: "fact.gapsShown", message: "where" },
  postings: /* i18n */ { id: "fact.postings", message: "postings" },
  transfers: /* i18n */ { id: "fact.transfers", message: "transfers" },
  statements: /* i18n */ { id: "fact.statements", message: "statements" },
  payouts: /* i18n */ { id: "fact.payouts", message: "payouts" },
  parties: /* i18n */ { id: "fact.parties", message: "parties" },
  amountMicro: /* i18n */ { id: "fact.amountMicro", message: "amount" },
  grossMicro: /* i18n */ { id: "fact.grossMicro", message: "income" },
  chargedMicro: /* i18n */ { id: "fact.chargedMicro", message: "charged to shops" },
  clearingMicro: /* i18n */ { id: "fact.clearingMicro", message: "left in clearing" },
  keysHash: /* i18n */ { id: "fact.keysHash", message: "hash of the rows" },
  root: /* i18n */ { id: "fact.root", message: "root hash" },
};
