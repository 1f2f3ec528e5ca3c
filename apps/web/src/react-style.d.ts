import "react";

declare module "react" {
  /** A style may set our own custom properties. */
  interface CSSProperties {
    [name: `--${string}`]: string | undefined;
  }
}
