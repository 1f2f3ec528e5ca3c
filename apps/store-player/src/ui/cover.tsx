/** A number from 0 to 1 that a song's id always gives again. */
function noise(id: string, salt: number): number {
  let hash = 2_166_136_261 ^ salt;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_519);
  return ((hash ^ (hash >>> 13)) >>> 0) / 4_294_967_296;
}

/** The song's own colour: a hue that its id always gives again. */
export function hueOf(trackId: string | undefined): number {
  return trackId ? Math.round(noise(trackId, 1) * 360) : 38;
}

/** A picture in the song's colour, rings on water from a few drops, in the place of a cover. */
export function Cover({ trackId, isStill }: { trackId: string | undefined; isStill: boolean }) {
  const id = trackId ?? "silence";
  const drops = [0, 1, 2].map((drop) => ({
    x: 60 + noise(id, 10 + drop) * 280,
    y: 60 + noise(id, 20 + drop) * 280,
    rings: Math.round(3 + noise(id, 30 + drop) * 4),
  }));
  return (
    <svg viewBox="0 0 400 400" aria-hidden className="block w-full rounded-card shadow-card" data-still={isStill}>
      <rect width="400" height="400" rx="12" fill="var(--art-back)" />
      <g fill="none" stroke="var(--art-line)" strokeWidth="2.5" opacity={isStill ? 0.45 : 1}>
        {drops.flatMap(({ x, y, rings }) =>
          Array.from({ length: rings }, (_, ring) => (
            <circle
              key={`${x} ${ring}`}
              cx={x}
              cy={y}
              r={14 + ring * (16 + ring * 3)}
              opacity={1 - ring / (rings + 1)}
            />
          )),
        )}
      </g>
    </svg>
  );
}
