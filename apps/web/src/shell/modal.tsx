import { useLingui } from "@lingui/react/macro";
import { X } from "lucide-react";
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";

/** A dialog over the page: the browser keeps focus inside, and Escape closes it. */
export function Modal({ title, onClose, children }: { title: ReactNode; onClose: () => void; children: ReactNode }) {
  const { t } = useLingui();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // A layout effect, since only a dialog that is still in the page gives the focus back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      className="m-auto w-[min(30rem,calc(100vw-2rem))] rounded-card border border-line bg-surface p-5 text-ink shadow-card backdrop:bg-black/50"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={id} className="mb-4 pr-12">
        {title}
      </h2>
      {children}
      <button
        type="button"
        className="button button-icon absolute top-3 right-3"
        aria-label={t`Leave this dialog`}
        onClick={onClose}
      >
        <X aria-hidden className="size-5" />
      </button>
    </dialog>
  );
}
