declare module "*.po?first" {
  import type { Messages } from "@lingui/core";
  export const messages: Messages;
}
declare module "*.po?listen" {
  import type { Messages } from "@lingui/core";
  export const messages: Messages;
}
declare module "*.po?rooms" {
  import type { Messages } from "@lingui/core";
  export const messages: Messages;
}
