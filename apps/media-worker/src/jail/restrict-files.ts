import type { JailLayer } from "@songkeeper/media";
import { landlockRules, landlockWords, RIGHTS, RIGHTS_OF_FILES } from "./landlock-rights.ts";
import type { Libc } from "./libc.ts";
import type { LaunchPlan } from "./plan.ts";

/** Has the kernel keep this thread, and what it becomes, from every file but those of the plan. */
export function restrictFiles(libc: Libc, plan: LaunchPlan): JailLayer {
  const version = libc.landlockVersion();
  if (version < 1) return { name: "landlock", state: "absent", detail: `the kernel has none (errno ${libc.errno()})` };
  const { files, network, scopes } = landlockRules(version);
  const ruleset = libc.createRuleset(words64(files, network, scopes));
  if (ruleset < 0) return failed(`no ruleset (errno ${libc.errno()})`);
  for (const [path, rights] of rulesOf(plan)) {
    const fault = addRule(libc, { ruleset, path, rights: rights & files });
    if (fault) return failed(fault);
  }
  if (libc.restrictSelf(ruleset) !== 0) return failed(`not restricted (errno ${libc.errno()})`);
  libc.close(ruleset);
  return isShut(libc)
    ? { name: "landlock", state: "on", detail: landlockWords(version) }
    : failed("it lets all through");
}

function failed(detail: string): JailLayer {
  return { name: "landlock", state: "failed", detail };
}

/** Where systems keep their libraries. Of these, and of what Node looks at when it starts, some are missing everywhere. */
const LIBRARIES = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/nix/store", "/gnu/store"];
const STARTING_FILES = ["/etc/ld.so.cache", "/etc/ssl/openssl.cnf", "/etc/pki/tls/openssl.cnf", "/dev/urandom"];

function rulesOf({ code, input, output, programs }: LaunchPlan): [path: string, rights: bigint][] {
  const rules = (paths: readonly string[], rights: bigint) => paths.map((path): [string, bigint] => [path, rights]);
  return [
    ...rules(LIBRARIES, RIGHTS.library),
    ...rules(STARTING_FILES, RIGHTS.file),
    ...rules(["/dev/null"], RIGHTS.device),
    ...rules([...code, input], RIGHTS.code),
    ...rules([process.execPath, ...programs], RIGHTS.program),
    ...rules([output], RIGHTS.output),
  ];
}

const O_PATH = 0o10000000;
const O_CLOEXEC = 0o2000000;
const EINVAL = 22;

/** Says what is wrong, if anything; a file that is not there needs no rule. */
function addRule(
  libc: Libc,
  { ruleset, path, rights }: { ruleset: number; path: string; rights: bigint },
): string | undefined {
  const fd = libc.open(path, O_PATH | O_CLOEXEC);
  if (fd < 0) return undefined;
  const add = (given: bigint) => libc.addPathRule(ruleset, pathRule(given, fd));
  // A rule on a single file must not name what only folders have.
  const added = add(rights) === 0 || (libc.errno() === EINVAL && add(rights & RIGHTS_OF_FILES) === 0);
  const fault = added ? undefined : `no rule for ${path} (errno ${libc.errno()})`;
  libc.close(fd);
  return fault;
}

/** It is packed: a number of eight bytes and one of four. */
function pathRule(rights: bigint, fd: number): Uint8Array {
  const rule = new DataView(new ArrayBuffer(12));
  rule.setBigUint64(0, rights, true);
  rule.setInt32(8, fd, true);
  return new Uint8Array(rule.buffer);
}

function words64(...words: readonly bigint[]): Uint8Array {
  return new Uint8Array(BigUint64Array.from(words).buffer);
}

/** A folder that every system has and that no rule names. */
function isShut(libc: Libc): boolean {
  const fd = libc.open("/etc", 0);
  if (fd >= 0) libc.close(fd);
  return fd < 0;
}
