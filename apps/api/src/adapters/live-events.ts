import { EventEmitter } from "node:events";

/** Something that a shop's console shows at once; `event` names it, `data` is JSON. */
export interface LiveEvent {
  readonly event: "receipt" | "now" | "shop";
  readonly data: string;
}

/** Events of one shop, told after the commit to whoever listens in this process; never the only copy of anything. */
export interface LiveEvents {
  publish(shopId: string, event: LiveEvent): void;
  /** Whether anybody listens to a shop's events here. */
  isWatched(shopId: string): boolean;
  /** Listens until the returned function is called. */
  subscribe(shopId: string, listener: (event: LiveEvent) => void): () => void;
}

/** Live events within this one process. */
export function localLiveEvents(): LiveEvents {
  const emitter = new EventEmitter().setMaxListeners(0);
  return {
    publish: (shopId, event) => void emitter.emit(shopId, event),
    isWatched: (shopId) => emitter.listenerCount(shopId) > 0,
    subscribe(shopId, listener) {
      emitter.on(shopId, listener);
      return () => void emitter.off(shopId, listener);
    },
  };
}
