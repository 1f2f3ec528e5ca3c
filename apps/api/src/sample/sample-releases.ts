import { DUO_SINGLES } from "./releases/duo-singles.ts";
import { LATE_EP } from "./releases/late-ep.ts";
import { RAIN_ALBUM } from "./releases/rain-album.ts";
import { TRAIN_EP } from "./releases/train-ep.ts";
import type { SampleRelease } from "./sample-release.ts";

/** Everything that the sample's musicians have released: an album, two EPs and three singles. */
export const RELEASES: readonly SampleRelease[] = [RAIN_ALBUM, TRAIN_EP, LATE_EP, ...DUO_SINGLES];
