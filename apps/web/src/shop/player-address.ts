const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Where a player is opened: short as a person types it, and whole with the code in it, as a link. It is on the host
 * under which this page was reached, since that one is known to work. `isHere`: other devices cannot reach that host.
 */
export function playerAddress(url: string, page = new URL(location.href)) {
  const { pathname, search } = new URL(url, page);
  return {
    shown: `${page.origin}${pathname}`,
    href: `${page.origin}${pathname}${search}`,
    isHere: LOOPBACK.has(page.hostname),
  };
}
