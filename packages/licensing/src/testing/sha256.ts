/// <reference types="node" />
import { hash } from "node:crypto";
import type { Sha256 } from "@songkeeper/base";

/** Node's SHA-256, handed in by tests as the apps hand it in. */
export const sha256: Sha256 = (bytes) => new Uint8Array(hash("sha256", bytes, "buffer"));
