// The receipt page in a real browser: served by a node, and as one file without any server.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { eventually, open_page, start_browser, start_localnet } from "./localnet.mjs";

let net;
let browser;
let id;

before(async () => {
  net = await start_localnet();
  browser = await start_browser();
  const answer = await fetch(net.url + "/v1/messages", {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: "Bearer " + net.key },
    body: JSON.stringify({
      channel: "web",
      user: "alice",
      message_id: "page-1",
      text: "send 1.25 to @bob",
      locale: "en-US",
    }),
  });
  assert.equal(answer.status, 200);
  id = await eventually(async () => {
    const page = await (await fetch(net.node + "/v1/transactions?limit=100")).json();
    return page.data.find((each) => each.events[0]?.amount === "1.25")?.id;
  }, "the payment is final");
});
after(async () => {
  await browser?.close();
  await net?.stop();
});

const headline = (page) => page.locator("#headline").textContent();
const decided = (page) =>
  eventually(async () => !/^Checking/.test(await headline(page)), "the receipt is checked");

async function looks_right(page) {
  await decided(page);
  assert.equal(await headline(page), "Valid and final");
  assert.match(await page.locator(".amount").first().textContent(), /^1\.25 USD$/);
  assert.equal(await page.locator("#waypoint").inputValue(), net.waypoint);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(wide, false);
}

async function refuses_another_waypoint(page) {
  const last = net.waypoint.at(-1) === "0" ? "1" : "0";
  await page.locator("#waypoint").fill(net.waypoint.slice(0, -1) + last);
  await page.getByRole("button", { name: "Check again" }).click();
  assert.equal(await headline(page), "Not valid");
  assert.equal(await page.locator("#payment").isVisible(), false);
  await page.locator("#waypoint").fill(net.waypoint);
  await page.getByRole("button", { name: "Check again" }).click();
  assert.equal(await headline(page), "Valid and final");
}

for (const [width, colorScheme] of [[390, "light"], [1280, "dark"]]) {
  test(`a node serves it, ${width} px ${colorScheme}`, async () => {
    const options = { viewport: { width, height: 800 }, colorScheme };
    const { page, complaints, close } = await open_page(browser, `${net.node}/r/${id}`, options);
    await looks_right(page);
    await refuses_another_waypoint(page);
    assert.deepEqual(complaints, []);
    await close();
  });
}

for (const [locale, valid, direction] of [["fr-FR", "Valide et définitif", "ltr"], ["ar", "صحيح ونهائي", "rtl"]]) {
  test(`it speaks the reader's language: ${locale}`, async () => {
    const options = { locale, viewport: { width: 390, height: 800 } };
    const { page, complaints, close } = await open_page(browser, `${net.node}/r/${id}`, options);
    await eventually(async () => (await headline(page)) === valid, "it is valid");
    assert.equal(await page.evaluate(() => document.documentElement.dir), direction);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    if (process.env.SHOTS) {
      await page.screenshot({ path: join(process.env.SHOTS, `receipt_${locale}.png`), fullPage: true });
    }
    assert.deepEqual(complaints, []);
    await close();
  });
}

test("an unknown receipt is said to be unknown", async () => {
  const { page, close } = await open_page(browser, `${net.node}/r/${"0".repeat(64)}`);
  await decided(page);
  assert.equal(await headline(page), "No receipt");
  await close();
});

test("one file checks itself without any server", async () => {
  const receipt = join(net.folder, "receipt");
  const file = join(net.folder, "receipt.html");
  const run = (...words) => execFileSync(process.env.PENNYPOST, ["receipt", ...words]);
  run("get", id, "--out", receipt, "--node", net.node);
  run("page", receipt, "--waypoint", net.waypoint, "--out", file, "--node", net.node);
  const options = { viewport: { width: 390, height: 800 }, offline: true };
  const { page, complaints, close } = await open_page(browser, pathToFileURL(file).href, options);
  await looks_right(page);
  await refuses_another_waypoint(page);
  assert.deepEqual(complaints, []);
  await close();
});
