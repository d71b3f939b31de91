// A person's day: people in browsers of their own ask, pay, share, take back, and bring in somebody
// new; in English, French and Arabic. SHOTS=folder keeps pictures.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { eventually, open_page, start_browser, start_localnet } from "./localnet.mjs";

const kSmall = { width: 390, height: 844 };
const kWide = { width: 1280, height: 800 };
const axe_file = createRequire(join(process.env.MODULES, "/")).resolve("axe-core/axe.min.js");

let net;
let browser;
let axe;

before(async () => {
  net = await start_localnet();
  browser = await start_browser();
  axe = await readFile(axe_file, "utf8");
});
after(async () => {
  await browser?.close();
  await net?.stop();
});

async function person(handle, options) {
  const opened = await open_page(browser, net.url, options);
  await opened.page.locator("#handle").fill(handle);
  await opened.page.keyboard.press("Enter");
  await opened.page.locator("#balance", { hasText: /\d/ }).waitFor();
  return opened;
}

async function say(page, words) {
  const before = await page.locator(".theirs").count();
  await page.locator("#text").fill(words);
  await page.keyboard.press("Enter");
  await eventually(async () => (await page.locator(".theirs").count()) > before, `an answer to ${words}`);
}

const last = (page) => page.locator(".theirs .text").last();
const balance_is = (page, words) =>
  eventually(async () => (await page.locator("#balance").textContent()) === words, `the balance is ${words}`);
const tap = (page, name) => page.locator(".actions").last().getByRole("button", { name }).click();

