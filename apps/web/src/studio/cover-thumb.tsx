import { Music } from "lucide-react";

/** A small cover; a note where there is none. The title beside it says what it is of. */
export function CoverThumb({ coverId }: { coverId: string | null }) {
  if (coverId)
    return (
      <img
        src={`/covers/${coverId}/300.jpg`}
        alt=""
        width={64}
        height={64}
        className="size-16 shrink-0 rounded-card object-cover"
      />
    );
  return (
    <span className="flex size-16 shrink-0 items-center justify-center rounded-card bg-sunken text-soft">
      <Music aria-hidden className="size-6" />
    </span>
  );
}
