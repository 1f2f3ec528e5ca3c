import "react";

declare module "react" {
  interface CSSProperties {
    /** Custom properties that the stylesheet reads. */
    [name: `--${string}`]: string | number | undefined;
  }
}
