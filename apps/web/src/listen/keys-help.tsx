import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Modal } from "../shell/modal.tsx";

/** The list of keys. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal title={<Trans>Keys</Trans>} onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-5 gap-y-2">
        <Key keys={["Space", "K"]}>
          <Trans>Play and pause</Trans>
        </Key>
        <Key keys={["J", "L"]}>
          <Trans>Ten seconds back, and on</Trans>
        </Key>
        <Key keys={["←", "→"]}>
          <Trans>Five seconds back, and on</Trans>
        </Key>
        <Key keys={["P", "N"]}>
          <Trans>Song before, song after</Trans>
        </Key>
        <Key keys={["−", "+"]}>
          <Trans>Quieter, louder</Trans>
        </Key>
        <Key keys={["M"]}>
          <Trans>Silent</Trans>
        </Key>
        <Key keys={["/"]}>
          <Trans>Search</Trans>
        </Key>
        <Key keys={["?"]}>
          <Trans>This list</Trans>
        </Key>
      </dl>
    </Modal>
  );
}

function Key({ keys, children }: { keys: readonly string[]; children: ReactNode }) {
  return (
    <>
      <dt className="flex gap-1">
        {keys.map((key) => (
          <kbd key={key} className="code rounded-card border border-line-strong px-2 py-0.5">
            {key}
          </kbd>
        ))}
      </dt>
      <dd>{children}</dd>
    </>
  );
}
