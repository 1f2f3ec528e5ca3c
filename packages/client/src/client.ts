import { authClient } from "./auth-client.ts";
import { catalogClient } from "./catalog-client.ts";
import { deviceClient } from "./device-client.ts";
import { listenClient } from "./listen-client.ts";
import { moneyClient } from "./money-client.ts";
import { operateClient } from "./operate-client.ts";
import { orderClient } from "./order-client.ts";
import { shopClient } from "./shop-client.ts";
import { studioClient } from "./studio-client.ts";
import { type ClientOptions, transport } from "./transport.ts";

/** The whole API, one function a route, grouped as the API's modules are. */
export type Client = ReturnType<typeof createClient>;

/** A client of the API for a browser or a script; a program that needs one module takes that module's client alone. */
export function createClient(options: ClientOptions = {}) {
  const send = transport(options);
  return {
    auth: authClient(send),
    catalog: catalogClient(send),
    shops: shopClient(send),
    devices: deviceClient(send),
    money: moneyClient(send),
    operate: operateClient(send),
    studio: studioClient(send),
    listen: listenClient(send),
    orders: orderClient(send),
  };
}