async function shot(page, name) {
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`) });
}

// Policy of the page forbids scripts from elsewhere; the checker comes in by the browser's own door.
async function check_access(page, what) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => self.axe.run(document));
  const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
  assert.deepEqual(told, [], what);
}

async function look(page, name) {
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await shot(page, `${name}-${scheme}`);
    await check_access(page, `${name} ${scheme}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

test("a day", async (day) => {
  const dawn = await person("dawn", { viewport: kSmall });
  const rosa = await person("rosa", { viewport: kWide });

  await day.test("fifty cents go to a friend", async () => {
    await say(dawn.page, "send 50 cents to @rosa for coffee");
    await dawn.page.locator(".card .state.final").waitFor();
    await balance_is(dawn.page, "$9.50");
    await balance_is(rosa.page, "$10.50");
  });

  await day.test("a request is asked, shown, and accepted by a tap", async () => {
    await say(rosa.page, "request 2 from @dawn for pizza");
    await last(dawn.page).filter({ hasText: "@rosa asks you for $2.00" }).waitFor();
    await look(dawn.page, "request-390");
    await tap(dawn.page, "Pay");
    await balance_is(dawn.page, "$7.50");
    await balance_is(rosa.page, "$12.50");
  });

  await day.test("a bill is split", async () => {
    await say(rosa.page, "split 9 with @dawn and @bob");
    await last(rosa.page).filter({ hasText: "$3.00" }).waitFor();
    await last(dawn.page).filter({ hasText: "@rosa asks you for $3.00" }).waitFor();
    await tap(dawn.page, "Decline");
    await last(rosa.page).filter({ hasText: "@dawn does not want to pay" }).waitFor();
    await look(rosa.page, "split-1280");
  });

  await day.test("a payment is confirmed, and another one cancelled", async () => {
    await say(dawn.page, "send 6 to @bob");
    await last(dawn.page).filter({ hasText: "Send $6.00 to @bob?" }).waitFor();
    await say(dawn.page, "cancel");
    assert.match(await last(dawn.page).textContent(), /^Cancelled/);
    await balance_is(dawn.page, "$7.50");
    await say(dawn.page, "send 25 cents to @rosa");
    await say(dawn.page, "cancel");
    await last(dawn.page).filter({ hasText: "I have asked @rosa to send it back" }).waitFor();
    await last(rosa.page).filter({ hasText: "@dawn asks you to send back $0.25" }).waitFor();
    await tap(rosa.page, "Pay");
    await balance_is(dawn.page, "$7.50");
  });

  await day.test("a newcomer opens a link, and the money is theirs", async () => {
    await say(dawn.page, "send 1.50 to @nora_new");
    await last(dawn.page).filter({ hasText: "I know nobody called @nora_new" }).waitFor();
    await tap(dawn.page, "Send");
    await last(dawn.page).filter({ hasText: "/c/" }).waitFor();
    const [link] = /http\S+\/c\/\S+/.exec(await last(dawn.page).textContent());
    await look(dawn.page, "held-390");
    // Whoever only looks, changes nothing.
    const preview = await fetch(link.split("#")[0]);
    assert.equal(preview.headers.get("cache-control"), "no-store");
    assert.equal(preview.headers.get("referrer-policy"), "no-referrer");
    for (const [viewport, name] of [[kSmall, "claim-390"], [kWide, "claim-1280"]]) {
      const guest = await open_page(browser, link, { viewport });
      await guest.page.getByText("$1.50").waitFor();
      assert.doesNotMatch(await guest.page.locator("body").textContent(), /dawn|nora/);
      await guest.page.getByLabel("Choose your handle").waitFor();
      await look(guest.page, name);
      await guest.close();
    }
    const guest = await open_page(browser, link, { viewport: kSmall });
    await guest.page.getByLabel("Choose your handle").fill("nora_new");
    await guest.page.keyboard.press("Enter");
    await guest.page.getByRole("heading", { name: "It is yours" }).waitFor();
    await look(guest.page, "claimed-390");
    await guest.page.getByRole("link", { name: "Open Pennypost" }).click();
    await balance_is(guest.page, "$11.50"); // with the sandbox's test money
    await last(dawn.page).filter({ hasText: "@nora_new has collected your $1.50" }).waitFor();
    await guest.close();
    const late = await open_page(browser, link, { viewport: kSmall });
    await late.page.getByText("collected, cancelled or returned already").waitFor();
    await late.close();
  });

  await day.test("a device is known again without a password", async () => {
    const guest = await open_page(browser, net.url, { viewport: kSmall });
    const handle = await guest.page.evaluate(async () => {
      const { signed_in_body } = await import("/device.js");
      const gateway = await import("/gateway.js");
      await gateway.sign_in_by_device((await signed_in_body(gateway.challenge, { handle: "kira" })).body);
      const again = (await signed_in_body(gateway.challenge)).body;
      const session = await gateway.sign_in_by_device(again);
      const twice = await gateway.sign_in_by_device(again).catch((problem) => problem.code);
      const stolen = (await signed_in_body(gateway.challenge, { handle: "dawn" })).body;
      stolen.signature = stolen.signature.replace(/^../, "00");
      return [session.handle, twice, await gateway.sign_in_by_device(stolen).catch((p) => p.code)];
    });
    assert.deepEqual(handle, ["kira", "wrong_signature", "wrong_signature"]);
    await guest.close();
    const thief = await open_page(browser, net.url, { viewport: kSmall });
    const refused = await thief.page.evaluate(async () => {
      const { signed_in_body } = await import("/device.js");
      const gateway = await import("/gateway.js");
      const { body } = await signed_in_body(gateway.challenge, { handle: "kira" });
      return gateway.sign_in_by_device(body).catch((problem) => problem.code);
    });
    assert.equal(refused, "handle_taken");
    await thief.close();
  });

  await day.test("a French and an Arabic writer are answered in their languages", async () => {
    const leon = await person("leon", { viewport: kSmall, locale: "fr-FR" });
    await say(leon.page, "envoie 0,50 $ à @rosa pour le café");
    await last(leon.page).filter({ hasText: "envoyés à @rosa" }).waitFor();
    assert.equal(await last(leon.page).getAttribute("lang"), "fr");
    await leon.page.getByText("Écrivez comme à un ami").waitFor();
    await leon.page.getByText("Définitif en").last().waitFor();
    await look(leon.page, "french-390");
    await leon.close();
    const amal = await person("amal", { viewport: kSmall, locale: "ar" });
    await say(amal.page, "أرسل 0.50 دولار إلى @rosa");
    await amal.page.locator(".card .state.final").waitFor();
    await say(amal.page, "رصيدي");
    assert.equal(await last(amal.page).getAttribute("lang"), "ar");
    const direction = await last(amal.page).evaluate((words) => getComputedStyle(words).direction);
    assert.equal(direction, "rtl");
    assert.equal(await amal.page.locator("html").getAttribute("dir"), "rtl");
    await look(amal.page, "arabic-390");
    await amal.close();
  });

  await day.test("what people write is text, whatever it looks like", async () => {
    const evil = '<img src=x onerror="document.title=1">';
    await say(rosa.page, `request 1 from @dawn for ${evil}`);
    await last(dawn.page).filter({ hasText: "@rosa asks you for $1.00" }).waitFor();
    assert.match(await last(dawn.page).textContent(), /<img src=x/);
    assert.equal(await dawn.page.locator("#entries img").count(), 0);
    assert.match(await dawn.page.title(), /Pennypost$/);
    await tap(dawn.page, "Decline");
  });

  await day.test("the sign-in page is good as well", async () => {
    for (const [viewport, name] of [[kSmall, "sign-in-390"], [kWide, "sign-in-1280"]]) {
      const guest = await open_page(browser, net.url, { viewport });
      await guest.page.getByText("Who are you today?").waitFor();
      await look(guest.page, name);
      await guest.close();
    }
  });

  await dawn.close();
  await rosa.close();
});
