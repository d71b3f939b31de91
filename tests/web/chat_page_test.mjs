// The web chat as its reader uses it: a real browser, a real gateway, four validators.
import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { after, before, beforeEach, afterEach, test } from "node:test";

import { eventually, open_page, start_browser, start_localnet } from "./localnet.mjs";

// Asking who is signed in, before anybody is.
const kExpectedComplaint = /status of 401 .*\/web\/session$/;

let net;
let browser;
let alice;
let maria;

before(async () => {
  net = await start_localnet();
  browser = await start_browser();
});
after(async () => {
  await browser?.close();
  await net?.stop();
});

beforeEach(async () => {
  alice = await open_page(browser, net.url, { viewport: { width: 390, height: 844 } });
  maria = await open_page(browser, net.url, { viewport: { width: 1280, height: 800 } });
  await alice.page.getByRole("button", { name: "@alice" }).click();
  await maria.page.getByLabel("Another handle").fill("@maria");
  await maria.page.keyboard.press("Enter");
  for (const { page } of [alice, maria]) {
    await eventually(async () => (await balance_of(page)) !== null, "a balance is shown");
  }
});
afterEach(async () => {
  for (const { complaints, close } of [alice, maria]) {
    await close();
    const unexpected = complaints.filter((complaint) => !kExpectedComplaint.test(complaint));
    assert.deepEqual(unexpected, []);
  }
});

// Cents; null before it is known.
async function balance_of(page) {
  const shown = await page.locator("#balance").textContent();
  const found = /^\$(\d+)\.(\d\d)$/.exec(shown);
  return found && Number(found[1] + found[2]);
}

async function say(page, words) {
  await page.getByLabel("Message", { exact: true }).fill(words);
  await page.keyboard.press("Enter");
}

const notice = (page, words) => page.locator(".moved-words", { hasText: words });
const last_card = (page) => page.locator(".card").last();
const becomes = (page, cents) =>
  eventually(async () => (await balance_of(page)) === cents, `the balance becomes ${cents}`);

test("fifty cents arrive, and both see it", async () => {
  const [before_alice, before_maria] = [await balance_of(alice.page), await balance_of(maria.page)];
  await say(alice.page, "send 50 cents to @maria for lunch");
  await last_card(alice.page).locator(".state.final").waitFor();
  const card = await last_card(alice.page).textContent();
  assert.match(card, /@maria/);
  assert.match(card, /\$0\.50/);
  assert.match(card, /Final in \d/);
  await becomes(alice.page, before_alice - 50);
  await notice(maria.page, "@alice sent you $0.50 “lunch”").waitFor();
  await becomes(maria.page, before_maria + 50);
});

test("the receipt is a file", async () => {
  await say(alice.page, "send 2 cents to @maria");
  const link = last_card(alice.page).getByRole("link", { name: /^Receipt/ });
  const [download] = await Promise.all([alice.page.waitForEvent("download"), link.click()]);
  assert.equal(await download.failure(), null);
  assert.ok((await stat(await download.path())).size > 100);
});

test("a question is answered by a tap, once", async () => {
  const { page } = alice;
  const before_tap = await balance_of(page);
  await say(page, "send 5.50 to @bob");
  const actions = page.locator(".actions").last();
  await actions.getByRole("button", { name: "Send" }).click();
  for (const button of await actions.getByRole("button").all()) {
    assert.equal(await button.isDisabled(), true);
  }
  await last_card(page).locator(".state.final").waitFor();
  await becomes(page, before_tap - 550);
});

test("a contact is shared out of a file, and nothing of it but name and numbers", async () => {
  const { page } = alice;
  const sent = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/web/messages")) sent.push(request.postDataJSON());
  });
  const choose = async (text) => {
    const choosing = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Share a contact" }).click();
    const buffer = Buffer.from(text);
    await (await choosing).setFiles({ name: "zoe.vcf", mimeType: "text/vcard", buffer });
  };
  await choose("not a card");
  await choose(
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Aunt Zoe\r\nTEL;TYPE=CELL:+1 (555) 765-43\r\n 21\r\n" +
      "NOTE:owes me a cake\r\nADR:;;1 Rue;Paris;;;\r\nEND:VCARD\r\n",
  );
  await page.locator(".theirs .text", { hasText: "Aunt Zoe" }).last().waitFor();
  assert.equal(await page.locator(".mine .text").last().textContent(), "Aunt Zoe");
  assert.equal(sent.length, 1);
  assert.match(sent[0].text, /FN:Aunt Zoe/);
  assert.doesNotMatch(sent[0].text, /cake|Rue/);
  // Nobody here is known to have that phone: the money waits for whoever shows that they do.
  await say(page, "send 1 cent to Aunt Zoe");
  await page.locator(".actions").last().getByRole("button", { name: "Send" }).waitFor();
});

