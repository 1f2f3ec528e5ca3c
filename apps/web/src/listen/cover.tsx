import { Music } from "lucide-react";
import { coverUrl } from "./cover-url.ts";

interface CoverProps {
  coverId: string | null;
  color?: string | null;
  /** How wide it is drawn, as in an image's `sizes`. */
  sizes: string;
  className?: string;
  /** For the one picture that a page is about: fetched first. */
  main?: boolean;
}

/** A cover; where there is none, a note on a quiet ground. Its song is named beside it, so that it says nothing itself. */
export function Cover({ coverId, color, sizes, className = "", main = false }: CoverProps) {
  const shape = `aspect-square shrink-0 overflow-hidden rounded-card bg-sunken ${className}`;
  if (!coverId)
    return (
      <div className={`${shape} flex items-center justify-center text-soft`}>
        <Music aria-hidden className="size-1/3" strokeWidth={1.25} />
      </div>
    );
  const [small, large] = [coverUrl(coverId, 300), coverUrl(coverId, 1400)];
  return (
    <img
      src={small}
      srcSet={`${small} 300w, ${large} 1400w`}
      sizes={sizes}
      width={300}
      height={300}
      alt=""
      loading={main ? "eager" : "lazy"}
      fetchPriority={main ? "high" : "auto"}
      decoding="async"
      className={`${shape} object-cover`}
      style={color ? { backgroundColor: color } : undefined}
    />
  );
}
