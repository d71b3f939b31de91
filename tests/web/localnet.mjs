// `pennypost localnet` in a folder of its own, and a browser to look at its pages.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const { chromium } = createRequire(join(process.env.MODULES, "/"))("playwright-core");

// Sanitized builds are slow; this bounds only failing tests.
export const kPatienceMs = 60_000;

export async function start_localnet() {
  const folder = await mkdtemp(join(tmpdir(), "pennypost-web-"));
  const child = spawn(
    process.env.PENNYPOST,
    ["localnet", "--dir", folder, "--port-base", "auto"],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([once(lines, "line"), ended.then(() => ["ended early"])]);
  assert.match(line, /^ready/);
  const { gateway, nodes, waypoint } = JSON.parse(await readFile(join(folder, "localnet.json"), "utf8"));
  return {
    url: gateway.url,
    node: nodes[0].rpc,
    waypoint,
    key: (await readFile(gateway.api_key_file, "utf8")).trim(),
    folder,
    stop: async () => {
      child.kill("SIGTERM");
      const [status] = await ended;
      await rm(folder, { recursive: true, force: true });
      assert.equal(status, 0);
    },
  };
}

export function start_browser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

// A page of a person of its own: other cookies, other storage. `complaints` collects what the
// browser holds against the page: script errors, refused resources, console errors.
export async function open_page(browser, url, options = {}) {
  const context = await browser.newContext({ locale: "en-US", ...options });
  context.setDefaultTimeout(kPatienceMs);
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    complaints.push(`${message.text()} ${new URL(message.location().url || url).pathname}`);
  });
  await page.goto(url);
  return { page, complaints, close: () => context.close() };
}

export async function eventually(condition, what) {
  const end = Date.now() + kPatienceMs;
  let found = await condition();
  while (!found) {
    assert.ok(Date.now() < end, `did not happen: ${what}`);
    await new Promise((done) => setTimeout(done, 50));
    found = await condition();
  }
  return found;
}