test("HTML stays text, in what I write and in what others read", async () => {
  const html = '<img src="x" onerror="document.title=1"><b class="made">hi</b>';
  await say(alice.page, html);
  await say(alice.page, 'send 1 cent to @maria for <b class="made">cake</b> and tea');
  await last_card(alice.page).locator(".state.final").waitFor();
  const written = alice.page.locator(".mine .text").first();
  assert.equal(await written.textContent(), html);
  await notice(maria.page, '$0.01 “<b class="made">cake</b> and tea”').waitFor();
  for (const { page } of [alice, maria]) {
    assert.equal(await page.locator(".made, #entries img, #entries script").count(), 0);
    assert.match(await page.title(), /Pennypost$/);
  }
});

test("an answer that got lost is asked for again, and the money leaves once", async () => {
  const { page } = alice;
  const before_loss = await balance_of(page);
  let lost = 0;
  const ids = [];
  await page.route("**/web/messages", async (route) => {
    ids.push(route.request().postDataJSON().message_id);
    if (lost++ > 0) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await say(page, "send 7 cents to @maria");
  await last_card(page).locator(".state.final").waitFor();
  await becomes(page, before_loss - 7);
  assert.equal(ids.length, 2);
  assert.equal(ids[0], ids[1]);
  const failures = alice.complaints.filter((complaint) => /ERR_FAILED/.test(complaint));
  assert.equal(failures.length, 1);
  alice.complaints.splice(alice.complaints.indexOf(failures[0]), 1);
});

test("unsent words survive a reload, and wait for a tap", async () => {
  const { page } = alice;
  const before_outage = await balance_of(page);
  await page.route("**/web/messages", (route) => route.abort());
  await say(page, "send 3 cents to @maria");
  await page.getByRole("button", { name: "Try again" }).waitFor();
  await page.unroute("**/web/messages");
  await page.reload();
  await page.getByText("It is not certain that this was sent.").waitFor();
  assert.equal(await balance_of(page), before_outage);
  await page.getByRole("button", { name: "Try again" }).click();
  await last_card(page).locator(".state.final").waitFor();
  await becomes(page, before_outage - 3);
  await page.reload();
  await notice(page, "You sent $0.03 to @maria").waitFor();
  assert.equal(await page.getByRole("button", { name: "Try again" }).count(), 0);
  for (let i = alice.complaints.length - 1; i >= 0; --i) {
    if (/ERR_FAILED/.test(alice.complaints[i])) alice.complaints.splice(i, 1);
  }
});

test("signed out, nothing of the chat is left on the page", async () => {
  const { page } = alice;
  await say(page, "balance");
  await page.locator(".theirs").first().waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("Who are you today?").waitFor();
  assert.equal(await page.locator("#entries *").count(), 0);
  await page.reload();
  await page.getByText("Who are you today?").waitFor();
});

test("offline is said, and taken back", async () => {
  const { page } = alice;
  await page.context().setOffline(true);
  await page.getByText("You are offline.").waitFor();
  await page.context().setOffline(false);
  await page.getByText("You are offline.").waitFor({ state: "hidden" });
  const known = /ERR_INTERNET_DISCONNECTED .*\/web\/(balance|history)$/;
  alice.complaints = alice.complaints.filter((complaint) => !known.test(complaint));
});

test("a narrow page does not scroll sideways, and everything has a name", async () => {
  const { page } = alice;
  await say(page, `send 1 cent to @maria for ${"w".repeat(120)}`);
  await last_card(page).locator(".state.final").waitFor();
  const width = (await page.locator("html").boundingBox()).width;
  for (const part of ["header", "#log", "footer", ".bubble"]) {
    for (const each of await page.locator(part).all()) {
      const box = await each.boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= width, part);
    }
  }
  const tree = await page.locator("body").ariaSnapshot();
  assert.match(tree, /log "Conversation"/);
  assert.match(tree, /textbox "Message"/);
  assert.doesNotMatch(tree, /- (button|link|textbox)(:| *$)/m);
});
