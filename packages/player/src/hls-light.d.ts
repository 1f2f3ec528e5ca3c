/** The light build has the whole build's types, less what it leaves out. */
declare module "hls.js/light" {
  export { default } from "hls.js";
}
