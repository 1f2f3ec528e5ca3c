import type { ReactNode } from "react";
import { useTheme } from "../shell/theme.ts";
import { accentOf } from "./accent.ts";

/** A part of a page in the colour of a cover, as far as it can be read in this theme. */
export function Accented({
  color,
  children,
  className,
}: {
  color: string | null;
  children: ReactNode;
  className?: string;
}) {
  const { theme } = useTheme();
  const accent = accentOf(color, theme);
  const style = accent && {
    "--accent": accent.accent,
    "--accent-deep": accent.accentDeep,
    "--on-accent": accent.onAccent,
    "--accent-wash": accent.accentWash,
  };
  return (
    <div className={className} style={style}>
      {children}
    </div>
  );
}
