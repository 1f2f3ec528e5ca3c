/** How much of a piece of work is done, with its words below; without a share it only says that it goes on. */
export function ProgressLine({ percent, label }: { percent: number | undefined; label: string }) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className="h-2.5 overflow-hidden rounded-card border border-line bg-sunken"
    >
      <div
        className={`h-full bg-accent transition-[width] duration-150 ${percent === undefined ? "opacity-50" : ""}`}
        style={{ width: `${percent ?? 100}%` }}
      />
    </div>
  );
}
