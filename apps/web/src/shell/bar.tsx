/** A bar that shows how much of a limit is used, and in a lighter tone what is reserved; `label` says it in words. */
export function Bar({ used, reserved = 0, label }: { used: number; reserved?: number; label: string }) {
  return (
    <div role="img" aria-label={label} className="flex h-2.5 overflow-hidden rounded-card border border-line bg-sunken">
      <div className="bg-accent" style={{ width: `${used}%` }} />
      <div
        style={{
          width: `${Math.min(reserved, 100 - used)}%`,
          background: "repeating-linear-gradient(135deg, var(--accent) 0 2px, transparent 2px 6px)",
        }}
      />
    </div>
  );
}
