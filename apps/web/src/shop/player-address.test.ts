import { expect, test } from "vitest";
import { playerAddress } from "./player-address.ts";

test("a player is opened where the owner reached the shop, whatever the server believes its name to be", () => {
  const page = new URL("http://192.168.1.7:4100/shop/s1");
  expect(playerAddress("http://127.0.0.1:4100/player/?code=AB12CD34", page)).toEqual({
    shown: "http://192.168.1.7:4100/player/",
    href: "http://192.168.1.7:4100/player/?code=AB12CD34",
    isHere: false,
  });
});

test("an address of this computer alone is said to be one", () => {
  expect(playerAddress("/player/", new URL("http://localhost:4100/")).isHere).toBe(true);
});
